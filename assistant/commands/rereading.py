"""`assistant reread`: the file that came back from Word, as a new version of the report."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.inputs import REPORT_SUFFIXES, out_path, report_file
from assistant.commands.terminal import print_out, show_findings
from assistant.options import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    reread = commands.add_parser("reread", help="读回在 Word 里改过的稿子，成为新的一版")
    reread.add_argument("file", metavar="报告.json")
    reread.add_argument("edited", metavar="改过的.docx")
    reread.add_argument(
        "-o", dest="out", action="append", required=True, metavar="输出", help=".json .docx .md，可多次"
    )
    reread.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the new version and says what changed, what is asked, and which remarks are to be dealt with."""
    from assistant.documents import read_text
    from assistant.documents.remarks import read_remarks
    from assistant.export.save import save_reports
    from assistant.workflow import reread_report

    paths = [out_path(name, REPORT_SUFFIXES, (args.edited,)) for name in args.out]
    path = Path(args.edited)
    came = reread_report(report_file(args.file), read_text(path), read_remarks(path), path.name)
    save_reports(came.report, paths)
    print_out(*(f"已写好：{path.resolve()}" for path in paths))
    if not came.changes and not came.report.todos:
        print_out("与原稿一字不差，没有改动。")
    for place, change in enumerate(came.changes):
        if change.moved:
            if place == 0 or not came.changes[place - 1].moved:
                print_out(f"  挪了位置：{change.after}")
        elif not change.before:
            print_out(f"  新增：{change.after}")
        elif not change.after:
            print_out(f"  删去：{change.before.strip()}")
        else:
            print_out(f"  原：{change.before}", f"  改：{change.after}")
    print_out(*(f"  请确认：{what}" for what in came.asked))
    for todo in came.report.todos:
        if todo.state == "open":
            print_out(
                f"  批注 {todo.id}（{todo.author or '未署名'}）：{todo.text}"
                + (f"——“{todo.quote}”" if todo.quote else "")
            )
    show_findings(came.report.findings)
    return 0
