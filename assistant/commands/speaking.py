"""`assistant speak` and `assistant questions`: what is read aloud, and what will be asked afterwards."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.inputs import out_path, report_file
from assistant.commands.modelling import model_of
from assistant.commands.terminal import print_out, progress
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.ports import Model
    from assistant.report import Report
    from assistant.writing.spoken import Spoken


def add(commands: Commands) -> None:
    """Adds the commands."""
    speak = commands.add_parser("speak", help="压成现场稿，带分钟记号")
    speak.add_argument("file", metavar="报告.json")
    speak.add_argument("--minutes", type=float, metavar="分钟", help="讲几分钟；通知里有的可不写")
    speak.add_argument("--rate", type=int, default=220, metavar="字", help="每分钟念多少字，默认 220")
    speak.add_argument("--model", choices=("off", "auto"), default="auto", help="off：不用大模型，只从书面稿里挑句子")
    speak.add_argument("--yes", action="store_true", help="要发到外部的大模型时不再询问")
    speak.add_argument("-o", dest="out", required=True, metavar="输出", help=".docx .md")
    speak.set_defaults(run=run_speak)
    questions = commands.add_parser("questions", help="点评预演：县里可能问什么，拿什么答")
    questions.add_argument("file", metavar="报告.json")
    questions.add_argument("-o", dest="out", metavar="输出", help=".docx .md .txt；不写就显示在屏幕上")
    questions.set_defaults(run=run_questions)


def run_speak(args: argparse.Namespace) -> int:
    """Writes the spoken version."""
    from assistant.errors import InputError
    from assistant.export.script import save_script
    from assistant.writing.spoken import LEAST

    path = out_path(args.out, (".docx", ".md"))
    report = report_file(args.file)
    minutes = args.minutes or report.limits.minutes
    if not minutes:
        raise InputError("没有说讲几分钟。", "请加上 --minutes，例如 --minutes 8。")
    if not 120 <= args.rate <= 400:
        raise InputError(f"每分钟 {args.rate} 字不对。", "一般在 200 到 240 之间。")
    model = None if args.model == "off" else model_of(args.yes)
    made = _made(report, minutes, args.rate, model)
    save_script(made.report, made.marks, path)
    print_out(
        f"已写好：{path.resolve()}",
        f"共 {made.length} 字，按每分钟 {made.rate} 字约讲 {made.length / made.rate:.1f} 分钟。",
    )
    if made.length < LEAST * minutes * made.rate:
        print_out("书面稿的内容不够讲满这个时间，没有凑字；要讲长些，请先补答还缺的题。")
    return 0


def _made(report: Report, minutes: float, rate: int, model: Model | None) -> Spoken:
    """The spoken version, by the model where there is one, saying what the program had to put."""
    if model is None:
        from assistant.writing.spoken import spoken

        return spoken(report, minutes, rate)
    from assistant.drafts.speaking import spoken_by_model
    from assistant.outline import find_outline

    with progress("正在压缩现场稿"):
        done = spoken_by_model(report, find_outline(report.outline), model, minutes, rate)
    items = sum(len(part.items) for part in done.spoken.report.parts)
    print_out(
        f"共{items}条：由模型“{model.name}”压缩 {len(done.by_model)} 条，其余由程序从书面稿里挑句子。",
        *(f"  {words}" for words in done.fallbacks),
    )
    return done.spoken


def run_questions(args: argparse.Namespace) -> int:
    """Shows or writes the likely questions with what answers them."""
    from assistant.outline import find_outline
    from assistant.writing.rehearsal import rehearsed_lines

    report = report_file(args.file)
    outline = find_outline(report.outline)
    lines = rehearsed_lines(report, outline)
    if args.out is None:
        print_out(*lines)
        return 0
    path = out_path(args.out, (".docx", ".md", ".txt"))
    _write(path, f"{report.year}年度述职点评预演", lines)
    print_out(f"已写好：{path.resolve()}", lines[-1])
    return 0


def _write(path: Path, title: str, lines: list[str]) -> None:
    from assistant.documents import save_all
    from assistant.export.plainword import document_of

    if path.suffix.lower() == ".docx":
        save_all({path: document_of(title, lines)})
    else:
        save_all({path: ("\n".join([f"# {title}" if path.suffix == ".md" else title, *lines]) + "\n").encode("utf-8")})
