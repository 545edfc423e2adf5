"""Whole processes: seconds and peak memory of --help, check and draft, median of 5. Run: python benchmarks/processes.py"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "tests" / "data" / "answers_seed.yaml"
PEAK = (
    "import runpy, sys, resource\nsys.argv = ['assistant', *sys.argv[1:]]\n"
    "try:\n    runpy.run_module('assistant', run_name='__main__')\n"
    "except SystemExit:\n    pass\n"
    "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)\n"
)


def measure(arguments: list[str]) -> tuple[float, int]:
    """Median wall seconds of five runs after one to warm up, and the peak memory of one in MB."""
    command = [sys.executable, "-m", "assistant", *arguments]
    times = []
    for _ in range(6):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    peak = subprocess.run([sys.executable, "-c", PEAK, *arguments], cwd=ROOT, capture_output=True, check=False)
    return statistics.median(times[1:]), int(peak.stderr.split()[-1])


def main() -> None:
    """Prints one line per command."""
    source = Path(os.environ.get("ASSISTANT_TEST_DATA", ROOT.parent / "shared" / "data")) / "000_b54b24ad007351e6.txt"
    with tempfile.TemporaryDirectory() as folder:
        draft = ["draft", str(ANSWERS), "--model", "off", "-o", f"{folder}/r.docx", "-o", f"{folder}/r.json"]
        commands = [["--help"], draft]
        commands += [["check", str(source), "--year", "2022"]] if source.exists() else []
        for arguments in commands:
            seconds, peak = measure(arguments)
            print(f"{arguments[0]:8} {seconds:.3f} s  {peak} MB")


if __name__ == "__main__":
    main()
