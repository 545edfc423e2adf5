"""The wiring: settings in, a store and conversations out; nothing is opened before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from assistant.bringing import Bringing
from assistant.brought.uploads import Uploads
from assistant.connection.model_link import MOST_TALK_CALLS, ModelLink
from assistant.conversation import Conversation, clean
from assistant.drafts.stops import Stops
from assistant.errors import AssistantError, InputError, StorageError
from assistant.interview.events import Interview
from assistant.interview.intake import Intake, Row
from assistant.outline import Outline, Question, find_outline
from assistant.ports import Model
from assistant.retrieval.desk import Desk
from assistant.samples import sample_answers
from assistant.settings import Settings
from assistant.storage import Store, Summary
from assistant.writing.calls import Calls

if TYPE_CHECKING:
    from assistant.retrieval.guidance import Guiding


LONGEST_TITLE = 40
"""Characters of a title that a person gives an interview."""


def titled(own: str, year: int | None, kind: str) -> str:
    """What an interview is called: the person's own title, else the year and the kind."""
    return own or f"{f'{year}年度' if year else ''}{kind}"


@dataclass(frozen=True)
class Recent:
    """An interview as the list of earlier ones shows it."""

    summary: Summary
    name: str
    year: int | None
    answered: int
    later: int
    sample: bool

    @property
    def title(self) -> str:
        """What it is called, see `titled`."""
        return titled(self.summary.title, self.year, self.name)


@dataclass(frozen=True)
class App:
    """What the terminal and the page are given: the store, conversations over it, the knowledge store beside them.

    `owner` is the account that asks, "" where there are no accounts: it sees its own interviews only. The page has
    `link` instead of `model`, since its settings may change while it runs. `local`: only whoever sits at this machine
    can ask, so that settings may be changed.
    """

    settings: Settings
    store: Store
    desk: Desk | None = None
    model: Model | None = None
    link: ModelLink | None = None
    owner: str = ""
    local: bool = False
    stops: Stops = field(default_factory=Stops)

    def of(self, owner: str) -> App:
        """The same as this account sees it."""
        return replace(self, owner=owner)

    def begin(self, outline: Outline, year: int | None = None) -> Conversation:
        """A new interview for this kind of report, of this year where it is known."""
        begun = Conversation.begin(self.store, outline, desk=self.desk, owner=self.owner)
        if year is not None:
            begun.of_year(year)
        return self._led(begun)

    def start(self, outline: Outline, year: int | None = None) -> Conversation:
        """A new interview with its first question asked, or with what was told elsewhere put up to be confirmed."""
        begun = self.begin(outline, year)
        carried = self.told_elsewhere(outline, year)
        for _ in begun.take_notes(carried) if carried is not None else begun.go_on():
            pass
        return begun

    def sample(self, outline: Outline) -> Conversation:
        """The finished example of this kind of report, drafted by the program at once."""
        begun = Conversation.begin(self.store, outline, owner=self.owner)
        for _ in begun.take_sample(sample_answers(outline)):
            pass
        return self.resume(begun.session_id)

    def bringing(self, session_id: str) -> Bringing:
        """The files brought to an interview."""
        return Bringing(self.resume(session_id), Uploads(self.settings.data_dir), self.desk)

    def recent(self, most: int = 40) -> list[Recent]:
        """The interviews last worked on in which anything was said or laid ready."""
        return list(islice(self._recent(self.sessions()), most))

    def removed(self) -> list[Recent]:
        """All those laid aside."""
        return list(self._recent(self.store.sessions(self.owner, removed=True)))

    def _recent(self, summaries: Iterable[Summary]) -> Iterator[Recent]:
        uploads = Uploads(self.settings.data_dir)
        for summary in summaries:
            if not summary.turns and not uploads.any(summary.id):
                continue
            session = self.store.load(summary.id, Interview).session
            if session.turns or session.ready:
                left = sum(state == "pending" for state in session.states.values())
                kind = find_outline(summary.outline).name
                yield Recent(summary, kind, session.year, len(session.answers), left, session.sample)

    def resume(self, session_id: str) -> Conversation:
        """An interview that is in the store; raises StorageError where it is not, or belongs to another account."""
        if self.owner:
            self._own(session_id)
        return self._led(Conversation(self.store, session_id, desk=self.desk))

    def passage(self, name: str) -> Guiding | None:
        """A passage of the knowledge store as it may be shown; None where it or the store is gone."""
        guide = self.desk.guide() if self.desk is not None else None
        return None if guide is None else guide.shown(name)

    def entitle(self, session_id: str, title: str) -> None:
        """Gives an interview a title of the person's own, "" for none; raises InputError where it is too long."""
        title = " ".join(clean(title).split())
        if len(title) > LONGEST_TITLE:
            raise InputError(f"名字太长了（{len(title)}字）。", f"请在{LONGEST_TITLE}字以内。")
        self.store.entitle(self._own(session_id), title)

    def remove(self, session_id: str) -> None:
        """Lays an interview aside; it can be taken back."""
        self.store.remove(self._own(session_id), datetime.now(UTC))

    def take_back(self, session_id: str) -> None:
        """An interview that was laid aside is on the list again."""
        self.store.take_back(self._own(session_id))

    def erase(self, session_id: str) -> None:
        """Takes an interview that was laid aside and the files brought to it off the disk, for good; what was taken of them
        into the knowledge store is that store's."""
        if session_id not in {one.id for one in self.store.sessions(self.owner, removed=True)}:
            raise InputError("只有已删除的才能彻底删掉。", "请先把它删除，再到“已删除的”里彻底删掉。")
        self.store.erase(session_id)
        Uploads(self.settings.data_dir).forget(session_id)

    def _own(self, session_id: str) -> str:
        if not self.knows(session_id):
            raise StorageError(f"没有“{session_id}”这次访谈。", "请回到开始页，从列表里选。")
        return session_id

    def tidy(self) -> None:
        """Removes brought files that no interview needs any more; where one cannot be read, its files stay, and what
        cannot be looked through now is left for next time."""
        with suppress(AssistantError, OSError):
            Uploads(self.settings.data_dir).tidy(self._needed)

    def _needed(self, session_id: str) -> Collection[str] | None:
        """The ids of the files that an interview still needs; None: all of them."""
        if self.store.owner(session_id) is None:
            return ()
        try:
            session = self.store.load(session_id, Interview).session
        except StorageError:
            return None
        return {*(one.id for one in session.ready), *session.brought[:1]}

    def knows(self, session_id: str) -> bool:
        """Whether there is such an interview that this account may see."""
        owner = self.store.owner(session_id)
        return owner is not None and self.owner in ("", owner)

    def sessions(self) -> list[Summary]:
        """The interviews this account may see, the one last worked on first."""
        return self.store.sessions(self.owner)

    @property
    def model_line(self) -> str:
        """Who writes, in one quiet line."""
        if self.link is not None:
            return self.link.line
        return f"大模型：{self.model.name}" if self.model else "由本机程序起草，不联网"

    def reconnect(self) -> None:
        """Reads anew what the settings say of the model."""
        if self.link is not None:
            self.link.reconnect()

    def _led(self, conversation: Conversation) -> Conversation:
        """The talk has a budget of calls of its own, so that a long one leaves the draft what it needs."""
        companion = self.link.companion(conversation.session_id) if self.link is not None else None
        if companion is not None and self.link is not None:
            conversation.led_by(companion, self.link.writer())
        conversation.stops = self.stops
        if self.model is not None:
            talker = replace(self.model, most_calls=MOST_TALK_CALLS, made=0) if isinstance(self.model, Calls) else None
            conversation.with_model(talker or self.model, self.model)
        return conversation

    def close(self) -> None:
        """Lets go of the knowledge store."""
        if self.desk is not None:
            self.desk.close()

    def unfinished(self, outline: Outline) -> Summary | None:
        """The latest interview of this kind that has not come to a draft."""
        return next((s for s in self.sessions() if s.outline == outline.id and not s.drafted), None)

    def latest(self, outline: Outline) -> Summary | None:
        """The interview of this kind that was last worked on."""
        return next((s for s in self.sessions() if s.outline == outline.id), None)

    def told_elsewhere(self, outline: Outline, year: int | None = None) -> Intake | None:
        """What the last interview of another kind (of this year) was told that this kind asks too, to be confirmed; None
        for nothing."""
        others = (s.id for s in self.sessions() if s.outline != outline.id and s.turns)
        sessions = (self.store.load(one, Interview).session for one in others)
        # What the example says is made up, and must never come into a report.
        session = next((one for one in sessions if not one.sample and year in (None, one.year)), None)
        if session is None:
            return None
        source = find_outline(session.outline).name
        rows = tuple(
            Row(question.id, session.answers[question.id], source)
            for question in outline.questions
            if _serves(question)
            and session.states.get(question.id) in ("confirmed", "pending")
            and question.id in session.answers
        )
        return Intake(outline.name, session.year, rows, ()) if rows else None


def _serves(question: Question) -> bool:
    """Facts serve every kind of report; what only steers one (lengths, confirmation) does not."""
    return question.role not in ("setting", "private") or question.setting in ("year", "signature")


def build(
    settings: Settings,
    say: Callable[[str], None] | None = None,
    model: Model | None = None,
    link: ModelLink | None = None,
) -> App:
    """Wires the application; `say` is told what the knowledge store has to say while it opens, without it there is
    none; `model`, or what `link` connects to, leads the talks and drafts. Raises StorageError where the session store
    cannot be opened."""
    url = settings.database_url
    store = Store(url) if url else Store.in_folder(settings.data_dir)
    return App(settings, store, Desk(settings, say) if say is not None else None, model, link)
