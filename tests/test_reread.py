"""The round trip through Word: what came back is taken over sentence by sentence, the rest stays, new figures are asked.

The edited files are made by python-docx and by writing the OOXML of revisions and comments; none came from Word or WPS.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.cli import main
from assistant.documents import load_answers
from assistant.export.save import save_reports
from assistant.outline import find_outline
from assistant.report import Report
from assistant.workflow import draft

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml"]


@pytest.fixture(params=FILES, ids=lambda p: p.stem)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path, Report]:
    answers = load_answers(request.param)
    report = draft(answers, find_outline(answers.outline))
    save_reports(report, [tmp_path / "r.json", tmp_path / "r.docx"])
    return tmp_path / "r.json", tmp_path / "r.docx", report


def came_back(source: Path, edited: Path) -> dict:
    out = source.with_name("out.json")
    assert main(["reread", str(source), str(edited), "-o", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def consistent(data: dict) -> None:
    parts = {part["id"]: part for part in data["parts"]}
    for part in parts.values():
        for item in part["items"]:
            assert item["text"] in part["text"]
            assert all(0 <= use["start"] < use["end"] <= len(item["text"]) for use in item["uses"])
    text = "\n".join(part["text"] for part in parts.values())
    ids = {item["id"] for part in parts.values() for item in part["items"]}
    assert len(ids) == sum(len(part["items"]) for part in parts.values())
    for problem in data["problems"]:
        assert problem["id"] in ids
        assert set(problem["causes"]) <= {cause["id"] for cause in data["causes"]}
        assert set(problem["measures"]) <= {measure["id"] for measure in data["measures"]}
    for link in (*data["causes"], *data["measures"]):
        assert link["text"] in text


def paragraph_with(document, words: str):
    return next(p for p in document.paragraphs if words in p.text)


def item_of(report: Report, part: str, place: int = 0):
    return next(p for p in report.parts if p.id == part).items[place]


def test_a_file_that_came_back_as_it_was_makes_no_version(pair) -> None:
    source, word, _ = pair
    data = came_back(source, word)
    assert data["version"] == "v1"
    assert data["parts"] == json.loads(source.read_text(encoding="utf-8"))["parts"]


def test_one_changed_sentence_changes_one_sentence(pair, capsys) -> None:
    source, word, report = pair
    item = item_of(report, "problems")
    document = docx.Document(str(word))
    run = next(r for r in paragraph_with(document, item.headline).runs if len(r.text) > 30)
    target = re.findall(r"[^。]+。", run.text)[-1]
    run.text = run.text.replace(target, target[:-1] + "，我负有直接责任。")
    document.save(str(word))
    data = came_back(source, word)
    assert data["version"] == "v2"
    assert [version["id"] for version in data["versions"]] == ["v1"]
    before = json.loads(source.read_text(encoding="utf-8"))
    for old, new in zip(before["parts"], data["parts"], strict=True):
        if old["id"] != "problems":
            assert old == new
        else:
            assert [i["id"] for i in old["items"]] == [i["id"] for i in new["items"]]
            assert old["items"][1:] == new["items"][1:]
            assert "我负有直接责任" in new["items"][0]["text"]
    consistent(data)
    assert "我负有直接责任" in capsys.readouterr().out
    assert main(["undo", str(source.with_name("out.json")), "-o", str(source.with_name("u.json"))]) == 0
    back = json.loads(source.with_name("u.json").read_text(encoding="utf-8"))
    assert back["parts"] == before["parts"]


def test_a_new_figure_is_asked_about(pair, capsys) -> None:
    source, word, report = pair
    document = docx.Document(str(word))
    paragraph_with(document, item_of(report, "work", 1).headline).add_run("全年新增就业岗位987个。")
    document.save(str(word))
    data = came_back(source, word)
    consistent(data)
    assert any("987个" in gap["what"] for gap in data["pending"])
    assert any(finding["rule"] == "B01" and "987" in finding["quote"] for finding in data["findings"])
    assert "请确认" in capsys.readouterr().out


def test_a_struck_out_item_and_a_moved_paragraph(pair) -> None:
    source, word, report = pair
    items = next(p for p in report.parts if p.id == "work").items
    if len(items) < 4:
        pytest.skip("too few items")
    document = docx.Document(str(word))
    gone = paragraph_with(document, items[-1].headline)._p
    gone.getparent().remove(gone)
    moved = paragraph_with(document, items[2].headline)._p
    moved.getparent().remove(moved)
    paragraph_with(document, items[1].headline)._p.addprevious(moved)
    document.save(str(word))
    data = came_back(source, word)
    consistent(data)
    work = next(part for part in data["parts"] if part["id"] == "work")
    assert [item["id"] for item in work["items"]][:3] == [items[0].id, items[2].id, items[1].id]
    assert items[-1].id not in {item["id"] for item in work["items"]}


def test_tracked_changes_and_comments(pair, capsys) -> None:
    source, word, report = pair
    item = item_of(report, "plan")
    document = docx.Document(str(word))
    paragraph = paragraph_with(document, item.headline)
    last = [run for run in paragraph.runs if run.text.strip()][-1]
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "901")
    inserted.set(qn("w:author"), "王书记")
    extra = copy.deepcopy(last._r)
    extra.findall(qn("w:t"))[-1].text = "办不成的，年底在党委会上说明。"
    inserted.append(extra)
    last._r.addnext(inserted)
    deleted = OxmlElement("w:del")
    deleted.set(qn("w:id"), "902")
    doomed = copy.deepcopy(last._r)
    for node in doomed.findall(qn("w:t")):
        node.tag = qn("w:delText")
        node.text = "这一句已经删掉。"
    deleted.append(doomed)
    inserted.addnext(deleted)
    document.add_comment([last], "这条太虚，谁来办？", "组织部老李", "李")
    document.save(str(word))
    data = came_back(source, word)
    consistent(data)
    plan = next(part for part in data["parts"] if part["id"] == "plan")
    assert "办不成的，年底在党委会上说明。" in plan["text"]
    assert "这一句已经删掉" not in plan["text"]
    assert [(todo["text"], todo["author"], todo["part"], todo["state"]) for todo in data["todos"]] == [
        ("这条太虚，谁来办？", "组织部老李", "plan", "open")
    ]
    assert "谁来办" in capsys.readouterr().out
    again = source.with_name("again.json")
    assert main(["reread", str(source.with_name("out.json")), str(word), "-o", str(again)]) == 0
    assert len(json.loads(again.read_text(encoding="utf-8"))["todos"]) == 1


def test_a_lost_part_is_refused_and_nothing_written(pair, capsys) -> None:
    source, word, report = pair
    document = docx.Document(str(word))
    heading = next(part.heading for part in report.parts if part.id == "problems")
    lost = paragraph_with(document, heading)._p
    lost.getparent().remove(lost)
    document.save(str(word))
    assert main(["reread", str(source), str(word), "-o", str(source.with_name("out.json"))]) == 2
    assert heading in capsys.readouterr().err
    assert not source.with_name("out.json").exists()


def parts_of(data: dict) -> list[str]:
    return [part["text"] for part in data["parts"]]


def test_renamed_styles_and_split_runs_change_no_word(pair) -> None:
    source, word, _ = pair
    document = docx.Document(str(word))
    for style in document.styles:
        if style.name.startswith("Heading"):
            style.name = f"我的标题{style.name[-1]}"
    for paragraph in document.paragraphs:
        for run in list(paragraph.runs):
            if len(run.text) > 20:
                second = copy.deepcopy(run._r)
                half = len(run.text) // 2
                whole = run.text
                run._r.addnext(second)
                run.text = whole[:half]
                docx.text.run.Run(second, paragraph).text = whole[half:]
                run.bold = True
    document.save(str(word))
    data = came_back(source, word)
    assert parts_of(data) == parts_of(json.loads(source.read_text(encoding="utf-8")))
    consistent(data)


def test_a_tracked_move_is_one_move_and_not_two_items(pair) -> None:
    source, word, report = pair
    items = next(p for p in report.parts if p.id == "work").items
    if len(items) < 4:
        pytest.skip("too few items")
    document = docx.Document(str(word))
    moved = paragraph_with(document, items[2].headline)._p
    target = paragraph_with(document, items[1].headline)._p
    fresh = copy.deepcopy(moved)
    for node, tag in ((moved, "w:moveFrom"), (fresh, "w:moveTo")):
        wrapper = OxmlElement(tag)
        wrapper.set(qn("w:id"), "77")
        wrapper.set(qn("w:author"), "王书记")
        for run in node.findall(qn("w:r")):
            wrapper.append(run)
        node.append(wrapper)
    target.addprevious(fresh)
    document.save(str(word))
    data = came_back(source, word)
    consistent(data)
    work = next(part for part in data["parts"] if part["id"] == "work")
    assert [item["id"] for item in work["items"]][:3] == [items[0].id, items[2].id, items[1].id]
    assert len(work["items"]) == len(items)


def test_accepted_changes_are_words_like_any_other(pair) -> None:
    source, word, report = pair
    item = item_of(report, "plan")
    document = docx.Document(str(word))
    paragraph_with(document, item.headline).add_run("每月向党委会报一次进展。")
    gone = item_of(report, "problems", 1)
    run = next(r for r in paragraph_with(document, gone.headline).runs if "。" in r.text and len(r.text) > 12)
    last = re.findall(r"[^。]+。", run.text)[-1]
    run.text = run.text.replace(last, "")
    document.save(str(word))
    data = came_back(source, word)
    consistent(data)
    assert "每月向党委会报一次进展。" in parts_of(data)[2]
    assert last not in parts_of(data)[1]


@pytest.mark.slow
def test_a_file_saved_by_libreoffice_comes_back_the_same(pair) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    source, word, _ = pair
    folder = word.parent / "lo"
    command = [office, "--headless", f"-env:UserInstallation=file://{word.parent}/profile", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(folder), str(word)], check=True, capture_output=True, timeout=120)
    data = came_back(source, folder / word.name)
    assert parts_of(data) == parts_of(json.loads(source.read_text(encoding="utf-8")))


def test_a_sentence_moved_within_its_item_is_told_as_moved(pair, capsys) -> None:
    source, draft, report = pair
    document = docx.Document(str(draft))
    item = item_of(report, "work", 1)
    paragraph = paragraph_with(document, item.headline)
    said = re.findall("[^。]+。", paragraph.text)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = "".join([said[0], *said[2:], said[1]])
    document.save(str(draft))
    capsys.readouterr()
    data = came_back(source, draft)
    told = capsys.readouterr().out
    assert "一字不差" not in told
    assert "挪了位置：" in told
    assert "请确认" not in told
    consistent(data)


def test_a_line_broken_off_within_a_paragraph_is_no_new_sentence(pair, capsys) -> None:
    source, draft, report = pair
    document = docx.Document(str(draft))
    paragraph = paragraph_with(document, item_of(report, "work", 1).headline)
    said = re.findall("[^。]+。", paragraph.text)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = "".join(said[:2])
    paragraph.runs[0].add_break()
    paragraph.add_run("".join(said[2:]))
    document.save(str(draft))
    capsys.readouterr()
    data = came_back(source, draft)
    assert "新增：\n" not in capsys.readouterr().out
    consistent(data)
