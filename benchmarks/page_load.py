"""How long a turn takes while several people answer at once: python benchmarks/page_load.py [1 20 50] [--answers N]

Starts the real server on a data folder of its own (offline writer). Each person is a thread that speaks to the page as
the browser does (queue/join, then the event stream): first a few answers by question id, so that every part has its
own, then whatever is asked is answered with the seed's answer to it, or 没有, the person's own village's name in each;
three seconds of thinking between two; at the end the draft is asked for.
Printed: the time from a submitted answer to its last event (p50, p95, most), errors, and mixed-up state: another
person's name in what one sees, or in one's own saved session.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent / "tests")]

import browser  # noqa: E402
import psutil  # noqa: E402
from page_client import PageClient  # noqa: E402

from assistant.documents import load_answers  # noqa: E402

SEED = Path(__file__).parent.parent / "tests" / "data" / "answers_seed.yaml"
THINK = 3.0


@dataclass
class Person:
    """One who answers: what it took, what went wrong."""

    number: int
    port: int
    turns: list[tuple[str, float]] = field(default_factory=list)
    draft: float = 0.0
    opened: float = 0.0
    errors: list[str] = field(default_factory=list)
    session: str = ""
    most: int = 20
    asked: str = "A2"

    @property
    def name(self) -> str:
        """A name that nobody else has."""
        return f"测{chr(0x4E00 + 7 * self.number + 300)}{chr(0x5B50 + self.number)}村"

    def run(self, answers: list[tuple[str, str]], others: list[str]) -> None:
        """The whole interview."""
        client = PageClient(self.port)
        self.opened = self._watched(client.act("open"), others).seconds
        self._watched(client.begin(year="2025"), others)
        self.session = client.s
        if not client.s:
            self.errors.append("no session")
            return
        known = dict(answers)
        by_id = list(known)[:: max(1, len(known) // 6)]
        for number in range(self.most):
            time.sleep(THINK)
            key = by_id[number] if number < len(by_id) else self.asked
            words = f"{known.get(key, '没有')}{self.name}也是这样做的。" if key in known else "没有"
            done = self._watched(client.say(f"{key}：{words}" if number < len(by_id) else words), others)
            self.turns.append((key, done.seconds))
        time.sleep(THINK)
        done = self._watched(client.say("写吧"), others)
        self.draft = done.seconds
        if "工作述职报告" not in done.text:
            self.errors.append("no draft to be seen")

    def _watched(self, done, others):
        if not done.ok:
            self.errors.append(str(done.messages[-1:])[:300])
        text = done.text
        found = re.search(r'class="where"><span class="tag">([A-Z]\d+)', text)
        self.asked = found[1] if found else self.asked
        self.errors += [f"saw {other}" for other in others if other in text]
        return done


def saved_states(data_dir: Path, people: list[Person]) -> list[str]:
    """Names of others in what was saved of each."""
    from assistant.interview.events import Interview
    from assistant.storage import Store

    store = Store.in_folder(data_dir)
    wrong = []
    for person in people:
        text = store.load(person.session, Interview).session.model_dump_json() if person.session else ""
        wrong += [f"{person.name}: {other.name}" for other in people if other is not person and other.name in text]
        if person.name not in text:
            wrong.append(f"{person.name}: own answers missing")
    store.close()
    return wrong


def measure(users: int, answers: list[tuple[str, str]], most: int) -> None:
    """One round with so many people, on a fresh server."""
    with tempfile.TemporaryDirectory() as folder:
        server = browser.serve(Path(folder) / "s")
        try:
            time.sleep(15)  # the knowledge store is made and open
            process = psutil.Process(server.process.pid)
            people = [Person(number, server.port, most=most) for number in range(users)]
            begun, used = time.monotonic(), sum(process.cpu_times()[:2])
            threads = []
            for person in people:
                others = [other.name for other in people if other is not person]
                threads.append(threading.Thread(target=person.run, args=(answers, others)))
                threads[-1].start()
                time.sleep(THINK / users)
            for thread in threads:
                thread.join()
            took, cpu = time.monotonic() - begun, sum(process.cpu_times()[:2]) - used
            report(users, people, took, cpu, process.memory_info().rss)
            wrong = saved_states(server.data_dir, people)
            print(f"    mixed-up state: {len(wrong)} {wrong[:3]}")
        finally:
            server.stop()


def report(users: int, people: list[Person], took: float, cpu: float, rss: int) -> None:
    """A line of figures."""
    turns = sorted(seconds for person in people for _, seconds in person.turns)
    drafts = sorted(person.draft for person in people)
    errors = [error for person in people for error in person.errors]
    p95 = turns[min(int(0.95 * len(turns)), len(turns) - 1)]
    print(
        f"{users:3d} people: {len(turns)} turns, p50 {statistics.median(turns):.2f} s, p95 {p95:.2f} s, most {turns[-1]:.2f} s; "
        f"draft p50 {statistics.median(drafts):.2f} s, most {drafts[-1]:.2f} s; first page p50 "
        f"{statistics.median(p.opened for p in people):.2f} s; server {100 * cpu / took:.0f} % CPU, {rss / 1e6:.0f} MB; "
        f"errors {len(errors)} {errors[:3]}"
    )
    slow = sorted(((seconds, key) for person in people for key, seconds in person.turns), reverse=True)[:5]
    print("    slowest:", ", ".join(f"{key} {seconds:.2f}" for seconds, key in slow))


def main() -> None:
    """Each number of people in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("users", nargs="*", type=int, default=[1, 20, 50])
    parser.add_argument("--answers", type=int, default=20, help="answers a person gives")
    args = parser.parse_args()
    for name in [name for name in os.environ if name.startswith(("OPENAI_", "ASSISTANT_"))]:
        del os.environ[name]
    answers = [(key, words) for key, words in load_answers(SEED).answers.items() if key[0] not in "AK"]
    print(f"{args.answers} answers each, {THINK:.0f} s of thinking between two, {os.cpu_count()} cores")
    for users in args.users:
        measure(users, answers, args.answers)


if __name__ == "__main__":
    main()
