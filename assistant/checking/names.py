"""Names that stand in a text: villages, communities, cooperatives, and what stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.checking.lexicon import cue, words
from assistant.text.patterns import Lazy
from assistant.wording.name_rules import name_rules

_QUOTED = Lazy(r"“([^“”\n]{1,40})”")


@dataclass(frozen=True)
class Name:
    """A name with its place; `sure`: the words around it say that it is one."""

    text: str
    start: int
    end: int
    sure: bool


@cache
def _place() -> re.Pattern[str]:
    ends = "|".join(words().name_ends)
    breaks = re.escape("".join(words().name_breaks))
    return re.compile(
        rf"[^\W\da-zA-Z_{breaks}]{{1,8}}?(?:{ends})(?!庄|民|级|干|务|容|史|规|道|企|医|小学|集体|里|委|官|两|貌|镇|组|书记|屯|落|头|社|医)"
    )


def _bare(name: str) -> str:
    for end in sorted(words().name_ends, key=len, reverse=True):
        if name.endswith(end):
            return name[: -len(end)]
    return name


def _generic(bare: str) -> bool:
    return not bare or any(bare.endswith(word) for word in words().not_names)


_AROUND = 1
"""Characters before a match that may be of the same word: the 以 of 以上村, the 支 of 党支部村."""


def _lead(name: str, before: str) -> int:
    """How many characters of a match are but what is meant to be done to the place (力争 of 力争石桥村), or count
    something (天 of 看了3天肉牛合作社)."""
    if before.isdigit() and name[0] in name_rules().measures:
        return 1
    return max((len(lead) for lead in words().name_leads if name.startswith(lead)), default=0)


_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十百几数]{1,3})(?:多|余)?个"
_COUNTED_BEHIND = re.compile(rf"{_COUNT}(?:以上|以内|左右)?(?=[，。；、：）)\s]|$|已|均|全部|和|及)")
_COUNTED_BEFORE = re.compile(rf"(?:{_COUNT}|每个|各个|所有|全部|部分|这批|一批)的?$")


def _counted(text: str, match: re.Match[str]) -> bool:
    """Whether villages are counted and not named: 百万元村2个, 三个空壳村; but 石桥村3个支部 names one."""
    if _COUNTED_BEHIND.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 8) : match.start()]
    inside = _COUNTED_BEFORE.match(match.group()) or re.match(_COUNT, match.group())
    return inside is not None or _COUNTED_BEFORE.search(before) is not None


def place_names(text: str) -> list[Name]:
    """Villages, communities and the like that are called by a name; 行政村, 各村, 软弱涣散村 are none."""
    found = []
    for match in _place().finditer(text):
        lead = _lead(match.group(), text[max(0, match.start() - 1) : match.start()])
        bare = _bare(match.group()[lead:])
        around = text[max(0, match.start() - _AROUND) : match.start()]
        if _counted(text, match) or _generic(bare) or (not lead and _generic(f"{around}{bare}")):
            continue
        if "*" not in bare and "×" not in bare:
            found.append(Name(match.group()[lead:], match.start() + lead, match.end(), True))
    return found


def quoted_names(text: str) -> list[Name]:
    """What stands between quotation marks and is no common saying; sure where it is called a brand, an honour …

    A run of quotations in a row shares the word that follows it: “甲”“乙”等活动.
    """
    found: list[Name] = []
    follows = False
    for match in reversed(list(_QUOTED.finditer(text))):
        after = text[match.end() : match.end() + 12]
        chained = after[:1] == "“" or after[:2] in ("、“", "，“")
        tail = re.split(r"[，。；\n]", after)[0]
        follows = (follows and chained) or bool(
            re.match(rf"(?:等|的|系列|特色|党建|主题|志愿服务)*(?:{words().named_after})", tail)
        )
        before = text[max(0, match.start() - 8) : match.start()]
        sure = follows or bool(re.search(rf"(?:{words().named_before})[^，。；]{{0,4}}$", before))
        if not _common(match.group(1)):
            found.append(Name(match.group(1), match.start(1), match.end(1), sure))
    return found[::-1]


def _common(quoted: str) -> bool:
    plain = quoted.strip()
    return plain in words().common_quotes or len(plain) < 2 or bool(re.fullmatch(r"[\d*×＊\W]+", plain))


def named_in(text: str) -> bool:
    """Whether a village, community or the like is named."""
    return bool(place_names(text)) or cue("masked").search(text) is not None
