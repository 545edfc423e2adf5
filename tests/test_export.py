"""Word, Markdown, JSON and the 问题单: laid out as offices expect, and nothing lost on the way."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents import read_text
from assistant.errors import FileError
from assistant.export import docx as word
from assistant.export import jsonfile, markdown, sheet
from assistant.export.gb9704 import GB9704
from assistant.export.save import save_report, save_reports, save_sheets
from assistant.export.sheet import SheetEntry
from assistant.report import Fact, Finding, Item, Origin, Part, Pending, Report, Version

WORK = [
    "一是抓政治建设，思想根基不断夯实。围绕“五破五立”开展研讨交流6场，我带头到联系村讲党课3次，推动干部把思想统一到部署上来。"
    "通过学习，镇村两级班子对短板看得更清，带头认领问题12条，逐条明确了责任人和完成时限。",
    "二是抓责任落实，党建责任层层压实。坚持党委会定期研究，把任务分解到每名班子成员，实行委员包抓、指导员指导，"
    "日常督导、季度督查、年终评议，全年督查4次，通报问题【待补：通报问题数】。",
    "三是抓班子带队伍，队伍结构明显优化。村党组织书记平均年龄降到39周岁，26名退役军人、产业带头人进入村班子和后备干部库，"
    "举办培训6场次，转正党员4名，接收预备党员5名。",
    "四是抓引领促发展，中心工作有力有效。谋划储备项目20个，住房安全提升251户，人饮工程补短板139户，新修渠道2.1公里，"
    "村集体依托**村互助项目增收9000元。",
]
PROBLEMS = [
    "一是引领经济发展成效不够好。发展思路不宽，带动增收不够明显。主要原因是我思想上保守，缺乏紧迫感。",
    "二是抓党建补短板能力不足。有的支部书记带富能力弱。主要原因是我陷在具体事务里，花在党建上的精力不够。",
]
PLAN = [
    "（一）聚焦重点抓落实",
    "一是以党建引领产业发展。落实协议项目5个、落地5000万元以上项目2个，由班子成员分片负责，年底前完成。",
    "二是提升支部书记能力。优化责任清单，第一季度完成，责任人为【待补：责任人】；每季度专题研究党建1次。",
]


def _part(id_: str, heading: str, lines: list[str]) -> Part:
    items = [
        Item(id=f"{id_}{n}", headline=line[2 : line.index("。")], text=line)
        for n, line in enumerate(lines)
        if "是" in line[:3]
    ]
    return Part(id=id_, heading=heading, text="\n".join(lines), items=items)


def sample(times: int = 1, **changes: Any) -> Report:
    """A report by hand; `times` makes it longer."""
    given: dict[str, Any] = {
        "outline": "某种报告",
        "year": 2022,
        "title": "2022年度抓基层党建工作述职报告",
        "opening": "各位领导、同志们：\n2022年，我认真履行第一责任人职责，现将有关情况报告如下。",
        "closing": "以上报告，请予评议。",
        "signature": "中共**镇委员会书记",
        "date": "2023年1月",
        "parts": [
            _part("work", "一、主要工作和成效", WORK * times),
            _part("problems", "二、存在的问题和原因", PROBLEMS * times),
            _part("plan", "三、下一步打算", PLAN * times),
        ],
        "facts": [
            Fact(
                id="F01", kind="figure", text="新修渠道2.1公里", quote="修渠道2.1公里",
                figure={"value": 2.1, "unit": "公里"}, origin=Origin(kind="answer", ref="E6"),
            )
        ],
        "pending": [Pending(question="B4", what="总收入是多少"), Pending(question="E4", what="分母", required=True)],
        "findings": [
            Finding(rule="A02", level="low", message="篇幅偏短。"),
            Finding(rule="D12", level="high", part="work", quote="100%……六成", message="两处说法不一致，请核实。"),
        ],
    }  # fmt: skip
    return Report.model_validate(given | changes)


def _words(report: Report) -> list[str]:
    """The report's lines in the order in which the Word file has them."""
    lines = [report.title, report.signature, f"（{report.date}）", *report.opening.split("\n")]
    for part in report.parts:
        lines += [part.heading, *part.text.split("\n")]
    return [*lines, *report.closing.split("\n")]


def _xml(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


# --- Word -----------------------------------------------------------------------------------------------------------


def test_word_reads_back_word_for_word(tmp_path: Path) -> None:
    report = sample()
    save_report(report, tmp_path / "r.docx")
    assert [p.text for p in docx.Document(str(tmp_path / "r.docx")).paragraphs] == _words(report)
    assert read_text(tmp_path / "r.docx").split("\n") == _words(report)


def test_page_margins_grid_and_footers() -> None:
    data = word.render(sample())
    xml = _xml(data, "word/document.xml")
    size = re.search(r"<w:pgSz [^>]*>", xml)
    margins = re.search(r"<w:pgMar [^>]*>", xml)
    assert size is not None
    assert margins is not None
    assert 'w:w="11906"' in size[0]
    assert 'w:h="16838"' in size[0]
    for side, twips in (("top", 2098), ("bottom", 1984), ("left", 1588), ("right", 1474)):
        assert f'w:{side}="{twips}"' in margins[0]
    assert re.search(r'<w:docGrid [^>]*w:type="lines"[^>]*w:linePitch="579"|linePitch="579"[^>]*type="lines"', xml)
    assert "<w:evenAndOddHeaders" in _xml(data, "word/settings.xml")
    for name, kind, side in (("footer1", "default", "right"), ("footer2", "even", "left")):
        footer = _xml(data, f"word/{name}.xml")
        rels = _xml(data, "word/_rels/document.xml.rels")
        relation = re.search(rf"<Relationship [^>]*{name}\.xml[^>]*/>", rels)
        assert relation is not None
        key = re.search(r'Id="(\w+)"', relation[0])
        assert key is not None
        assert re.search(rf'<w:footerReference (?=[^>]*w:type="{kind}")(?=[^>]*"{key[1]}")', xml)
        assert f'<w:jc w:val="{side}"/>' in footer
        assert "".join(re.findall(r"<w:t[^>]*>([^<]*)", footer)) == "— 1 —"
        assert re.findall(r'fldCharType="(\w+)"', footer) == ["begin", "separate", "end"]
        assert re.search(r"<w:instrText[^>]*> PAGE </w:instrText>", footer)
        assert 'w:eastAsia="宋体"' in footer


def test_every_run_names_its_chinese_face() -> None:
    document = docx.Document(io.BytesIO(word.render(sample())))
    runs = [(p, run) for p in document.paragraphs for run in p.runs]
    assert runs
    for paragraph, run in runs:
        fonts = run._element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:hint")) == "eastAsia"
        wanted = {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312"}.get(paragraph.style.name)
        assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii"))
        assert fonts.get(qn("w:eastAsia")) in ((wanted,) if wanted else ("仿宋_GB2312", "楷体_GB2312"))


def test_body_type_spacing_and_indent() -> None:
    document = docx.Document(io.BytesIO(word.render(sample())))
    normal: Any = document.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    body = next(p for p in document.paragraphs if p.text.startswith("一是"))
    spacing, indent = body._element.pPr.find(qn("w:spacing")), body._element.pPr.find(qn("w:ind"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert indent.get(qn("w:firstLineChars")) == "200"
    salutation = next(p for p in document.paragraphs if p.text.startswith("各位"))
    assert salutation._element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "0"


def test_headings_are_real_styles_and_not_bold() -> None:
    document = docx.Document(io.BytesIO(word.render(sample())))
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert [text for text, style in styles.items() if style == "Heading 1"] == [p.heading for p in sample().parts]
    assert [text for text, style in styles.items() if style == "Heading 2"] == ["（一）聚焦重点抓落实"]
    for name, size in (("Heading 1", 16), ("Heading 2", 16), ("Title", 22)):
        style: Any = document.styles[name]
        assert (style.font.bold, style.font.italic, style.font.size.pt) == (False, False, size)
        assert str(style.font.color.rgb) == "000000"
        assert style.element.rPr.find(qn("w:rFonts")).get(qn("w:asciiTheme")) is None
    heading: Any = document.styles["Heading 1"]
    assert heading.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_headline_sentences_stand_out_and_blanks_are_marked() -> None:
    document = docx.Document(io.BytesIO(word.render(sample())))
    bold = ["".join(run.text for run in p.runs if run.bold) for p in document.paragraphs]
    assert [text for text in bold if text] == [
        line[: line.index("。") + 1] for line in [*WORK, *PROBLEMS, *PLAN] if "是" in line[:2]
    ]
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert marked == ["【待补：通报问题数】", "【待补：责任人】"]


def test_no_author_no_thumbnail_and_the_title_as_property() -> None:
    data = word.render(sample())
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title == sample().title
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
        assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())


def test_faces_have_a_fallback_in_the_font_table() -> None:
    table = _xml(word.render(sample()), "word/fontTable.xml")
    for face in GB9704.faces:
        assert f'<w:font w:name="{face.name}"><w:altName w:val="{face.fallback}"/>' in table


def test_nothing_under_the_title_and_no_opening_where_there_is_none() -> None:
    report = sample(opening="", closing="", signature="", date="")
    document = docx.Document(io.BytesIO(word.render(report)))
    assert document.paragraphs[1].text == report.parts[0].heading


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("2022年度抓基层党建工作述职报告", 1),
        ("中共临山县**镇委员会书记2022年度抓基层党建工作述职报告", 2),
        ("关于2024年度抓基层党建引领基层治理和乡村全面振兴工作情况的述职报告", 2),
        ("一" * 30, 1),
    ],
)
def test_long_titles_break_where_the_sense_allows(title: str, lines: int) -> None:
    broken = word.title_lines(title, 20)
    assert "".join(broken) == title
    assert len(broken) == lines
    assert all(len(line) <= 22 for line in broken) or lines == 1
    document = docx.Document(io.BytesIO(word.render(sample(title=title))))
    assert document.paragraphs[0].text.replace("\n", "") == title


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=80))
def test_any_text_gives_a_file_that_opens(text: str) -> None:
    line = f"一是做好。{text}"
    report = sample(title=f"题{text}", signature=text, parts=[Part(id="work", heading="一、工作", text=line)])
    document = docx.Document(io.BytesIO(word.render(report)))
    shown = "".join(p.text for p in document.paragraphs)
    assert "一是做好。" in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e]", shown)


def test_text_never_becomes_markup() -> None:
    evil = "一是<w:br/>&amp;</w:t></w:r>]]>。"
    data = word.render(sample(parts=[Part(id="work", heading="一、<b>", text=evil)]))
    assert evil in [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def test_word_is_quick() -> None:
    report = sample(18)
    assert sum(len(part.text) for part in report.parts) > 9_000
    word.render(report)
    best = min(_timed(report) for _ in range(3))
    assert best < 2, f"{best:.3f} s (wanted on two idle cores: 0.15 s)"


def _timed(report: Report) -> float:
    start = time.perf_counter()
    word.render(report)
    return time.perf_counter() - start


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="没有装 LibreOffice 或 poppler")
def test_libreoffice_shows_22_lines_and_page_numbers(tmp_path: Path) -> None:
    save_report(sample(5), tmp_path / "r.docx")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "r.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "r.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = shown.split("<page ")[1:]
    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', page)
        assert max(float(right) for _, _, right, _ in words) < 595.3 - 60
        bottom = max(float(y) for _, y, _, _ in words)
        foot = [(float(x), text) for x, y, _, text in words if float(y) > bottom - 3]
        assert "".join(text for _, text in foot) == f"—{number}—"
        assert (min(x for x, _ in foot) > 300) == (number % 2 == 1)
    rows = {round(float(y)) for y in re.findall(r'yMin="([\d.]+)"', pages[1])}
    assert 22 <= len([y for y in rows if y - 1 not in rows]) <= 24


# --- Markdown -------------------------------------------------------------------------------------------------------


def test_markdown_in_order_with_the_lists_after_a_rule() -> None:
    report = sample()
    text = markdown.render(report)
    body, rule, rest = text.partition("\n---\n")
    assert rule
    shown = [block for block in body.split("\n\n") if block]
    parts = [[f"## {part.heading}", *part.text.split("\n")] for part in report.parts]
    assert [block.strip() for block in shown] == [
        f"# {report.title}", *report.opening.split("\n"), *(line for part in parts for line in part),
        report.closing, report.signature, report.date,
    ]  # fmt: skip
    assert (
        rest.index("待补清单")
        < rest.index("E4：分母（必答）")
        < rest.index("B4：总收入是多少")
        < rest.index("核稿意见")
    )
    assert rest.index("【高】D12，见“一、主要工作和成效”：两处说法不一致，请核实。") < rest.index("【低】A02")


def test_markdown_without_lists_has_no_rule_and_reads_back(tmp_path: Path) -> None:
    assert "---" not in markdown.render(sample(pending=[], findings=[]))
    report = sample(closing="# 不是标题\n- 不是清单")
    save_report(report, tmp_path / "r.md")
    lines = [line for line in read_text(tmp_path / "r.md").split("\n") if line]
    assert lines[0] == report.title
    assert lines[-4:] == ["# 不是标题", "- 不是清单", report.signature, report.date]
    assert "\\# 不是标题" in (tmp_path / "r.md").read_text(encoding="utf-8")


# --- report.json ----------------------------------------------------------------------------------------------------


def test_json_there_and_back(tmp_path: Path) -> None:
    report = sample()
    kept = report.model_dump(mode="json", exclude={"versions"})
    report.versions.append(
        Version.model_validate({"id": "v1", "at": "2023-01-05T10:00:00Z", "why": "初稿", "report": kept})
    )
    save_report(report, tmp_path / "r.json")
    text = (tmp_path / "r.json").read_text(encoding="utf-8")
    assert jsonfile.load(tmp_path / "r.json") == report
    assert jsonfile.render(jsonfile.load(tmp_path / "r.json")) == text
    assert text.endswith("}\n")
    assert "新修渠道2.1公里" in text
    assert json.loads(text)["facts"][0]["value"] == 2.1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text[: len(text) // 2], "没有写完"),
        (lambda text: text[:-20], "没有写完"),
        (lambda text: text.replace(",", "，", 1), "不是正确的 JSON"),
        (lambda text: text.replace('"schema_version": 1', '"schema_version": 2'), "格式版本是2"),
        (lambda text: text.replace('"schema_version": 1,', ""), "不是本程序的 report.json"),
        (lambda text: "[1, 2]", "不是本程序的 report.json"),
        (lambda text: "[" * 200_000, "不是本程序的 report.json"),
        (lambda text: text.replace('"title"', '"titel"'), "titel"),
        (lambda text: text.replace('"year": 2022,', '"year": "去年",', 1), "year 的值不对"),
        (lambda text: text.replace('"final": false', '"final": true'), "定稿须写明必备部分"),
        (lambda text: text.replace('"heading": "一、主要工作和成效",', ""), "parts.0.heading"),
    ],
)
def test_a_damaged_json_is_refused_in_one_sentence(tmp_path: Path, change: Any, says: str) -> None:
    (tmp_path / "r.json").write_text(change(jsonfile.render(sample())), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        jsonfile.load(tmp_path / "r.json")
    assert says in str(caught.value)
    assert caught.value.message.endswith("。")
    assert caught.value.hint


def test_json_missing_or_binary(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(word.render(sample()))
    for name in ("没有.json", "r.json"):
        with pytest.raises(FileError):
            jsonfile.load(tmp_path / name)


# --- 问题单 ----------------------------------------------------------------------------------------------------------

SHEETS = {
    "组织委员": [
        SheetEntry("E3", "发展党员：接收、转正\n各多少？", "转正4名，都是今年的数。", "发展党员台账"),
        SheetEntry("B1", "全镇多少个村？"),
    ],
    "党建办": [SheetEntry("C2", "中心组学习几次？", lookup="学习台账")],
    "其他": [],
}


def test_sheet_for_a_chat_message(tmp_path: Path) -> None:
    save_sheets(SHEETS, tmp_path / "q.txt")
    text = (tmp_path / "q.txt").read_text(encoding="utf-8")
    first, second = text.split("【党建办】")
    assert first.startswith("【组织委员】请补2题\n")
    assert "\n问：发展党员：接收、转正 各多少？\n查：发展党员台账\n例：转正4名，都是今年的数。\nE3：\n\n" in first
    assert "\n问：全镇多少个村？\nB1：\n" in first
    assert second.rstrip().endswith("问：中心组学习几次？\n查：学习台账\nC2：")
    assert "其他" not in text


def test_sheet_as_word_and_markdown_says_the_same(tmp_path: Path) -> None:
    for suffix in ("docx", "md"):
        save_sheets(SHEETS, tmp_path / f"q.{suffix}")
        lines = [line.strip() for line in read_text(tmp_path / f"q.{suffix}").split("\n")]
        wanted = [line for line in sheet.render_text(SHEETS).split("\n") if re.match(r"问|查|例|[A-Z]\d", line)]
        assert [line for line in lines if line in wanted] == wanted
    breaks = [p for p in docx.Document(str(tmp_path / "q.docx")).paragraphs if p.paragraph_format.page_break_before]
    assert len(breaks) == 1


def test_sheet_with_nothing_missing_says_so(tmp_path: Path) -> None:
    for suffix in ("docx", "md", "txt"):
        save_sheets({"书记": []}, tmp_path / f"q.{suffix}")
        assert "没有要补的问题" in read_text(tmp_path / f"q.{suffix}")


# --- choosing the form ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.pdf", "r.doc", "r", "r.txt", "r.docx.bak"])
def test_unknown_suffix_names_the_choices_and_writes_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError) as caught:
        save_reports(sample(), [tmp_path / "a.md", tmp_path / name])
    assert all(suffix in str(caught.value) for suffix in (".docx", ".md", ".json"))
    assert os.listdir(tmp_path) == []


def test_sheet_refuses_other_suffixes(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"\.txt"):
        save_sheets(SHEETS, tmp_path / "q.json")


def test_several_files_or_none(tmp_path: Path) -> None:
    save_reports(sample(), [tmp_path / "r.DOCX", tmp_path / "r.md", tmp_path / "r.json"])
    assert len(os.listdir(tmp_path)) == 3
    with pytest.raises(FileError):
        save_reports(sample(title="新"), [tmp_path / "r.md", tmp_path / "没有" / "r.json"])
    assert "新" not in (tmp_path / "r.md").read_text(encoding="utf-8").split("\n")[0]
