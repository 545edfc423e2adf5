"""How well last year's reports are read: problems and quantified commitments expected against those read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.outline import find_outline
from assistant.retrieval.last_year import read_last_year

STYLES = Path(__file__).parent / "data" / "last_year" / "styles"


def reports(folder: Path = STYLES) -> dict[str, dict[str, Any]]:
    """Each report with what it owes, by name."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


def score(data: dict[str, Any]) -> tuple[list[str], list[str], list[str]]:
    """What was read right, what is missing, and what was read that is not there."""
    told = read_last_year(data["text"], "去年", find_outline(None))
    right: list[str] = []
    missing: list[str] = []
    left = [one.headline for one in told.commitments if one.kind == "problem"]
    for problem in data["problems"]:
        hit = next((line for line in left if problem in line and len(line) <= len(problem) + 8), None)
        if hit is None:
            missing.append(f"problem {problem}")
        else:
            left.remove(hit)
            right.append(f"problem {problem}")
    extra = [f"problem {line}" for line in left]
    targets = [(float(one.target or 0), one.unit, one.text) for one in told.commitments if one.kind == "target"]
    for value, unit in data["targets"]:
        found = next((one for one in targets if one[0] == value and one[1] == unit), None)
        if found is None:
            missing.append(f"target {value}{unit}")
        else:
            targets.remove(found)
            right.append(f"target {value}{unit}")
    return right, missing, extra + [f"target {one}" for one in targets]


def main(folder: str = "") -> None:
    """Prints what is wrong report by report, then recall and precision over all."""
    totals = [0, 0, 0]
    for name, data in reports(Path(folder) if folder else STYLES).items():
        found = score(data)
        totals = [total + len(part) for total, part in zip(totals, found, strict=True)]
        if found[1] or found[2]:
            print(name, "\n   missing:", found[1], "\n   extra:", found[2])
    right, missing, extra = totals
    print(f"right {right}, missing {missing}, extra {extra}")
    print(f"recall {right / (right + missing):.3f}, precision {right / max(1, right + extra):.3f}")


if __name__ == "__main__":
    import sys

    main(*sys.argv[1:])
