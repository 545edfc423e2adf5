"""The figures of a sentence of last year's report: which count something, which are promised, and what each measures."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.figures.reading import FigureSpan, read_figures
from assistant.text.spans import Span

_QUOTED = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|【[^】\n]{0,60}】|[（(][^（）()\n]{0,40}[）)]")
_DATED = frozenset({"年", "月", "日", "号", "季度", "个月", "天"})
LEAD = re.compile(
    r"^(?:(?:到|在|力争|计划|争取|确保)?(?:20\d\d年|明年|来年|年内|年底前?|全年|新的一年|今后|下一?步)(?:底|末)?(?:前|内|之前)?[，,]?)*"
    r"(?:我将|我们将|镇党委将|将|要|拟|确保|力争|计划|争取(?![资项上落])|努力|进一步|继续|再(?=[一-龥]))*"
)
"""What stands before a promise and is none of it: when, and that it is going to be done."""
ORDINAL = re.compile(
    r"^(?:——?|[（(]?[一二三四五六七八九十\d]{1,2}(?:是|[）)、.．])|头一[个条]|第[一二三四五六七八九]个?|首先|其次|再次|最后)[，,、]?"
)
_FIGURE_VERB = re.compile(r"(?:举办|开展|组织|召开|完成|实现|达到|增加|累计|共计?|先后|全年|全镇|有|达|为|到|了)+$")
_ONCE = re.compile(
    r"(?:办|开|搞|评|讲|上|做|训|查|议|访|开展|举办|组织|召开|进行|轮训|培训|走访|排查|评比|评议|检查|体检|调研|宣讲)好?了?$"
)
"""What is done once and can be counted: 办一次培训."""
_FOUNDED = re.compile(
    r"(?:新?建|建成|建立|成立|组建|新增|新设|开设|设立|制定|出台|编印|培育|引进|包联|联系|结对|包抓|整顿|选派)$"
)
"""What there is one more of when it is done: 制定一个办法."""
_SPENT = re.compile(r"(?:驻[村点]|蹲点|下沉|住村|到村|走访|调研|包联)[^，。；]{0,6}$")
_TIMES = frozenset({"次", "场", "期", "轮", "遍", "回", "堂", "课", "节"})
_THINGS = frozenset({"个", "家", "处", "所", "名", "条", "座", "本", "套"})
_RATE_OF = re.compile(
    r"^(?:村|社区|支部|党支部|党组织|乡镇|站所|单位|小区|网格)[^，。；]{0,14}率"
    r"(?:要|须)?(?:达到?|提高到|提升到|保持|不低于|为|在)?$"
)
"""17个村积分制覆盖率达到100%: the 17 tells of what."""
_EACH_OF = re.compile(r"^[一-龥“”]{1,12}(?:每|各|平均|均|逐)")


def pieces_of(sentence: Span) -> list[Span]:
    """The clauses of a sentence; a 、 parts them only behind a figure (协议5个、合同3个)."""
    held = _QUOTED.sub(lambda match: "\0" * len(match[0]), sentence.text)
    cuts = [match.start() for match in re.finditer(r"[，,；;。！]", held)]
    for match in re.finditer("、", held):
        before = re.split(r"[，,；;、。]", held[: match.start()])[-1]
        if re.search(r"[\d一二两三四五六七八九十百]", before) and counted(before):
            cuts.append(match.start())
    found, at = [], 0
    for cut in [*sorted(cuts), len(held)]:
        words = sentence.text[at:cut]
        if words.strip():
            start = sentence.start + at + len(words) - len(words.lstrip())
            found.append(Span(words.strip(), start, start + len(words.strip())))
        at = cut + 1
    return found


def counted(words: str) -> list[FigureSpan]:
    """The figures of some words that count or measure something: no dates, no names, no 一把手."""
    return [span for span in _measuring(words) if not _is_one(span) or span.figure.per is not None]


def promised(words: str) -> list[FigureSpan]:
    """The figures of a promise: as `counted`, and the 一 of what is done once or founded (办一次培训, 制定一个办法)."""
    return [span for span in _measuring(words) if not _is_one(span) or span.figure.per or _is_done_once(words, span)]


def _measuring(words: str) -> list[FigureSpan]:
    held = _QUOTED.sub(lambda match: "\0" * len(match[0]), words)
    return [
        span
        for span in read_figures(held)
        if span.figure.unit
        and (span.figure.unit not in _DATED or span.figure.per is not None or _is_time_spent(held[: span.start], span))
    ]


def _is_time_spent(before: str, span: FigureSpan) -> bool:
    """Whether days are what is promised: 驻点不少于40天."""
    return span.figure.unit == "天" and _SPENT.search(before) is not None


def _is_one(span: FigureSpan) -> bool:
    return span.text.startswith("一") and span.figure.value == Decimal(1)


def _is_done_once(words: str, span: FigureSpan) -> bool:
    """Whether a 一 is promised to be done: no 一个问题一个办法, no 一次次."""
    before, behind = words[: span.start], words[span.end :]
    if behind.startswith(("一", span.figure.unit)):
        return False
    if span.figure.unit in _TIMES:
        return _ONCE.search(before) is not None
    return span.figure.unit in _THINGS and "一" not in behind and _FOUNDED.search(before) is not None


def metric_of(words: str, span: FigureSpan) -> str:
    """What a figure measures in written words: what stands before it without time and verbs, then what stands behind."""
    before = LEAD.sub("", ORDINAL.sub("", re.split(r"[，；、：:]", words[: span.start])[-1]))
    before = _FIGURE_VERB.sub("", before)
    after = re.split(r"[，。；、（(]|全面|参与|和(?=[一-龥]{2})", words[span.end :])[0].strip("的")
    if span.figure.threshold is not None:
        inner = re.search(r"(?:以上|以下|以内)的?(?P<noun>[一-龥]{2,10}?)(?=\d|[一二两三四五六七八九十])", span.text)
        after = (inner["noun"] if inner else "") + after
    return f"{before}{after}"[-_LONGEST_METRIC:]


_LONGEST_METRIC = 30


def is_no_aim(words: str, span: FigureSpan, later: list[FigureSpan]) -> bool:
    """Whether a figure is none that is promised: 抓好三件事：, and the 26个 of 26个支部每月活动2次."""
    value = span.figure.value
    if (
        span.figure.unit in ("件", "项", "个")
        and value is not None
        and value < _FEW
        and words[span.end :].startswith(_MATTERS)
    ):
        return re.match("[一-龥]{1,4}(?:[：:]|$)", words[span.end :]) is not None
    if not later:
        return False
    between = words[span.end : later[0].start]
    return _EACH_OF.match(between) is not None or _RATE_OF.match(between) is not None


_FEW = 10
_MATTERS = ("事", "工作", "任务", "方面", "重点", "大事", "实事", "目标")
