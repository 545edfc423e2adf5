"""Drafts under way, by the session they belong to, so that whoever shows one can stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stop:
    """Asks one piece of long work to end; may be asked before the work has begun."""

    def __init__(self) -> None:
        self.asked = False
        self._lock = threading.Lock()
        self._acts: list[Callable[[], None]] = []

    def then(self, act: Callable[[], None]) -> None:
        """What is done when asked; at once where it has been."""
        with self._lock:
            self._acts.append(act)
            asked = self.asked
        if asked:
            act()

    def ask(self) -> None:
        """Asks; may be called from any thread, more than once."""
        with self._lock:
            self.asked = True
            acts = [*self._acts]
        for act in acts:
            act()


class Stops:
    """What is under way in which session. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[str, list[Stop]] = {}

    @contextmanager
    def during(self, session_id: str) -> Iterator[Stop]:
        """Counts as under way while the block lasts."""
        stop = Stop()
        with self._lock:
            self._stops.setdefault(session_id, []).append(stop)
        try:
            yield stop
        finally:
            with self._lock:
                self._stops[session_id].remove(stop)
                if not self._stops[session_id]:
                    del self._stops[session_id]

    def stop(self, session_id: str) -> bool:
        """Asks what is under way in a session to end; whether there was anything."""
        with self._lock:
            found = [*self._stops.get(session_id, ())]
        for stop in found:
            stop.ask()
        return bool(found)

    def busy(self, session_id: str) -> bool:
        """Whether anything is under way in a session."""
        with self._lock:
            return session_id in self._stops
