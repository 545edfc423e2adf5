"""What a terminal shows: lines, complaints, progress, findings and what is pending."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.report import Finding, Pending, Report

LEVELS = {"high": "必须改", "medium": "建议改", "low": "供参考"}


def told_aside(words: str) -> None:
    """Says something on standard error, beside what was asked for."""
    with suppress(BrokenPipeError):
        print(words, file=sys.stderr, flush=True)


def complain(sentence: str) -> int:
    """Says on standard error what went wrong; returns the exit code for it."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except BrokenPipeError:
        _close(sys.stderr.fileno())
    return 2


def _close(descriptor: int) -> None:
    """Points a descriptor whose reader has gone at the null device, so that nothing fails at exit."""
    import os

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


def print_out(*lines: str, flush: bool = False) -> None:
    """Prints to standard output; a reader that has gone (`| head`) is no error and never changes the exit code."""
    try:
        for line in lines:
            print(line)
        if flush and sys.stdout is not None:  # a program without a console has none
            sys.stdout.flush()
    except BrokenPipeError:
        _close(sys.stdout.fileno())


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Says what is being done where it takes over a second and a person is watching."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    timer = threading.Timer(1.0, lambda: print(f"{what}……", file=sys.stderr, flush=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def show_draft(report: Report, paths: Iterable[Path]) -> None:
    """Where the draft was written, its findings and what is pending."""
    for path in paths:
        print_out(f"已写好：{path.resolve()}")
    show_findings(report.findings)
    show_pending(report.pending)
    show_length(report, paths)


def show_length(report: Report, paths: Iterable[Path]) -> None:
    """That a draft is longer than it may be, and the command by which it is made shorter."""
    from assistant.revising.measured import over_limit

    words = over_limit(report)
    if words:
        files = [path.name for path in paths if path.suffix == ".json"]
        command = (
            f"assistant revise {files[0] if files else '报告.json'} --say 压到{report.limits.total[1]}字 -o 新稿.json"
        )
        print_out(f"{words}（{command}）")


def show_pending(pending: Sequence[Pending]) -> None:
    """What is still missing, a line each."""
    if pending:
        print_out(f"待补 {len(pending)} 项：", *(f"  {entry.question}  {entry.what}" for entry in pending))


def show_findings(findings: Sequence[Finding]) -> None:
    """The findings by level."""
    counts = "，".join(f"{label} {sum(f.level == level for f in findings)} 条" for level, label in LEVELS.items())
    print_out(f"核稿意见 {len(findings)} 条：{counts}")
    for level, label in LEVELS.items():
        group = [finding for finding in findings if finding.level == level]
        if group:
            print_out(f"【{label}】")
        for finding in group:
            quote = f"“{finding.quote}”：" if finding.quote else ""
            print_out(f"  {finding.rule}  {quote}{finding.message}")
