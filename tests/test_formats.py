"""Each format as text with places: PDF, Excel, old Office files, by what a clerk would find on opening them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest
from made_files import paragraph, pdf, sheet, typeset, word, zipped

from assistant.documents import apart, read_blocks, read_text
from assistant.errors import FileError

PARAGRAPHS = [
    "二〇二五年度抓基层党建工作述职报告",
    "一、履职工作特色和亮点",
    "一是抓班子带队伍。全年举办“三会一课”观摩6场次，培训村干部312人次，发展党员4名；“主题党日”组织生活落实率达到98.5%，"
    "后备干部储备到26名，村书记平均年龄由56岁降到39岁，队伍结构明显优化。",
    "二是建阵地强服务。投入120万元提升两个村级党群服务中心，把分散在6处的职能整合到“一厅”，群众少跑路、好办事，"
    "满意度比上年提高了3.2个百分点，得到县委组织部通报表扬，经验做法在全县党建工作会上作了交流。" * 4,
    "二、存在的主要问题及原因",
    "一是后备力量不足。",
]


def test_pdf_paragraphs_come_back_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(typeset(PARAGRAPHS)))
    document = read_blocks(tmp_path / "a.pdf")
    assert document.text.split("\n") == PARAGRAPHS
    places = {block.text[:8]: block.locator for block in document.blocks}
    assert places["二〇二五年度抓基"] == "第1页第1行"
    assert places["一是后备力量不足"].startswith("第2页第")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_pdf_pages_lying_on_their_side(tmp_path: Path, rotate: int) -> None:
    """A page's /Rotate turns what is seen, not what is written: here the writing is upright after turning."""
    from pypdfium2 import PdfDocument

    upright = PdfDocument(pdf([[(100, 700 - 28 * i, 15, f"第{i}句话说到底。") for i in range(4)]]))
    turned = PdfDocument.new()
    turned.import_pages(upright)
    page = turned[0]
    boxes = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, 842, 0),
        180: (-1, 0, 0, -1, 595, 842),
        270: (0, -1, 1, 0, 0, 595),
    }
    from pypdfium2 import PdfMatrix

    for thing in page.get_objects():
        thing.transform(PdfMatrix(*boxes[rotate]))
    if rotate in (90, 270):
        page.set_mediabox(0, 0, 842, 595)
    page.set_rotation(rotate)
    page.gen_content()
    turned.save(str(tmp_path / "a.pdf"))
    assert read_text(tmp_path / "a.pdf").split("\n") == [f"第{i}句话说到底。" for i in range(4)]


def test_pdf_tables_keep_rows_and_heads(tmp_path: Path) -> None:
    rows = [("村名", "党员数（人）", "收入（万元）"), ("杨林村", "35", "12.5"), ("合计", "35", "12.5")]
    placed = [(80 + 150 * c, 700 - 28 * r, 12, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (tmp_path / "a.pdf").write_bytes(pdf([[(80, 740, 12, "各村集体经济收入情况如下表所示："), *placed]]))
    document = read_blocks(tmp_path / "a.pdf")
    assert document.text.split("\n")[1:] == ["\t".join(row) for row in rows]
    cell = document.blocks[6]
    assert (cell.text, cell.context, cell.locator) == ("12.5", "杨林村 收入（万元）", "第1页第3行第3格")


def test_pdf_headers_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    pages = [
        [
            (80, 800, 10, f"某镇党委材料 第{n}期"),
            (95, 700, 15, f"第{n}页的话说完整了。"),
            (290, 50, 10, f"第{n}页 共4页"),
        ]
        for n in range(1, 5)
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(pages))
    assert read_text(tmp_path / "a.pdf").split("\n") == [f"第{n}页的话说完整了。" for n in range(1, 5)]


def test_radicals_of_pdf_writers_are_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("⼀、⼯作亮点：⻓效机制、⻔类、⽀部", encoding="utf-8")
    assert read_text(tmp_path / "a.txt") == "一、工作亮点：长效机制、门类、支部"


def test_a_ledger_says_what_its_figures_are(tmp_path: Path) -> None:
    rows = [
        ["2025年度村集体经济台账"],
        ["序号", "村名", "党员", None, "收入（万元）", "增长率", "建成日期", "进展"],
        [None, None, "总数（人）", "女", None, None, None, None],
        [1, "杨林村", 35, 9, 12.5, 0.153, date(2025, 3, 5), "已完工"],
        [2, "前所村", 20, 4, 8.1 + 0.2, 0.2, date(2025, 6, 1), "在建"],
        [None, "合计", 55, 13, 20.8, None, None, None],
    ]
    (tmp_path / "a.xlsx").write_bytes(sheet(rows, formats={"F4": "0.0%", "F5": "0%"}))
    document = read_blocks(tmp_path / "a.xlsx")
    lines = document.text.split("\n")
    assert lines[0] == "2025年度村集体经济台账"
    assert lines[1] == "杨林村，党员总数35人，党员女9，收入12.5万元，增长率15.3%，建成日期：2025年3月5日，进展：已完工"
    assert lines[3] == "合计，党员总数55人，党员女13，收入20.8万元"
    cell = next(block for block in document.blocks if block.locator == "台账!E5")
    assert (cell.text, cell.context) == ("收入8.3万元", "前所村 收入（万元）")
    assert document.text[cell.start : cell.end] == cell.text


def test_a_sheet_formatted_to_its_last_row_is_read_at_once(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.active.title = "远"
    book.active["A1"], book.active["B1"] = "党员数", 35
    book.active.cell(1_048_576, 3).font = Font(bold=True)
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden.sheet_state = "不给人看", "hidden"
    book.save(tmp_path / "a.xlsx")
    document = read_blocks(tmp_path / "a.xlsx")
    assert document.text.strip() == "党员数，35"
    assert document.notes == ("没有读隐藏的工作表：底稿。",)


LONG = "".join(
    paragraph(f"第{i}段，全年办了{i}场培训，来了{i}人次。" * 3, "<w:jc w:val='both'/>") for i in range(12_000)
)


def test_a_large_word_file_is_parsed_apart(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(LONG))
    document = read_blocks(tmp_path / "a.docx")
    assert len(document.blocks) == 12_000
    assert apart._TEXTS.process is not None


def test_word_with_macros_is_read_without_them(tmp_path: Path) -> None:
    (tmp_path / "a.docm").write_bytes(word(paragraph("正文"), word__vbaProject_bin=b"\xd0\xcf\x11\xe0" * 50))
    assert read_text(tmp_path / "a.docm") == "正文"


def test_the_child_serves_many_files_and_several_threads(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.pdf").write_bytes(pdf([[(100, 700, 15, f"这是第{number}份材料的全部正文内容。")]]))
    read: dict[int, str] = {}

    def one(number: int) -> None:
        read[number] = read_text(tmp_path / f"{number}.pdf")

    one(0)
    process = apart._TEXTS.process
    threads = [threading.Thread(target=one, args=(number,)) for number in range(1, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert apart._TEXTS.process is process
    assert read == {number: f"这是第{number}份材料的全部正文内容。" for number in range(6)}


# --- old Office files -------------------------------------------------------------------------------------------------

office = pytest.mark.skipif(shutil.which("soffice") is None, reason="这台机器没有 LibreOffice")


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with automatic numbers and a table, in the old formats."""
    import docx

    folder = tmp_path_factory.mktemp("old")
    file = docx.Document()
    file.add_paragraph("抓班子带队伍", style="List Number")
    file.add_paragraph("建阵地“强”服务", style="List Number")
    table = file.add_table(2, 2)
    table.style = "Table Grid"
    for row, texts in enumerate((("村名", "党员数"), ("杨林村", "35人"))):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    file.save(str(folder / "a.docx"))
    (folder / "b.xlsx").write_bytes(sheet([["村名", "党员数（人）"], ["杨林村", 35]]))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for target, source in (("rtf", "a.docx"), ("odt", "a.docx"), ("xls", "b.xlsx"), ("doc", "a.odt")):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            str(folder / source),
        ]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
    shutil.copy(folder / "a.doc", folder / "a.wps")
    return folder


@office
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "wps", "rtf", "odt"])
def test_old_word_files_keep_numbers_and_tables(old_files: Path, suffix: str) -> None:
    document = read_blocks(old_files / f"a.{suffix}")
    assert document.text.split("\n")[:2] == ["1.抓班子带队伍", "2.建阵地“强”服务"]
    assert document.text.strip().split("\n")[-2:] == ["村名\t党员数", "杨林村\t35人"]
    assert document.name == f"a.{suffix}"


@office
@pytest.mark.slow
def test_old_ledgers(old_files: Path) -> None:
    assert read_text(old_files / "b.xls").strip() == "杨林村，党员数35人"


def test_a_new_file_with_an_old_suffix_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(word(paragraph("其实是新格式")))
    (tmp_path / "b.xls").write_bytes(sheet([["村名", "党员数（人）"], ["杨林村", 35]]))
    assert read_text(tmp_path / "a.doc") == "其实是新格式"
    assert read_text(tmp_path / "b.xls").strip() == "杨林村，党员数35人"


def test_without_a_converter_the_person_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.documents.old_office._office", lambda: None)
    monkeypatch.setattr("assistant.documents.old_office.shutil.which", lambda _: None)
    for name, target in (("旧.doc", ".docx"), ("旧.wps", ".docx"), ("旧.xls", ".xlsx")):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(6000))
        with pytest.raises(FileError, match=f"没有能打开.*另存为 {target}"):
            read_blocks(tmp_path / name)


@pytest.mark.skipif(shutil.which("catdoc") is None, reason="这台机器没有 catdoc")
@pytest.mark.slow
@office
def test_catdoc_where_there_is_no_libreoffice(old_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.documents.old_office._office", lambda: None)
    assert "抓班子带队伍" in read_text(old_files / "a.doc")


def test_reading_text_or_a_report_loads_no_parser_library(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(paragraph("正文")))
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    code = (
        "import sys; from assistant.documents import read_text; read_text(sys.argv[1]); read_text(sys.argv[2])\n"
        "print([n for n in ('docx','lxml','openpyxl','pypdfium2','psutil','PIL','subprocess','rapidocr') if n in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.docx"), str(tmp_path / "a.txt")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"


@office
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["odt", "rtf"])
def test_a_converter_follows_no_link(tmp_path: Path, suffix: str) -> None:
    """A picture linked from elsewhere is not fetched: a server on loopback hears nothing."""
    import http.server

    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Keeps quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/x.png"
    if suffix == "rtf":
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}" \\\\d}}{{\\fldrslt }}}}'
        rtf = "{\\rtf1\\ansi\\pard text " + field + "\\par}"
        data = rtf.encode()
    else:
        names = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
            for short, long in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
        )
        linked = f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{address}"/></draw:frame>'
        content = (
            f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
            f"<text:p>text{linked}</text:p></office:text></office:body></office:document-content>"
        )
        manifest = (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
        )
        kind = "application/vnd.oasis.opendocument.text"
        data = zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}, zipfile.ZIP_STORED)
    (tmp_path / f"a.{suffix}").write_bytes(data)
    try:
        assert "text" in read_text(tmp_path / f"a.{suffix}")
    finally:
        server.shutdown()
        server.server_close()
    assert heard == []
