"""`assistant measures`: next year's list of measures and the three lists, from a report, from answers, from any text."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.inputs import answers_file, last_year_file, out_path, report_file, report_year
from assistant.commands.terminal import print_out
from assistant.errors import InputError
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.outline import Outline
    from assistant.report import Report

SUFFIXES = (".xlsx", ".docx", ".md", ".json")


def add(commands: Commands) -> None:
    """Adds the command."""
    measures = commands.add_parser("measures", help="生成措施清单和问题、责任、整改清单")
    measures.add_argument("file", metavar="报告.json|答案.yaml|述职报告.docx")
    measures.add_argument("--outline", metavar="名称", help="别人的稿子是哪一种报告")
    measures.add_argument("--year", type=int, metavar="年", help="别人的稿子是哪一年度的")
    measures.add_argument(
        "--last-year", metavar="文件", help="去年的措施清单（.xlsx .docx）或述职报告：完成情况一并结转"
    )
    measures.add_argument("-o", dest="out", required=True, metavar="输出", help=".xlsx .docx .md .json")
    measures.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes all lists of the report to one file."""
    from assistant.export.lists import save_lists
    from assistant.writing.lists import sheets

    path = out_path(args.out, SUFFIXES, (args.file, args.last_year))
    report, outline = _report(args)
    if args.last_year:
        report = _with_last_year(report, outline, args.last_year)
    made = sheets(report, outline)
    if not made:
        raise InputError("没有读到问题和措施，列不出清单。", "请看看文件里有没有问题、措施两部分，或先用 draft 起草。")
    save_lists(made, path)
    counts = "，".join(f"{sheet.name} {len(sheet.rows)} 条" for sheet in made)
    print_out(f"已写好：{path.resolve()}", counts)
    return 0


def _with_last_year(report: Report, outline: Outline, name: str) -> Report:
    """The report with last year's list or promises, each with what came of it."""
    from assistant.documents import read_blocks
    from assistant.drafts.carried import carried
    from assistant.retrieval.last_list import read_last_list

    path = Path(name)
    last = read_last_list(read_blocks(path), report.year) if path.suffix.lower() != ".json" else None
    if last is None and path.suffix.lower() in (".xlsx", ".xls", ".csv"):
        raise InputError(f"“{path.name}”里没有找到措施清单。", "表头要有“具体措施”这样的一列；或换成去年的述职报告。")
    last = last or last_year_file(name, outline, report.year)
    if last is None or not last.commitments:
        raise InputError(f"“{path.name}”里没有读到去年的措施。", "请换一个文件，或不带 --last-year。")
    return carried(report, outline, last)


def _report(args: argparse.Namespace) -> tuple[Report, Outline]:
    from assistant.outline import find_outline

    suffix = Path(args.file).suffix.lower()
    if suffix == ".json":
        report = report_file(args.file)
        return report, find_outline(report.outline)
    if suffix in (".yaml", ".yml"):
        from assistant.workflow import written

        answers = answers_file(args.file)
        outline = find_outline(answers.outline)
        # The lists hold what was said, and no findings: the draft need not be checked.
        return written(answers, outline).report, outline
    return _text(args)


def _text(args: argparse.Namespace) -> tuple[Report, Outline]:
    from assistant.checking.check import year_of
    from assistant.documents import read_text
    from assistant.outline import find_outline
    from assistant.text.structure import read_structure
    from assistant.writing.others import report_of

    outline = find_outline(args.outline)
    text = read_structure(read_text(Path(args.file)), outline)
    year = report_year(args.year) or year_of(text, outline)
    if year is None:
        raise InputError("看不出这份稿子是哪一年度的。", "请加上 --year，例如 --year 2024。")
    return report_of(text, outline, year), outline
