"""`assistant check`: the findings of a report from anywhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.inputs import answers_file, last_year_file, notice_file, out_path, report_year
from assistant.commands.terminal import LEVELS, print_out, progress, show_findings
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.checking.check import Checked


def add(commands: Commands) -> None:
    """Adds the command."""
    check = commands.add_parser("check", help="核稿：任何来源的 .docx .doc .wps .pdf .md .txt")
    check.add_argument("file", metavar="文件")
    check.add_argument("--answers", metavar="答案.yaml", help="对照这份答案核数字")
    check.add_argument("--last-year", metavar="文件", help="对照去年的述职报告：承诺有没有交代、有没有照抄")
    check.add_argument("--notice", metavar="文件", help="对照县里的通知：部分、字数、占比、重点")
    check.add_argument("--outline", metavar="名称", help="报告种类")
    check.add_argument("--year", type=int, metavar="年份", help="述职年度")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    check.add_argument("-o", dest="out", metavar="批注版.docx", help="把核稿意见写成 Word 批注")
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the findings; 1 where one is of level high."""
    from assistant.checking.check import check_text
    from assistant.documents import read_blocks
    from assistant.outline import find_outline

    year, facts, limits = report_year(args.year), None, None
    outline = find_outline(args.outline)
    if args.answers:
        from assistant.interview.answers import read_answers

        answers = answers_file(args.answers, generated=True)
        outline = find_outline(args.outline or answers.outline)
        reading = read_answers(answers, outline)
        year, facts, limits = year or answers.year, tuple(reading.facts), reading.limits
    last_year = last_year_file(args.last_year, outline, year)
    notice = notice_file(args.notice, outline, year)
    if notice is not None:
        from assistant.by_notice import limits_by_notice, outline_by_notice
        from assistant.checking.check import limits_in_force

        limits, _ = limits_by_notice(limits_in_force(limits, outline), notice, outline)
        outline = outline_by_notice(outline, notice)
    with progress("正在核稿"):
        document = read_blocks(Path(args.file))
        checked = check_text(document.text, outline, year=year, facts=facts, limits=limits, last_year=last_year)
    if args.out:
        _annotated(args, checked)
    if args.json:
        import json

        counts = {level: sum(f.level == level for f in checked.findings) for level in LEVELS}
        findings = [finding.model_dump(mode="json") for finding in checked.findings]
        skipped = [{"rule": rule, "why": why} for rule, why in checked.skipped]
        data = {"findings": findings, "counts": counts, "skipped": skipped, "text": checked.text}
        print_out(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print_out(*document.notes)
        if document.recognised:
            print_out("这份稿子的字是从图片上认出来的，先对照原件改正认错的字，再看核稿意见。")
        show_findings(checked.findings)
        if checked.skipped:
            print_out("没有核的：" + "；".join(f"{rule}（{why}）" for rule, why in checked.skipped))
    return int(any(finding.level == "high" for finding in checked.findings))


def _annotated(args: argparse.Namespace, checked: Checked) -> None:
    """The same Word file with a comment for each finding, beside the original."""
    from assistant.documents import save_all
    from assistant.export.annotated import annotate

    path = out_path(args.out, (".docx",), (args.file, args.last_year, args.notice))
    save_all({path: annotate(Path(args.file), checked.text, checked.findings)})
    if not args.json:
        print_out(f"已写好：{path.resolve()}")
