"""Revising by talk: a message becomes to-dos, each an edit of the named place with its before and after."""

from assistant.revising.reviser import Editor, Reviser

__all__ = ["Editor", "Reviser"]
