"""What every region of the page stands on: the view it shows, the acts it offers, and how one act becomes updates.

An act is a name (“draft.rewrite”) with data, sent by page.js through one private event. Its handler calls one method of
the conversation and returns the events; then header, talk and the open tab are shown anew.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from markupsafe import Markup, escape

from assistant.app import App
from assistant.conversation import Conversation
from assistant.errors import AssistantError, InputError
from assistant.interview.events import Drafted, Event, Interview, Notice, Working
from assistant.outline import Outline
from assistant.report import Report
from assistant.talk.standing import Standing
from assistant.ui.html import tag
from assistant.ui.live import Live

LONGEST_DATA = 200_000
"""Characters taken in one act at most; the conversation has narrower bounds of its own."""
_LOG = logging.getLogger(__name__)
_BROKEN = "这一步程序出了错，没有做成；您说过的话都还在。请再试一次，还不行就换个做法，并把窗口里的英文提示发给管理员。"
WITHOUT_WAITING = ("talk.stop",)
"""Acts that do not wait for the one under way."""
PAUSE = 0.1
"""Seconds between two updates of one act at least: at most ten a second."""


@dataclass(frozen=True)
class View:
    """What a region shows: the session as it stands, `arg` the data of the last act, `notes` what that act said.

    `conversation` is None on the start page, where there is no session yet.
    """

    app: App
    conversation: Conversation | None = None
    tab: str = ""
    arg: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Event, ...] = ()

    @cached_property
    def session(self) -> Interview:
        """The session; only where there is one."""
        assert self.conversation is not None
        return self.conversation.session

    @cached_property
    def standing(self) -> Standing:
        """Where the talk stands; only where there is a session."""
        assert self.conversation is not None
        return self.conversation.standing()

    @cached_property
    def outline(self) -> Outline:
        """The kind of report as this session has it: last year's promises and the notice are in."""
        assert self.conversation is not None
        return self.conversation.outline_of(self.session)

    @cached_property
    def report(self) -> Report | None:
        """The draft that stands, None where there is none yet."""
        told = self.session.report if self.conversation is not None else None
        return Report.model_validate(told) if told is not None else None


@dataclass(frozen=True)
class Opened(Event):
    """The page goes to this session from here on."""

    session_id: str


@dataclass(frozen=True)
class Turned(Event):
    """The page opens this tab."""

    tab: str


@dataclass(frozen=True)
class Doing:
    """One act under way: `data` is the words and choices that came with it, `who` the name someone signed in with."""

    app: App
    session_id: str
    data: Mapping[str, str]
    who: str = ""

    @cached_property
    def conversation(self) -> Conversation:
        """The conversation it is done to; raises InputError on the start page, StorageError where it is gone."""
        if not self.session_id:
            raise InputError("还没有打开一份报告。", "请先新建，或从列表里选一份接着写。")
        return self.app.resume(self.session_id)


Handler: TypeAlias = Callable[[Doing], Iterable[Event] | None]
Show: TypeAlias = Callable[[View], Markup]


@dataclass(frozen=True)
class Region:
    """A place of the page: how it is shown and what can be done there; `tab`: shown only while it is the open tab."""

    name: str
    title: str
    show: Show
    acts: Mapping[str, Handler] = field(default_factory=dict)
    tab: bool = False


@dataclass(frozen=True)
class Request:
    """What the browser sent: the act and its number, the session (“” on the start page), the open tab, the rest as text."""

    act: str
    session: str
    tab: str
    number: str
    data: Mapping[str, str]

    @classmethod
    def read(cls, sent: object) -> Request:
        """From what came over the wire; whatever is no text, too long or unknown is left out."""
        told = sent if isinstance(sent, dict) else {}
        words = {str(key): value for key, value in told.items() if isinstance(value, str)}
        kept = {key: value for key, value in words.items() if len(value) <= LONGEST_DATA}
        return cls(
            kept.pop("act", ""),
            kept.pop("s", "")[:64],
            kept.pop("tab", "")[:20],
            kept.pop("n", "")[:12],
            kept,
        )


@dataclass
class _Ended:
    """What an act came to: the session it ended in, the tab to be opened, and what it said."""

    session_id: str
    tab: str = ""
    notes: list[Event] = field(default_factory=list)

    def hear(self, event: Event) -> None:
        if isinstance(event, Opened):
            self.session_id = event.session_id
        elif isinstance(event, Turned):
            self.tab = event.tab
        else:
            self.notes.append(event)


class Page:
    """The regions of one page and what their handlers share: the app, and a lock a session."""

    def __init__(self, app: App, regions: Iterable[Region]) -> None:
        self.app = app
        self.regions = tuple(regions)
        self._acts = {f"{one.name}.{name}": act for one in self.regions for name, act in one.acts.items()}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def run(self, sent: object, who: str = "") -> Iterator[dict[str, str]]:
        """One act from request to updates: region name → HTML; “busy” what is being done, “session” and “done” where it
        ended."""
        request = Request.read(sent)
        ended, live = _Ended(request.session), Live()
        with self._lock(request):
            try:
                for event in self._events(request, who):
                    if live.hear(event):
                        yield {"live": str(live.html())}
                    elif isinstance(event, Working):
                        yield {"busy": str(escape(event.text))}
                    else:
                        ended.hear(event)
            except AssistantError as error:
                ended.notes.append(Notice(str(error)))
            except Exception:  # noqa: BLE001 (the outermost layer: a bug is logged and said, the page goes on)
                _LOG.exception("act %s", request.act)
                ended.notes.append(Notice(_BROKEN))
            yield self._shown(self.app.of(who), request, ended)

    def _events(self, request: Request, who: str) -> Iterable[Event]:
        handler = self._acts.get(request.act)
        if handler is None:
            return ()
        return handler(Doing(self.app.of(who), request.session, request.data, who)) or ()

    def _shown(self, app: App, request: Request, ended: _Ended) -> dict[str, str]:
        """Every region as it stands now; of the tabs, the open one."""
        tab = ended.tab or request.tab
        arg = {"act": request.act, **request.data}
        try:
            conversation = app.resume(ended.session_id) if ended.session_id else None
            view = View(app, conversation, tab, arg, tuple(ended.notes))
            _ = view.session if conversation is not None else None
        except AssistantError as error:
            ended.session_id, view = "", View(app, notes=(Notice(str(error)),))
        told = {one.name: str(one.show(view)) for one in self.regions if not one.tab or one.name == tab}
        done = tag("i", data_n=request.number, data_open=ended.tab or None)
        return told | {"session": str(tag("i", data_s=ended.session_id)), "busy": "", "live": "", "done": str(done)}

    def _lock(self, request: Request) -> threading.Lock:
        """One act of a session after the other; what ends one does not wait for it."""
        if not request.session or request.act in WITHOUT_WAITING:
            return threading.Lock()
        with self._guard:
            return self._locks.setdefault(request.session, threading.Lock())


def under_way(events: Iterable[Event]) -> Iterator[Event]:
    """Of a turn's events what goes on while it lasts, and the tab of a draft; what is said stands in the log once kept."""
    for event in events:
        if isinstance(event, Working):
            yield event
        elif isinstance(event, Drafted):
            yield Turned("", "draft")


def paced(updates: Iterable[dict[str, str]], clock: Callable[[], float] = time.monotonic) -> Iterator[dict[str, str]]:
    """At most ten updates a second: one that comes too soon is merged into the next; the last always comes."""
    held: dict[str, str] = {}
    sent = clock() - PAUSE
    for update in updates:
        held |= update
        if clock() - sent >= PAUSE:
            yield held
            held, sent = {}, clock()
    if held:
        yield held


def seen_now(update: Mapping[str, str], seen: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """(what of an update a browser has not got yet, digests of all it has now), so that nothing is sent twice."""
    digests = {name: hashlib.blake2b(value.encode(), digest_size=8).hexdigest() for name, value in update.items()}
    new = {name: value for name, value in update.items() if digests[name] != seen.get(name)}
    return new, {**seen, **digests}
