"""The kinds of report in knowledge/outlines: all of them, and the one that is meant."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.errors import OutlineError
from assistant.outline.plan import Outline
from assistant.settings import knowledge_files
from assistant.strict_yaml import read_strict


def load_outline(path: Path) -> Outline:
    """Reads one outline file; raises OutlineError naming file and line where it breaks the schema."""
    return read_strict(path, Outline.model_validate, "请照 README 的说明改这一处。", OutlineError)


_loaded = cache(load_outline)
_HEAD = re.compile(r"^(id|name|default):[ \t]*[\"']?([^\n#\"']*?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


@cache
def _heads() -> tuple[tuple[Path, dict[str, str]], ...]:
    """Each outline file with the id, name and default that stand at its top: enough to know which one is meant."""
    read = ((path, path.read_text(encoding="utf-8")) for path in knowledge_files("outlines", ".yaml"))
    return tuple((path, dict(_HEAD.findall(text))) for path, text in read)


@cache
def outlines() -> tuple[Outline, ...]:
    """All kinds of report known, the default first."""
    found = [_loaded(path) for path in knowledge_files("outlines", ".yaml")]
    return tuple(sorted(found, key=lambda outline: (not outline.default, outline.id)))


def find_outline(name: str | None) -> Outline:
    """The outline of that name or id (None: the default one); raises OutlineError listing the choices."""
    wanted = None if name is None else name.strip()
    meant = [
        path
        for path, head in _heads()
        if (head.get("default") == "true" if wanted is None else wanted in (head.get("name"), head.get("id")))
    ]
    if len(meant) == 1:
        return _loaded(meant[0])
    known = outlines()
    if name is None:
        return known[0]
    for outline in known:
        if name.strip() in (outline.name, outline.id):
            return outline
    choices = "、".join(outline.name for outline in known)
    raise OutlineError(f"没有“{name}”这种报告。", f"可用的有：{choices}。")
