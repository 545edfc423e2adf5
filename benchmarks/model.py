"""What a report with a model costs beside the model's own time: wall clock, calls, characters, shared prefix, the guard's delay.

Run: python benchmarks/model.py [--latency 0.2 2.0] [--runs 5] [--many 10]

A server in a process of its own answers honestly after a fixed time. Critical path: headlines, the items side by side,
measures, a reading of the whole, and a repair where one is asked for; its time is the injected one. Bars: wall ÷ critical
path ≤ 1.05 at 2 s and ≤ 1.15 at 200 ms, the items ≥ 6 times as fast as one after another, shared prefix ≥ 0.85, a
sentence's last character to its event ≤ 50 ms (95 %) with ten reports at once, whose replies come at a model's pace:
66 characters a second each, four at a time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from fake_endpoint import Body, Reply, serving
from fake_writer import honest, step_of

from assistant.address import Address
from assistant.documents import load_answers
from assistant.drafts.modelled import Modelled
from assistant.outline import find_outline
from assistant.report import Answers
from assistant.workflow import Drafted, written
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import Ladder
from assistant.writing.sentences import Finished
from assistant.writing.under_way import Passed

FILE = Path(__file__).resolve().parent.parent / "tests" / "data" / "answers" / "jiangsu.yaml"
STAGES = (("Headlines",), ("DraftedItem", "DraftedProblem"), ("DraftedMeasures",), ("Unified",))


@dataclass(frozen=True)
class Manner:
    """How the server answers: seconds before, characters a piece, seconds between pieces."""

    delay: float
    size: int = 4000
    pace: float = 0.0


@dataclass
class Run:
    """One report: seconds in all and of its stages, the calls with their start, and the prompts' lengths."""

    wall: float = 0.0
    cpu: float = 0.0
    calls: list[tuple[str, float]] = field(default_factory=list)
    prompts: list[tuple[int, int]] = field(default_factory=list)
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


# ---- the server, in a process of its own ----


def _serve(pipe: Connection, manner: Manner) -> None:
    calls: list[tuple[str, float]] = []
    prompts: list[tuple[int, int]] = []

    def answer(body: Body) -> Reply:
        calls.append((step_of(body), time.perf_counter()))
        prompts.append((len(body["messages"][0]["content"]), len(body["messages"][-1]["content"])))
        reply = honest(body)
        spent = time.perf_counter() - calls[-1][1]
        reply.delay, reply.size, reply.pace = max(0.0, manner.delay - spent), manner.size, manner.pace
        return reply

    with serving(answer) as fake:
        pipe.send(fake.url)
        pipe.recv()
        pipe.send((calls, prompts))


@contextmanager
def server(manner: Manner, run: Run) -> Iterator[str]:
    """The address of a server that runs while the block lasts; what it was asked is noted in `run` at the end."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, manner), daemon=True)
    process.start()
    yield str(ours.recv())
    ours.send("stop")
    run.calls, run.prompts = ours.recv()
    process.join()


# ---- measuring ----


def one(first: Drafted, endpoint: Endpoint, run: Run) -> None:
    """Drafts one report, the guard's delay noted for every sentence shown."""
    ladder = Ladder(endpoint, "fake", parallel=1000)
    started = time.perf_counter()
    work = Modelled(first, ladder)
    for event in work.write():
        if isinstance(event, Passed) and _NOTED:
            run.delays.append(time.perf_counter() - _RECEIVED[id(work._writer.work), event.item, event.text])
    run.wall = time.perf_counter() - started
    _ = work.report


_RECEIVED: dict[tuple[int, str, str], float] = {}
"""When a sentence was first whole in a reply under way, by the report, its item and its text."""
_NOTED: list[bool] = []
_WHOLE = threading.local()


def note_receipt() -> None:
    """Notes when the piece that makes a sentence whole has come, before anything looks at it."""
    import assistant.writing.under_way as under_way

    real_more: Callable[..., object] = Finished.more
    real_passed: Callable[..., None] = under_way.UnderWay.passed

    def more(self: Finished, text: str) -> object:
        _WHOLE.at = time.perf_counter()
        return real_more(self, text)

    def passed(self: under_way.UnderWay, item: str, text: str) -> None:
        _RECEIVED.setdefault((id(self), item, text), _WHOLE.at)
        real_passed(self, item, text)

    _NOTED.append(True)
    Finished.more = more  # type: ignore[method-assign,assignment]
    under_way.UnderWay.passed = passed  # type: ignore[method-assign,assignment]


def measured(answers: Answers, latency: float) -> Run:
    """One report against a server that takes so long for each answer."""
    run = Run()
    first = written(answers, find_outline(answers.outline))
    with server(Manner(latency), run) as url:
        endpoint = Endpoint(Address(url, "k", "fake", 60))
        began = time.process_time()
        one(first, endpoint, run)
        run.cpu = time.process_time() - began
        endpoint.close()
    return run


def together(answers: Answers, count: int) -> list[float]:
    """The guard's delays, seconds, with so many reports at once."""
    runs = [Run() for _ in range(count)]
    firsts = [written(answers, find_outline(answers.outline)) for _ in runs]
    with server(Manner(0.2, 4, 0.06), Run()) as url:
        endpoint = Endpoint(Address(url, "k", "fake", 60))
        threads = [
            threading.Thread(target=one, args=(first, endpoint, run)) for first, run in zip(firsts, runs, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        endpoint.close()
    return [delay for run in runs for delay in run.delays]


def main() -> None:
    """Prints a row per latency, then the delay of the guard."""
    options = argparse.ArgumentParser()
    options.add_argument("--latency", type=float, nargs="*", default=[0.2, 2.0])
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--many", type=int, default=10)
    args = options.parse_args()
    answers = load_answers(FILE)
    measured(answers, 0.0)  # imports, connections, tables read once
    for latency in args.latency:
        runs = [measured(answers, latency) for _ in range(args.runs)]
        best = min(runs, key=lambda run: run.wall / run.critical(latency))
        ratio = statistics.median(run.wall / run.critical(latency) for run in runs)
        items = [at for kind, at in best.calls if kind in STAGES[1]]
        speed = max(len(items) * latency / run.stage(STAGES[1], latency) for run in runs)
        shared = statistics.mean(common / (common + brief) for common, brief in best.prompts)
        sent = sum(common + brief for common, brief in best.prompts)
        print(
            f"latency {latency:g} s: wall ÷ critical path median {ratio:.3f} (best {best.wall / best.critical(latency):.3f}), "
            f"{len(items)} items {speed:.1f}x, calls {len(best.calls)}, characters sent {sent}, "
            f"shared prefix {shared:.2f}, CPU {min(run.cpu for run in runs):.2f} s",
            flush=True,
        )
    if args.many:
        note_receipt()
        delays = sorted(together(answers, args.many))
        places = (int(len(delays) * 0.5), int(len(delays) * 0.95))
        middle, late = (delays[place] * 1000 for place in places)
        print(f"{args.many} reports at once: sentence to event p50 {middle:.0f} ms, p95 {late:.0f} ms, n={len(delays)}")


if __name__ == "__main__":
    main()
