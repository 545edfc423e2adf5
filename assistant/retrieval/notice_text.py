"""A notice as sentences to be read: running text as it stands, each table row with its column heads put to its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.retrieval.notice_words import words_of
from assistant.spans import Span, paragraphs_in, sentences

_BARS = re.compile(r"^\s*\|?(.*?)\|?\s*$")
_NUMBER = re.compile(r"\s*[≤≥<>]?\s*[\d,.]+(?:\s?[-—~～至]\s?[\d,.]+)?\s*[%％]?\s*(?:左右|以内|以上|以下)?\s*")
_LENGTH_HEAD = re.compile(r"字数|篇幅|字")
_TIME_HEAD = re.compile(r"分钟|时长|时间")
_BOUND = re.compile(r"不(?:得|能|应)?(?:超过|多于|少于|低于|高于)|上限|下限|最多|最少|至少|最低|以内|≤|≥")
_MEASURED = re.compile(r"字数|篇幅|占比|比例|时长|分钟")
_LOWEST = re.compile("最低|最少|下限")
LONGEST_QUOTE = 160
_WRAPPED = 60
"""No page holds more characters a line; a longer line is a paragraph that nothing has broken."""
_FEWEST_BROKEN = 3
_SHORTEST_LINE = 12
_STOPPED = re.compile(r"[。！？；;：:!?…”》）)]\s*$|通知$|[\t|｜]")
_BEGINS = re.compile(
    r"[ \t\u3000]*(?:[#*●■▲·•-]|[（(]?[一二三四五六七八九十\d]{1,3}(?:[、.．）)]|是(?!否)|要)|[①-⑳]|第[一二三四五六七八九十]"
    r"|问[:：]|答[:：]|关于|附件|中共|各[^，。]{1,20}[:：]|(?:20\d\d|二[〇○零])[^，。]{1,12}日?$|$)"
)
_ASKED = re.compile(r"[ \t\u3000]*(?:问[:：]|[^。]{2,40}？)")


@dataclass(frozen=True)
class Sentence:
    """A sentence: `quote` the notice's own words, `words` what is read of them, `start` its place in the notice."""

    quote: str
    words: str
    start: int


def mended(text: str) -> str:
    """A text whose lines a scan or a screen has broken, put together again; any other text as it stands.

    Lines are broken where none is longer than a page is wide and several end in the middle of a sentence.
    """
    lines = text.split("\n")
    running = [line for line in lines if line.strip() and not re.search(r"[\t|｜]", line)]
    broken = [n for n in range(len(lines) - 1) if _broken(lines[n]) and not _BEGINS.match(lines[n + 1])]
    long = [n for n in broken if len(lines[n].strip()) >= _SHORTEST_LINE]
    if len(long) < _FEWEST_BROKEN or max(map(len, running)) > _WRAPPED:
        return text
    joined, held = [], set(broken)
    for number, line in enumerate(lines):
        joined.append(line.rstrip() if number in held else f"{line}\n")
        if number - 1 in held:
            joined[-1] = joined[-1].lstrip(" \t\u3000")
    return "".join(joined).removesuffix("\n")


def _broken(line: str) -> bool:
    return bool(line.strip()) and _STOPPED.search(line) is None


def notice_sentences(text: str) -> list[Sentence]:
    """The sentences of a notice in order; a table row is one sentence. Time is linear in the text."""
    found: list[Sentence] = []
    head: list[str] = []
    for line in paragraphs_in(text):
        cells = cells_of(line.text)
        if len(cells) < 2:
            head = []
            found.extend(_running(line))
        elif head and cells != head:
            found.append(Sentence(line.text, _row(head, cells), line.start))
        else:
            head = cells
            found.append(Sentence(line.text, "，".join(_as_title(cells)), line.start))
    return found


def _running(line: Span) -> Iterator[Sentence]:
    asked = ""
    for sentence in sentences(line):
        if asked:
            yield Sentence(sentence.text, f"{asked}{sentence.text}", sentence.start)
            asked = ""
            continue
        if _ASKED.match(sentence.text) and sentence.text.endswith(("？", "?")) and len(line.text) > len(sentence.text):
            asked = re.sub("^问[:：]", "", sentence.text).rstrip("？?") + "，"
        if len(sentence.text) <= LONGEST_QUOTE:
            yield Sentence(sentence.text, sentence.text, sentence.start)
            continue
        for piece in re.finditer(r"[^；;]+[；;]?", sentence.text):
            yield Sentence(piece[0].strip(), piece[0], sentence.start + piece.start())


def cells_of(line: str) -> list[str]:
    """The cells of a line that is a table row; fewer than two: it is none."""
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if line.count("|") >= 2 or line.count("｜") >= 1:
        inner = _BARS.match(line.replace("｜", "|"))
        return [cell.strip() for cell in (inner[1] if inner else line).split("|")]
    return []


def _as_title(cells: list[str]) -> list[str]:
    return [cell for cell in cells if cell and not re.fullmatch(r"\d{1,2}", cell)]


def _row(head: list[str], cells: list[str]) -> str:
    """“问题及原因，不少于800字”: bare numbers take bound and unit from the head of their column."""
    told = []
    for index, cell in enumerate(cells):
        column = head[index] if index < len(head) else ""
        if index and _NUMBER.fullmatch(cell):
            told.append(_with_head(column, cell))
        elif index and _MEASURED.search(column) and re.search(r"\d|分之|[一二三四五六七八九十]成", cell):
            told.append(f"{column}{cell}")
        elif index and cell and words_of("submit_lead").search(column):
            told.append(f"{column}：{cell}")
        elif cell and not re.fullmatch(r"\d{1,2}", cell):
            told.append(cell)
    return "，".join(words for words in told if words)


def _with_head(column: str, cell: str) -> str:
    share = cell.endswith(("%", "％"))
    unit = "" if share else "分钟" if _TIME_HEAD.search(column) else "字" if _LENGTH_HEAD.search(column) else ""
    if not unit and not share:
        return ""
    trailing = re.search(r"左右|以内|以上|以下", cell)
    number = cell[: trailing.start()].strip() if trailing else cell
    bound = _BOUND.search(column)
    before = "" if bound is None or bound[0] == "以内" else "不少于" if _LOWEST.match(bound[0]) else bound[0]
    after = trailing[0] if trailing else "以内" if bound is not None and bound[0] == "以内" else ""
    what = "篇幅" if share else "时长" if unit == "分钟" else "字数"
    return f"{what}{before}{number}{unit}{after}"
