"""`assistant revise`: a report changed by a request in plain words."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from assistant.commands.inputs import REPORT_SUFFIXES, out_path, report_file
from assistant.commands.terminal import print_out
from assistant.errors import InputError
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.outline import Outline
    from assistant.report import Report
    from assistant.revising import Editor
    from assistant.revising.todos import Revised, ToDo


def add(commands: Commands) -> None:
    """Adds the command."""
    revise = commands.add_parser("revise", help="照一句大白话改报告：只动说到的地方")
    revise.add_argument("file", metavar="报告.json")
    revise.add_argument("--part", metavar="部分", help="部分的代号（work、problems、plan）；不写就看话里说的")
    revise.add_argument("--say", required=True, metavar="要求", help="例如：第二条太虚，第一条压200字，换届别提")
    revise.add_argument("--only", metavar="序号", help="只采纳其中几处，例如 1,3")
    revise.add_argument("--model", choices=("off", "auto"), default="auto", help="off：不用模型")
    revise.add_argument("--yes", action="store_true", help="要发到外部的大模型时不再询问")
    revise.add_argument(
        "-o", dest="out", action="append", required=True, metavar="输出", help=".json .docx .md，可多次"
    )
    revise.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the revised report; raises InputError where nothing was understood or nothing could be done."""
    from assistant.export.save import save_reports
    from assistant.outline import find_outline
    from assistant.revising import Reviser

    paths = [out_path(name, REPORT_SUFFIXES) for name in args.out]
    report = report_file(args.file)
    outline = find_outline(report.outline)
    part = _part(report, args.part)
    only = _numbers(args.only)
    if not args.say.strip():
        raise InputError("没有说要改什么。", "例如 --say “第二条压到200字”。")
    reviser = Reviser(outline, part, only, editor=_editor(args, report, outline))
    revised = reviser.revise(report, args.say)
    if not revised.done:
        raise InputError(" ".join(dict.fromkeys(todo.note for todo in revised.todos)))
    save_reports(revised.report, paths)
    show(revised)
    print_out(*(f"已写好：{path.resolve()}" for path in paths))
    return 0


def _editor(args: argparse.Namespace, report: Report, outline: Outline) -> Editor | None:
    if args.model == "off":
        return None
    from assistant.settings import settings

    known = settings()
    if not known.api_key and not known.base_url:
        return None
    from assistant.commands.modelling import model_of

    model = model_of(args.yes)
    if model is None:
        return None
    from assistant.revising.editing import ModelEditor

    return ModelEditor(model, report, outline)


def _part(report: Report, name: str | None) -> str | None:
    """The part's id; its heading will do too. Raises InputError naming those there are."""
    if name is None:
        return None
    for part in report.parts:
        if name in (part.id, part.heading, re.sub("^[一二三四五六七八九十]+、", "", part.heading)):
            return part.id
    there = "、".join(f"{part.id}（{part.heading}）" for part in report.parts)
    raise InputError(f"没有“{name}”这一部分。", f"可以是：{there}。")


def _numbers(words: str | None) -> list[int] | None:
    if words is None:
        return None
    found = [int(one) for one in re.findall(r"\d+", words)]
    if not found:
        raise InputError(f"--only 后面要写第几处，“{words}”不是。", "例如 --only 1,3。")
    return found


_MARKS = {"done": "改了", "asks": "要问您", "refused": "没有改", "unknown": "没听懂"}


def show(revised: Revised) -> None:
    """Each to-do with its before and after."""
    for todo in revised.todos:
        print_out(f"{todo.number}. {todo.said}　【{_MARKS[todo.state]}】")
        print_out(*lines_of(todo))


def lines_of(todo: ToDo) -> list[str]:
    """What came of a to-do, a line each."""
    lines: list[str] = []
    for change in todo.changes:
        lines.append(f"  〔{change.where}〕")
        lines += [f"    前：{change.before or '（没有）'}", f"    后：{change.after or '（删去）'}"]
    return [*lines, *([f"  {todo.note}"] if todo.note else [])]
