"""Files made to do harm, or merely broken: each ends in one clear sentence or in text, soon, and the next file is read."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import FONT, SPACE, assembled, encoded, paragraph, pdf, picture, sheet, typeset, word, zipped

from assistant.documents import apart, read_blocks
from assistant.errors import FileError

MB = 1024 * 1024
SLOWEST = 15 + 5
"""Seconds a hostile file may take: the parser's own wall, and what a busy machine adds."""


def _sane(error: FileError) -> None:
    assert error.message.endswith("。"), error.message
    assert error.hint.endswith(("。", "？")), error.hint
    assert not [word for word in ("Error", "Traceback", "\n", "\x00", "\u202e") if word in str(error)], str(error)


def _xml(body: str, head: str = "") -> str:
    return f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>"


def _lying(size: int) -> bytes:
    """An entry that says it is small and unfolds to `size`."""
    data = bytearray(zipped({"word/document.xml": b"<a>" + b" " * size + b"</a>"}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + offset, 100)
    return bytes(data)


def _overlapping() -> bytes:
    """Hundreds of names for the same bytes, as in the zip bombs that do not nest."""
    one = zipped({"word/document.xml": _xml(paragraph("字" * 50_000))})
    central = one[one.find(b"PK\x01\x02") : one.find(b"PK\x05\x06")]
    entries = b"".join(central.replace(b"document.xml", b"doc%05d.xml" % n) for n in range(300))
    start = one.find(b"PK\x01\x02")
    return (
        one[:start]
        + central
        + entries
        + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 301, 301, len(central + entries), start, 0)
    )


def _doubled() -> bytes:
    import warnings

    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        for text in ("给人看的", "给机器看的"):
            archive.writestr("word/document.xml", _xml(paragraph(text)))
    return stream.getvalue()


def _numbering_bomb() -> bytes:
    level = '<w:lvl w:ilvl="99999"><w:numFmt w:val="decimal"/><w:lvlText w:val="{}"/></w:lvl>'.format("%1" * 40_000)
    definitions = (
        f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = '<w:numPr><w:ilvl w:val="99999"/><w:numId w:val="1"/></w:numPr>'
    return word("".join(paragraph(f"第{i}", numbered) for i in range(9_000)), word__numbering_xml=definitions)


def _wide_table() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    row = "<w:tr>" + "".join(cell.format(n) for n in range(9_000)) + "</w:tr>"
    return word(f"<w:tbl>{row}{row}</w:tbl>")


def _outside(kind: str) -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="x/{kind}" Target="http://127.0.0.1:9/{kind}" TargetMode="External"/></Relationships>'
    )
    return word(paragraph("正文"), word___rels__document_xml=relations)


def _workbook(worksheet: bytes, **others: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(sheet([["甲", 1]])))
    entries: dict[str, bytes | str] = {name: source.read(name) for name in source.namelist()}
    entries["xl/worksheets/sheet1.xml"] = worksheet
    return zipped(entries | {f"xl/{name}.xml": data for name, data in others.items()})


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def _stream(words: bytes, filters: str, extra: str = "") -> bytes:
    """A one-page PDF whose contents are these bytes."""
    text = words.decode("latin-1")
    return assembled(
        [
            f"<</Type/Catalog/Pages 2 0 R{extra}>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            f"<</Length {len(text)}{filters}>>stream\n{text}\nendstream",
        ]
    )


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


PLAIN = word(paragraph("正文"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
LOCKED_PDF = assembled(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"]).replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"61" * 32 + b">/U<" + b"62" * 32 + b">>>/ID[<00><00>]",
)  # fmt: skip

REFUSED: dict[str, Callable[[], bytes]] = {
    "千亿个实体.docx": lambda: zipped(
        {"word/document.xml": _xml("&z;", "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
            f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(25)) + "]>")}),
    "读本机文件.docx": lambda: zipped(
        {"word/document.xml": _xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")}),
    "外部定义.docx": lambda: zipped(
        {"word/document.xml": _xml("", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>")}),
    "两百万段.docx": lambda: word("<w:p/>" * 2_000_000),
    "慢慢压的段.docx": lambda: word("".join(f"<w:p><w:r><w:t>{i * 7919 % 100_003}</w:t></w:r></w:p>" for i in range(400_000))),
    "十万层.docx": lambda: word("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
    "表中表.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300),
    "一吉的图.docx": lambda: word(paragraph("正文"), word__media__a_bin=bytes(60 * MB)),
    "许多大零件.docx": lambda: word(paragraph("正文"), **{f"word__m{n}": bytes(30 * MB) for n in range(4)}),
    "谎报大小.docx": lambda: _lying(30 * MB),
    "重叠零件.docx": _overlapping,
    "同名零件.docx": _doubled,
    "零件上万.docx": lambda: zipped({f"a/{n}": b"" for n in range(10_000)}),
    "套娃.docx": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": bytes(MB)})})}),
    "编号炸弹.docx": lambda: zipped({"word/document.xml": _xml(""), "word/numbering.xml": "<a>" + "<b/>" * 900_000 + "</a>"}),
    "断尾.docx": lambda: PLAIN[: len(PLAIN) * 2 // 3],
    "只有头.docx": lambda: b"PK\x03\x04",
    "坏校验.docx": lambda: PLAIN.replace(b"word/document.xml", b"word/document.xmk", 1),
    "陌生压法.docx": lambda: PLAIN.replace(b"PK\x03\x04\x14\x00\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00\x63").replace(b"\x14\x00\x00\x00\x08", b"\x14\x00\x00\x00\x63"),
    "不是文字的编码.docx": lambda: zipped({"word/document.xml": b'<?xml version="1.0" encoding="hz-gb-9999"?><a/>'}),
    "加密的.docx": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "加密的.doc": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "半截.doc": lambda: OLE[:600],
    "其实是程序.docx": lambda: b"MZ\x90\x00" + bytes(1000),
    "其实是程序.txt": lambda: b"\x7fELF" + bytes(1000),
    "其实是压缩包.docx": lambda: b"Rar!\x1a\x07\x00" + bytes(1000),
    "其实是文档.pdf": lambda: PLAIN,
    "其实是文档.jpg": lambda: PLAIN,
    "其实是文字.doc": lambda: "今年办了六场培训。".encode(),
    "两面人.docx": lambda: b"%PDF-1.7\n" + PLAIN,
    "共享串炸弹.xlsx": lambda: _workbook(SHEET % b"", sharedStrings=b"<sst>" + b"<si><t>a</t></si>" * 4_000_000 + b"</sst>"),
    "表里实体.xlsx": lambda: _workbook(b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + SHEET % b""),
    "表里的洞.xlsx": lambda: _workbook(SHEET % (b"<row r='1'><c r='A1'><v>1</v></c></row>" * 10 + b"<row r='x'/>")),
    "行数太多.xlsx": lambda: _workbook(SHEET % b"".join(b"<row r='%d'><c r='A%d'><v>%d</v></c></row>" % (n, n, n * 7919) for n in range(1, 30_000))),
    "坏表.xlsx": lambda: _workbook(b"<worksheet><sheetData>"),
    "没有工作簿.xlsx": lambda: zipped({"a.xml": b"<a/>"}),
    "文档改名.xlsx": lambda: PLAIN,
    "加密的.xlsx": lambda: OLE,
    "坏目录.pdf": lambda: b"%PDF-1.7\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "只有头.pdf": lambda: b"%PDF-1.7\n",
    "循环目录.pdf": lambda: assembled(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"]),
    "循环交叉表.pdf": lambda: b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "加密的.pdf": lambda: LOCKED_PDF,
    "自称万页.pdf": lambda: assembled(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1000000000/Kids[]>>"]),
    "压缩炸弹.pdf": lambda: _stream(zlib.compress(zlib.compress(b"BT (a) Tj ET " * 6_000_000, 9)), "/Filter[/FlateDecode/FlateDecode]"),
    "元数据炸弹.pdf": lambda: _stream(b"", "", "/Metadata 4 0 R/Outlines<</First 1 0 R/Last 1 0 R>>"),
    "没有字的.pdf": lambda: _stream(b"", ""),
    "亿万像素.png": lambda: _png(100_000, 100_000),
    "太小的.png": lambda: _png(3, 3),
    "断了的.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(40),
    "五十兆.txt": lambda: "党建".encode() * (50 * MB // 6),
    "五十兆.docx": lambda: b"PK\x03\x04" + bytes(50 * MB),
    "零字节.pdf": lambda: b"",
    "零字节.xlsx": lambda: b"",
    "零字节.jpg": lambda: b"",
    "断了的编码.txt": lambda: "今年举办培训六场，发展党员四名。".encode()[:-2],
    "双后缀.docx.exe": lambda: b"MZ\x90\x00",
    "没后缀": lambda: PLAIN,
}  # fmt: skip

READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "带宏.docm": (lambda: word(paragraph("正文"), word__vbaProject_bin=OLE), "正文"),
    "外部模板.docx": (lambda: _outside("attachedTemplate"), "正文"),
    "外部图片.docx": (lambda: _outside("image"), "正文"),
    "外部对象.docx": (lambda: _outside("oleObject"), "正文"),
    "爬出去的名字.docx": (lambda: zipped({"../../x": "a", "/etc/x": "a", "C:\\x": "a", "word/document.xml": _xml(paragraph("正文"))}), "正文"),
    "深编号.docx": (_numbering_bomb, "第8999"),
    "宽表.docx": (_wide_table, "8999"),
    "尾巴.docx": (lambda: PLAIN + b"MZ" * 100, "正文"),
    "有脚本.pdf": (lambda: pdf(typeset(["这一份带着脚本，脚本不会被执行，文字照读。"]), extra="/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "脚本"),
    "要联网.pdf": (lambda: pdf(typeset(["这一份要去网上取东西，不会去取，文字照读。"]), extra="/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"), "照读"),
    "公式.xlsx": (lambda: sheet([["村名", "=HYPERLINK(\"http://127.0.0.1:9\")"], ["甲村", "=1+1"]]), "甲村"),
    "假尺寸.xlsx": (lambda: _workbook((SHEET % b"<row r='1'><c r='A1' t='inlineStr'><is><t>\xe7\x94\xb2</t></is></c></row>").replace(b"<sheetData>", b"<dimension ref='A1:XFD1048576'/><sheetData>")), "甲"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(REFUSED[name]())
    begun = time.monotonic()
    with pytest.raises(FileError) as caught:
        read_blocks(tmp_path / name)
    assert time.monotonic() - begun < SLOWEST
    _sane(caught.value)


@pytest.mark.parametrize("name", READ)
def test_read_without_harm(tmp_path: Path, name: str) -> None:
    make, words = READ[name]
    (tmp_path / name).write_bytes(make())
    begun = time.monotonic()
    assert words in read_blocks(tmp_path / name).text
    assert time.monotonic() - begun < SLOWEST
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_there_are_enough_cases() -> None:
    assert len(REFUSED) + len(READ) >= 60


@pytest.mark.parametrize(
    "name",
    ["控\x07制\x1b[31m符.pdf", "反\u202e写fdp.docx", "零\u200b宽.xlsx", "长" * 70 + ".pdf", "换\n行.doc", "制\t表.jpg", "CON.pdf", "-rf.pdf"],
)  # fmt: skip
def test_odd_names_are_shown_without_what_is_odd(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7\n" if name.endswith("pdf") else b"abc")
    with pytest.raises(FileError) as caught:
        read_blocks(path)
    _sane(caught.value)
    assert not [char for char in str(caught.value) if not char.isprintable()]
    assert len(str(caught.value)) < 200


# --- the parser process ------------------------------------------------------------------------------------------------


def test_a_parser_that_hangs_is_ended_and_the_next_file_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "好.pdf").write_bytes(pdf(typeset(["这一份材料的文字没有任何问题。"])))
    child = apart.Child(apart.MEMORY, wall=0.3)
    monkeypatch.setattr(apart, "_TEXTS", child)
    monkeypatch.setattr(apart, "_CODE", "import time; time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(FileError, match="没有读完") as caught:
        read_blocks(tmp_path / "好.pdf")
    assert time.monotonic() - begun < 10
    _sane(caught.value)
    assert child.process is None
    monkeypatch.undo()
    assert "没有任何问题" in read_blocks(tmp_path / "好.pdf").text


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("x = [bytes(1 << 20) for _ in range(200)]; x = [bytearray(b'a' * (1 << 20)) for _ in range(200)]; import time; time.sleep(60)", "内存"),
        ("import os; os._exit(3)", "文件坏了"),
        ("import os, sys; sys.stdout.buffer.write(b'\\xff' * 100); sys.stdout.flush(); import time; time.sleep(60)", "文件坏了"),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2[]'); sys.stdout.flush(); import time; time.sleep(60)", "文件坏了"),
    ],
)  # fmt: skip
def test_a_parser_that_misbehaves_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, says: str
) -> None:
    (tmp_path / "好.pdf").write_bytes(pdf(typeset(["这一份材料的文字没有任何问题。"])))
    child = apart.Child(100 * MB, wall=30)
    monkeypatch.setattr(apart, "_TEXTS", child)
    monkeypatch.setattr(apart, "_CODE", code)
    with pytest.raises(FileError, match=says) as caught:
        read_blocks(tmp_path / "好.pdf")
    _sane(caught.value)
    child.close()


def test_the_parser_opens_no_socket_and_starts_no_program() -> None:
    import subprocess
    import sys

    code = (
        "import sys, socket, subprocess; from assistant.documents.apart_child import _refuse_the_outside as hook\n"
        "sys.addaudithook(hook)\n"
        "for act in (lambda: socket.socket().connect(('127.0.0.1', 9)), lambda: socket.getaddrinfo('localhost', 9),\n"
        "            lambda: subprocess.run([sys.executable, '-V'])):\n"
        "    try: act()\n"
        "    except PermissionError: print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 3


# --- fuzz ----------------------------------------------------------------------------------------------------------------

GOOD: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: word("".join(paragraph(f"第{i}段办了{i}场培训，来了{i * 7}人次。") for i in range(30))),
    "a.xlsx": lambda: sheet([["村名", "党员数（人）"], *[[f"村{i}", i * 3] for i in range(30)]]),
    "a.pdf": lambda: pdf(typeset([f"第{i}段办了{i}场培训，来了{i * 7}人次，群众满意。" for i in range(30)])),
    "a.txt": lambda: "".join(f"第{i}段办了{i}场培训。\n" for i in range(30)).encode("gb18030"),
}


def _spoilt(data: bytes, seed: int) -> bytes:
    """A few bytes changed, or a piece cut out, doubled or set to zero."""
    chance = random.Random(seed)
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        place = chance.randrange(len(spoilt))
        spoilt[place] ^= 1 << chance.randrange(8)
    begin, size = chance.randrange(len(spoilt)), chance.randrange(1, 200)
    if seed % 4 == 1:
        del spoilt[begin : begin + size]
    elif seed % 4 == 2:
        spoilt[begin:begin] = spoilt[begin : begin + size]
    elif seed % 4 == 3:
        spoilt[begin : begin + size] = bytes(len(spoilt[begin : begin + size]))
    return bytes(spoilt)


def _fuzz(folder: Path, name: str, seeds: range) -> None:
    good = GOOD[name]()
    for seed in seeds:
        path = folder / f"{seed}-{name}"
        path.write_bytes(_spoilt(good, seed))
        begun = time.monotonic()
        try:
            document = read_blocks(path)
        except FileError as error:
            _sane(error)
        else:
            assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
        assert time.monotonic() - begun < SLOWEST, path.name


@pytest.mark.parametrize("name", GOOD)
def test_spoilt_files_end_in_a_sentence_or_in_text(tmp_path: Path, name: str) -> None:
    _fuzz(tmp_path, name, range(60))
    (tmp_path / name).write_bytes(GOOD[name]())
    assert "29" in read_blocks(tmp_path / name).text


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_two_thousand_spoilt_files(tmp_path: Path, name: str) -> None:
    _fuzz(tmp_path, name, range(60, 560))


@pytest.mark.slow
@pytest.mark.skipif(FONT is None, reason="这台机器没有中文字体")
def test_spoilt_pictures(tmp_path: Path) -> None:
    good = encoded(picture(["今年举办培训6场次。"]))
    for seed in range(12):
        (tmp_path / "a.jpg").write_bytes(_spoilt(good, seed))
        try:
            read_blocks(tmp_path / "a.jpg")
        except FileError as error:
            _sane(error)
