"""How many figures in notes without ids find their question, by file and by shape of the notes.

Run: python benchmarks/intake.py [--no-encoder] [--strays FILE]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from notes_measure import LEANING, OTHERS, SEEN, SHAPES, Remembering, figures_at_home, strays

from assistant.encoder import local_embedder


def main() -> None:
    """Prints a table: a row per file, a column per shape, the mean and the worst below each group."""
    options = argparse.ArgumentParser()
    options.add_argument("--no-encoder", action="store_true")
    options.add_argument("--strays", help="list the clauses of this file (its stem) that went astray, lines only")
    args = options.parse_args()
    embedder = None if args.no_encoder else Remembering(local_embedder())
    if args.strays:
        path = next(path for path in [*SEEN, *LEANING, *OTHERS] if path.stem == args.strays)
        for question, clause, went in strays(path, SHAPES["lines"], embedder, 1)[0]:
            print(question, "→", went, clause)
        return
    print(f"{'':16}" + "".join(f"{name:>11}" for name in SHAPES))
    for title, files in (("seen", SEEN), ("leaning", LEANING), ("others", OTHERS)):
        rows = [[figures_at_home(path, shape, embedder) for shape in SHAPES.values()] for path in files]
        for path, row in zip(files, rows, strict=True):
            print(f"{path.stem:16}" + "".join(f"{share:11.0%}" for share in row), flush=True)
        for label, pick in (("mean", lambda column: sum(column) / len(column)), ("worst", min)):
            print(f"{title + ' ' + label:16}" + "".join(f"{pick(column):11.1%}" for column in zip(*rows, strict=True)))


if __name__ == "__main__":
    main()
