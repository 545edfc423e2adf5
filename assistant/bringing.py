"""Files brought to a talk: guessed what they are and read, all confirmed in one table, then taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, InputError
from assistant.interview.brought_files import BroughtFile, BroughtKind, guess
from assistant.interview.events import Event, Notice, Said, Working

if TYPE_CHECKING:
    from assistant.brought.uploads import Uploads
    from assistant.conversation import Conversation
    from assistant.documents import Document
    from assistant.retrieval.desk import Desk


class Bringing:
    """What lies ready with one session. A file that cannot be read is said and stays; the others go on."""

    def __init__(self, conversation: Conversation, uploads: Uploads, desk: Desk | None = None) -> None:
        self._conversation, self._uploads, self._desk = conversation, uploads, desk

    def look(self, ids: Sequence[str]) -> Iterator[Event]:
        """Guesses what each of the files is, lays them ready and reads all that lie ready, to be confirmed."""
        for file_id in ids:
            path = self._uploads.path(self._conversation.session_id, file_id)
            yield Working(f"正在看“{path.name}”")
            try:
                kind: BroughtKind = "last_year" if path.suffix.lower() == ".json" else guess(self._read(file_id))
                found = BroughtFile(id=file_id, name=path.name, kind=kind)
            except AssistantError as error:
                found = BroughtFile(id=file_id, name=path.name, kind="none", trouble=str(error))
            self._conversation.lay_ready(found)
        yield from self._read_all()

    def mark(self, file_id: str, kind: BroughtKind) -> Iterator[Event]:
        """Another kind for one of them: all are read anew, rows put by hand stay where they were put."""
        self._conversation.mark_ready(file_id, kind)
        yield from self._read_all()

    def clear(self) -> Iterator[Event]:
        """None of them, and nothing that was read from them."""
        self._conversation.lay_aside()
        yield from _under_way(self._conversation.go_on())

    def accept(self) -> Iterator[Event]:
        """What was read is right: taken, and what guides goes into the knowledge store."""
        talk = self._conversation
        guiding = self.guiding()
        yield from _under_way(talk.accept([one for one in talk.session.ready if one.kind != "none"]))
        yield from self.shelve(guiding)
        yield from _under_way(talk.go_on())

    def guiding(self) -> list[BroughtFile]:
        """Of what lies ready, what guides once it is taken."""
        return self._of("last_year", "material")

    def shelve(self, guiding: list[BroughtFile]) -> Iterator[Event]:
        """Puts these, which lay ready and have been taken since, into the knowledge store; none while any lies ready."""
        if guiding and not self._conversation.session.ready:
            yield from self._tried(self._material, guiding)

    def _read_all(self) -> Iterator[Event]:
        """Reads what lies ready by its kind, to be confirmed; what goes wrong with one is said."""
        talk = self._conversation
        rows = talk.session.rows
        talk.put_back()
        yield from self._tried(self._last_year, self._of("last_year"))
        yield from self._tried(self._notice, self._of("notice"))
        yield from self._tried(self._notes, self._of("notes", "ledger"))
        talk.keep_places(rows)

    def _of(self, *kinds: BroughtKind) -> list[BroughtFile]:
        files = self._conversation.session.ready
        return [file for kind in kinds for file in files if file.kind == kind]

    @staticmethod
    def _tried(take: Callable[[Sequence[BroughtFile]], Iterator[Event]], files: list[BroughtFile]) -> Iterator[Event]:
        if files:
            yield Working(f"正在读{'、'.join(f'“{file.name}”' for file in files)}")
            try:
                yield from take(files)
            except AssistantError as error:
                yield Notice(str(error))

    def _read(self, file_id: str) -> Document:
        return self._uploads.document(self._conversation.session_id, file_id)

    def _last_year(self, files: Sequence[BroughtFile]) -> Iterator[Event]:
        from assistant.retrieval.last_year import read_last_year

        talk = self._conversation
        session = talk.session
        for file in files[1:]:
            yield Notice(f"去年的述职只收一份，“{file.name}”没有当去年的述职读。")
        told = read_last_year(self._text(files[0]), _stem(files[0].name), talk.outline_of(session), session.year)
        if not told.commitments and not told.facts:
            raise InputError(f"“{files[0].name}”看不出是一份去年的述职报告。", "要有“问题”“下一步”这样的一级标题。")
        yield from _under_way(talk.take_last_year(told, asking=False, quiet=True))

    def _notice(self, files: Sequence[BroughtFile]) -> Iterator[Event]:
        from assistant.retrieval.notices.demanded import read_notice
        from assistant.retrieval.notices.own_report import refuse_a_report

        talk = self._conversation
        session = talk.session
        for file in files[1:]:
            yield Notice(f"通知只收一份，“{file.name}”没有读。")
        text, outline = self._text(files[0]), talk.outline_of(session)
        refuse_a_report(text, files[0].name, outline)
        demands = read_notice(text, outline, session.year)
        yield from _under_way(talk.take_notice(demands, quiet=True), Notice)

    def _notes(self, files: Sequence[BroughtFile]) -> Iterator[Event]:
        from assistant.encoder import local_embedder
        from assistant.interview.intake import intake, year_told

        talk = self._conversation
        session = talk.session
        texts = [told for file in files for told in self._told(file)]
        told, asked = year_told([text for _, text in texts]), talk.outline_of(session).setting("year")
        if told is not None and session.year not in (None, told) and asked is not None:
            yield Notice(
                f"材料里说的多是{told}年度，您选的是{session.year}年度：要改就说“{asked.id}：写{told}年度的”。"
            )
        taken = intake(texts, talk.outline_of(session), session.year, local_embedder())
        yield from _under_way(talk.take_notes(taken, quiet=True), Said)

    def _told(self, file: BroughtFile) -> list[tuple[str, str]]:
        """(source, text) of a file of notes, of a ledger each figure with its place as source."""
        from assistant.interview.proposals import propose_facts

        document = self._read(file.id)
        if file.kind == "ledger":
            return list(dict.fromkeys((fact.origin.ref, fact.text) for fact in propose_facts(document)))
        return [(document.name, document.text)]

    def _material(self, files: Sequence[BroughtFile]) -> Iterator[Event]:
        """Into the knowledge store: what guides, and is never a source of facts."""
        if self._desk is None:
            return
        session_id = self._conversation.session_id
        year = self._conversation.session.year
        for file in files:
            own = file.kind == "last_year"
            count = self._desk.add(
                self._uploads.path(session_id, file.id),
                "own" if own else "material",
                year - 1 if own and year else None,
            )
            yield Said(f"“{file.name}”收进知识库了（{count}段），问到、写到时拿来参考。")

    def _text(self, file: BroughtFile) -> str:
        path = self._uploads.path(self._conversation.session_id, file.id)
        if path.suffix.lower() != ".json":
            return self._read(file.id).text
        from assistant.export.jsonfile import load
        from assistant.retrieval.last_year import text_of

        return text_of(load(path))


def _under_way(events: Iterable[Event], *told: type[Event]) -> Iterator[Event]:
    """Of a turn's events what goes on while it lasts, and those of the kinds `told`; the rest stands in the talk or on
    the sheet."""
    return (event for event in events if isinstance(event, (Working, *told)))


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
