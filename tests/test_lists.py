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
from assistant.workflow import draft, written
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


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_lists_of_a_draft_not_yet_checked_are_those_of_the_checked_one(path: Path) -> None:
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    assert sheets(written(answers, outline).report, outline) == sheets(draft(answers, outline), outline)


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


LISTS = ["下年度措施清单", "整改清单", "问题清单", "责任清单"]
"""Those of the issue; an outline may have more."""


@pytest.mark.parametrize("suffix", [".docx", ".md", ".json", ".xlsx"])
def test_every_form_is_written(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"清单{suffix}"
    assert main(["measures", str(DATA / "answers_seed.yaml"), "-o", str(out)]) == 0
    assert out.stat().st_size > 500
    if suffix == ".json":
        lists = json.loads(out.read_text(encoding="utf-8"))["lists"]
        named = [one["name"] for one in lists]
        assert [name for name in named if name in LISTS] == LISTS


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


DRAFT = DATA / "drafts" / "sichuan.json"


def lists_of(out: Path) -> dict[str, list[dict[str, object]]]:
    return {one["name"]: one["rows"] for one in json.loads(out.read_text(encoding="utf-8"))["lists"]}


def year_later(tmp_path: Path) -> Path:
    data = json.loads(DRAFT.read_text(encoding="utf-8"))
    data["year"] = 2026
    (tmp_path / "今年.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return tmp_path / "今年.json"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_last_years_list_is_carried_over_with_what_was_entered(suffix: str, tmp_path: Path) -> None:
    past = tmp_path / f"去年{suffix}"
    assert main(["measures", str(DRAFT), "-o", str(past)]) == 0
    entered = ["已完成", "未完成，只到712万元", "已完成，办了1期", "正在推进，办了8期"]
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(past)
        for row, words in enumerate(entered, 3):
            book["下年度措施清单"].cell(row, 10).value = words
        book.save(past)
    else:
        import docx

        document = docx.Document(str(past))
        for row, words in zip(document.tables[0].rows[1:], entered, strict=False):
            row.cells[9].text = words
        document.save(str(past))
    out = tmp_path / "o.json"
    assert main(["measures", str(year_later(tmp_path)), "--last-year", str(past), "-o", str(out)]) == 0
    lists = lists_of(out)
    rows = lists["上年措施完成情况"]
    assert [row["完成情况"] for row in rows[:4]] == ["已完成", "未完成", "已完成", "部分完成"]
    assert [row["依据"] for row in rows[:4]] == entered
    assert [row["是否结转"] for row in rows[:4]] == ["", "结转", "", "结转"]
    assert [row["完成情况"] for row in lists["下年度措施清单"]].count("上年结转") == 2


def test_what_was_not_done_and_no_measure_takes_up_is_a_row_of_next_year(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["序号", "问题", "整改措施", "整改目标", "责任人", "时限", "进展"])
    page.append([1, "阵地老化", "改造3个村的党群服务中心", "改造3个", "党建办", "10月底前", "只改了1个，还差2个"])
    page.append([2, "", "新建冷库1座", "1座", "", "", ""])
    book.save(tmp_path / "台账.xlsx")
    out = tmp_path / "o.json"
    assert main(["measures", str(DRAFT), "--last-year", str(tmp_path / "台账.xlsx"), "-o", str(out)]) == 0
    lists = lists_of(out)
    (left,) = [row for row in lists["下年度措施清单"] if str(row["完成情况"]).startswith("上年结转（")]
    assert left["具体措施"] == "改造3个村的党群服务中心"
    assert left["责任人（站所）"] == "党建办"
    assert left["完成时限"] == "【待补：完成时限】"
    assert lists["上年措施完成情况"][1]["完成情况"] == "【待补：完成情况】"


def test_last_years_report_gives_its_promises(tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    past = DATA / "last_year" / "fengshu_2024.txt"
    assert main(["measures", str(DATA / "drafts" / "sichuan.json"), "--last-year", str(past), "-o", str(out)]) == 0
    assert lists_of(out)["上年措施完成情况"]


@pytest.mark.parametrize("name", ["空.xlsx", "没有.xlsx", "今年.txt"])
def test_a_file_without_a_list_is_said_in_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "空.xlsx":
        openpyxl.Workbook().save(tmp_path / name)
    if name.endswith("txt"):
        (tmp_path / name).write_text("今天开了个会。", encoding="utf-8")
    out = tmp_path / "o.xlsx"
    assert main(["measures", str(DRAFT), "--last-year", str(tmp_path / name), "-o", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("suffix", [".json", ".xlsx", ".docx", ".md"])
def test_a_problem_without_a_measure_gets_marked_suggestions_without_figures(suffix: str, tmp_path: Path) -> None:
    data = json.loads(DRAFT.read_text(encoding="utf-8"))
    data["problems"][1]["measures"] = []
    for measure in data["measures"]:
        measure["problem"] = None if measure["problem"] == "P2" else measure["problem"]
    (tmp_path / "r.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / f"o{suffix}"
    assert main(["measures", str(tmp_path / "r.json"), "-o", str(out)]) == 0
    if suffix == ".json":
        rows = [row for row in lists_of(out)["下年度措施清单"] if str(row["具体措施"]).startswith("（建议）")]
        assert 1 <= len(rows) <= 3
        assert all(row["对应问题"] == "村党组织书记履职能力不足" and "【" in str(row["具体措施"]) for row in rows)
        assert all(row["量化目标"] == "【待补：量化目标】" and row["现状基数"] is None for row in rows)
    else:
        from assistant.documents import read_text

        assert "（建议）" in read_text(out)


def test_the_base_is_told_from_facts_in_the_unit_of_the_target_or_left_blank(tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    assert main(["measures", str(DRAFT), "-o", str(out)]) == 0
    rows = {str(row["量化目标"]): row for row in lists_of(out)["下年度措施清单"]}
    assert rows["村集体经济收入达到760万元"]["现状基数"] == 685
    assert rows["无职党员设岗260个；参加率从八成三提高到八成八"]["现状基数"] == 83
    assert rows["新培育3个示范党支部"]["现状基数"] is None
    assert rows["我每季度专题研究党建一次；一年讲授党课4堂"]["现状基数"] is None
    several = next(row for target, row in rows.items() if "11个村" in target)
    assert several["季度节点"] == "二季度：给11个村一村定一个增收项目；四季度：10万元以下的村减至5个"
