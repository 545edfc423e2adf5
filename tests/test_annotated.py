"""批注版: the file's own words stay byte for byte, every finding is a comment at its place."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from assistant.checking.check import check_text
from assistant.cli import main
from assistant.documents import load_answers, read_text
from assistant.export.save import save_reports
from assistant.outline import find_outline
from assistant.workflow import draft

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml"))[:3], DATA / "answers_seed.yaml"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_finding_is_a_comment_and_the_words_stay(path: Path, tmp_path: Path) -> None:
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    source, out = tmp_path / "稿.docx", tmp_path / "批注版.docx"
    save_reports(draft(answers, outline), [source])
    main(["check", str(source), "--year", str(answers.year), "-o", str(out)])
    assert read_text(out) == read_text(source)
    text = read_text(source)
    findings = check_text(text, outline, year=answers.year).findings
    document = docx.Document(str(out))
    comments = [comment.text for comment in document.comments]
    for finding in findings:
        assert any(finding.message.replace("\n", "") in comment.replace("\n", "") for comment in comments)
    assert any(f"核稿意见共{len(findings)}条" in comment for comment in comments)
    placed = [finding for finding in findings if finding.start is not None]
    assert len(comments) == len(placed) + 1
    whole = docx.Document(str(source))
    assert [p.text for p in document.paragraphs] == [p.text for p in whole.paragraphs]
    assert [[run.text for run in p.runs if run.text] for p in document.paragraphs] == [
        [run.text for run in p.runs if run.text] for p in whole.paragraphs
    ]
    assert "word/comments.xml" in zipfile.ZipFile(out).namelist()


def test_a_text_file_cannot_be_annotated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("2024年度述职报告\n一、存在的问题\n一是学习不够。\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.docx")]) == 2
    assert "另存为" in capsys.readouterr().err
    assert not (tmp_path / "b.docx").exists()


def test_tables_and_numbered_paragraphs_are_found(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2024年度抓基层党建述职报告")
    document.add_paragraph("二、存在的主要问题及原因")
    document.add_paragraph("一是参与率不高。成效显著，圆满完成。", style="List Number")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "措施"
    table.rows[0].cells[1].text = "加强退伍军人管理"
    source, out = tmp_path / "a.docx", tmp_path / "b.docx"
    document.save(str(source))
    main(["check", str(source), "-o", str(out)])
    told = [comment.text for comment in docx.Document(str(out)).comments]
    assert any("退役军人" in words for words in told)
    assert read_text(out) == read_text(source)
