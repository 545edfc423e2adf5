"""Group G: punctuation, spaces, digits, quotation marks, numerals and word forms (handbook §4.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checking.lexicon import pattern, slips
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.standing import figures_of
from assistant.text.patterns import Lazy

_HALF = Lazy(r"(?<=[一-龥”’）》])[,;:?!()](?!\d)|(?<![\d)])[,;:?!(](?=[一-龥“‘（《])")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_SPACE = Lazy(r"(?<=[一-龥“”、，。；：！？（）《》%])[ \u3000\u00a0\t]+(?=[一-龥“”、，。；：！？（）《》])")
_QUOTE = Lazy("[“”]")
_ADJACENT = Lazy(r"”(、?)“")
_WIDE_DIGITS = Lazy(r"[０-９％．]+")
_SHORT_YEAR = Lazy(r"(?<![\d.])(?:1\d|2\d)年(?=度|[初底末]|\d{1,2}月|上半|下半|以来)|‘\d{2}年")
_COUNTED = frozenset([*"个名户处条场次期件项座支家人所间套本份亩", "公里", "场次", "人次"])
_AFTER_ORDINAL = Lazy(r"(?:^|(?<=[。；\n]))[一二三四五六七八九十]是[，、：,:]", flags=re.MULTILINE)
_DASHES = (
    (Lazy(r"(?<=[一-龥])-{1,3}(?=[一-龥])|(?<![—-])—(?=[一-龥])(?<=[一-龥]—)"), "破折号占两格，写“——”"),
    (Lazy(r"(?<=\d)[-~](?=\d{4}年)|(?<=年)[-~](?=\d)"), "起止年份用“—”或“至”"),
    (Lazy(r"[\[［【]20\d\d[\]］】](?=\d|第)"), "文号里的年份用六角括号“〔〕”"),
    (Lazy(r"<<[^<>\n]{2,40}>>|<(?=[一-龥])[^<>\n]{2,40}>"), "书名号写“《》”"),
)


def _hits(found: list[tuple[int, int]], message: str) -> Iterator[Hit]:
    """One finding for all places of one kind, at the first of them."""
    if found:
        told = f"共{len(found)}处，" if len(found) > 1 else ""
        yield Hit(f"{told}{message}", *found[0])


@rule("G01", "medium", "汉字之间的半角标点，打印出来一眼就看见")
def marks_full_width(subject: Subject) -> Iterator[Hit]:
    """No half-width punctuation stands between Chinese characters."""
    for match in _HALF.finditer(subject.report.text):
        yield Hit(f"半角“{match[0]}”改成全角“{_WIDE[match[0]]}”。", match.start(), match.end())


@rule("G02", "medium", "引号不成对，分不清哪句是原话")
def quotes_in_pairs(subject: Subject) -> Iterator[Hit]:
    """In each paragraph opening and closing quotation marks take turns."""
    for paragraph in subject.report.paragraphs:
        open_at: int | None = None
        for match in _QUOTE.finditer(paragraph.text):
            at = paragraph.start + match.start()
            if (match[0] == "“") == (open_at is not None):
                advice = "前一个引号没有收住，里面再用引号的改用‘ ’" if match[0] == "“" else "前面缺一个“"
                yield Hit(f"引号不成对：{advice}，请补齐。", at, at + 1)
                break
            open_at = at if match[0] == "“" else None
        else:
            if open_at is not None:
                yield Hit("这个引号没有收住，请补上后引号。", open_at, open_at + 1)


@rule("G03", "medium", "汉字和标点之间多出的空格，是拼凑和粘贴的痕迹")
def no_stray_spaces(subject: Subject) -> Iterator[Hit]:
    """No space stands between Chinese characters, punctuation and quotation marks, names in a signature excepted."""
    for paragraph in subject.report.paragraphs:
        if len(paragraph.text) <= 30 and not re.search("[。，；]", paragraph.text):
            continue
        for match in _SPACE.finditer(paragraph.text):
            start, end = paragraph.start + match.start(), paragraph.start + match.end()
            yield Hit("这里多了空格，请删去。", start, end)


@rule("G04", "low", "并列引号之间有的加顿号有的不加，前后不一")
def adjacent_quotes_alike(subject: Subject) -> Iterator[Hit]:
    """Between quotations in a row 、 stands always or never (GB/T 15834 usually leaves it out; only sameness is asked)."""
    found = list(_ADJACENT.finditer(subject.report.text))
    with_mark = [match for match in found if match[1]]
    if with_mark and len(with_mark) < len(found):
        few, advice = (
            (with_mark, "去掉") if len(with_mark) * 2 <= len(found) else ([m for m in found if not m[1]], "加上")
        )
        places = [(match.start(), match.end()) for match in few]
        yield from _hits(
            places,
            f"并列引号之间顿号用法不一（{len(with_mark)}处用、{len(found) - len(with_mark)}处不用），{advice}顿号就一致了。",
        )


@rule("G05", "medium", "全角数字和两位年份，汇编时要一个个改")
def digits_plain(subject: Subject) -> Iterator[Hit]:
    """Digits and % are half-width, years have four digits."""
    text = subject.report.text
    yield from _hits([match.span() for match in _WIDE_DIGITS.finditer(text)], "全角数字、百分号改成半角。")
    for match in _SHORT_YEAR.finditer(text):
        yield Hit(f"“{match[0]}”年份写全四位。", match.start(), match.end())


@rule("G06", "low", "统计数字用阿拉伯数字，才和别处一致")
def counts_in_digits(subject: Subject) -> Iterator[Hit]:
    """A count told in Chinese numerals (两个, 三名) is better in digits; set phrases and ordinals are left alone."""
    text = subject.report.text
    if not re.search(r"\d(?:个|名|户|次|场)", text):
        return
    found = [
        span
        for span in figures_of(text)
        if re.match("[二两三四五六七八九十百]", span.text)
        and span.figure.unit in _COUNTED
        and not span.figure.per
        and span.figure.low is None  # 三四个: neighbouring numerals stay in characters (GB/T 15835)
    ]
    if found:
        told = "、".join(dict.fromkeys(f"“{span.text}”" for span in found[:6]))
        yield Hit(f"{told}是统计数，建议写成阿拉伯数字，同别处一致。", found[0].start, found[0].end)


@rule("G07", "medium", "序次语“一是”后面不加标点")
def ordinals_without_comma(subject: Subject) -> Iterator[Hit]:
    """一是, 二是 are not followed by a mark."""
    for match in _AFTER_ORDINAL.finditer(subject.report.text):
        yield Hit(f"“{match[0]}”：去掉序次语后面的标点。", match.start(), match.end())


@rule("G08", "low", "连接号、括号用错，文件名和起止年份就读岔了")
def dashes_right(subject: Subject) -> Iterator[Hit]:
    """Dashes, brackets of document numbers and title marks in their right form."""
    for expression, advice in _DASHES:
        for match in expression.finditer(subject.report.text):
            yield Hit(f"“{match[0]}”：{advice}。", match.start(), match.end())


@rule("G09", "low", "异形词取推荐的写法")
def recommended_forms(subject: Subject) -> Iterator[Hit]:
    """Words with two spellings in the recommended one (knowledge/checks/slips.yaml)."""
    for slip in slips("G09"):
        for match in pattern(slip.find).finditer(subject.report.text):
            yield Hit(f"“{match[0]}”：{slip.say}。", match.start(), match.end())
