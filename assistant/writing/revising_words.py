"""The words of knowledge/revising: how places are called, what cues mean, how a tone is put into other words."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.strict_yaml import read_knowledge


@cache
def revising_words(name: str) -> dict[str, Any]:
    """What knowledge/revising/`name`.yaml holds; raises InputError where it is missing."""
    return read_knowledge("revising", f"{name}.yaml", TypeAdapter(dict[str, Any]).validate_python)
