"""The answers file: YAML read as the words written there, and written so that a person can edit it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

import yaml

from assistant.errors import AnswersError
from assistant.outline import Outline, find_outline, outlines
from assistant.report import Answers

MAX_ANSWER = 20_000
"""Characters of one answer at most."""
KEYS = ("outline", "year", "said_on", "answers")
YEARS = range(2000, 2101)
GENERATED = re.compile(r"[LT][1-9]\d?")
"""Ids of questions that last year's report (L1 …) or a notice (T1 …) asks; no outline has them."""

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_QUOTE = "给答案加引号，例如 "
_REMARK = re.compile(r"[ \t]+#[^\n]*")
_SWALLOWED = re.compile(r"\s*[A-Z]{1,2}[0-9]{1,2}\s*[:：]")
_LINE = re.compile(r"\s*([^\s:：#]{1,20})\s*(：|:(?=\S)|:)[ \t]*([^\n]{0,200})")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[日月]?)")


def parse_answers(text: str, name: str, *, generated: bool = False) -> Answers:
    """Reads an answers file's text; `name` is how messages call the file.

    `generated`: answers to questions of last year's report or a notice (L1, T1) are taken too.

    Raises AnswersError naming the line (wrong YAML, doubled or unknown id, year, date, an answer that is a list or
    longer than 20,000 characters) and OutlineError for an unknown kind of report. A question left empty is not there.
    """
    top = _top(text, name)
    given = top.get("outline")
    outline = find_outline(given.value.strip() if given is not None and given.value.strip() else None)
    year, said = top.get("year"), top.get("said_on")
    return Answers(
        outline=outline.name,
        year=_year(year.value, name) if year is not None else None,
        said_on=_said_on(said.value, name) if said is not None else None,
        answers=_answers(top["answers"], outline, (text, name), generated=generated),
    )


def _top(text: str, name: str) -> dict[str, Any]:
    """The file's top keys with their nodes, after every shape but `key: words` has been refused."""
    try:
        _refuse_other_shapes(text, name)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _not_yaml(text, name, error) from error
    if not isinstance(root, yaml.MappingNode):
        raise AnswersError(
            f"“{name}”不是答案文件。", "要有 outline、year、answers 三栏；口述、笔记请先用 assistant intake 整理。"
        )
    top = _unique(root, name)
    for key, node in top.items():
        if key not in KEYS:
            raise AnswersError(f"{name} 第{_line(node)}行：不认识“{key[:20]}”这一栏。", _top_hint(key))
    if not _has_answers(top.get("answers")):
        raise AnswersError(
            f"{name}里没有可用的 answers 一栏。",
            "在 answers: 下面每题一行，行首空两格，写成“题号: 答案”，冒号用半角。",
        )
    for key in KEYS[:-1]:
        if key in top and not isinstance(top[key], yaml.ScalarNode):
            raise AnswersError(f"{name} 第{_line(top[key])}行：{key} 后面应是一个值。", "请写在同一行。")
    return top


def _has_answers(node: yaml.Node | None) -> bool:
    empty = isinstance(node, yaml.ScalarNode) and node.value == "" and _is_plain(node)
    return empty or isinstance(node, yaml.MappingNode)


def _top_hint(key: str) -> str:
    if _asked_elsewhere(key):
        return "题号要写在 answers: 下面，行首空两格。"
    near = get_close_matches(key.lower(), KEYS, 1)
    return f"是不是 {near[0]}？" if near else f"只用这几栏：{'、'.join(KEYS)}。"


def _refuse_other_shapes(text: str, name: str) -> None:
    """Lists, nested maps, anchors, aliases and tags: YAML that would eat the person's words (or the memory)."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.MappingStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent):
            depth -= 1
        line = event.start_mark.line if event.start_mark is not None else 0
        marked = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None)
        if marked:
            raise _needs_quotes(text, name, line)
        if depth > 2 or isinstance(event, yaml.SequenceStartEvent):
            raise AnswersError(
                f"{name} 第{line + 1}行：答案应是一段话，不能是清单或下一级的栏目。",
                f'写成一段话；里面有“: ”“- ”“[ ]”“{{ }}”的，{_QUOTE}E1: "……"。',
            )


def _unique(node: yaml.MappingNode, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if key.value in found:
            raise AnswersError(
                f"{name}：{key.value} 写了两次，在第{lines[key.value]}行和第{_line(key)}行。", "请合成一条，留一处。"
            )
        found[key.value], lines[key.value] = value, _line(key)
    return found


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _not_yaml(text: str, name: str, error: yaml.YAMLError) -> AnswersError:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return AnswersError(f"{name}里有看不见的控制字符，读不了。", "请把内容复制到新的文本文件里，存成 UTF-8 再用。")
    if isinstance(error, yaml.composer.ComposerError):
        return AnswersError(f"{name} 第{mark.line + 1}行又起了一份文件（---）。", "一个文件只放一份答案，请删去 ---。")
    context = getattr(error, "context_mark", None)
    simple_key = "simple key" in (getattr(error, "context", None) or "")
    return _needs_quotes(text, name, context.line if context is not None and simple_key else mark.line)


def _needs_quotes(text: str, name: str, line: int) -> AnswersError:
    """What is wrong with this line, as far as its look tells."""
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    where = f"{name} 第{line + 1}行"
    found = _LINE.match(lines[line])
    if "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return AnswersError(f"{where}：行首用了制表符。", "请改成空格，answers 下面每行空两格。")
    if found and found[2] != ": "[:1]:
        return AnswersError(f"{where}：题号后面的冒号是全角的。", f"写成“{found[1]}: 答案”，冒号用半角，后面空一格。")
    if found and not lines[line][found.end(2) :].startswith((" ", "\t")) and found[3]:
        return AnswersError(f"{where}：题号和答案之间少一个空格。", f"写成“{found[1]}: 答案”。")
    if found and found[3]:
        sample = found[3].replace('"', "").replace("\\", "")[:12].strip()
        return AnswersError(f"{where}：答案里有 YAML 当作记号的符号。", f'{_QUOTE}{found[1]}: "{sample}……"。')
    return AnswersError(f"{where}不是正确的 YAML。", f'请检查缩进、冒号和引号；答案里有特殊符号的，{_QUOTE}E1: "……"。')


def _year(value: str, name: str) -> int | None:
    """The report's year, four digits (the 年 after it may stand); None where left empty."""
    words = value.strip().removesuffix("度").removesuffix("年").strip()
    if not words:
        return None
    if re.fullmatch(r"[0-9０-９]{4}", words) and int(words) in YEARS:
        return int(words)
    raise AnswersError(f"{name}：year 写的是“{value.strip()[:20]}”，不是年份。", "请写四位数，例如 year: 2024。")


def _said_on(value: str, name: str) -> date | None:
    if not value.strip():
        return None
    found = _DATE.fullmatch(value.strip())
    try:
        if found is None or int(found[1]) not in YEARS:
            raise ValueError(value)
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError as error:
        raise AnswersError(
            f"{name}：said_on 写的是“{value.strip()[:20]}”，不是日期。",
            "请写成 2025-01-15 这样，不清楚就删去这一行。",
        ) from error


def _answers(node: yaml.Node, outline: Outline, told: tuple[str, str], *, generated: bool) -> dict[str, str]:
    text, name = told
    asked = {question.id for question in outline.questions}
    answers: dict[str, str] = {}
    if not isinstance(node, yaml.MappingNode):
        return answers
    ids = _unique(node, name)
    for key, _ in node.value:
        question, value = key.value, ids[key.value]
        taken = generated and GENERATED.fullmatch(question) is not None
        if question not in asked and not taken and not _asked_elsewhere(question):
            raise _unknown(question, outline, f"{name} 第{_line(key)}行")
        if not isinstance(value, yaml.ScalarNode):
            raise AnswersError(f"{name} 第{_line(value)}行：{question} 的答案应是一段话。", "请写在同一行。")
        words = _words(value, question, text, name)
        if len(words) > MAX_ANSWER:
            raise AnswersError(
                f"{name} 第{_line(key)}行：{question} 的答案有{len(words)}字，超过了{MAX_ANSWER}字。",
                "请只留与这道题有关的话；整篇材料请用 assistant intake 归到各题。",
            )
        if words or not _is_plain(value):
            answers[question] = words
    return answers


def _asked_elsewhere(question_id: str) -> bool:
    """Whether another kind of report has such a question."""
    return any(question.id == question_id for outline in outlines() for question in outline.questions)


def _unknown(question: str, outline: Outline, where: str) -> AnswersError:
    ids = [q.id for q in outline.questions]
    plain = question.strip().upper().translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    near = [plain] if plain in ids else get_close_matches(plain, ids, 1, 0.5)
    hint = f"是不是 {near[0]}？" if near else f"题号从 {ids[0]} 到 {ids[-1]}。"
    return AnswersError(f"{where}：“{outline.name}”没有 {question[:20]} 这道题。", hint)


def _words(value: yaml.ScalarNode, question: str, text: str, name: str) -> str:
    """The words as written: a remark after # belongs to them, lines broken for looks are joined without a blank."""
    if not _is_plain(value):
        return str(value.value)
    end = value.end_mark.index
    lines = text[value.start_mark.index : end].split("\n")
    for number, line in enumerate(lines[1:], _line(value) + 1):
        if _SWALLOWED.match(line):
            raise AnswersError(
                f"{name} 第{number}行接在了 {question} 的答案后面，像是另一道题。",
                "每题一行，行首空两格，冒号用半角。",
            )
    written = "".join(_joined(lines))
    remark = _REMARK.match(text, end)
    if remark is None:
        return written
    if not written:
        raise AnswersError(
            f"{name} 第{_line(value)}行：{question} 只有 # 后面的话，YAML 会把它当备注丢掉。",
            f"是答案就{_QUOTE.removesuffix('，例如 ')}，不是就另起一行。",
        )
    return written + remark[0].rstrip()


def _is_plain(node: yaml.ScalarNode) -> bool:
    """Whether the words stand without quotes and without a block mark."""
    return node.style in (None, "")


def _joined(lines: list[str]) -> Iterator[str]:
    """YAML's folding of a plain answer, save that Chinese is joined to Chinese without a blank."""
    before, blank = "", 0
    for line in (line.strip(" \t") for line in lines):
        if not line:
            blank += 1
            continue
        if before and blank:
            yield "\n" * blank
        elif before and (before[-1].isascii() or line[0].isascii()):
            yield " "
        yield line
        before, blank = line, 0
