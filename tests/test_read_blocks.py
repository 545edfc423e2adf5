"""What is read has a place: paragraphs, cells, lines, with their styles and what their table says of them."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from pathlib import Path

import docx
import pytest

from assistant.documents import Document, read_blocks
from assistant.documents.sheet import MAX_COLUMNS, MAX_ROWS
from assistant.documents.tables import contexts
from assistant.documents.web import rows_of
from assistant.errors import FileError

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def places(document: Document) -> dict[str, str]:
    """Locator → text; every block stands where it says."""
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
    assert len({block.locator for block in document.blocks}) == len(document.blocks)
    return {block.locator: block.text for block in document.blocks}


def word(path: Path, xml: str) -> Document:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{xml}</w:body></w:document>")
    path.write_bytes(stream.getvalue())
    return read_blocks(path)


def test_word_blocks_have_style_and_place(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("二〇二五年度述职报告", 0)
    file.add_heading("一、工作", 1)
    file.add_paragraph("")
    file.add_paragraph("  一是抓学习。")
    table = file.add_table(3, 3)
    for row, texts in enumerate(
        (("村名", "党员数（人）", "收入（万元）"), ("杨林村", "35", "12.5"), ("合计", "35", "12.5"))
    ):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    file.add_heading("（一）", 2)
    file.save(str(tmp_path / "a.docx"))
    document = read_blocks(tmp_path / "a.docx")
    found = places(document)
    assert (document.kind, document.name, document.recognised) == ("word", "a.docx", False)
    assert (found["第3段"], found["表1第2行第3列"], found["第4段"]) == ("一是抓学习。", "12.5", "（一）")
    styles = {block.locator: block.style for block in document.blocks}
    assert (styles["第1段"], styles["第2段"], styles["第3段"], styles["第4段"]) == (
        "title",
        "heading1",
        None,
        "heading2",
    )
    said = {block.locator: block.context for block in document.blocks}
    assert said["表1第2行第3列"] == "杨林村 收入（万元）"
    assert said["表1第3行第2列"] == "合计 党员数（人）"
    assert said["第3段"] == ""


def test_deleted_hidden_and_boxed_words(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('框一')}</w:p><w:p>{run('框二')}</w:p></w:txbxContent></w:pict></w:r>"
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>".format
    document = word(
        tmp_path / "a.docx",
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p><w:p>{run('后半')}</w:p>"
        f"<w:p>{run('甲')}{box}{run('乙')}</w:p>"
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>{run('看得见')}</w:p>"
        f"<w:tbl>{row('<w:trPr><w:del/></w:trPr>', '删了的行')}{row('', '留下的行')}</w:tbl>",
    )
    assert document.text == "前半后半\n甲乙\n框一\n框二\n看得见\n留下的行"


def test_text_lines_count_as_an_editor_counts_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 题目\n\n## 一、工作\n办了6场。\r\n- 七\n", encoding="utf-8")
    document = read_blocks(tmp_path / "a.md")
    assert places(document) == {"第1行": "题目", "第3行": "一、工作", "第4行": "办了6场。", "第5行": "- 七"}
    assert [block.style for block in document.blocks] == ["heading1", "heading2", None, None]


def table(*rows: str) -> list[dict[int, str]]:
    return [dict(enumerate(row.split("|"))) for row in rows]


def test_a_table_says_what_its_cells_are() -> None:
    title_and_two_heads = table(
        "2025年台账||||", "序号|村名|党员||收入（万元）", "||总数|女|", "1|甲村|35|9|12.5", "2|乙村|20|4|8"
    )
    said = contexts(title_and_two_heads)
    assert [said[3][column] for column in range(5)] == [
        "甲村 序号", "村名", "甲村 党员总数", "甲村 党员女", "甲村 收入（万元）",
    ]  # fmt: skip
    assert said[4][4] == "乙村 收入（万元）"
    pairs = contexts(table("党员数|35|培训场次|6"))
    assert (pairs[0][1], pairs[0][3]) == ("党员数", "培训场次")
    assert contexts(table("问题|整改措施", "学习不够|每月学一次"))[1][1] == "学习不够 整改措施"
    assert contexts([]) == []


# The 18 code points of GB 18030 whose characters left the private use area in 2022: bytes, then the standard character.
MOVED = [
    *zip((f"A6{n:02X}" for n in (*range(0xD9, 0xE0), 0xEC, 0xED, 0xF3)),
         "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19", strict=True),
    *zip(("FE59", "FE61", "FE66", "FE67", "FE6D", "FE7E", "FE90", "FEA0"), map(chr, range(0x9FB4, 0x9FBC)), strict=True),
]  # fmt: skip


@pytest.mark.parametrize(("code", "character"), MOVED, ids=[code for code, _ in MOVED])
def test_gb18030_is_read_by_the_mapping_of_2022(tmp_path: Path, code: str, character: str) -> None:
    before, after = "全镇党员大会开了6场".encode("gb18030"), "次".encode("gb18030")
    (tmp_path / "a.txt").write_bytes(before + bytes.fromhex(code) + after)
    (tmp_path / "b.txt").write_bytes(f"全镇党员大会开了6场{character}次".encode("gb18030"))
    private = bytes.fromhex(code).decode("gb18030")
    (tmp_path / "c.txt").write_text(f"全镇党员大会开了6场{private}次", encoding="utf-8")
    for name in ("a.txt", "b.txt", "c.txt"):
        assert read_blocks(tmp_path / name).text == f"全镇党员大会开了6场{character}次"


RARE = "㐂㐬䶮䴖𠅤𠮷𡐓𡷊𢘋𢫎𣇄𣗋𤣥𤩽𥔲𥕢𦈏𦍛𧒽𧝁𨐈𨭎𩽾𩾌𪣻𪨶𫇭𫍯𫓧𫖯𬀩𬍛𬬭\U0002cd02\U0002ceb0"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_rare_characters_in_names_are_kept(tmp_path: Path, encoding: str) -> None:
    text = "\n".join(f"村书记王{char}、文书李{char}荣" for char in RARE)
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert read_blocks(tmp_path / "a.txt").text == text
    (tmp_path / "b.txt").write_bytes(f"王{RARE[0]}".encode(encoding))
    assert read_blocks(tmp_path / "b.txt").text == f"王{RARE[0]}"


def test_cut_or_spoilt_text_is_never_read_as_something_else(tmp_path: Path) -> None:
    text = "2025年，全镇举办村干部培训6场次，发展党员4名，化解矛盾纠纷128件。"
    data = text.encode()
    for cut in range(1, 60):
        for spoilt in (data[:-cut], data[: cut + 20] + b"\xff" + data[cut + 21 :]):
            (tmp_path / "a.txt").write_bytes(spoilt)
            try:
                read = read_blocks(tmp_path / "a.txt").text
            except FileError:
                continue
            assert text.startswith(read)
    wrong = text.encode("gb18030")
    for place in range(20, 50):
        (tmp_path / "a.txt").write_bytes(wrong[:place] + b"\xff" + wrong[place + 1 :])
        with pytest.raises(FileError):
            read_blocks(tmp_path / "a.txt")


WEB = (
    "<html><head><style>p{}</style></head><body><p>全镇22个村。</p><table><tr><td>村名</td><td>收入(万元)</td></tr>"
    "<tr><td>石桥村<td>38.6</tr></table><script>x</script></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_named_doc_is_read_with_its_table(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "导出.doc"
    path.write_bytes(WEB.encode(encoding))
    document = read_blocks(path)
    assert document.text == "全镇22个村。\n村名\t收入(万元)\n石桥村\t38.6"
    assert [block.locator for block in document.blocks][:2] == ["第1行", "第2行第1格"]


# The heads are those that Word 2016 and Excel 2016 write on 另存为 网页.
WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document>
<link rel=File-List href="a.files/filelist.xml"><title>述职</title>
<!--[if gte mso 9]><xml>
 <o:DocumentProperties><o:Author>甲</o:Author><o:Pages>1</o:Pages></o:DocumentProperties>
</xml><![endif]--><!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Print</w:View><w:LsdException Locked="false" Priority="0" Name="Normal"/></w:WordDocument>
</xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:宋体;} p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:普通表格;}</style><![endif]-->
<!--[if !mso]><!--><meta name=any><!--<![endif]--></head>
<body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal><b>全镇<!-- 2024年是21个 -->22个村<o:p></o:p></b>。</p>
<p class=MsoNormal><![if !supportLists]><span>1.</span><![endif]>培训6场。</p></div></body></html>"""
EXCEL_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta name=ProgId content=Excel.Sheet>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>甲</o:Author></o:DocumentProperties></xml><![endif]-->
<style id="a"><!--table {mso-displayed-decimal-separator:"\\.";} .xl15 {color:black;} --></style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>台账</x:Name>
</x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head>
<body link=blue><table border=0 cellpadding=0><col width=72>
 <tr height=18><td colspan=5 class=xl65>各村台账</td></tr>
 <tr height=18><td rowspan=2 class=xl66>村名</td><td colspan=2>党员数（人）</td><td colspan="2" x:str>收入（万元）</td></tr>
 <tr height=18><td>男</td><td>女</td><td>计划</td><td>实际</td></tr>
 <tr height=18><td>石桥村</td><td align=right x:num>30</td><td></td><td>35</td><td>38.6</td></tr>
 <tr height=18><td colspan=2>大湾村</td><td>14</td><td>12</td><td>12.5</td></tr>
 <![if supportMisalignedColumns]><tr style='display:none'><td width=72></td></tr><![endif]>
</table></body></html>"""


def test_a_page_as_word_saves_it_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "述职.doc"
    path.write_bytes(WORD_HEAD.encode("gb18030"))
    assert read_blocks(path).text == "全镇22个村。\n1.培训6场。"


def test_a_page_as_excel_saves_it_has_each_figure_under_its_head(tmp_path: Path) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(EXCEL_HEAD.encode("gb18030"))
    found = places(read_blocks(path))
    assert found["表!B4"] == "党员数（人）男30"
    assert "表!C4" not in found
    assert (found["表!D4"], found["表!E4"]) == ("收入（万元）计划35", "收入（万元）实际38.6")
    assert (found["表!C5"], found["表!E5"]) == ("党员数（人）女14", "收入（万元）实际12.5")


def test_a_cell_that_reaches_down_pushes_those_of_the_rows_below() -> None:
    page = (
        "<table><tr><td>镇<td>村<td>户数</tr><tr><td rowspan=2>甲镇<td>石桥村<td>30</tr><tr><td>大湾村<td>40</tr></table>"
        "<table><tr><td>乙镇<td>下河村</tr></table>"
    )
    assert list(rows_of(page)) == [
        {0: "镇", 1: "村", 2: "户数"},
        {0: "甲镇", 1: "石桥村", 2: "30"},
        {1: "大湾村", 2: "40"},
        {0: "乙镇", 1: "下河村"},
    ]


def test_words_outside_of_tables_stand_in_the_first_column() -> None:
    page = (
        "<p>台账</p>（一）<p>各村<br>各社区<table><tr><td rowspan=3>村<td>1</table>合计<table><tr><td>外<table><tr><td>内"
        "<td>里</tr></table></td><td>旁</td></tr></table>"
    )
    assert list(rows_of(page)) == [
        {0: "台账"}, {0: "（一）"}, {0: "各村"}, {0: "各社区"}, {0: "村", 1: "1"}, {0: "合计"}, {0: "外"}, {0: "内", 1: "里"}, {0: "旁"},
    ]  # fmt: skip


def test_a_table_of_too_many_rows_is_refused_alike_whatever_holds_it(tmp_path: Path) -> None:
    many = MAX_ROWS + 1
    (tmp_path / "a.csv").write_text("1,2\n" * many, encoding="utf-8")
    (tmp_path / "a.xls").write_text("<table>" + "<tr><td>1<td>2" * many, encoding="utf-8")
    (tmp_path / "b.doc").write_text("<table>" + "<tr><td>1<td>2" * many, encoding="utf-8")
    told = []
    for name in ("a.csv", "a.xls", "b.doc"):
        with pytest.raises(FileError) as refused:
            read_blocks(tmp_path / name)
        told.append(str(refused.value).replace(name, ""))
    assert len(set(told)) == 1
    assert f"超过{MAX_ROWS}行" in told[0]


@pytest.mark.parametrize("cell", ["<td>1", "<td> ", "<td colspan=99999 rowspan=99999>1"])
def test_a_row_of_very_many_cells_costs_no_time(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "宽.xls"
    path.write_text("<table><tr><td>村名" + cell * (2_000_000 // len(cell)), encoding="utf-8")
    begun = time.monotonic()
    found = read_blocks(path)
    assert time.monotonic() - begun < 5
    assert len(found.blocks) <= MAX_COLUMNS


def test_a_web_archive_named_doc_is_read(tmp_path: Path) -> None:
    path = tmp_path / "存档.doc"
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html; charset="utf-8"\n\n'
    path.write_text(f"{head}<p>集体经济收入386万元。</p>\n--x--\n", encoding="utf-8")
    assert read_blocks(path).text == "集体经济收入386万元。"


@pytest.mark.parametrize(("name", "encoding"), [("台账.csv", "gbk"), ("台账.csv", "utf-8-sig"), ("导出.xls", "utf-8")])
def test_a_ledger_of_a_system_is_read_with_its_heads(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    rows = '村名,党员数,收入(万元)\r\n石桥村,56,38.6\r\n"大湾,新",44,12.5\r\n'
    if name.endswith(".xls"):
        cells = [["村名", "党员数", "收入(万元)"], ["石桥村", "56", "38.6"], ["大湾,新", "44", "12.5"]]
        told = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
        rows = f"<html><body><table>{told}</table></body></html>"
    path.write_bytes(rows.encode(encoding))
    document = read_blocks(path)
    assert document.kind == "sheet"
    assert document.text.strip().split("\n") == ["石桥村，党员数56，收入38.6万元", "大湾,新，党员数44，收入12.5万元"]


def test_a_page_that_never_closes_its_tags_costs_no_time(tmp_path: Path) -> None:
    path = tmp_path / "坏.doc"
    path.write_text("<html>" + "<a" * 200_000 + "<!--" * 100_000, encoding="utf-8")
    begun = time.monotonic()
    with contextlib.suppress(FileError):
        read_blocks(path)
    assert time.monotonic() - begun < 3
