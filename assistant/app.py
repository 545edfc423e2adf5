"""The wiring: settings in, a store and conversations out; nothing is opened before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.conversation import Conversation
from assistant.outline import Outline
from assistant.settings import Settings
from assistant.storage import Store, Summary


@dataclass(frozen=True)
class App:
    """What the terminal and the page are given: the store, and conversations over it."""

    settings: Settings
    store: Store

    def begin(self, outline: Outline) -> Conversation:
        """A new interview for this kind of report."""
        return Conversation.begin(self.store, outline)

    def resume(self, session_id: str) -> Conversation:
        """An interview that is in the store; raises StorageError where it is not."""
        return Conversation(self.store, session_id)

    def unfinished(self, outline: Outline) -> Summary | None:
        """The latest interview of this kind that has not come to a draft."""
        return next((s for s in self.store.sessions() if s.outline == outline.id and not s.drafted), None)


def build(settings: Settings) -> App:
    """Wires the application; raises StorageError where the store cannot be opened."""
    url = settings.database_url
    return App(settings, Store(url) if url else Store.in_folder(settings.data_dir))
