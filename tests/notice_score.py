"""How well notices are read: what is expected of each (tests/data/notices) against what was read, demand by demand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.outline import find_outline
from assistant.report import Limits
from assistant.retrieval.notices.demanded import read_notice

NOTICES = Path(__file__).parent / "data" / "notices"


def notices(folder: Path = NOTICES) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each notice's text and what it demands, by name."""
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        each = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
        for place, data in enumerate(each, 1):
            found[name if len(each) == 1 else f"{name}.{place}"] = data["text"], data["expected"]
    return found


def demanded(expected: dict[str, Any]) -> dict[str, Any]:
    """The demands of a notice, one key each; topics and titles apart."""
    found: dict[str, Any] = {}
    for key in ("total", "spoken"):
        if key in expected:
            found[key] = tuple(expected[key])
    for key in ("parts", "shares", "items"):
        for part, bounds in expected.get(key, {}).items():
            found[f"{key}.{part}"] = tuple(bounds)
    for key in ("minutes", "mode", "deadline", "causes"):
        if key in expected:
            found[key] = expected[key]
    for part in expected.get("headings", {}):
        found[f"headings.{part}"] = expected["headings"][part]
    return found


def read(limits: Limits) -> dict[str, Any]:
    """What was read, in the same keys; a mode that nothing says is not read."""
    said = limits.model_dump()
    own = {key: value for key, value in said.items() if value is not None}
    own = {key: own[key] for key in own if key in limits.source or key in ("parts", "shares", "items", "headings")}
    own["deadline"] = limits.deadline
    return {key: value for key, value in demanded(own).items() if value is not None}


def same(one: Any, other: Any) -> bool:
    """Whether a demand was read right: numbers to the fourth place, a title as the words that tell it."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        pairs = zip(one, other, strict=True)
        return all(a == b or (None not in (a, b) and abs(a - b) < 1e-4) for a, b in pairs)
    if isinstance(one, date) or isinstance(other, date):
        return str(one) == str(other)
    return one == other or (isinstance(one, str) and one in other)


def score(text: str, expected: dict[str, Any]) -> tuple[list[str], list[str], list[str]]:
    """What was read right, what is missing, and what was read that is not there."""
    limits = read_notice(text, find_outline(None), None)
    wanted, got = demanded(expected), read(limits)
    if wanted.get("mode") == "written" and "mode" not in limits.source:
        wanted.pop("mode")
    right = [key for key in wanted if key in got and same(wanted[key], got[key])]
    missing = [f"{key} {wanted[key]} (read {got.get(key)})" for key in wanted if key not in right]
    extra = [f"{key} {got[key]}" for key in got if key not in right]
    left = list(limits.topics)
    for topic in expected.get("topics", []):
        hit = next((name for name in left if topic in name), None)
        if hit is None:
            missing.append(f"topic {topic}")
        else:
            left.remove(hit)
            right.append(f"topic {topic}")
    extra += [f"topic {name}" for name in left]
    if bool(expected.get("format")) != bool(limits.format):
        (missing if expected.get("format") else extra).append(f"format {limits.format}")
    unbroken = "".join(text.split())
    for key, quote in limits.quotes.items():
        if "".join(quote.split()) not in unbroken:
            extra.append(f"quote {key}")
    return right, missing, extra


def main(folder: str = "") -> None:
    """Prints what is wrong notice by notice, then recall and precision over all."""
    totals = [0, 0, 0]
    for name, (text, expected) in notices(Path(folder) if folder else NOTICES).items():
        found = score(text, expected)
        totals = [total + len(part) for total, part in zip(totals, found, strict=True)]
        if found[1] or found[2]:
            print(name, "\n   missing:", found[1], "\n   extra:", found[2])
    right, missing, extra = totals
    print(f"right {right}, missing {missing}, extra {extra}")
    print(f"recall {right / (right + missing):.3f}, precision {right / (right + extra):.3f}")


if __name__ == "__main__":
    import sys

    main(*sys.argv[1:])
