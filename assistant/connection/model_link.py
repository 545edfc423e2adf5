"""The model of a long-running page: connected when first needed, made anew when the settings change, said in one line."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from assistant.errors import ModelError
from assistant.settings import quiet_libraries, settings

if TYPE_CHECKING:
    from assistant.talk.led import Companion
    from assistant.writing.calls import Calls
    from assistant.writing.ladder import Ladder

AGAIN_AFTER = 60.0
"""Seconds for which an endpoint that could not be reached is left alone."""
NEVER = float("-inf")
MOST_TALK_CALLS = 300
"""Model calls of one talk: one a turn."""


class ModelLink:
    """What the settings say of a model, and the open connection to it; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock, self._trying = threading.Lock(), threading.Lock()
        self._ladder: Ladder | None = None
        self._trouble, self._failed_at = "", NEVER
        self._companions: dict[str, Companion] = {}

    @property
    def configured(self) -> bool:
        """Whether a model is named at all."""
        known = settings()
        return bool(known.api_key or known.base_url)

    @property
    def line(self) -> str:
        """Who writes, in one quiet line; opens no connection."""
        if not self.configured:
            return "由本机程序起草，不联网"
        from assistant.connection.leave import may_send

        if not may_send(settings()):
            return "大模型还没有得到同意发送，由本机程序起草"
        if self._trouble:
            return f"大模型没接上，由本机程序起草：{self._trouble}"
        name = self._ladder.name if self._ladder else settings().model
        return f"大模型：{name}" if name else "已设大模型"

    def ladder(self) -> Ladder | None:
        """The model; None where none is named, leave to send is missing, or it cannot be reached (`line` says so)."""
        if not self.configured:
            return None
        with self._lock:
            if self._ladder is None and self._failed_at == NEVER:
                self._connect()
            elif self._ladder is None and time.monotonic() - self._failed_at > AGAIN_AFTER:
                self._failed_at = time.monotonic()
                threading.Thread(target=self._again, name="model", daemon=True).start()
            return self._ladder

    def _again(self) -> None:
        """Another try, for which nobody waits."""
        with self._trying:
            self._connect()

    def _connect(self) -> None:
        from assistant.connection.leave import may_send

        if not may_send(settings()):
            return
        quiet_libraries()
        from assistant.writing.connect import connect

        known = settings()
        try:
            ladder, _ = connect(known)
        except ModelError as error:
            self._trouble, self._failed_at = error.message, time.monotonic()
            return
        if known is settings():
            self._ladder, self._trouble, self._failed_at = ladder, "", NEVER

    def companion(self, session_id: str) -> Companion | None:
        """The model beside this talk, the same from turn to turn: it knows that it failed, and has a budget."""
        ladder = self.ladder()
        if ladder is None:
            return None
        from assistant.talk.led import Companion
        from assistant.writing.calls import Calls

        with self._lock:
            kept = self._companions.get(session_id)
            if kept is None:
                talker = Calls(ladder, settings().data_dir / "calls", most_calls=MOST_TALK_CALLS)
                kept = self._companions[session_id] = Companion(talker)
            return kept

    def writer(self) -> Calls | None:
        """The model with the budget of one report."""
        ladder = self.ladder()
        if ladder is None:
            return None
        from assistant.writing.calls import Calls

        return Calls(ladder, settings().data_dir / "calls")

    def reconnect(self) -> None:
        """Lets go of the connection; the next use reads the settings anew."""
        with self._lock:
            self._ladder, self._trouble, self._failed_at = None, "", NEVER
            self._companions.clear()
