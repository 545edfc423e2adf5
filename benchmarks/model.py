"""What a report with a model costs beside the model's own time: wall clock, calls, characters, shared prefix, the guard's delay.

Run: python benchmarks/model.py [--latency 0.2 2.0] [--runs 3] [--many 10]

A local server answers honestly after a fixed time. Critical path: headlines, the items side by side, measures, a reading
of the whole, and a repair where one is asked for; its time is the injected one. Bars: wall ÷ critical path ≤ 1.05 at 2 s
and ≤ 1.15 at 200 ms, the items ≥ 6 times as fast as one after another, shared prefix ≥ 0.85, a sentence's last character
to its event ≤ 50 ms (95 %) with ten reports at once.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from fake_endpoint import Body, Reply, serving
from fake_writer import honest, step_of

from assistant.documents import load_answers
from assistant.modelled import Modelled
from assistant.outline import find_outline
from assistant.report import Answers
from assistant.workflow import written
from assistant.writing.endpoint import Address, Endpoint
from assistant.writing.ladder import Ladder
from assistant.writing.sentences import Sieve
from assistant.writing.under_way import Passed

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "answers" / "jiangsu.yaml"
STAGES = (("Headlines",), ("DraftedItem", "DraftedProblem"), ("DraftedMeasures",), ("Unified",))


@dataclass
class Run:
    """One report: seconds in all and of its stages, the calls with their start, and the prompts' lengths."""

    wall: float = 0.0
    cpu: float = 0.0
    calls: list[tuple[str, float]] = field(default_factory=list)
    prompts: list[tuple[str, str]] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)

    def stage(self, kinds: Sequence[str], latency: float) -> float:
        """Seconds from the first call of a stage to the end of its last."""
        starts = [at for kind, at in self.calls if kind in kinds]
        return max(starts) - min(starts) + latency if starts else 0.0

    def critical(self, latency: float) -> float:
        """The injected seconds that nothing can shorten: a stage counts once, and once more where it was repaired."""
        return latency * sum(self._rounds(kinds, latency) for kinds in STAGES)

    def _rounds(self, kinds: Sequence[str], latency: float) -> int:
        starts = sorted(at for kind, at in self.calls if kind in kinds)
        if not starts:
            return 0
        return 2 if starts[-1] - starts[0] > latency * 0.9 else 1


def one(answers: Answers, endpoint: Endpoint, run: Run) -> None:
    """Drafts one report, the guard's delay noted for every sentence shown."""
    work = Modelled(written(answers, find_outline(answers.outline)), Ladder(endpoint, "fake"))
    started = time.perf_counter()
    for event in work.write():
        if isinstance(event, Passed):
            run.delays += (
                [] if not _NOTED else [time.perf_counter() - _RECEIVED[id(work._writer.work.sieve), event.text]]
            )
    run.wall = time.perf_counter() - started


_RECEIVED: dict[tuple[int, str], float] = {}
"""When a sentence was first whole in a reply under way, by the report's sieve and its text."""


_NOTED: list[bool] = []


def note_receipt() -> None:
    """Notes when each sentence became whole, before the guard looks at it."""
    real: Callable[..., object] = Sieve._verdict

    def noted(self: Sieve, sentence: object) -> object:
        started = time.perf_counter()
        verdict = real(self, sentence)
        _RECEIVED.setdefault((id(self), verdict.text), started)  # type: ignore[attr-defined]
        return verdict

    _NOTED.append(True)
    Sieve._verdict = noted  # type: ignore[method-assign,assignment]


def measured(answers: Answers, latency: float) -> Run:
    """One report against a server that takes so long for each answer."""
    run = Run()

    def answer(body: Body) -> Reply:
        run.calls.append((step_of(body), time.perf_counter()))
        run.prompts.append((body["messages"][0]["content"], body["messages"][-1]["content"]))
        reply = honest(body)
        reply.delay, reply.size = latency, 4000
        return reply

    with serving(answer) as fake:
        endpoint = Endpoint(Address(fake.url, "k", "fake", 60))
        began = time.process_time()
        one(answers, endpoint, run)
        run.cpu = time.process_time() - began
        endpoint.close()
    return run


def together(answers: Answers, count: int) -> list[float]:
    """The guard's delays, seconds, with so many reports at once."""
    runs = [Run() for _ in range(count)]

    def answer(body: Body) -> Reply:
        reply = honest(body)
        reply.delay = 0.2
        return reply

    with serving(answer) as fake:
        endpoint = Endpoint(Address(fake.url, "k", "fake", 60))
        threads = [threading.Thread(target=one, args=(answers, endpoint, run)) for run in runs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        endpoint.close()
    return [delay for run in runs for delay in run.delays]


def main() -> None:
    """Prints a row per latency, then the delay of the guard."""
    options = argparse.ArgumentParser()
    options.add_argument("--latency", type=float, nargs="+", default=[0.2, 2.0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--many", type=int, default=10)
    args = options.parse_args()
    answers = load_answers(FILE)
    measured(answers, 0.0)  # imports, connections, tables read once
    for latency in args.latency:
        runs = [measured(answers, latency) for _ in range(args.runs)]
        best = min(runs, key=lambda run: run.wall / run.critical(latency))
        ratio = statistics.median(run.wall / run.critical(latency) for run in runs)
        items = [at for kind, at in best.calls if kind in STAGES[1]]
        speed = len(items) * latency / best.stage(STAGES[1], latency)
        shared = statistics.mean(len(common) / (len(common) + len(brief)) for common, brief in best.prompts)
        sent = sum(len(common) + len(brief) for common, brief in best.prompts)
        print(
            f"latency {latency:g} s: wall ÷ critical path median {ratio:.3f} (best {best.wall / best.critical(latency):.3f}), "
            f"{len(items)} items {speed:.1f}x, calls {len(best.calls)}, characters sent {sent}, "
            f"shared prefix {shared:.2f}, CPU {best.cpu:.2f} s (server included)",
            flush=True,
        )
    note_receipt()
    delays = sorted(together(answers, args.many))
    print(
        f"{args.many} reports at once: sentence to event p95 {delays[int(len(delays) * 0.95)] * 1000:.0f} ms, n={len(delays)}"
    )


if __name__ == "__main__":
    main()
