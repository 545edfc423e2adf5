"""What makes a measure checkable: its owner, its date and its countable target, found in the words said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.report import Fact
from assistant.text.patterns import Lazy
from assistant.writing.kinds import table

NO_OWNER, NO_DUE, NO_TARGET = "【待补：责任人】", "【待补：完成时限】", "【待补：量化目标】"
ASKED = {"owner": "由谁负责", "due": "几月底前完成", "target": "做到多少"}
"""What is asked, once for all measures of a matter, where none of them says it; by the measure's field."""

_OWNER = Lazy(
    r"(?:^|[，。；、：:（(]|由|归|请|让|责成|交给|明确)(?P<owner>我|本人|(?![一-龥]{0,6}[把将给对为向在])[一-龥*＊×（）()]{2,16}?(?:、[一-龥]{2,10})?)"
    r"(?:亲自|直接|具体|分片|分头|总|全程|挂帅|来|负总责|全力)?(?:牵头|负责(?![制任])|主抓|包抓|包联|总抓|领衔|统筹|督办|落实责任|抓总|抓落实|盯着|带(?=[，。；]|$)|抓(?=[，。；]|$))"
)
_OWNER_ALONE = (
    r"|(?:这个|这条|这项)?(?:由|归|请|让|交给)?(?P<owner>我|本人|(?!每|全|各|还|在|正|仍|继续|接着|一直|再|都|也|已|没|未|[^，。；]*[由让交])[一-龥*＊×（）()]{2,14}?(?:、[一-龥]{2,10})?)"
    r"(?:来|自己|亲自|直接|具体|总|全程|分片|分头)?(?P<verb>负总责|负责(?:落实|抓)?|牵头(?:抓|负责)?|主抓|督办|统筹|抓总|落实|实施|管|盯|抓|带|跑|办)"
)
_MONTHS = {mark: value for value, mark in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_SPOKEN_MONTH = Lazy(r"(?<![\d一二三四五六七八九十个每第])(十[一二]|[一二三四五六七八九十])月(?=[底份初中上下末前])")
_UNDATED = Lazy(
    r"(?<![\d年每第个到至于])(?=(?:年底|年末|年中|[上下]半年|[一二三四]季度|1[0-2]月|[1-9]月)(?!度|份?开始))"
    r"(?=[^，。；]{0,5}(?:前|内|底|末|年|季度))"
)
_PERSON = ("委员", "书记", "镇长", "乡长", "主任")
_WHOSE = "(?<![镇乡道县区市委])"
_WHERE = r"(?<![村镇乡县市组办站所委司会党总个名各])(?<![支总织装]部)(?<!社区)(?<!合作社)"
_SELF = Lazy(
    r"(?:^|[，。；、]|(?:月|年|季度|半年)(?:底|初|末|份)?(?:之?前|以前|内)?)(?:我|本人)(?!们|镇|乡|县|区|市|省|村|街|社)"
)
_DUE = Lazy(
    r"(?:\d{4}年?)?(?:年底|年末|年中|上半年|下半年|[一二三四]季度(?:末|底)?|第[一二三四]季度|1[0-2]月(?:份|底|末|中旬|上旬|下旬)?"
    r"|[1-9]月(?:份|底|末|中旬|上旬|下旬)?(?:\d{1,2}日)?|春节|汛期|七一|国庆)(?:之?前|以前|内)?"
    r"|(?:\d{4}年)?(?:年内|全年)|每(?:半年|季度|个?月|周|年|个?季)"
)
_WHOLE = Lazy(r"(?:全覆盖|全部[一-龥]{2,6}|零[一-龥]{2,4}|100%)")
_QUARTER_END = {"一": (3, 31), "二": (6, 30), "三": (9, 30), "四": (12, 31)}


@cache
def owner_alone() -> Lazy:
    """A statement that only says who answers for a measure; the titles stand in knowledge/chain."""
    titles = "|".join(table().owners) or "(?!)"
    return Lazy(rf"(?:由|归)?(?P<title>各?[一-龥]{{0,4}}(?:{titles}))$" + _OWNER_ALONE)


@dataclass(frozen=True)
class Elements:
    """A measure's owner, due (with its date where one can be told) and target, in the words said or 【待补：…】."""

    owner: str
    due: str
    due_date: date | None
    target: str

    @property
    def missing(self) -> list[str]:
        """What is not said, in Chinese."""
        return [
            name
            for name, value in (("责任人", self.owner), ("完成时限", self.due), ("量化目标", self.target))
            if value.startswith("【待补")
        ]


def named_owner(words: str) -> str:
    """Who answers, told in a statement that says nothing else (组织委员小陈负责); "" where it says more."""
    found = owner_alone().fullmatch(words)
    if found is None:
        return ""
    return found["title"] or re.sub("(?:一起|共同|一块儿?|联合)$", "", _title(found["owner"]))


def by_owner(words: str) -> str:
    """“组织委员负责” as it stands at a sentence's end: 由组织委员负责."""
    found = owner_alone().fullmatch(words)
    if found is None:
        return words
    if found["title"]:
        return f"由{found['title']}负责"
    verb = found["verb"] if found["verb"] not in ("管", "盯", "抓", "带", "跑", "办") else "负责"
    return f"由{_title(found['owner'])}{verb}"


def _title(owner: str) -> str:
    """The title alone behind the matter that is spoken of (流动党员组织委员 → 组织委员); other owners as they are."""
    found = _behind_topic().fullmatch(owner)
    return found["title"] if found is not None else owner


@cache
def _behind_topic() -> Lazy:
    """A matter, then the title of one person or office; a place or office before a title belongs to it (柳台村支部书记)."""
    titles = [re.escape(title) for title in table().owners]
    persons = "|".join([title for title in titles if title.endswith(_PERSON)] + ["镇长", "乡长"])
    offices = "|".join([title for title in titles if title.endswith("办")] or ["(?!)"])
    title = rf"{_WHERE}(?:分管的?)?(?:镇|乡)?(?:{persons})|{_WHOSE}(?:{offices})"
    return Lazy(rf"(?!.*[、和与及跟])[一-龥]{{3,12}}?(?P<title>{title})")


def dated(text: str, year: int) -> str:
    """A measure's words with months in Arabic numerals and the year before a due that has none."""
    text = _SPOKEN_MONTH.sub(lambda found: f"{_MONTHS[found[1]]}月", text)
    return text if f"{year}年" in text else _UNDATED.sub(f"{year}年", text).replace("年年", "年")


def read_elements(text: str, facts: Sequence[Fact], year: int) -> Elements:
    """Finds the three elements in a measure's text; `year` is the year the measure is for."""
    due = _due(text)
    said = _as_said(due, "".join(fact.quote for fact in facts))
    return Elements(_owner(text), said or NO_DUE, due_date(due, year), read_target([(text, facts)]))


def _as_said(due: str, quotes: str) -> str:
    """The due as it was said: without the year that the writer put before it."""
    bare = re.sub(r"^\d{4}年(?![底末中内])|^\d{4}(?=年[底末中内])", "", due)
    if not due or due in quotes or not bare:
        return due
    spoken = next((m for m, n in _MONTHS.items() if re.match(rf"{n}月", bare)), "")
    in_speech = re.sub(r"^\d{1,2}", spoken, bare)
    return next((words for words in (bare, in_speech) if words in quotes), due)


def _owner(text: str) -> str:
    found = _OWNER.search(text)
    if found:
        return _title(found["owner"].removeprefix("由"))
    return "我" if by_himself(text) else NO_OWNER


def by_himself(words: str) -> bool:
    """Whether the words say that he does it himself: 我每季度带队抽查."""
    return _SELF.search(words) is not None


def _due(text: str) -> str:
    found = [match.group() for match in _DUE.finditer(text)]
    dated = [words for words in found if not words.startswith("每") and not words.endswith(("年内", "全年"))]
    return (dated or found or [""])[0]


def due_date(words: str, year: int) -> date | None:
    """The last day a due leaves; None where there is none (每季度) or it cannot be told."""
    if not words or words.startswith("每") or re.search(r"春节|汛期", words):
        return None
    if said := re.match(r"(\d{4})年", words):
        year, words = int(said[1]), words[said.end() :]
    if quarter := re.search(r"([一二三四])季度", words):
        return date(year, *_QUARTER_END[quarter[1]])
    if month := re.match(r"(\d{1,2})月(?:(\d{1,2})日)?", words):
        return _in_month(year, int(month[1]), month[2], words)
    fixed = {"上半年": (6, 30), "年中": (6, 30), "七一": (7, 1), "国庆": (10, 1)}
    return next((date(year, *day) for word, day in fixed.items() if word in words), date(year, 12, 31))


def _in_month(year: int, month: int, day: str | None, words: str) -> date | None:
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day:
        return date(year, month, min(int(day), last))
    return date(year, month, 10 if "上旬" in words else 20 if "中旬" in words else last)


def read_target(told: Sequence[tuple[str, Sequence[Fact]]]) -> str:
    """The countable target among statements (words, facts): what has a figure that is no account of how things stand."""
    counted = [
        words
        for words, facts in told
        if any(fact.figure is not None for fact in facts) and not re.search(r"^每月?驻|现有|现在|目前", words)
    ]
    if counted:
        return "；".join(dict.fromkeys(counted))
    whole = _WHOLE.search("，".join(words for words, _ in told))
    return whole.group() if whole else NO_TARGET
