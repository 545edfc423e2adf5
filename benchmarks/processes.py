"""Whole processes: seconds on the clock and of the processor, and peak memory of each command; median of 5.

Run: python benchmarks/processes.py            (the commands that have a limit, and a draft of every answers file)
The processor's seconds are what a command costs; the clock's depend on what else the machine does.
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
REAL = Path(os.environ.get("ASSISTANT_TEST_DATA", ROOT.parent / "shared" / "data")) / "000_b54b24ad007351e6.txt"
RUNS = 5
MEMORY = 100
PEAK = (
    "import runpy, sys, resource\nsys.argv = ['assistant', *sys.argv[1:]]\n"
    "try:\n    runpy.run_module('assistant', run_name='__main__')\n"
    "except SystemExit:\n    pass\n"
    "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)\n"
)


class Measured(NamedTuple):
    """Median seconds on the clock and of the processor, peak memory in MB."""

    clock: float
    processor: float
    memory: int


def measure(arguments: list[str]) -> Measured:
    """Medians of five runs after one to warm up, and the peak memory of one."""
    command = [sys.executable, "-m", "assistant", *arguments]
    clock, processor = [], []
    for _ in range(RUNS + 1):
        before, start = os.times(), time.perf_counter()
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True, encoding="utf-8")
        clock.append(time.perf_counter() - start)
        after = os.times()
        processor.append(after.children_user + after.children_system - before.children_user - before.children_system)
        if run.returncode not in (0, 1):
            raise SystemExit(f"assistant {' '.join(arguments)}: {run.stderr}")
    peak = subprocess.run([sys.executable, "-c", PEAK, *arguments], cwd=ROOT, capture_output=True, check=False)
    return Measured(
        statistics.median(clock[1:]), statistics.median(processor[1:]), int(peak.stderr.decode().split()[-1])
    )


def commands(folder: Path) -> list[tuple[float, list[str]]]:
    """The most seconds each may take, and the command; a later one reads what an earlier one has written."""
    seed, rich = DATA / "answers_seed.yaml", DATA / "answers" / "zhejiang.yaml"
    report, changed = str(folder / "zhejiang.json"), str(folder / "changed.json")
    drafts = [
        ["draft", str(path), "--model", "off", "-o", str(folder / f"{path.stem}.json"), "-o", str(folder / "r.docx")]
        for path in (seed, *sorted((DATA / "answers").glob("*.yaml")))
    ]
    found = [(0.15, ["--help"]), *((1.0, draft) for draft in drafts)]
    if REAL.exists():
        found.append((0.5, ["check", str(REAL), "--year", "2022"]))
    revise = ["revise", report, "--part", "work", "--say", "第一条压200字", "--model", "off", "-o", changed]
    return [
        *found,
        (0.5, revise),
        (0.5, ["undo", changed, "-o", str(folder / "again.json")]),
        (1.0, ["measures", report, "-o", str(folder / "m.xlsx")]),
        (1.0, ["measures", str(rich), "-o", str(folder / "m.docx")]),
    ]


def main() -> int:
    """Prints one line per command; 1 where one takes longer, or more memory, than it may."""
    compileall.compile_dir(ROOT / "assistant", quiet=2)
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        for limit, arguments in commands(Path(folder)):
            took = measure(arguments)
            over += took.clock > limit or took.memory > MEMORY
            name = f"{arguments[0]} {Path(arguments[1]).name if len(arguments) > 1 else ''}"
            print(f"{name:28} {took.clock:.2f} s (≤ {limit}), processor {took.processor:.2f} s, {took.memory} MB")
    return int(over > 0)


if __name__ == "__main__":
    raise SystemExit(main())
