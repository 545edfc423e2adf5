"""`assistant undo`: back to an earlier version of a report, or forward again."""

from __future__ import annotations

import argparse

from assistant.commands.inputs import REPORT_SUFFIXES, out_path, report_file
from assistant.commands.terminal import print_out
from assistant.options import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    undo = commands.add_parser("undo", help="退回上一版，或用 --to 到任何一版")
    undo.add_argument("file", metavar="报告.json")
    undo.add_argument("--to", metavar="版本", help="例如 v2；比现在晚的就是重做")
    undo.add_argument("-o", dest="out", action="append", required=True, metavar="输出", help=".json .docx .md，可多次")
    undo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the version asked for."""
    from assistant.export.save import save_reports
    from assistant.versions import history, restored

    paths = [out_path(name, REPORT_SUFFIXES) for name in args.out]
    report = restored(report_file(args.file), args.to)
    save_reports(report, paths)
    print_out(*(f"已写好：{path.resolve()}" for path in paths))
    for version, _, why, stands in history(report):
        print_out(f"  {'→' if stands else '　'} {version}　{why or '初稿'}")
    return 0
