"""A notice as sentences to be read: running text as it stands, each table row with its column heads put to its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.retrieval.notices.page import Page
from assistant.retrieval.notices.words import words_of
from assistant.text.spans import Span, paragraphs_in, sentences

_BARS = re.compile(r"^\s*\|?(.*?)\|?\s*$")
_NUMBER = re.compile(r"\s*[≤≥<>]?\s*[\d,.]+(?:\s?[-—~～至]\s?[\d,.]+)?\s*[%％]?\s*(?:左右|以内|以上|以下)?\s*")
_LENGTH_HEAD = re.compile(r"字数|篇幅|字")
_TIME_HEAD = re.compile(r"分钟|时长|时间")
_DAY_HEAD = re.compile(r"(?:时间|时限|日期|期限)$")
_BOUND = re.compile(r"不(?:得|能|应)?(?:超过|多于|少于|低于|高于)|上限|下限|最多|最少|至少|最低|以内|≤|≥")
_MEASURED = re.compile(r"字数|篇幅|占比|比例|时长|分钟")
_LOWEST = re.compile("最低|最少|至少|下限")
LONGEST_QUOTE = 160
_LONGEST_READ = 360
"""Characters of a stretch without a stop that are read in one; what is longer is no writing of a county's."""
_QUESTION = re.compile(r"[ \t\u3000]*(?:(?:问题?|[QＱ]|提问)\s*\d{0,2}\s*[：:])?(?P<words>[^。]{2,40})[？?]$")
_ANSWER = re.compile(r"[ \t\u3000]*(?:答(?:复)?|[AＡ])\s*\d{0,2}\s*[：:]")
_STUB = re.compile(
    r"[ \t\u3000]*(?:第?[一二三四五六七八九\d]{1,2}[、，.．]|[（(][一二三四五六七八九\d]{1,2}[）)])?(?P<words>必[^。，：:]{1,6})。$"
)
"""The heading of a list that runs on behind a full stop: 必报事项。A、B、C三项。"""
_MARKED = re.compile(
    r"(?<=[；：。])\s*(?:\d{1,2}(?:、|[.．](?!\d))|[（(](?:\d{1,2}|[一二三四五六七八九十])[）)])|(?<![：、写])[①-⑳]"
)
"""Where a point of a list begins in running text."""
_TREE = re.compile("[├└]")


@dataclass(frozen=True)
class Sentence:
    """A sentence: `quote` the notice's own words, `words` what is read of them, `start` its place in the notice.

    `asked`: the question it answers, which stands before `words` too. `exact`: `words` are the notice's, place for place.
    `head`: the head of a table.
    """

    quote: str
    words: str
    start: int
    asked: str = ""
    exact: bool = True
    head: bool = False

    def place(self, offset: int) -> int:
        """Where in the notice a place of `words` is."""
        if not self.exact:
            return self.start + len(self.quote) - 1
        return self.start + max(0, offset - (len(self.words) - len(self.quote)))


def notice_sentences(page: Page) -> list[Sentence]:
    """The sentences of a notice in order; a table row is one sentence. Time is linear in the text."""
    found: list[Sentence] = []
    head: list[str] = []
    asked, prefixed = "", False
    above = _parents(page)
    for line in paragraphs_in(page.view):
        cells = cells_of(line.text)
        if len(cells) < 2:
            head = []
            lead = above.get(line.start, "")
            if asked and not (prefixed or _ANSWER.match(line.text)):
                asked = ""
            for sentence in sentences(line):
                stub = _STUB.match(sentence.text)
                if stub is not None and words_of("topic_leads").match(f"{stub['words']}："):
                    asked, prefixed = f"{stub['words']}有哪些", True
                    found += _cut(sentence, "")
                    continue
                question = _QUESTION.match(sentence.text)
                if question is not None and not (asked and lead):
                    asked = question["words"].strip()
                    prefixed = question["words"] != sentence.text.strip().rstrip("？?")
                    found += _cut(sentence, "")
                    continue
                found += _cut(sentence, asked or lead)
                asked = ""
        elif head and cells != head:
            found += _of_row(line, head, cells)
        else:
            head = cells
            found.append(Sentence(line.text, "，".join(_as_title(cells)), line.start, exact=False, head=True))
    return [Sentence(_own(page, one), one.words, one.start, one.asked, one.exact, one.head) for one in found]


def _own(page: Page, sentence: Sentence) -> str:
    return page.text[sentence.start : sentence.start + len(sentence.quote)]


def _cut(sentence: Span, asked: str) -> Iterator[Sentence]:
    lead = f"{asked}，" if asked else ""
    marks = [match.start() for match in _MARKED.finditer(sentence.text) if match.start()]
    for start, end in zip([0, *marks], [*marks, len(sentence.text)], strict=True):
        yield from _pieces(Span(sentence.text[start:end], sentence.start + start, sentence.start + end), lead, asked)
        lead = asked = ""


def _pieces(sentence: Span, lead: str, asked: str) -> Iterator[Sentence]:
    pattern = r"(?s:.+)" if len(sentence.text) <= LONGEST_QUOTE else rf"[^；;]{{1,{_LONGEST_READ}}}[；;]?"
    for piece in re.finditer(pattern, sentence.text):
        words = piece[0].strip()
        start = sentence.start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        if words:
            yield Sentence(words, f"{lead}{words}", start, asked)


def _parents(page: Page) -> dict[int, str]:
    """For each line of a drawn tree the line that it hangs under."""
    if not _TREE.search(page.text):
        return {}
    found: dict[int, str] = {}
    open_lines: list[tuple[int, str]] = []
    for line in paragraphs_in(page.view):
        depth = line.start - page.view.rfind("\n", 0, line.start) - 1
        while open_lines and open_lines[-1][0] >= depth:
            open_lines.pop()
        if open_lines:
            found[line.start] = open_lines[-1][1]
        open_lines.append((depth, line.text))
    return found


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


def _of_row(line: Span, head: list[str], cells: list[str]) -> Iterator[Sentence]:
    """A row as one sentence; where its columns are versions of the report, a sentence for each."""
    versions = [words_of("spoken").search(cell) is not None for cell in head[1:]]
    if any(versions) and not all(versions) and len(head) > 2:
        for column, cell in zip(head[1:], cells[1:], strict=False):
            yield Sentence(line.text, f"{column}{cells[0]}：{cell}", line.start, exact=False)
        return
    yield Sentence(line.text, _row(head, cells), line.start, exact=False)


def _row(head: list[str], cells: list[str]) -> str:
    """“问题及原因，不少于800字”: bare numbers take bound and unit from the head of their column."""
    told = []
    for index, cell in enumerate(cells):
        column = head[index] if index < len(head) else ""
        if index and _NUMBER.fullmatch(cell) and _with_head(column, cell):
            told.append(_with_head(column, cell))
        elif index and _MEASURED.search(column) and re.search(r"\d|分之|[一二三四五六七八九]成", cell):
            told.append(f"{column}{cell}")
        elif index and cell and (words_of("submit_lead").search(column) or _DAY_HEAD.search(column)):
            told.append(f"{column}：{cell}")
        elif cell and not re.fullmatch(r"\d{1,2}", cell):
            told.append(cell)
    words = [words for words in told if words]
    return f"{words[0]}：{words[1]}" if len(words) == 2 else "，".join(words)


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
