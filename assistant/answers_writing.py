"""The answers file written: each question beside its answer, so that a person can look it over and edit it."""

from __future__ import annotations

import re

from assistant.outline import find_outline
from assistant.report import Answers

_PLAIN = re.compile(
    r"(?=[^\n]*[\u4e00-\u9fff])[\u4e00-\u9fff“0-9](?:"
    r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff:#]|:(?=\S)|(?<=\S)#)*"
)
_ID = re.compile(r"[A-Z]{1,3}[0-9]{1,3}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f"\\\\\u2028\u2029\ufeff\ufffe\uffff]')


def dump_answers(answers: Answers) -> str:
    """The answers as a YAML file to look over: each question beside its answer, unanswered required ones listed below.

    Reads back through `parse_answers` to the same words, whatever they are. Raises OutlineError for an unknown kind.
    """
    outline = find_outline(answers.outline)
    lines = [
        "# 答案文件：每题先是问题，下一行是答案。改答案只改冒号后面的话；答案里有冒号、# 等符号的，加上引号。",
        f"outline: {_scalar(answers.outline)}",
        f"year: {answers.year or ''}".rstrip(),
    ]
    if answers.said_on is not None:
        lines.append(f"said_on: {answers.said_on.isoformat()}")
    lines.append("answers:" if answers.answers else "answers: {}")
    asks = {question.id: question.ask for question in outline.questions}
    order = [*(q for q in asks if q in answers.answers), *(q for q in answers.answers if q not in asks)]
    for question in order:
        lines += [f"  # {' '.join(asks[question].split())}"] if question in asks else []
        lines.append(
            f"  {question if _ID.fullmatch(question) else _scalar(question)}: {_scalar(answers.answers[question])}"
        )
    missing = [q for q in outline.questions if q.required and q.id not in answers.answers]
    if missing:
        lines += ["", "# 还没有答的必答题（答了就写到上面 answers 里，行首空两格）："]
        lines += [f"# {q.id}: {' '.join(q.ask.split())}" for q in missing]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """The text as a YAML scalar that reads back to exactly these words: plain, block or quoted."""
    if _PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    if "\n" in text and not _UNPRINTABLE.search(text) and text.strip() and text[0] not in " \t\n":
        return _block(text)
    return '"' + _ESCAPED.sub(lambda found: _escape(found[0]), text) + '"'


def _block(text: str) -> str:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    mark = {0: "|-", 1: "|"}.get(ends, "|+")
    lines = body.split("\n") + [""] * max(ends - 1, 0)
    return mark + "\n" + "\n".join(f"    {line}" if line else "" for line in lines)


def _escape(char: str) -> str:
    return {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(char, f"\\u{ord(char):04x}")
