"""A notice laid out for reading: broken lines joined, and beside its words the same words cleared of noise, sign for sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.figures.numerals import plain_width
from assistant.retrieval.notices.words import notice_words, words_of

_WRAPPED = 60
"""No page holds more characters a line; a longer line is a paragraph that nothing has broken."""
_FEWEST_BROKEN = 3
_SHORTEST_LINE = 12
_STOPPED = re.compile(r"[。！？!?；;：:…”》）)]\s*$|通知$|[\t|｜]")
_BEGINS = re.compile(
    r"[ \t\u3000]*(?:[#*●■▲·•□>-]|[（(]?[一二三四五六七八九十\d]{1,3}(?:[、.．）)，,·](?!\d)|是(?!否)|要)|[①-⑳]|第[一二三四五六七八九十]"
    r"|[【├└│]|[A-Za-z]\d?[：:.)]|[一-龥]{2,6}[：:]|问[:：]|答[:：]|关于|附件|中共|各[^，。]{1,20}[:：]|(?:20\d\d|二[〇○零])[^，。]{1,12}日?$|$)"
)
_TOKENS = re.compile(r"[^ \t\u3000]+")
_FEWEST_TOKENS = 5
_CJK = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…%\d]"
_BETWEEN = re.compile(rf"(?<={_CJK})[ \u3000]+(?={_CJK})")
_LABEL = re.compile(r"^(\s*)【([^】\n]{1,10})】", re.MULTILINE)
_FRAME = re.compile(r"[├└│─┌┐┘┤┬┴┼]")
_BULLET = re.compile(r"^([ \t\u3000]*)[□☐☑√✓✔▶►➤★☆◎○◇](?=[ \t\u3000]*[一-龥“])", re.MULTILINE)
_QUOTING = re.compile(r"^[ \t]*(?:>{1,4}|…+)(?=[ \t]*[^\s])", re.MULTILINE)
_NUMBER = re.compile(r"^(\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}))[，,·.．](?=[ \t]*[^\d\s])", re.MULTILINE)
_SIGNS = str.maketrans(";?!()", "；？！（）") | {
    first + place: 0x2460 + place for first in (0x2474, 0x2488) for place in range(20)
}
"""Western signs as Chinese writes them; ⑴ and ⒈ as ①."""
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),")
_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_POINT = re.compile(r"(?<=[一-龥）％%])\.(?=\s|$|[一-龥（\d])", re.MULTILINE)
_STRAIGHT = re.compile(r'"([^"\n]{1,40})"|「([^」\n]{1,40})」|『([^』\n]{1,40})』')
_PARTED_NUMBER = r"(?P<bound>(?:{bounds})\d{{1,2}}) (?P<rest>\d{{3}}\s?字)"
"""不超过2 400字: a blank that a typesetter puts between thousands. Elsewhere it parts two numbers: 存在问题 2 600字."""
_AROUND_NUMBER = re.compile(r"(?<=\d) +(?=[年月日号时点字分%％])|(?<=[年月日前于至]) +(?=\d)")
_BANKERS = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}(?=个?字|分钟)")
_SMALL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_ASKED_IN_ROW = re.compile(
    r"(?:回答|说清楚?|讲清楚?|写清楚?|交代清?楚?)[^。？\n：]{0,16}：(?P<row>(?:[^。？\n]{3,40}？){2,})"
)
"""必须回答三个问题：A怎么抓？B怎么治？: the questions are the members of one list."""
_KEYCAP = re.compile("(?<=\\d)\ufe0f?\u20e3")
_HEAVY = re.compile(r"\*\*|__")
_MOST_CELL = 16


@dataclass(frozen=True)
class Page:
    """A notice's own `text`, mended, and `view`, as it is read; both of one length, place for place."""

    text: str
    view: str


def laid_out(text: str) -> Page:
    """The page to read. Time is linear in the text."""
    text = mended(_unspaced(text.replace("\r\n", "\n").replace("\r", "\n")))
    parted = _PARTED_NUMBER.format(bounds=words_of("before_length").pattern)
    text = _AROUND_NUMBER.sub("", re.sub(parted, r"\g<bound>\g<rest>", text))
    return Page(text, _view(text))


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
    return bool(line.strip()) and _STOPPED.search(line) is None and _columns(line) is None


def _unspaced(text: str) -> str:
    """A text that a scan has set with blanks between its characters, without them."""
    lines = text.split("\n")
    tokens_of = [[] if re.search(r"[\t|｜]", line) else _TOKENS.findall(line) for line in lines]
    told = [len(tokens) >= _FEWEST_TOKENS and _mostly_single(tokens) for tokens in tokens_of]
    if sum(told) * 3 < len([line for line in lines if line.strip()]) or sum(told) == 0:
        return _LABEL.sub(lambda match: f"{match[1]}【{''.join(match[2].split())}】", text)
    return "\n".join(_BETWEEN.sub("", line.strip()) for line in lines)


def _mostly_single(tokens: list[str]) -> bool:
    return sum(len(token) == 1 for token in tokens) * 2 >= len(tokens)


def _view(text: str) -> str:
    view = plain_width(text).translate(_SIGNS)
    for slip, right in (*notice_words().scanned, *notice_words().scanned):
        view = re.sub(slip, right, view)
    view = _FRAME.sub(" ", _HEAVY.sub("  ", view))
    view = _QUOTING.sub(lambda match: " " * len(match[0]), view)
    view = _KEYCAP.sub(lambda match: "、" + " " * (len(match[0]) - 1), view)
    view = _BULLET.sub(r"\1•", view)
    view = _LABEL.sub(lambda match: f"{match[1]} {match[2]}：", view)
    view = _NUMBER.sub(r"\1、", view)
    view = _STRAIGHT.sub(lambda match: f"“{match[0][1:-1]}”", view)
    view = "".join(_in_cells(view.split("\n")))
    view = _POINT.sub("。", _COLON.sub("：", _COMMA.sub("，", view)))
    view = _BANKERS.sub(lambda match: match[0].translate(_SMALL), view)
    view = _ASKED_IN_ROW.sub(lambda match: match[0][:-1].replace("？", "；") + "。", view)
    return view if len(view) == len(text) else text


def _in_cells(lines: list[str]) -> Iterator[str]:
    """The lines with tabs between what stands in columns: three lines that are parted alike, by commas or by blanks."""
    kinds = [_columns(line) for line in lines]
    for number, line in enumerate(lines):
        parting = kinds[number]
        near = [kinds[n] for n in range(max(0, number - 2), min(len(lines), number + 3)) if n != number]
        if parting and near.count(parting) >= 2:
            line = re.sub(parting[0], lambda match: "\t" + " " * (len(match[0]) - 1), line.rstrip())
            line += " " * (len(lines[number]) - len(line))
        yield line + ("\n" if number + 1 < len(lines) else "")


def _columns(line: str) -> tuple[str, int] | None:
    words = line.strip()
    for parting in (",", r"(?<=\S)(?: {2,}|[ ]*\u3000[ \u3000]*)(?=\S)"):
        cells = re.split(parting, words)
        if len(cells) > 2 and "\t" not in words and (parting != "," or max(map(len, cells)) <= _MOST_CELL):
            return parting, len(cells)
    return None
