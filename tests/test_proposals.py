"""Figures proposed from material: what they are, where they stand, nothing invented."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from made_files import pdf, sheet, typeset

from assistant.app import build
from assistant.cli import main
from assistant.commands.inputs import note_texts
from assistant.documents import Document, load_answers, read_blocks
from assistant.interview.intake import intake
from assistant.interview.proposals import propose_facts
from assistant.outline import find_outline
from assistant.settings import settings


def test_a_ledger_proposes_each_figure_with_its_cell(tmp_path: Path) -> None:
    rows = [["村集体经济台账"], ["序号", "村名", "党员数（人）", "收入（万元）", "增长率", "备注"],
            [1, "杨林村", 35, 12.5, 0.153, "联系电话13912345678"], [2, "合计", 35, 12.5, None, None]]  # fmt: skip
    (tmp_path / "台账.xlsx").write_bytes(sheet(rows, formats={"E3": "0.0%"}))
    facts = propose_facts(read_blocks(tmp_path / "台账.xlsx"), 2025)
    told = [(f.metric, f.figure.value, f.figure.unit, f.scope, f.origin.ref) for f in facts if f.figure]
    assert [(m, float(v or 0), *rest) for m, v, *rest in told] == [
        ("党员数", 35.0, "人", "杨林村", "台账.xlsx 台账!C3"),
        ("收入", 12.5, "万元", "杨林村", "台账.xlsx 台账!D3"),
        ("增长率", 15.3, "%", "杨林村", "台账.xlsx 台账!E3"),
        ("党员数", 35.0, "人", "合计", "台账.xlsx 台账!C4"),
        ("收入", 12.5, "万元", "合计", "台账.xlsx 台账!D4"),
    ]
    assert {fact.origin.kind for fact in facts} == {"file"}
    assert {fact.year for fact in facts} == {2025}
    assert [fact.id for fact in facts] == ["P1", "P2", "P3", "P4", "P5"]


def test_paragraphs_and_tables_of_word(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("2024年，全镇举办村干部培训6场次，培训312人次。")
    table = file.add_table(2, 2)
    for row, texts in enumerate((("村名", "收入（万元）"), ("前所村", "8.3"))):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    file.save(str(tmp_path / "a.docx"))
    facts = propose_facts(read_blocks(tmp_path / "a.docx"), 2025)
    assert [(f.figure.unit, f.year, f.origin.ref) for f in facts if f.figure] == [
        ("场次", 2024, "a.docx 第1段"), ("人次", 2024, "a.docx 第1段"), ("万元", 2025, "a.docx 表1第2行第2列"),
    ]  # fmt: skip
    assert "培训" in facts[0].metric
    assert facts[2].quote == "8.3"
    assert facts[2].scope == "前所村"
    for fact in facts:
        assert fact.quote in read_blocks(tmp_path / "a.docx").text


def test_pdf_lines_and_no_year_unless_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(typeset(["全镇发展党员4名，化解矛盾纠纷128件，没有一件上交。"])))
    facts = propose_facts(read_blocks(tmp_path / "a.pdf"))
    assert [fact.year for fact in facts][:2] == [None, None]
    assert facts[1].origin.ref == "a.pdf 第1页第1行"


def test_what_was_recognised_says_so() -> None:
    from assistant.documents.document import Block

    seen = Document(
        "通知.jpg", "picture", "全年培训6场次。", (Block("全年培训6场次。", "第1页第1行"),), recognised=True
    )
    assert "从图片上认出" in propose_facts(seen)[0].origin.ref
    assert (
        propose_facts(
            Document("a.txt", "text", "身份证号110101199003074514", (Block("身份证号110101199003074514", "第1行"),))
        )
        == []
    )


def test_intake_proposes_what_a_ledger_says_and_uses_none_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("今年举办村干部培训6场次。", encoding="utf-8")
    (tmp_path / "台账.xlsx").write_bytes(sheet([["村集体经济台账", None], ["村名", "收入（万元）"], ["杨林村", 12.5]]))
    out = tmp_path / "答案.yaml"
    assert main(["intake", str(tmp_path / "a.txt"), str(tmp_path / "台账.xlsx"), "--year", "2025", "-o", str(out)]) == 0
    answers = load_answers(out)
    assert "6场次" in "".join(answers.answers.values())
    assert "12.5" not in "".join(answers.answers.values())
    line = "杨林村收入12.5万元　〔台账.xlsx 台账!B3〕"
    assert f"# B4：{line}\n" in out.read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "材料里读到，请确认" in said
    assert line in said


def test_in_the_talk_figures_of_a_ledger_are_shown_with_their_cell_and_asked(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(
        sheet([["村集体经济台账", None], ["村名", "集体经济收入（万元）"], ["杨林村", 12.5]])
    )
    texts = note_texts([str(tmp_path / "台账.xlsx")])
    assert texts == [("台账.xlsx 台账!B3", "杨林村集体经济收入12.5万元")]
    outline = find_outline(None)
    talk = build(settings()).begin(outline)
    said = "\n".join(event.text for event in talk.take_notes(intake(texts, outline, 2025)))
    assert "杨林村集体经济收入12.5万元　〔台账.xlsx 台账!B3〕" in said
    assert talk.session.answers == {}
    list(talk.say("对"))
    assert "12.5万元" in str(talk.session.answers)
