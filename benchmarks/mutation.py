"""How many spoilt drafts the guard lets through, by operator, and how many clean ones it stops.

Run: python benchmarks/mutation.py [--drafts 100] [--sets 90] [--show]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from mutants import measure


def main() -> None:
    """Prints a row per operator: drafts spoilt, caught, recall; then the clean drafts and the alarms on them."""
    options = argparse.ArgumentParser()
    options.add_argument("--drafts", type=int, default=100, help="spoilt drafts per operator")
    options.add_argument("--sets", type=int, default=90, help="fact sets put together by chance")
    options.add_argument("--clean", type=int, default=200, help="clean drafts")
    options.add_argument(
        "--show", action="store_true", help="print what passed though spoilt, and what was stopped though clean"
    )
    args = options.parse_args()
    found = measure(range(1, args.sets + 1), args.drafts, args.clean)
    print(f"{'operator':18}{'drafts':>8}{'sets':>6}{'caught':>8}{'recall':>8}")
    for name, row in found.rows.items():
        print(f"{name:18}{row.spoilt:8}{len(row.sets):6}{row.caught:8}{row.recall:8.1%}")
    print(f"{'all':18}{found.spoilt:8}{'':6}{found.caught:8}{found.caught / max(1, found.spoilt):8.1%}")
    print(
        f"clean drafts {found.clean}, alarms {len(found.alarms)}; sentences {found.sentences}, refused {found.refused}"
    )
    if args.show:
        for name, row in found.rows.items():
            for before, after in row.passed:
                print(f"{name}: {before}  →  {after}")
        for text, why in found.alarms:
            print(f"clean: {text}  ({why})")


if __name__ == "__main__":
    main()
