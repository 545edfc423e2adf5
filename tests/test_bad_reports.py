"""Bad input to revising, lists and reading back: one sentence, exit 2, nothing written, the source as it was."""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from assistant.cli import main
from assistant.export.jsonfile import load
from assistant.export.save import save_reports

DRAFT = Path(__file__).parent / "data" / "drafts" / "hunan.json"
Data = dict[str, Any]


def changed(edit: Callable[[Data], object]) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        data = json.loads(text)
        edit(data)
        return json.dumps(data, ensure_ascii=False)

    return spoil


def set_in(data: Data, *path: Any, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


SPOILT: dict[str, Callable[[str], str]] = {
    "another version": changed(lambda d: d.update(schema_version=2)),
    "a version in words": changed(lambda d: d.update(schema_version="一")),
    "no version": changed(lambda d: d.pop("schema_version")),
    "cut short": lambda text: text[: len(text) // 2],
    "cut at the end": lambda text: text.rstrip()[:-1],
    "empty": lambda text: "",
    "a list": lambda text: "[]",
    "not json": lambda text: "这是一份述职报告。",
    "year in words": changed(lambda d: d.update(year="去年")),
    "parts no list": changed(lambda d: d.update(parts={"work": 1})),
    "a strange key": changed(lambda d: d.update(parst=[])),
    "an item without text": changed(lambda d: d["parts"][0]["items"][0].pop("text")),
    "a fact with two kinds": changed(lambda d: d["facts"][0].update(kind="number")),
    "an empty owner": changed(lambda d: d["measures"][0].update(owner="")),
    "a dangling fact": changed(
        lambda d: d["parts"][0]["items"][0]["uses"].append({"fact": "F999", "start": 0, "end": 2})
    ),
    "an item of no fact": changed(lambda d: d["parts"][0]["items"][0]["facts"].append("F999")),
    "no part": changed(lambda d: d.update(parts=[])),
    "a year that is none": changed(lambda d: d.update(year=20222)),
    "a version by no number": changed(lambda d: d.update(version="最新")),
    "a span too long": changed(lambda d: set_in(d, "parts", 0, "items", 1, "uses", 0, "end", value=99999)),
    "a dangling cause": changed(lambda d: d["problems"][0]["causes"].append("C99")),
    "a dangling measure": changed(lambda d: d["problems"][0]["measures"].append("M99")),
    "a measure of no problem": changed(lambda d: d["measures"][0].update(problem="P99")),
    "a doubled fact": changed(lambda d: d["facts"].append(copy.deepcopy(d["facts"][0]))),
    "a doubled item": changed(lambda d: d["parts"][0]["items"].append(copy.deepcopy(d["parts"][0]["items"][0]))),
    "a part edited by hand": changed(
        lambda d: set_in(d, "parts", 0, "text", value=d["parts"][0]["text"].replace("3场", "5场"))
    ),
    "a deep nest": lambda text: "[" * 5000 + "]" * 5000,
}
COMMANDS = {
    "revise": ["revise", "{in}", "--say", "结尾不要了", "-o", "{out}.json"],
    "undo": ["undo", "{in}", "-o", "{out}.json"],
    "measures": ["measures", "{in}", "-o", "{out}.xlsx"],
    "speak": ["speak", "{in}", "--minutes", "5", "-o", "{out}.md"],
    "questions": ["questions", "{in}", "-o", "{out}.md"],
}


def refused(command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(command) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1, told.err
    assert "Traceback" not in told.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    return told.err


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_spoilt_report_is_refused(
    command: str, spoilt: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "稿.json"
    source.write_text(SPOILT[spoilt](DRAFT.read_text(encoding="utf-8")), encoding="utf-8")
    line = [word.replace("{in}", str(source)).replace("{out}", str(tmp_path / "新")) for word in COMMANDS[command]]
    assert "稿.json" in refused(line, tmp_path, capsys)


@pytest.mark.parametrize(
    ("part", "say", "told"),
    [
        ("work", "第九条删掉", "第九条"),
        ("plan", "第二十条措施由党建办负责", "没有"),
        ("problems", "第八个问题太虚", "没有"),
        ("work", "养蜂那条删掉", "养蜂"),
        ("work", "删掉这一部分", "必备"),
        ("-", "第二部分整个删掉", "必备"),
        ("-", "把参与率写成95%", "哪里来"),
        ("plan", "第一条的目标改成95%，好看点", ""),
        ("problems", "加一句群众满意度98%", ""),
        ("work", "督查写成30次", "哪里来"),
        ("-", "以“不存在的话”为准", "为准"),
        ("-", "第一条批注采纳", "批注"),
        ("-", "退回到第九版", "v9"),
        ("-", "“没有这句”那句别动", "没有"),
        ("-", "   ", ""),
        ("work", "压" * 30_000, "太长"),
        ("nowhere", "第一条短一点", "nowhere"),
    ],
)
def test_a_request_that_cannot_be_done_is_refused(
    part: str, say: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "稿.json"
    source.write_text(DRAFT.read_text(encoding="utf-8"), encoding="utf-8")
    where = [] if part == "-" else ["--part", part]
    line = ["revise", str(source), *where, "--say", say, "-o", str(tmp_path / "新.json")]
    assert told in refused(line, tmp_path, capsys)


def test_a_figure_with_its_source_is_taken_as_the_persons_own(tmp_path: Path) -> None:
    out = tmp_path / "新.json"
    say = "台账上督查是4次，改过来"
    assert main(["revise", str(DRAFT), "--part", "work", "--say", say, "-o", str(out)]) == 0
    fact = next(fact for fact in load(out).facts if "督查" in fact.text and fact.figure and fact.figure.value == 4)
    assert fact.origin.kind == "person"


def word(path: Path, *paragraphs: str) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))


def encrypted(path: Path) -> None:
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2048
    )


def not_word(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")


FILES: dict[str, Callable[[Path], None]] = {
    "not ours": lambda path: word(path, "关于召开会议的通知", "请各村准时参加。"),
    "empty": lambda path: word(path),
    "one part gone": lambda path: word(path, "2021年度述职报告", "一、履职工作特色和亮点", "一是抓学习。"),
    "encrypted": encrypted,
    "a zip": not_word,
    "text": lambda path: path.write_text("这不是Word", encoding="utf-8") and None,
    "no bytes": lambda path: path.write_bytes(b"") and None,
    "cut": lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 40) and None,
}


@pytest.mark.parametrize("kind", FILES)
def test_a_word_file_that_is_not_the_draft_is_refused(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    FILES[kind](tmp_path / "改.docx")
    line = ["reread", str(DRAFT), str(tmp_path / "改.docx"), "-o", str(tmp_path / "新.json")]
    refused(line, tmp_path, capsys)


def test_a_word_file_with_macros_is_read_for_its_words_alone(tmp_path: Path) -> None:
    save_reports(load(DRAFT), [tmp_path / "改.docx"])
    with zipfile.ZipFile(tmp_path / "改.docx", "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    out = tmp_path / "新.json"
    code = main(["reread", str(DRAFT), str(tmp_path / "改.docx"), "-o", str(out)])
    assert code in (0, 2)
    if code == 0:
        assert load(out).parts == load(DRAFT).parts
