"""`assistant intake` and `assistant missing`: a heap of notes to answers, and what is missing to sheets per person."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.inputs import (
    SHEET_SUFFIXES,
    answers_file,
    documents,
    is_material,
    out_path,
    report_file,
    report_year,
)
from assistant.commands.terminal import print_out, progress, show_pending
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.documents import Document
    from assistant.outline import Outline

_CONFIRM = "材料里读到，请确认；对的，抄进所属题目的答案里（没抄的不会用）："
_SHOWN = 40
"""Proposals shown on the screen at most; the file has them all."""


def add(commands: Commands) -> None:
    """Adds both commands."""
    intake = commands.add_parser("intake", help="把一堆笔记归到各题，写成答案文件")
    intake.add_argument(
        "files",
        nargs="+",
        metavar="文件",
        help="笔记、台账、旧稿：.docx .doc .wps .pdf .xlsx .txt .md，装了 ocr 的还有 .jpg .png",
    )
    intake.add_argument("--outline", metavar="名称", help="报告种类")
    intake.add_argument("--year", type=int, metavar="年份", help="述职年度")
    intake.add_argument("-o", dest="out", required=True, metavar="答案.yaml", help="写到哪里")
    intake.set_defaults(run=run_intake)
    missing = commands.add_parser("missing", help="问题单：还缺什么，谁能答")
    missing.add_argument("file", metavar="答案.yaml|报告.json")
    missing.add_argument("-o", dest="out", required=True, metavar="输出", help=".docx .md .txt")
    missing.set_defaults(run=run_missing)


def run_intake(args: argparse.Namespace) -> int:
    """Writes the answers file, prints the table, what fits nowhere and what is missing."""
    from datetime import date

    from assistant.answers_writing import dump_answers
    from assistant.documents import save
    from assistant.encoder import local_embedder
    from assistant.interview.answers import read_answers
    from assistant.interview.intake import intake
    from assistant.outline import find_outline

    path = out_path(args.out, (".yaml", ".yml"))
    outline = find_outline(args.outline)
    with progress("正在归题"):
        brought = documents(args.files)
        notes = [(document.name, document.text) for document in brought if not is_material(document)]
        taken = intake(notes, outline, report_year(args.year), local_embedder())
        answers = taken.answers(outline)
        proposed = _proposed([d for d in brought if is_material(d)], outline, answers.year)
        dated = answers.model_copy(update={"year": answers.year or date.today().year})
        pending = read_answers(dated, outline).pending
    unplaced = [line for words in taken.unplaced for line in words.splitlines()]
    rest = (
        _remarks("没找到合适题目的话：", unplaced)
        + _remarks("标题和说话人（不归题）：", taken.heads)
        + _remarks(_CONFIRM, proposed)
    )
    save(path, (dump_answers(answers) + rest).encode("utf-8"))
    print_out(f"已写好：{path.resolve()}", "请照下表看一遍，归错的题号在文件里改过来。")
    print_out(*(f"  {row.question}  {row.words}" for row in taken.rows))
    if taken.heads:
        print_out("这些看着是标题或说话人，没有归题：", *(f"  {line}" for line in taken.heads))
    if answers.year is None:
        print_out("没看出是哪一年的述职：请在文件的 year 一行填上年份，再起草。")
    if taken.unplaced:
        print_out(f"有 {len(taken.unplaced)} 处没找到合适的题，也写在文件里了：", *(f"  {t}" for t in taken.unplaced))
    if proposed:
        more = [f"  ……共 {len(proposed)} 条，都在文件里"] if len(proposed) > _SHOWN else []
        print_out(_CONFIRM, *(f"  {line}" for line in proposed[:_SHOWN]), *more)
    show_pending(pending)
    return 0


def _proposed(material: Sequence[Document], outline: Outline, year: int | None) -> list[str]:
    """The figures of the material, each with the question it may belong to and its place; none is an answer yet."""
    from assistant.interview.intake import intake
    from assistant.interview.proposals import propose_facts

    told: dict[tuple[str, str], str] = {}
    for document in material:
        title = next((block.text for block in document.blocks if block.style == "head"), "")
        told |= {(fact.origin.ref, fact.text): f"{title}，{fact.text}" for fact in propose_facts(document, year)}
    homes: dict[str, str] = {}
    for row in intake([(ref, words) for (ref, _), words in told.items()], outline, year).rows:
        homes.setdefault(row.source, row.question)
    return [f"{homes.get(ref, '（题号？）')}：{words}　〔{ref}〕" for ref, words in told]


def _remarks(title: str, lines: Sequence[str]) -> str:
    return "\n".join(["", f"# {title}", *(f"# {line}" for line in lines), ""]) if lines else ""


def run_missing(args: argparse.Namespace) -> int:
    """Writes the 问题单."""
    from assistant.copies import sheets_of
    from assistant.export.save import save_sheets
    from assistant.outline import find_outline

    path = out_path(args.out, SHEET_SUFFIXES)
    if Path(args.file).suffix.lower() == ".json":
        report = report_file(args.file)
        outline, pending = find_outline(report.outline), report.pending
    else:
        from assistant.interview.answers import read_answers

        answers = answers_file(args.file)
        outline = find_outline(answers.outline)
        pending = list(read_answers(answers, outline).pending)
    save_sheets(sheets_of(pending, outline), path)
    print_out(f"已写好：{path.resolve()}")
    show_pending(pending)
    return 0
