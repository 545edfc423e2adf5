"""Notices of many counties: what is read is there, what is there is read, each with its sentence."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from last_year_score import reports
from made_files import FONT, encoded, pdf, picture, typeset
from notice_score import notices, score

from assistant.cli import main
from assistant.documents import read_text
from assistant.outline import Outline
from assistant.retrieval.notices.demanded import read_notice
from assistant.retrieval.notices.own_report import is_a_report
from assistant.retrieval.notices.page import laid_out
from assistant.retrieval.notices.words import NoticeWords

CASES = notices()


def test_every_list_of_the_reading_words_is_read() -> None:
    sources = [path for path in Path(inspect.getfile(NoticeWords)).parent.glob("*.py") if path.name != "words.py"]
    said = {
        node.value if isinstance(node, ast.Constant) else node.attr
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant | ast.Attribute)
    }
    assert [key for key in NoticeWords.model_fields if key not in said] == []


def test_there_are_notices_enough() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", CASES)
def test_a_notice_is_read(name: str) -> None:
    right, missing, extra = score(*CASES[name])
    assert not extra
    assert len(missing) <= max(1, len(right) // 9), missing


def test_over_all_notices_nearly_everything_is_read() -> None:
    told = [score(*case) for case in CASES.values()]
    right, missing = sum(len(one[0]) for one in told), sum(len(one[1]) for one in told)
    assert right >= 0.98 * (right + missing)


def test_a_table_of_a_word_file_is_read_with_its_heads(tmp_path: Path, outline: Outline) -> None:
    document = docx.Document()
    document.add_paragraph("关于报送2025年度述职报告的通知")
    rows = [("部分", "写什么", "字数下限", "字数上限"), ("履职情况", "做法成效", "800", "1100")]
    rows += [("存在问题及原因", "见人见事", "700", "1000"), ("下步措施", "可检查", "500", "700")]
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph("全文不超过2800字，2026年1月8日前报县委组织部。")
    document.save(str(tmp_path / "通知.docx"))
    limits = read_notice(read_text(tmp_path / "通知.docx"), outline, 2025)
    assert limits.total == (None, 2800)
    assert limits.parts == {"work": (800, 1100), "problems": (700, 1000), "plan": (500, 700)}
    assert list(limits.headings.values()) == ["履职情况", "存在问题及原因", "下步措施"]
    assert limits.deadline == date(2026, 1, 8)


@pytest.mark.parametrize(
    "words",
    [
        "去年有的乡镇述职报告超过5000字。",
        "附件说明不超过500字，汇总材料4000字以内。",
        "述职报告不限字数。",
        "电话：0931-8123456，邮编730000。",
        "每个乡镇限报参会人员3名。",
        "优秀等次比例不超过30%，测评参会率不低于90%。",
        "请提前15分钟入场，点评每人3分钟。",
        "党员教育短片时长不超过8分钟。",
        "村党组织书记述职报告不超过1500字。",
    ],
)
def test_what_is_no_demand_of_the_report_is_not_read(words: str, outline: Outline) -> None:
    limits = read_notice(f"关于述职评议的通知\n{words}\n", outline, 2025)
    assert limits.total == (None, None)
    assert not limits.shares
    assert not limits.parts
    assert limits.minutes is None
    assert limits.deadline is None


def test_an_empty_or_foreign_text_demands_nothing(outline: Outline) -> None:
    for text in ("", "\n\n", "今天天气很好。我们去了三个村，走了8公里。", "字字字" * 5000, "要写、" * 1500):
        limits = read_notice(text, outline, 2025)
        assert not {key for key in limits.source if key != "mode"}


def test_every_demand_has_the_notices_own_sentence(outline: Outline) -> None:
    for text, _ in CASES.values():
        limits = read_notice(text, outline, None)
        assert set(limits.source) <= set(limits.quotes)
        unbroken = "".join(text.split())
        assert all(quote and "".join(quote.split()) in unbroken for quote in limits.quotes.values())
        assert all(f"topics.{n}" in limits.quotes for n, _ in enumerate(limits.topics, start=1))


def test_a_deadline_without_year_follows_the_notices_day(outline: Outline) -> None:
    text = "述职报告请于1月10日前报县委组织部。\n2025年12月20日"
    assert read_notice(text, outline, None).deadline == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("words", "laid"),
    [
        ("全文不超过2 400字。", "全文不超过2400字。"),
        ("篇幅控制在 2 400 字左右", "篇幅控制在 2400字左右"),
        ("字数约12 000字", "字数约12000字"),
        ("工作总结 1 800字以内", "工作总结 1 800字以内"),
        ("存在问题 2 600字以内", "存在问题 2 600字以内"),
        ("全文 3 800字以内", "全文 3 800字以内"),
        ("述职顺序 3 8分钟", "述职顺序 3 8分钟"),
        ("2025 8分钟", "2025 8分钟"),
        ("不超过 3 8分钟", "不超过 3 8分钟"),
        ("不超过2 40字", "不超过2 40字"),
    ],
)
def test_only_a_blank_between_thousands_is_no_blank(words: str, laid: str) -> None:
    assert laid_out(words).text == laid


def test_a_row_and_its_length_are_two_numbers(outline: Outline) -> None:
    text = "关于报送述职报告的通知\n序号 部分 字数\n工作总结 1 800字以内\n存在问题 2 600字以内\n述职顺序 3 8分钟\n"
    limits = read_notice(text, outline, 2025)
    assert set(limits.parts.values()) <= {(None, 800), (None, 600)}
    assert limits.minutes in (None, 8)


BROUGHT = [
    "关于报送2025年度述职报告的通知",
    "各乡镇党委：",
    "现就2025年度抓基层党建述职报告撰写工作通知如下：",
    "一、报告全文不超过2800字，其中成绩部分不超过三分之一，",
    "问题部分不少于900字。",
    "二、必须写明村级集体“三资”监管、流动党员“双向管理”情",
    "况。",
    "三、请于2026年1月9日前报县委组织部。",
]


def _as_pdf(path: Path) -> None:
    path.write_bytes(pdf(typeset(["".join(BROUGHT[:1]), BROUGHT[1], BROUGHT[2], *_joined()])))


def _joined() -> list[str]:
    return ["".join(BROUGHT[3:5]), "".join(BROUGHT[5:7]), BROUGHT[7]]


def _as_picture(path: Path) -> None:
    if FONT is None or importlib.util.find_spec("rapidocr") is None:
        pytest.skip("没有中文字体，或没有装 ocr")
    path.write_bytes(encoded(picture(BROUGHT)))


@pytest.mark.parametrize(
    ("name", "made"), [("通知.pdf", _as_pdf), pytest.param("通知.jpg", _as_picture, marks=pytest.mark.slow)]
)
def test_a_notice_that_is_a_page_or_a_picture_is_kept_to(
    name: str, made: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made(tmp_path / name)
    seed = Path(__file__).parent / "data" / "answers_seed.yaml"
    assert main(["draft", str(seed), "--notice", name, "--model", "off", "-o", "r.json"]) == 0
    limits = json.loads(Path("r.json").read_text(encoding="utf-8"))["limits"]
    assert limits["total"] == [None, 2800]
    assert limits["parts"]["problems"] == [900, None]
    assert limits["shares"]["work"][1] == pytest.approx(1 / 3, abs=1e-3)
    assert limits["deadline"] == "2026-01-09"
    assert [next(word for word in ("三资", "双向管理") if word in topic) for topic in limits["topics"]] == [
        "三资",
        "双向管理",
    ]
    assert limits["source"]["total"] == "notice"


@pytest.mark.parametrize("name", reports())
def test_a_report_handed_in_as_the_notice_is_told(name: str, outline: Outline) -> None:
    assert is_a_report(reports()[name]["text"], outline)


def test_no_notice_is_taken_for_a_report(outline: Outline) -> None:
    assert [name for name, (text, _) in CASES.items() if is_a_report(text, outline)] == []


@pytest.mark.parametrize("command", ["draft", "check"])
def test_a_report_as_notice_ends_with_a_sentence_and_no_file(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = Path(__file__).parent / "data"
    past = data / "last_year" / "fengshu_2024.txt"
    asked = [str(data / "answers_seed.yaml"), "--model", "off", "-o", "r.json"] if command == "draft" else [str(past)]
    assert main([command, *asked, "--notice", str(past)]) == 2
    assert "不像通知" in capsys.readouterr().err
    assert not Path("r.json").exists()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("述职报告本周五下班前报组织部。\n（2025年12月17日 周三）", date(2025, 12, 19)),
        ("述职报告请于2026 年 1 月 13 日 18 时前报组织部。\n2025年12月30日", date(2026, 1, 13)),
        ("述职报告请于农历十二月二十前报组织部。\n2025年12月30日", None),
        ("述职报告请于农历2025年十二月二十前报组织部。\n2025年12月30日", None),
        ("述职报告请于农历二〇二五年12月20日前报组织部。\n2025年12月30日", None),
        ("述职报告请于腊月二十前报组织部。\n2025年12月30日", None),
        ("述职评议方案于12月20日前备好，述职报告于1月17日前报送。\n2025年12月6日", date(2026, 1, 17)),
        ("请于12月20日前备好，述职报告于1月17日前报送。\n2025年12月6日", date(2026, 1, 17)),
        ("请各支部12月20日前开好民主生活会，1月17日前报送述职报告。\n2025年12月6日", date(2026, 1, 17)),
        ("述职评议方案请于12月20日前报备，述职报告于1月17日前报送。\n2025年12月6日", date(2026, 1, 17)),
    ],
)
def test_a_deadline_is_the_reports_own(words: str, day: date | None, outline: Outline) -> None:
    assert read_notice(f"关于述职报告的通知\n{words}", outline, None).deadline == day
