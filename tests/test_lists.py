"""Lists from a report, from answers and from somebody's text: every column, every form, no formula."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from assistant.cli import main
from assistant.documents import load_answers
from assistant.outline import find_outline
from assistant.report import Measure, Part, Problem, Report
from assistant.workflow import draft
from assistant.writing.lists import sheets

DATA = Path(__file__).parent / "data"
REAL_REPORT = Path(os.environ.get("ASSISTANT_TEST_DATA", "../shared/data")) / "000_b54b24ad007351e6.txt"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml"]
HEADINGS = [
    "序号",
    "对应问题",
    "具体措施",
    "现状基数",
    "量化目标",
    "责任领导",
    "责任人（站所）",
    "完成时限",
    "季度节点",
    "完成情况",
]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_workbook_holds_what_the_report_says(path: Path, tmp_path: Path) -> None:
    answers = load_answers(path)
    report = draft(answers, find_outline(answers.outline))
    out = tmp_path / "清单.xlsx"
    assert main(["measures", str(path), "-o", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    page = book["下年度措施清单"]
    assert [cell.value for cell in page[2]] == HEADINGS
    rows = list(page.iter_rows(min_row=3, values_only=True))
    assert len(rows) == len(report.measures)
    for place, (row, measure) in enumerate(zip(rows, report.measures, strict=True), 1):
        told = dict(zip(HEADINGS, row, strict=True))
        assert told["序号"] == place
        assert told["量化目标"] == measure.target
        assert told["责任人（站所）"] == measure.owner
        assert told["完成时限"] == measure.due
        assert told["现状基数"] is None or isinstance(told["现状基数"], int | float)
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref
    assert page.page_setup.orientation == "landscape"
    assert {"整改清单", "问题清单", "责任清单"} <= set(book.sheetnames)


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    texts = ['=HYPERLINK("x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1"]
    report = Report(
        outline="基层党建述职",
        year=2025,
        title="述职",
        parts=[Part(id="work", heading="一、", text="x")],
        problems=[Problem(id="P1", headline=texts[0], text="一是。")],
        measures=[
            Measure(id=f"M{i}", text=text, problem="P1", owner=text, due=text, target=text)
            for i, text in enumerate(texts, 1)
        ],
    )
    from assistant.export.lists import save_lists

    save_lists(sheets(report, find_outline("基层党建述职")), tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["下年度措施清单"]
    for row, text in zip(page.iter_rows(min_row=3), texts, strict=True):
        assert row[6].data_type == "s"
        assert row[6].value.strip() == text.strip()


@pytest.mark.parametrize("suffix", [".docx", ".md", ".json", ".xlsx"])
def test_every_form_is_written(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"清单{suffix}"
    assert main(["measures", str(DATA / "answers_seed.yaml"), "-o", str(out)]) == 0
    assert out.stat().st_size > 500
    if suffix == ".json":
        lists = json.loads(out.read_text(encoding="utf-8"))["lists"]
        assert [one["name"] for one in lists] == ["下年度措施清单", "整改清单", "问题清单", "责任清单"]


def test_a_report_by_others_gives_lists_too(tmp_path: Path) -> None:
    if not REAL_REPORT.is_file():
        pytest.skip("the real report is not here (ASSISTANT_TEST_DATA)")
    out = tmp_path / "清单.json"
    assert main(["measures", str(REAL_REPORT), "-o", str(out)]) == 0
    lists = {one["name"]: one["rows"] for one in json.loads(out.read_text(encoding="utf-8"))["lists"]}
    assert len(lists["问题清单"]) == 3
    targets = "".join(row["量化目标"] for row in lists["下年度措施清单"])
    for figure in ("5个", "3个", "5000万元", "2个", "1个"):
        assert figure in targets


def test_nothing_to_list_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("2024年度述职报告\n今年做了些工作。", encoding="utf-8")
    assert main(["measures", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "列不出清单" in capsys.readouterr().err
