"""The command line: commands, options and their help, complaints in one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from typing import NoReturn

from assistant.errors import InputError

Run = Callable[[argparse.Namespace], int]

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少参数：{}。"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识的参数：{}。"),
    (re.compile(r"argument (\S+): expected .+"), "参数 {} 后面要跟一个值。"),
    (re.compile(r"argument (\S+): invalid int value: .+"), "参数 {} 后面要跟一个整数。"),
    (re.compile(r"argument 命令: invalid choice: '?([^' ]+)'?.*"), "没有“{}”这个命令。"),
    (re.compile(r"argument (\S+): invalid choice: .+"), "参数 {} 的取值不对。"),
    (re.compile(r"argument (\S+): not allowed with argument .+"), "参数 {} 与前面的参数不能同时用。"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one Chinese sentence."""

    def __init__(self, prog: str | None = None, description: str | None = None, **_others: object) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def format_help(self) -> str:
        """The usage text, its first word in Chinese."""
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Raises InputError instead of printing English usage."""
        for pattern, sentence in _COMPLAINTS:
            found = pattern.fullmatch(message)
            if found:
                raise InputError(sentence.format(found.group(1)), f"用法见 {self.prog} --help。")
        raise InputError(f"命令写法不对：{message}。", f"用法见 {self.prog} --help。")


def parser(runs: Mapping[str, Run]) -> Parser:
    """The whole command line; `runs` gives for each command the function that does it."""
    from assistant import __version__

    top = Parser(prog="assistant", description="述职报告起草助手：访谈、事实、起草、核稿、Word；不联网也能用。")
    top.add_argument("--version", action="version", version=__version__, help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=Parser)

    chat = commands.add_parser("chat", help="在终端里一问一答（不带命令就是它），随时可停，回来接着答")
    chat.add_argument("--from", dest="notes", nargs="+", metavar="文件", help="先从这些笔记、台账、口述里取材")
    chat.add_argument("--outline", metavar="名称", help="报告种类")
    chat.add_argument("-o", dest="out", action="append", metavar="输出", help="答完后把草稿写到这里（可多次）")

    intake = commands.add_parser("intake", help="把一堆笔记归到各题，写成答案文件")
    intake.add_argument("files", nargs="+", metavar="文件", help="笔记：.txt .md .docx")
    intake.add_argument("--outline", metavar="名称", help="报告种类")
    intake.add_argument("--year", type=int, metavar="年份", help="述职年度")
    intake.add_argument("-o", dest="out", required=True, metavar="答案.yaml", help="写到哪里")

    missing = commands.add_parser("missing", help="问题单：还缺什么，谁能答")
    missing.add_argument("file", metavar="答案.yaml|报告.json")
    missing.add_argument("-o", dest="out", required=True, metavar="输出", help=".docx .md .txt")

    draft = commands.add_parser("draft", help="由答案文件起草报告")
    draft.add_argument("file", nargs="?", metavar="答案.yaml")
    draft.add_argument("--sample", action="store_true", help="用自带的示例答案")
    draft.add_argument("--outline", metavar="名称", help="与 --sample 同用：哪一种报告的示例")
    draft.add_argument("--model", choices=("off", "auto"), default="auto", help="off：不用模型")
    draft.add_argument("--yes", action="store_true", help="不再询问，直接开始")
    draft.add_argument("-o", dest="out", action="append", required=True, metavar="输出", help=".docx .md .json，可多次")

    check = commands.add_parser("check", help="核稿：任何来源的 .docx .md .txt")
    check.add_argument("file", metavar="文件")
    check.add_argument("--answers", metavar="答案.yaml", help="对照这份答案核数字")
    check.add_argument("--outline", metavar="名称", help="报告种类")
    check.add_argument("--year", type=int, metavar="年份", help="述职年度")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    for name, run in runs.items():
        commands.choices[name].set_defaults(run=run)
    return top
