"""The command line: commands, options and their help, complaints in one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeAlias

from assistant.errors import InputError

Run = Callable[[argparse.Namespace], int]

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少参数：{}。"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识的参数：{}。"),
    (re.compile(r"argument (\S+): expected .+"), "参数 {} 后面要跟一个值。"),
    (re.compile(r"argument (\S+): invalid int value: .+"), "参数 {} 后面要跟一个整数。"),
    (re.compile(r"argument (\S+): invalid float value: .+"), "参数 {} 后面要跟一个数。"),
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


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def parser(groups: Sequence[Callable[[Commands], None]]) -> Parser:
    """The whole command line; each of `groups` adds its commands, with the function `run` that does each."""
    from assistant import __version__

    top = Parser(prog="assistant", description="述职报告起草助手：访谈、事实、起草、核稿、Word；不联网也能用。")
    top.add_argument("--version", action="version", version=__version__, help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=Parser)
    for add in groups:
        add(commands)
    return top
