"""Names that stand in a text: villages, communities, cooperatives, and what stands between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.checking.lexicon import cue, words
from assistant.patterns import Lazy

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


def place_names(text: str) -> list[Name]:
    """Villages, communities and the like that are called by a name; 行政村, 各村, 软弱涣散村 are none."""
    found = []
    for match in _place().finditer(text):
        bare = _bare(match.group())
        if not _generic(bare) and "*" not in bare and "×" not in bare:
            found.append(Name(match.group(), match.start(), match.end(), True))
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
