"""The spoken version keeps to time, shares and figures; the rehearsal asks of each claim and shows what answers it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.documents import load_answers, read_text
from assistant.export.save import save_reports
from assistant.outline import find_outline
from assistant.report import Report
from assistant.text.spans import size
from assistant.workflow import draft
from assistant.writing.rehearsal import rehearse
from assistant.writing.spoken import RATE, length_of, spoken

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml"]


def report_of(path: Path) -> Report:
    answers = load_answers(path)
    return draft(answers, find_outline(answers.outline))


@pytest.fixture(scope="module", params=FILES, ids=lambda p: p.stem)
def report(request: pytest.FixtureRequest) -> Report:
    return report_of(request.param)


@pytest.mark.parametrize("minutes", [3, 5, 8, 10])
def test_it_fits_the_time_and_changes_no_word(report: Report, minutes: int) -> None:
    made = spoken(report, minutes)
    assert made.length == length_of(made.report) <= minutes * RATE
    if length_of(report) >= minutes * RATE:
        assert made.length >= 0.6 * minutes * RATE
    whole = "\n".join(part.text for part in report.parts)
    for part in made.report.parts:
        assert part.text
        assert "【待补" not in part.text
        for item in part.items:
            body = item.text.split("。", 1)[1]
            for sentence in re.findall(r"[^。！？]+[。！？]", body):
                assert sentence in whole
            for use in item.uses:
                assert 0 <= use.start < use.end <= len(item.text)
    ids = {item.id for part in made.report.parts for item in part.items}
    assert all(problem.id in ids for problem in made.report.problems)
    assert all(cause.text in "".join(p.text for p in made.report.parts) for cause in made.report.causes)


def test_the_organisers_shares_are_kept(report: Report) -> None:
    limits = report.limits.model_copy(update={"shares": {"problems": (0.33, None), "work": (None, 0.34)}})
    made = spoken(report.model_copy(update={"limits": limits}), 6)
    sizes = {part.id: size(part.text) for part in made.report.parts}
    assert (
        sizes["work"] <= 0.36 * sum(sizes.values())
        or sizes["problems"] == size(next(part.text for part in report.parts if part.id == "problems"))
        or sizes["work"] <= 0.36 * 6 * RATE
    )


def test_the_commands_write_their_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "r.json"
    save_reports(report_of(FILES[-1]), [source])
    assert main(["speak", str(source), "--minutes", "4", "-o", str(tmp_path / "s.docx")]) == 0
    assert "〔1分〕" in read_text(tmp_path / "s.docx")
    assert main(["speak", str(source), "-o", str(tmp_path / "t.md")]) == 2
    assert "--minutes" in capsys.readouterr().err
    assert main(["speak", str(source), "--minutes", "0.2", "-o", str(tmp_path / "t.md")]) == 2
    assert main(["questions", str(source)]) == 0
    shown = capsys.readouterr().out
    assert "没有依据" in shown
    assert "您在E1说：“村党组织书记、村干部、后备干部的培训办了6场次”" in shown
    for name in ("q.docx", "q.md", "q.txt"):
        assert main(["questions", str(source), "-o", str(tmp_path / name)]) == 0
        assert "点评预演" in read_text(tmp_path / name)


def test_what_is_asked_names_its_words_and_its_answer(report: Report) -> None:
    outline = find_outline(report.outline)
    asked = rehearse(report, outline)
    text = "\n".join(part.text for part in report.parts)
    quotes = {fact.quote for fact in report.facts} | {fact.text for fact in report.facts}
    assert len(asked) >= len(report.problems) + len(report.measures)
    for one in asked:
        assert one.ask.endswith(("？", "。"))
        assert one.evidence or one.wanted
        if one.evidence:
            assert one.words in text
        for told in one.evidence:
            assert any(quote and quote in told for quote in quotes)
