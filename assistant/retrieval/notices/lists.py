"""The lists of a notice: 一、二、三、, （1）（2）, 一是二是, table rows, each with its points and what leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.retrieval.notices.text import cells_of
from assistant.text.spans import Span, paragraphs_in

_NUMERAL = "一二三四五六七八九十"
_MARKERS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?:^[ \t\u3000#*•]*|(?<=[。；;：:，,、\s]))(?P<n>[{_NUMERAL}]{{1,3}})[、.．]",
        rf"(?:^[ \t\u3000#*]*|(?<=[。；;：:，,、\s]))[（(](?P<n>[{_NUMERAL}]{{1,3}})[）)]、?",
        r"(?:^[ \t\u3000#*]*|(?<=[。；;：:，,、\s]))(?P<n>\d{1,2})(?:[.．](?:(?!\d)|(?=20\d\d年))|、)",
        r"(?:^[ \t\u3000#*]*|(?<=[。；;：:，,、\s]))(?P<n>\d{1,2})[）)](?!\d)",
        r"(?:^[ \t\u3000#*]*|(?<=[。；;：:，,、\s]))(?P<n>[a-h])[.．）)、](?![a-z\d])",
        r"(?:^[ \t\u3000#*]*|(?<=[。；;：:，,、\s写反映]))[（(](?P<n>\d{1,2})[）)]、?",
        r"(?P<n>[①-⑳])",
        rf"(?:^[ \t\u3000]*|(?<=[。；;：:，,、\s]))(?P<n>[{_NUMERAL}])(?:是(?!否)|要(?=[一-龥]))",
        rf"(?:^[ \t\u3000]*|(?<=[。；;：:，,、\s“]))第(?P<n>[{_NUMERAL}])"
        r"(?:部分|板块|块|方面|章|栏|条|段)(?:主要|着重|重点)?(?:[为是：:，、]|[写讲谈](?!作))?",
        rf"(?:^[ \t\u3000]*|(?<=[。；;：:，,、\s]))主体(?P<n>[{_NUMERAL}])[：:]",
    )
)
_FARTHEST = 1200
_BRACKETED = re.compile(r"[（(]([一-龥、]{4,24})[）)]")
_ASIDE = re.compile(r"[（(][^（）()\n]{1,12}[）)](?=[一-龥“])")
_TITLE_END = re.compile(r"[。；;：:？?\n（(\t|｜]|[，,](?!、)|——")
QUOTED = re.compile(r"“[^”\n]{1,40}”|《[^》\n]{1,40}》")
MOST_TITLE = 40


@dataclass(frozen=True)
class Entry:
    """One point of a list: its number, its title, where it stands, its `first` sentence, and how much stands `after` it."""

    number: int
    title: str
    start: int
    end: int
    first: str = ""
    after: int = 0


@dataclass(frozen=True)
class Run:
    """A list that counts on from one; `lead` is what stands before it."""

    lead: str
    entries: tuple[Entry, ...]
    table: bool = False


_SPOKEN = re.compile(r"(?:^|(?<=[，,。；;：:、]))(?:再|另|还有)?一[个件项块](?:就)?是")


def _spoken_lists(text: str) -> Iterator[Run]:
    """一个是……，一个是……，再一个是……: a list without numbers."""
    group: list[re.Match[str]] = []
    for match in (*_SPOKEN.finditer(text), None):
        near = match is not None and group and match.start() - group[-1].end() <= MOST_TITLE
        if match is not None and (near or not group):
            group.append(match)
            continue
        if len(group) > 1:
            yield _run(text, group)
        group = [match] if match is not None else []


def runs_in(text: str) -> list[Run]:
    """The lists of a notice, each marker style by itself; `text` as the page's view."""
    found: list[Run] = list(_spoken_lists(text))
    for pattern in _MARKERS:
        group: list[re.Match[str]] = []
        for match in pattern.finditer(text):
            value = _value(match["n"])
            if group and value == len(group) + 1 and match.start() - group[-1].start() < _FARTHEST:
                group.append(match)
                continue
            if len(group) > 1:
                found.append(_run(text, group))
            group = [match] if value == 1 else []
        if len(group) > 1:
            found.append(_run(text, group))
    return sorted([*found, *_dashed(text), *_tables(text), *_hanging(text)], key=lambda run: run.entries[0].start)


_DASHED = re.compile(r"^[ \t\u3000]*(?:——?|[·•●■▲◆*-])[ \t\u3000]*(?=[一-龥“])", re.MULTILINE)


def _dashed(text: str) -> Iterator[Run]:
    """Lines behind a dash or a dot, one after the other."""
    group: list[re.Match[str]] = []
    for match in (*_DASHED.finditer(text), None):
        if match is not None and (not group or text.count("\n", group[-1].end(), match.end()) == 1):
            group.append(match)
            continue
        if len(group) > 1:
            yield _run(text, group)
        group = [match] if match is not None else []


_LEAD_LINE = re.compile(r"^(?:[一-龥“”]{2,8}|.{2,60}[：:])$")
_MOST_PLAIN = 40
_ENDED = re.compile(r"[。！？?]$|[，,]")


def _hanging(text: str) -> Iterator[Run]:
    """Lines without marks that hang under a line: set in under it, or following one that ends with a colon."""
    lines = paragraphs_in(text)
    depths = [line.start - text.rfind("\n", 0, line.start) - 1 for line in lines]
    for number, line in enumerate(lines):
        if not _LEAD_LINE.match(line.text):
            continue
        under: list[Span] = []
        for depth, below in zip(depths[number + 1 :], lines[number + 1 :], strict=True):
            deeper = depth > depths[number] and (not under or depth == depths[number + 1])
            plain = line.text.endswith(("：", ":")) and depth == depths[number]
            bare = (
                len(below.text) <= _MOST_PLAIN
                and not _ENDED.search(below.text)
                and not re.search("[：:\t|]", below.text)
            )
            if not (deeper or plain) or not bare or _LISTED.match(below.text):
                break
            under.append(below)
        if len(under) > 1:
            yield Run(
                line.text, tuple(Entry(n, _title(one.text), one.start, one.end) for n, one in enumerate(under, 1))
            )


_LISTED = re.compile(rf"[（(]?(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})[、.．）)]|[①-⑳•—·-]|第[{_NUMERAL}]")


def _tables(text: str) -> Iterator[Run]:
    """The rows of a table, each by its first cell that is no number; the head is the lead."""
    rows: list[tuple[Span, str]] = []
    for line in [*paragraphs_in(text), Span("", len(text), len(text))]:
        cells = [cell for cell in cells_of(line.text) if cell and not re.fullmatch(r"\d{1,2}", cell)]
        if len(cells) > 1:
            rows.append((line, cells[0]))
            continue
        if len(rows) > 2:
            entries = [Entry(n, _title(cell), row.start, row.end) for n, (row, cell) in enumerate(rows[1:], start=1)]
            yield Run(rows[0][0].text, tuple(entries), table=True)
        rows = []


def _value(words: str) -> int:
    if words.isdigit() and words.isascii():
        return int(words)
    if "a" <= words <= "h":
        return ord(words) - ord("a") + 1
    if len(words) == 1 and "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    tens, ten, ones = words.partition("十")
    if not ten:
        return _NUMERAL.index(words[0]) + 1
    return (_NUMERAL.index(tens) + 1 if tens else 1) * 10 + (_NUMERAL.index(ones) + 1 if ones else 0)


def _run(text: str, group: list[re.Match[str]]) -> Run:
    entries: list[Entry] = []
    for index, match in enumerate(group):
        long = any(entry.after for entry in entries)
        end = group[index + 1].start() if index + 1 < len(group) else _end(text, match, long)
        words = text[match.end() : end].strip()
        first, _, after = words.partition("。")
        entries.append(Entry(index + 1, _title(words), match.end(), end, first, len(after.strip())))
    return Run(_lead(text, group[0].start()), tuple(entries))


def _end(text: str, match: re.Match[str], long: bool) -> int:
    """Where a list's last entry ends: with its line, or in running text with its sentence where the others do too."""
    at = match.end()
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    if long or not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip():
        return line
    stop = text.find("。", at, line)
    return line if stop < 0 else stop + 1


def _lead(text: str, at: int) -> str:
    before = text[max(0, at - 240) : at].rstrip()
    line = before.rsplit("\n", 1)[-1]
    pieces = [piece for piece in re.split(r"[。；;]", line) if piece.strip()]
    return pieces[-1] if pieces else ""


def _title(words: str) -> str:
    bracketed = _BRACKETED.match(words.strip())
    if bracketed:
        return bracketed[1]
    words = _ASIDE.sub("", re.sub("^其中[：:，]", "", words.strip()))
    held = QUOTED.sub(lambda match: "\0" * len(match[0]), words)
    stop = _TITLE_END.search(held)
    title = words[: stop.start() if stop else len(held)].strip(' \t\u3000*"，,、')
    if title.startswith("“") and title.endswith("”") and title.count("“") == 1:
        title = title[1:-1]
    return title if len(title) <= MOST_TITLE else ""
