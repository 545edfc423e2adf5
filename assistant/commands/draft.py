"""`assistant draft`: from an answers file to the written report."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.commands.inputs import REPORT_SUFFIXES, answers_file, last_year_file, notice_file, out_path, report_year
from assistant.commands.modelling import model_of, show_authors, tell
from assistant.commands.terminal import progress, show_draft, told_aside
from assistant.errors import InputError
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.outline import Outline
    from assistant.ports import Model
    from assistant.report import Answers, Report
    from assistant.workflow import Beside


def add(commands: Commands) -> None:
    """Adds the command."""
    draft = commands.add_parser("draft", help="由答案文件起草报告")
    draft.add_argument("file", nargs="?", metavar="答案.yaml")
    draft.add_argument("--sample", action="store_true", help="用自带的示例答案")
    draft.add_argument("--outline", metavar="名称", help="与 --sample 同用：哪一种报告的示例")
    draft.add_argument("--year", type=int, metavar="年份", help="述职年度；答案文件里没写 year 时用")
    draft.add_argument("--last-year", metavar="文件", help="去年的述职报告（或 report.json）：去年的承诺逐条对账")
    draft.add_argument("--notice", metavar="文件", help="县里的通知：部分、字数、占比、重点按它来")
    draft.add_argument("--model", choices=("off", "auto"), default="auto", help="off：不用模型")
    draft.add_argument("--yes", action="store_true", help="要发到外部的大模型时不再询问")
    draft.add_argument("-o", dest="out", action="append", required=True, metavar="输出", help=".docx .md .json，可多次")
    draft.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the report in every form asked for, prints its findings and what is pending."""
    from assistant.export.save import save_reports
    from assistant.outline import find_outline
    from assistant.workflow import draft

    paths = [out_path(name, REPORT_SUFFIXES, (args.last_year, args.notice)) for name in args.out]
    if args.sample == (args.file is not None):
        raise InputError(
            "draft 要么给一个答案文件，要么写 --sample。", "例如：assistant draft 答案.yaml -o 草稿.docx。"
        )
    if args.outline and not args.sample:
        raise InputError("--outline 只与 --sample 同用。", "答案文件里的 outline 一行已经写明报告种类。")
    answers = _answers(args)
    outline = find_outline(answers.outline)
    last_year = last_year_file(args.last_year, outline, answers.year)
    notice = notice_file(args.notice, outline, answers.year)
    model = None if args.model == "off" else model_of(args.yes)
    if model is None:
        with progress("正在起草"):
            report = draft(answers, outline, last_year, notice)
    else:
        report = _with_model(answers, outline, model, {"last_year": last_year, "notice": notice})
    save_reports(report, paths)
    show_draft(report, paths)
    return 0


def _answers(args: argparse.Namespace) -> Answers:
    """The answers of the file or of the example, of the year asked for."""
    from assistant.outline import find_outline
    from assistant.samples import sample_answers

    generated = bool(args.last_year or args.notice)
    answers = (
        sample_answers(find_outline(args.outline)) if args.sample else answers_file(args.file, generated=generated)
    )
    return answers.model_copy(update={"year": _year(report_year(args.year), answers.year)})


def _year(asked: int | None, written: int | None) -> int | None:
    """The year of the option where the answers say none; raises InputError where they say another."""
    if None not in (asked, written) and asked != written:
        raise InputError(
            f"答案里写的是{written}年度，--year 要的是{asked}年度，对不上。",
            "请改答案文件里 year 一行，或不写 --year。",
        )
    return asked if written is None else written


def _with_model(answers: Answers, outline: Outline, model: Model, beside: Beside) -> Report:
    """Drafts with the model, saying on the way what is being done and in the end who wrote what."""
    from assistant.drafts.drafting import ModelDraft
    from assistant.retrieval.desk import Desk
    from assistant.settings import settings
    from assistant.workflow import written

    with closing(Desk(settings(), told_aside)) as desk:
        guide = desk.guide()
        if guide is None and desk.trouble:
            told_aside(desk.trouble)
        work = ModelDraft(written(answers, outline, **beside), model, guide)
    for event in work.write(lambda: told_aside("已停止，写好的都留着，其余由程序起草。")):
        tell(event)
    report = work.report
    show_authors(report)
    return report
