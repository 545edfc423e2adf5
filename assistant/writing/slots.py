"""What a request tells beside its wish: who, when, how many, how long, which words for which, which items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.figures.numerals import numeral
from assistant.figures.reading import FigureSpan, read_figures
from assistant.text.patterns import Lazy
from assistant.writing.asked import Target
from assistant.writing.naming import read_list

_NUMBER = "[0-9零一二两三四五六七八九十百千]+"
_TITLE = (
    "(?:我(?:自己|本人)?|本人|[一-龥]{0,7}?(?:书记|委员|镇长|乡长|区长|主任|部长|主席|所长|站长|局长|校长|网格长|干事|专干|专员|组织员|班子成员|领导)"
    "(?:[一-龥]{2,3}(?=$|，|来|负责|牵头|管|抓|盯|去))?|[一-龥]{0,6}(?:党建办|党群办|组织办|综治办|办公室|服务中心|中心|党支部|支部|党委|人大|武装部|司法所|派出所|妇联|团委|站|所|办|科))"
)
_GIVEN = Lazy(
    "(?:责任人|责任领导|责任单位|牵头(?:的|人)?|负责人)?(?:就|都|也|统一|全|先)?(?:写上?|填上?|给到?|归到?|由|让|叫|交给|交由|派给|落给|请|安排|定(?:成|为)?|算|放|是|为|换成|改成|改为|指定|明确(?:为)?)"
    f"(?P<who>{_TITLE})"
)
_DOES_IT = Lazy(f"(?P<who>{_TITLE})(?:来|去|亲自|直接|要|得)?(?:管|抓|牵头|负责|盯|认领|挂帅|兜底|办|干|落实|主抓|包)")
_ALONE = Lazy(f"(?:就|还是)?(?P<who>{_TITLE})")
_DUE = Lazy(
    r"(?:到|在|于|至|赶在|拖到|放宽到|定在|改到|限)?(?P<due>(?:明年|来年|当年|次年|\d{4}年)?(?:的)?(?:年底|年末|年中|上半年|下半年|第?[一二三四]季度(?:末|底)?"
    r"|(?:1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])月(?:份|底|末|初|中旬|上旬|下旬|中)?(?:\d{1,2}[日号])?|春节|五一|七一|八一|国庆(?:节)?|元旦|汛期|春耕|秋收|换届)(?:之前|以前|前|之内|以内|内)?)"
)
_FEWER = Lazy(
    rf"(?:再|瘦身|瘦|减|少|去|砍|删|精简|压|抠|挤|缩)(?:掉|去|个|下|出)*(?P<n>{_NUMBER})(?:多|来)?(?:个)?字(?!以内|左右|以下|之内|内|上下)"
)
_LENGTH = Lazy(rf"(?P<n>{_NUMBER})(?:多|来)?(?:个)?字")
_OF_A_QUOTATION = Lazy(rf"”(?:这|那)?{_NUMBER}个?字")
_MINUTES = Lazy(rf"(?:到|成|在|留|剩|只)(?:够)?(?P<n>{_NUMBER})分钟")
CHARACTERS_A_MINUTE = 220
"""How fast a report is read aloud, as the spoken version has it."""
_SHARE = (
    "(?P<part>一?半|[一二两三四五六七八九]成半?|(?P<of>[一二两三四五六七八九十])分之(?P<n>[一二两三四五六七八九])"
    rf"|(?P<per>\d{{1,2}})%|百分之(?P<cn>{_NUMBER}))"
)
_CUT_SHARE = Lazy(f"(?:砍|压|减|去|删|缩|精简|瘦|少|抠|裁)(?:掉|去|短|下|个)*{_SHARE}")
_LEFT_SHARE = Lazy(f"(?:压到|缩到|剩|留|只要|减到|砍到|砍成|压成|留下){_SHARE}")
_NO_COUNT = (
    "年",
    "月",
    "日",
    "号",
    "季度",
    "字",
    "条",
    "段",
    "句",
    "处",
    "版",
    "部分",
    "个字",
    "项",
    "遍",
    "点",
    "分钟",
)
_WAS_BEFORE = Lazy(
    "(?:你.{0,4}写了?|写了|稿子(?:里|上)?(?:写|是|的)*|不是|不止|没有|没得|写成|记成|报成|说成|弄成|搞成|错成|写的(?:是)?|原来(?:是|写)?|原先|从|由|把|那个|之前(?:是|写)?)$"
)
_WAS_AFTER = Lazy(
    "^(?:多|来|余)?(?:[一-龥]{0,3})?(?:那(?:个)?(?:数|数字)?)?(?:写|报|记|弄|搞|说|算|填)?(?:错|岔|串|多了|少了|高了|低了|大了|小了|不对|有误|不准|太多|太少|太高|太低|是错|这(?:个)?数不)"
)
_INTO = Lazy("^(?:的)?(?:[一-龥]{0,4}[，]?)?(?:要|得|还是|就|先)?(?:改|换|变|调|提|降|增|砍)(?:成|为|到|作|至)?$")
_IS = Lazy("(?:是|为|有|成|到|应|该|按|实打实|其实|改|换|就|写|填)$")


AROUND = Lazy(
    "^(?:把|将|有关|关于|涉及)|(?:的|那|这)(?:个|件|桩)?(?:事|话|段|句|块|牌子|说法|提法|内容|字|名字|东西)?(?:也|就|都|还是|再|先|可)*$|(?:先|也|就|都|千万|还是|可|再|你|您)+$"
)
"""The small words around what is meant."""


def who(words: str) -> str:
    """Who is to answer for it; "" where nobody is named."""
    for pattern in (_GIVEN, _DOES_IT):
        found = pattern.search(words)
        if found:
            return _name(found["who"])
    found = _ALONE.fullmatch(words.strip("，。； ").removesuffix("吧"))
    return _name(found["who"]) if found else ""


def _name(words: str) -> str:
    return re.sub("^(?:就|都|由|让|叫|给|归|写|是|请|上|到)+", "", words)


def due(words: str) -> str:
    """By when; "" where no date or season is named."""
    found = _DUE.search(words)
    return found["due"].strip("的") if found else ""


@dataclass(frozen=True)
class Length:
    """How long a place is to be: `count` 字, `fewer` 字 less, or `share` of what there is."""

    count: int | None = None
    fewer: int | None = None
    share: float | None = None


def length(words: str) -> Length | None:
    """The length asked for; None where none is named, or where the 字 are those of a quotation (“零强拆”三个字)."""
    if _OF_A_QUOTATION.search(words):
        return None
    if found := _FEWER.search(words):
        return Length(fewer=_count(found["n"]))
    if found := _LENGTH.search(words):
        return Length(count=_count(found["n"]))
    if found := _MINUTES.search(words):
        return Length(count=_count(found["n"]) * CHARACTERS_A_MINUTE)
    for pattern, cut in ((_CUT_SHARE, True), (_LEFT_SHARE, False)):
        if found := pattern.search(words):
            share = _share(found)
            return Length(share=1 - share if cut else share)
    return None


def _count(words: str) -> int:
    value = numeral(words)
    return int(value) if value is not None else 0


def _share(found: re.Match[str]) -> float:
    part = found["part"]
    if "半" in part and "成" not in part:
        return 0.5
    if found["of"]:
        return _count(found["n"]) / _count(found["of"])
    if found["per"] or found["cn"]:
        return _count(found["per"] or found["cn"]) / 100
    return _count(part[0]) / 10 + (0.05 if part.endswith("半") else 0)


def counts(words: str) -> list[FigureSpan]:
    """Figures that count something of the report: no length, date, ordinal or number of items; bare ones beside others."""
    found = [span for span in read_figures(words) if _counted(span, words)]
    if len(found) == 1 or (not found and re.search("数|核|台账|口径", words)):
        for bare in _BARE.finditer(words):
            apart = not found or bare.end() <= found[0].start or bare.start() >= found[0].end
            figure = next((span.figure for span in read_figures(f"{bare[0]}个")), None)
            if apart and figure is not None and len(found) < 2:
                found.append(FigureSpan(bare.start(), bare.end(), bare[0], figure))
    return sorted(found, key=lambda span: span.start)


_BARE = Lazy(r"(?<=[是为到成改按])(?<![0-9.])[0-9]{2,9}(?:\.[0-9]+)?(?![0-9.年月日号条个字分])")


def _counted(span: FigureSpan, words: str) -> bool:
    return (
        span.figure.unit not in _NO_COUNT
        and not words[: span.start].endswith(("第", "倒数"))
        and not words[span.end :].startswith(("字", "个字"))
    )


def correction(words: str) -> tuple[str, str, str] | None:
    """(what about, the old figure or "", the new one or "") of a correction; None where it cannot be told which is which."""
    found = counts(words)
    if not found or len(found) > 2:
        return None
    subject = _subject(words[: found[0].start])
    if len(found) == 1:
        one = found[0]
        was = _WAS_AFTER.match(words[one.end :]) or re.search("不是$|那个$", words[: one.start])
        return (subject, one.text, "") if was else (subject, "", one.text)
    first, second = found
    if first.figure == second.figure:
        return None
    before, after = (
        (words[: first.start], words[first.end : second.start]),
        (words[first.end : second.start], words[second.end :]),
    )
    called = [_WAS_AFTER.match(before[1]) is not None, _WAS_AFTER.match(after[1]) is not None]
    led = [_WAS_BEFORE.search(before[0]) is not None, _WAS_BEFORE.search(after[0]) is not None]
    was_first, was_second = called if called[0] != called[1] else led
    if was_first == was_second:
        between = words[first.end : second.start]
        leads = _INTO.search(between) or _IS.search(between) or "，" in between
        return (subject, first.text, second.text) if leads and not was_second else None
    return (subject, first.text, second.text) if was_first else (subject, second.text, first.text)


_IDLE = Lazy(
    "(?:把|将|那|这|里面|里|的|数字|数据|数|那块|这块|一块|我|是|写|报|记|说|人家|统计|口径|其实|实际|应该|应|往小了|往大了|不|岔|错|了|，|太|都|就|上面|稿子|给|按|台账|有|个)+$"
)


def _subject(words: str) -> str:
    words = re.split("[，。；]", words.strip("，。； "))[0] if len(words) > 12 else words.strip("，。； ")
    words = re.sub("^(?:把|将|那个|这个|关于|还有|另外)+", "", words)
    words = re.sub(
        "(?:(?:那|这)(?:块|个|里|段|句|事|条))?(?:我|您|你)?(?:记|写|说|报|弄|搞|填)?(?:岔|错|混)了?.*$", "", words
    )
    return _IDLE.sub("", words)


def quoted(words: str) -> list[str]:
    """What stands in quotation marks, in order."""
    return re.findall("“([^“”]+)”", words)


_ITEMS = Lazy(
    "(?:第?[0-9一二两三四五六七八九十]{1,3}(?:条|个|项|点)?(?:问题|措施|原因)?(?:和|跟|与|同|、|及|以及|还有)?){1,5}(?:第?[0-9一二三四五六七八九十]{1,3}(?:条|个|项|点|两条|这两条))(?:问题|措施|原因)?"
    "|(?:前|头|后|最后)(?:面)?(?:的)?[两二三四]条"
    "|(?:问题|措施|原因)[一二三四五六七八九十](?:和|跟|与|同|、)(?:问题|措施|原因)?[一二三四五六七八九十]"
)


def only_due(words: str) -> bool:
    """Whether a clause is a date and hardly more: 缓到五月底, 十月底."""
    found = _DUE.search(words)
    return found is not None and len(words) - len(found[0]) <= 3


def items(words: str) -> tuple[Target, ...]:
    """The items that are named side by side; () where fewer than two."""
    for found in _ITEMS.finditer(words):
        told = read_list(found[0])
        if len(told) > 1:
            return told
    return ()
