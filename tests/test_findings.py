"""Every finding on the drafts of all answer files: true to the text, said once, and with what to do about it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from assistant.checking.check import rendered
from assistant.documents import load_answers
from assistant.interview.answers import Reading, read_answers
from assistant.outline import find_outline
from assistant.report import Report
from assistant.settings import shipped_folder
from assistant.workflow import draft

DATA = Path(__file__).parent / "data"
FILES = [
    DATA / "answers_seed.yaml",
    *sorted((DATA / "answers").glob("*.yaml")),
    *sorted((shipped_folder("knowledge") / "samples").glob("*.yaml")),
]
TO_DO = re.compile("请|点出|补|核|改|写|删|压缩|拆|去掉|合并|移到|换成|统一|只留|提前|说明|按现行|建议")


@cache
def drafted(path: Path) -> tuple[Reading, Report]:
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    return read_answers(answers, outline), draft(answers, outline)


over_all = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@over_all
def test_no_finding_misses_what_was_kept_out_on_purpose(path: Path) -> None:
    reading, report = drafted(path)
    kept_out = [f.quote for f in report.facts if f.id in reading.withheld or f.status == "conflict"]
    spoken = [f.message for f in report.findings if f.rule.startswith("W")]
    for finding in report.findings:
        if finding.rule in ("B04", "C03"):
            assert not [quote for quote in kept_out if f"“{quote}”" in finding.message]
            assert not [message for message in spoken if finding.message.split("”")[0] in message]


@over_all
def test_no_two_findings_say_the_same(path: Path) -> None:
    _, report = drafted(path)
    assert [one for one, count in Counter((f.rule, f.message) for f in report.findings).items() if count > 1] == []
    clashes = [f.quote for f in report.findings if f.rule in ("B03", "B07", "D12") and f.level == "high"]
    assert len(clashes) == len(set(clashes))
    for rule in ("H06", "D05", "H05"):
        assert sum(f.rule == rule for f in report.findings) <= 1
    unshown = {f.quote for f in report.findings if f.rule == "D02"}
    assert not [f for f in report.findings if f.rule == "D07" and f.quote in unshown]


@over_all
def test_every_finding_points_at_its_words_and_says_what_to_do(path: Path) -> None:
    _, report = drafted(path)
    text, _ = rendered(report)
    parts = {part.id: part.text for part in report.parts}
    for finding in report.findings:
        assert TO_DO.search(finding.message), finding.message
        assert "““" not in finding.message
        assert "【" not in finding.message
        if finding.start is not None:
            where = parts[finding.part] if finding.part else text
            assert where[finding.start : finding.end] == finding.quote.split("……")[0]


@over_all
def test_what_a_finding_counts_is_there(path: Path) -> None:
    """B02 names only numbers whose unit is missing; D07 and H02 name no problem that holds a number or a name."""
    _, report = drafted(path)
    problems = {problem.headline: problem for problem in report.problems}
    whole = "".join(part.text for part in report.parts)
    for finding in report.findings:
        for named in re.findall("“([^“”]+)”", finding.message):
            if finding.rule == "B02":
                assert re.search(re.escape(named) + "(?![元户亩斤吨人个名])", whole), named
            if finding.rule == "D07" and named in problems:
                assert not re.search(r"\d", problems[named].text), named
