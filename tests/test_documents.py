"""Files brought and taken away: encodings, Word, answers, bad input, writing whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers_file import MAX_ANSWER, parse_answers
from assistant.answers_writing import dump_answers
from assistant.documents import NOT_THE_REPORT, load_answers, read_text, save, save_all
from assistant.documents.plain import decoded
from assistant.errors import AnswersError, AssistantError, FileError, OutlineError
from assistant.outline import Outline, outlines
from assistant.report import Answers

DATA = Path(__file__).parent / "data"
SAMPLE = "2022年度抓基层党建工作述职报告\n一、主要工作\n举办培训6场次，新修渠道2.1公里。\n"
KIND = outlines()[0].name
HEAD = f"outline: {KIND}\nyear: 2022\nanswers:\n"


def test_no_answer_is_lost_from_the_sample_answers() -> None:
    answers = load_answers(DATA / "answers_seed.yaml")
    written = yaml.load((DATA / "answers_seed.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert answers.answers == written["answers"]
    assert (answers.outline, answers.year, answers.day) == (KIND, 2022, date(2023, 1, 1))


# --- reading text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_every_usual_encoding_reads_alike(tmp_path: Path, encoding: str, suffix: str) -> None:
    path = tmp_path / f"报告{suffix}"
    path.write_bytes(SAMPLE.encode(encoding))
    assert read_text(path) == SAMPLE


@pytest.mark.parametrize("text", ["党建\n", "好", "转正4名", "Ａ村与B村", "“四抓两整治”——（一）①……"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_short_texts_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert read_text(tmp_path / "a.txt") == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
def test_line_ends_are_made_one(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.txt").write_bytes(f"第一行{end}第二行".encode())
    assert read_text(tmp_path / "a.txt") == "第一行\n第二行"


def test_suffix_in_capitals_and_path_as_string(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text(SAMPLE, encoding="utf-8")
    assert read_text(str(tmp_path / "A.TXT")) == SAMPLE


def test_markdown_loses_its_marks_and_our_own_appendix(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# 题目\n\n## 一、工作\n\n**镇办了6场。\n\n---\n\n{NOT_THE_REPORT}\n\n## 待补清单\n", "utf-8")
    assert read_text(path).split("\n\n") == ["题目", "一、工作", "**镇办了6场。", ""]


def _docx(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _body(xml: str, **parts: str) -> bytes:
    """A bare Word file with this body; other parts by name."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{xml}</w:body></w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {space}>{inner}</w:{name}>")
    return stream.getvalue()


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("一、工作")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "问题", "措施"
        document.add_paragraph("结尾")
        document.sections[0].header.paragraphs[0].text = "页眉不读"

    (tmp_path / "a.docx").write_bytes(_docx(build))
    assert read_text(tmp_path / "a.docx") == "一、工作\n问题\t措施\n结尾"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            "新增",
        ),
        ("<w:sdt><w:sdtContent>" + _paragraph("控件里") + "</w:sdtContent></w:sdt>", "控件里"),
        ("<w:p><w:hyperlink><w:r><w:t>链接字</w:t></w:r></w:hyperlink></w:p>", "链接字"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙\t丙"),
        ("<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>", "上下"),
        ("<w:tbl><w:tr><w:tc>" + _paragraph("a") + _paragraph("b") + "</w:tc></w:tr></w:tbl>", "a\nb"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>字</w:t></w:r></w:p>", "字"),
    ],
)
def test_word_words_wherever_they_stand(tmp_path: Path, xml: str, text: str) -> None:
    (tmp_path / "a.docx").write_bytes(_body(xml))
    assert read_text(tmp_path / "a.docx") == text


def test_numbers_that_word_adds_are_read(tmp_path: Path) -> None:
    definitions = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    style = '<w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'

    def at(level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'

    body = (
        _paragraph("工作", '<w:pStyle w:val="h"/>') + _paragraph("甲", at(1)) + _paragraph("子", at(2))
        + _paragraph("乙", at(1)) + _paragraph("丑", at(2)) + _paragraph("问题", at(0)) + _paragraph("丙", at(1))
    )  # fmt: skip
    (tmp_path / "a.docx").write_bytes(_body(body, numbering=definitions, styles=style))
    assert read_text(tmp_path / "a.docx").split("\n") == [
        "一、工作", "（一）甲", "1.子", "（二）乙", "1.丑", "二、问题", "（一）丙",
    ]  # fmt: skip


# --- bad input: one sentence that says what and what to do -----------------------------------------------------------


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _encrypted() -> bytes:
    data = bytearray(_body(_paragraph("密")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    return bytes(data)


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("空.txt", b"", "是空的"),
    ("空白.txt", b" \n\t\n", "没有文字"),
    ("空.docx", b"", "是空的"),
    ("只有标记.txt", b"\xef\xbb\xbf", "没有文字"),
    ("大.txt", "党".encode() * 1_750_000, "太大"),
    ("大.docx", b"PK\x03\x04" + bytes(20 * 1024 * 1024), "太大"),
    ("字多.docx", _body("".join(_paragraph("党建" * 3 + str(i)) for i in range(250_000))), "大"),
    ("二进制.txt", bytes(range(256)) * 8, "认不出"),
    ("随机.txt", b"\x81\x00\xff\xfe\x03" * 100, "认不出"),
    ("控制符.txt", b"a\x01\x02\x03\x04" * 50, "不是文字文件"),
    ("日文.txt", "党委は会議を開いたのであります。".encode("euc_kr", "ignore") + b"\xff\xff\x80", "认不出"),
    ("断.txt", "党建工作".encode()[:-1] + b"\xff", "认不出"),
    ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
    ("其实是pdf.txt", b"%PDF-1.7\n" + bytes(50), "PDF"),
    ("其实是word.txt", _body(_paragraph("字")), "压缩包"),
    ("旧.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "旧版"),
    ("a.pdf", b"%PDF-1.7", ".pdf"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
    ("a.xlsx", b"PK\x03\x04", ".xlsx"),
    ("没有后缀", b"abc", "没有后缀"),
    ("文字.docx", "其实是文字".encode(), "打不开"),
    ("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "密码"),
    ("锁.docx", _encrypted(), "加了密码"),
    ("断.docx", _body(_paragraph("字" * 500))[:-60], "打不开"),
    ("表格.docx", _zip({"xl/workbook.xml": b"<x/>"}), "不是 Word 文档"),
    ("零件多.docx", _zip({f"x/{i}": b"" for i in range(2001)}), "零件太多"),
    ("炸弹.docx", _zip({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "大得不正常"),
    ("压得紧.docx", _zip({"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}), "大得不正常"),
    ("实体.docx", _zip({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "类型声明"),
    ("太深.docx", _zip({"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}), "套得太深"),
    ("坏正文.docx", _zip({"word/document.xml": b"<a><b></a>"}), "正文坏了"),
    ("没正文.docx", _zip({"word/document.xml": b"<a/>"}), "没有正文"),
    ("空正文.docx", _body(_paragraph("")), "没有文字"),
]


def _is_clear(error: AssistantError) -> None:
    """One Chinese sentence and what to do, no English from inside."""
    assert error.message.endswith("。"), error.message
    assert error.hint.endswith(("。", "？")), error.hint
    assert "Error" not in str(error)
    assert "Traceback" not in str(error)


@pytest.mark.parametrize(("name", "data", "says"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_bad_files_are_refused_in_one_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError) as caught:
        read_text(tmp_path / name)
    assert says in str(caught.value)
    _is_clear(caught.value)


@pytest.mark.parametrize("read", [read_text, load_answers])
def test_missing_file_folder_and_impossible_name(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "夹.txt").mkdir()
    for name, says in (
        ("没有.txt", "找不到"),
        ("夹.txt", "是文件夹"),
        ("a\x00.txt", "读不了"),
        ("长" * 300 + ".txt", "读不了"),
    ):
        with pytest.raises(FileError, match=says) as caught:
            read(tmp_path / name)
        _is_clear(caught.value)


# --- answers files --------------------------------------------------------------------------------------------------

READS: list[tuple[str, dict[str, str]]] = [
    ("  E1: 12:30", {"E1": "12:30"}),
    ("  E1: no", {"E1": "no"}),
    ("  E1: 010", {"E1": "010"}),
    ("  E1: 1_000", {"E1": "1_000"}),
    ("  E1: 2022-10-01", {"E1": "2022-10-01"}),
    ("  E1: ~", {"E1": "~"}),
    ("  E1: null", {"E1": "null"}),
    ("  E1: 6场 # 记不清", {"E1": "6场 # 记不清"}),
    ('  E1: "6场 # 记不清"', {"E1": "6场 # 记不清"}),
    ("  E1: 6场#记不清", {"E1": "6场#记不清"}),
    ("  E1: '**村'  # 村名要掩", {"E1": "**村"}),
    ("  E1: 😀村，6场 # 大概", {"E1": "😀村，6场 # 大概"}),
    ("  E1: 办了6场，\n    来了80人", {"E1": "办了6场，来了80人"}),
    ("  E1: train 6\n    times", {"E1": "train 6 times"}),
    ("  E1: 第一段\n\n    第二段", {"E1": "第一段\n第二段"}),
    ("  E1: |\n    第一行\n    # 不是备注", {"E1": "第一行\n# 不是备注"}),
    ("  E1:\n  E3: 4名", {"E3": "4名"}),
    ('  E1: ""', {"E1": ""}),
    ("  # 问题\n  E1: 6场", {"E1": "6场"}),
]


@pytest.mark.parametrize(("body", "answers"), READS)
def test_answers_are_the_words_written(body: str, answers: dict[str, str]) -> None:
    assert parse_answers(HEAD + body, "a.yaml").answers == answers


BAD_ANSWERS: list[tuple[str, str]] = [
    (HEAD + "  F2: **村的示范点", "加引号"),
    (HEAD + "  F2: %的党员", "加引号"),
    (HEAD + "  E1: 培训: 6场", "加引号"),
    (HEAD + "  E1: @全体党员", "加引号"),
    (HEAD + '  E1: "大学习"搞了6场', "加引号"),
    (HEAD + "  E1: &村 6场", "加引号"),
    (HEAD + "  E1: !重要 6场", "加引号"),
    (HEAD + "  E1: &a 6场\n  E3: *a", "加引号"),
    (HEAD + "  E1: # 记不清", "加引号"),
    (HEAD + "  E1: [6场, 80人]", "一段话"),
    (HEAD + "  E1:\n    - 6场", "一段话"),
    (HEAD + "  E1:\n    培训: 6场", "一段话"),
    (HEAD + "  E1: {培训: 6场}", "一段话"),
    (HEAD + "  E1：6场\n  E3：4名", "半角"),
    (HEAD + "  E1: 6场\n  E3：4名\n  E4: 好", "冒号是全角"),
    (HEAD + "  E1: 6场\n  E3:4名\n  E4: 好", "少一个空格"),
    (HEAD + "  E1: 6场\n    E3：4名", "另一道题"),
    (HEAD + "\tE1: 6场", "制表符"),
    (HEAD + "  E1: 6场\n  E3: 4名\n  E1: 7场", "第4行和第6行"),
    (HEAD + "  e1: 6场", "E1"),
    (HEAD + "  E99: 6场", "第4行"),
    (HEAD + "  培训: 6场", "没有 培训 这道题"),
    (HEAD + "  E1: " + "党" * (MAX_ANSWER + 1), str(MAX_ANSWER)),
    (HEAD + "  E1: '6场", "第"),
    (HEAD + "  E1: 6场\n E3: 4名", "第5行"),
    (HEAD + "  E1: a\x01b", "控制字符"),
    (HEAD + "  E1: 6场\n---\nanswers:\n  E1: 7场", "---"),
    (f"outline: {KIND}\nyear: 20222\nanswers:\n  E1: 6场", "20222"),
    (f"outline: {KIND}\nyear: 1999\nanswers:\n  E1: 6场", "year: 2024"),
    (f"outline: {KIND}\nyear: 今年\nanswers:\n  E1: 6场", "今年"),
    (f"outline: {KIND}\nyear: [2022]\nanswers:\n  E1: 6场", "第2行"),
    (f"outline: {KIND}\nyear: 2022\nyear: 2023\nanswers:\n  E1: 6场", "写了两次"),
    ("year: 2022\nsaid_on: 明天\nanswers:\n  E1: 6场", "said_on"),
    ("year: 2022\nsaid_on: 2023-02-30\nanswers:\n  E1: 6场", "said_on"),
    ("yaer: 2022\nanswers:\n  E1: 6场", "是不是 year"),
    ("year: 2022\nE1: 6场", "answers: 下面"),
    ("year: 2022", "answers"),
    ("year: 2022\nanswers: 6场", "answers"),
    ("今年办了6场培训，来了80人。", "不是答案文件"),
    ("- 6场\n- 80人", "一段话"),
    ("[" * 3000, "一段话"),
    ("a: " * 50, "加引号"),
]


@pytest.mark.parametrize(("text", "says"), BAD_ANSWERS)
def test_bad_answers_are_refused_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(AnswersError) as caught:
        parse_answers(text, "答案.yaml")
    assert says in str(caught.value)
    _is_clear(caught.value)


def test_an_unknown_kind_is_refused_with_the_choices() -> None:
    with pytest.raises(OutlineError) as caught:
        parse_answers("outline: 没有的报告\nyear: 2022\nanswers:\n  E1: 6场", "a.yaml")
    assert KIND in str(caught.value)


@pytest.mark.parametrize("other", outlines(), ids=lambda outline: outline.id)
def test_answers_told_for_another_kind_are_kept(other: Outline) -> None:
    told = {question.id: "办了6场" for question in other.questions}
    body = "".join(f"  {question}: {words}\n" for question, words in told.items())
    assert parse_answers(HEAD + body, "a.yaml").answers == told


def test_kind_by_id_or_left_out_is_the_same_kind() -> None:
    for first in (f"outline: {outlines()[0].id}\n", f"outline: {KIND} # 默认\n", "outline:\n", ""):
        assert parse_answers(first + "year: 2022\nanswers:\n  E1: 6场", "a.yaml").outline == KIND


@pytest.mark.parametrize(
    ("year", "read"),
    [("2022", 2022), ('"2022"', 2022), ("2022年", 2022), ("２０２２", 2022), ("", None), ("2100", 2100)],
)
def test_year(year: str, read: int | None) -> None:
    assert parse_answers(f"year: {year}\nanswers:\n  E1: 6场", "a.yaml").year == read


@pytest.mark.parametrize("words", ["2023-01-15", "2023年1月15日", "2023.1.15", "2023/01/15 # 周日"])
def test_said_on(words: str) -> None:
    assert parse_answers(f"said_on: {words}\nanswers:\n  E1: 6场", "a.yaml").said_on == date(2023, 1, 15)


def test_said_on_is_january_of_the_next_year_unless_told() -> None:
    assert Answers(outline=KIND, year=2022).day == date(2023, 1, 1)
    assert Answers(outline=KIND, year=None).day is None
    assert Answers(outline=KIND, year=2022, said_on=date(2022, 12, 20)).day == date(2022, 12, 20)


def test_answers_file_in_gb18030_and_wrong_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes((HEAD + "  E1: 办了6场").encode("gb18030"))
    assert load_answers(tmp_path / "a.yaml").answers == {"E1": "办了6场"}
    (tmp_path / "a.docx").write_bytes(_body(_paragraph("字")))
    with pytest.raises(FileError, match="不是答案文件"):
        load_answers(tmp_path / "a.docx")


def test_dumped_answers_show_each_question_and_what_is_left() -> None:
    asked = outlines()[0]
    text = dump_answers(Answers(outline=KIND, year=None, answers={"E1": "办了6场"}))
    question = asked.question("E1").ask
    left = next(q for q in asked.questions if q.required and q.id != "E1")
    assert f"  # {question}\n  E1: 办了6场\n" in text
    assert f"# {left.id}: {left.ask}" in text
    assert parse_answers(text, "a.yaml").year is None


WORDS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n\t:#-\"'\\|>%*&!村年6场“”：\r\u3000\x85")),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(words=WORDS, more=WORDS, day=st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_any_words_survive_writing_and_reading(words: str, more: str, day: date | None) -> None:
    answers = Answers(outline=KIND, year=2022, said_on=day, answers={"E1": words, "H1": more})
    text = dump_answers(answers)
    assert parse_answers(text, "a.yaml") == answers
    assert yaml.safe_load(text)["answers"] == answers.answers
    told = decoded(text.encode(), "a.yaml")
    # A character that GB 18030—2022 gives a standard place (private use, radicals) is read as that one, not as it was.
    if told == text:
        assert parse_answers(told, "a.yaml") == answers


# --- writing whole or not at all ------------------------------------------------------------------------------------


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_save_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    save(path, b"1")
    save(str(path), b"22")
    assert path.read_bytes() == b"22"
    assert _left(tmp_path) == ["报告.docx"]


def test_save_follows_a_link_instead_of_replacing_it(tmp_path: Path) -> None:
    (tmp_path / "真.md").write_bytes(b"0")
    try:
        (tmp_path / "链.md").symlink_to(tmp_path / "真.md")
    except OSError:
        pytest.skip("这台机器不让建链接")
    save(tmp_path / "链.md", b"1")
    assert (tmp_path / "链.md").is_symlink()
    assert (tmp_path / "真.md").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("name", "says"), [("没有/a.md", "不存在"), ("夹", "是文件夹"), ("长" * 300, "太长"), ("a\x00b", "没有写成")]
)
def test_save_refuses_impossible_places(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "夹").mkdir()
    with pytest.raises(FileError, match=says) as caught:
        save(tmp_path / name, b"1")
    _is_clear(caught.value)
    assert _left(tmp_path) == ["夹"]


def test_save_never_replaces_a_device() -> None:
    with pytest.raises(FileError):
        save(Path(os.devnull), b"1")


@pytest.mark.parametrize(
    ("code", "says"),
    [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有权限"), (errno.EROFS, "没有权限"), (errno.EIO, "没有写成")],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str, call: str) -> None:
    (tmp_path / "a.md").write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(FileError, match=says):
        save_all({tmp_path / "a.md": b"new", tmp_path / "b.md": b"new"})
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert _left(tmp_path) == ["a.md"]


def test_an_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a.md", b"1")
    assert _left(tmp_path) == []


def test_all_files_or_none(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        save_all({tmp_path / "a.md": b"1", tmp_path / "没有" / "b.md": b"1"})
    assert _left(tmp_path) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _as_another_user(act: Callable[[], None]) -> str:
    """Runs `act` in a child without root's powers; what it was refused with, "" where nothing was refused."""
    receiving, sending = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        said = ""
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            act()
        except FileError as error:
            said = str(error)
        except BaseException:  # noqa: BLE001 (the child must not return into the test run)
            said = traceback.format_exc()
        os.write(sending, said.encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        said = stream.read().decode()
    os.waitpid(child, 0)
    return said


posix = pytest.mark.skipif(os.name != "posix", reason="用户和权限的试法只在 POSIX 系统上有")


@posix
def test_read_only_folder_as_another_user(open_folder: Path) -> None:
    folder = open_folder / "只读"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"old")
    folder.chmod(0o555)
    said = _as_another_user(lambda: save(folder / "b.md", b"new"))
    assert "没有权限写" in said
    assert _left(folder) == ["a.md"]
    folder.chmod(0o755)


@posix
def test_read_only_and_unreadable_files_as_another_user(open_folder: Path) -> None:
    folder = open_folder / "公用"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "只读.md").write_bytes(b"old")
    (folder / "只读.md").chmod(0o444)
    (folder / "密.txt").write_bytes(b"x")
    (folder / "密.txt").chmod(0)
    assert "只读" in _as_another_user(lambda: save(folder / "只读.md", b"new"))
    assert "没有权限读取" in _as_another_user(lambda: _ignore(read_text(folder / "密.txt")))
    assert (folder / "只读.md").read_bytes() == b"old"
    assert _as_another_user(lambda: save(folder / "新.md", b"new")) == ""


def _ignore(_: object) -> None:
    """Drops a value."""


@posix
def test_full_disk(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("不能在这里挂一个小磁盘")
    try:
        save(tmp_path / "a.md", b"old")
        with pytest.raises(FileError, match="磁盘满了"):
            save(tmp_path / "a.md", bytes(200_000))
        assert (tmp_path / "a.md").read_bytes() == b"old"
        assert _left(tmp_path) == ["a.md"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@posix
def test_file_size_limit_counts_as_full(open_folder: Path) -> None:
    import resource

    open_folder.chmod(0o777)

    def act() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        save(open_folder / "a.md", bytes(5000))

    assert "磁盘满了" in _as_another_user(act)
    assert _left(open_folder) == []


def test_reading_loads_no_word_library() -> None:
    names = ("docx", "lxml", "sqlalchemy", "yaml")
    code = f"import sys, assistant.documents; print([name for name in {names} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
