"""The guard: no sentence of a model reaches a reader with a figure, year, name or honour that no fact says.

Applies to one sentence at a time. What it lets pass is set to the exact terms of the year and bound to its facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.checking.binding import CLEAR, CLEARLY_MORE, Entry, Ledger, Standing, bind, standings_in
from assistant.figures import read_figures
from assistant.ports import Verdict
from assistant.report import Fact, Use
from assistant.screening import screen
from assistant.settings import knowledge_files
from assistant.structure import TextReport
from assistant.term_slips import correct
from assistant.terms import is_known_name, load_terms

LONGEST_SENTENCE = 160
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|年度|—|-|至|、|届|级)")
_MONTH = re.compile(r"(?<![\d年个])(?:1[0-2]|[1-9])月(?:[0-3]?\d日)?")
_QUOTED = re.compile(r"[“《‘「]([^“”《》‘’「」\n]{1,60})[”》’」]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱"
    "侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)


class Words(BaseModel):
    """knowledge/checks/guard.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name_ends: tuple[str, ...]
    generic: frozenset[str]
    honours: tuple[str, ...]
    plain_honours: tuple[str, ...]
    posts: tuple[str, ...]
    refuse: tuple[str, ...]


@cache
def _words() -> Words:
    path = next(path for path in knowledge_files("checks", ".yaml") if path.name == "guard.yaml")
    return Words.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


class FactGuard:
    """The Guard port over a report's facts.

    `known` is what else was said word for word: the answers, last year's report, the outline's own phrases.
    `year` is the report's year; that one and the next may be named, others only where the facts name them.
    """

    def __init__(self, facts: Sequence[Fact], year: int, known: Iterable[str] = ()) -> None:
        self._facts = {fact.id: fact for fact in facts}
        self._year = year
        self._ledger = Ledger(tuple(facts))
        said = [words for fact in facts for words in (fact.text, fact.quote, fact.metric, fact.scope or "")]
        self._said = "\n".join([*said, *known])
        self._plain = _bare(self._said)
        years = {int(found) for found in _YEAR.findall(self._said)} | {fact.year for fact in facts if fact.year}
        self._years = years | {year, year + 1}

    def sentence(self, text: str, facts: Sequence[str] = ()) -> Verdict:
        """One sentence; see the port."""
        screened = screen(text)
        if screened.removals:
            return Verdict(text, refused="夹着标记、链接、号码或指令，只写正文")
        text = correct(screened.text.strip(), self._year).text
        for look in (self._wording, self._dates, self._names, self._honours, self._quotes):
            if reason := look(text):
                return Verdict(text, refused=reason)
        return self._figures(text, facts)

    # ---- figures ----

    def _figures(self, text: str, facts: Sequence[str]) -> Verdict:
        report = TextReport(text, None, None, None, ())
        cited = {fact for fact in facts if fact in self._facts}
        uses: list[Use] = []
        for standing in standings_in(text, self._year):
            verdict = bind(standing, self._ledger, report)
            entry = verdict.entry
            if entry is None or (cited and entry.fact.id not in cited):
                entry = self._cited(standing, cited) or entry
            if entry is None:
                return Verdict(text, refused=self._why(standing, verdict.why))
            uses.append(Use(fact=entry.fact.id, start=standing.span.start, end=standing.span.end))
        return Verdict(text, tuple(uses))

    def _cited(self, standing: Standing, cited: set[str]) -> Entry | None:
        """The cited fact with this very quantity and year, unless the words beside it plainly name another's matter."""
        fitting = [
            entry
            for entry in self._ledger.same(standing)
            if entry.fact.id in cited and (standing.year is None or entry.fact.year in (None, standing.year))
        ]
        if not fitting:
            return None
        named, rival = self._ledger.measured(standing)
        best = max(fitting, key=lambda entry: self._ledger.label_score(standing, entry))
        own = self._ledger.label_score(standing, best)
        strange = rival is not None and rival.fact.id not in {entry.fact.id for entry in fitting}
        return None if strange and named >= CLEAR and named > own * CLEARLY_MORE else best

    @staticmethod
    def _why(standing: Standing, why: str) -> str:
        said = standing.span.text
        if why == "year":
            return f"“{said}”不是这一年的数"
        if why == "metric":
            return f"“{said}”在事实里说的是别的事，数安错了地方"
        return f"“{said}”在事实里没有，数和单位要照事实写"

    # ---- words ----

    def _wording(self, text: str) -> str:
        if len(text) > LONGEST_SENTENCE:
            return f"这一句有{len(text)}字，太长，拆成几句"
        if any(re.search(pattern, text) for pattern in _words().refuse):
            return "这不是稿子里的话"
        foreign = [word for word in _LATIN.findall(text) if word.lower() not in self._said.lower()]
        if foreign:
            return f"夹着外文“{foreign[0]}”"
        odd = [char for char in text if "一" <= char <= "鿿" and not _simplified(char) and char not in self._said]
        return f"用了繁体字“{odd[0]}”" if odd else ""

    def _dates(self, text: str) -> str:
        for year in _YEAR.findall(text):
            if int(year) not in self._years:
                return f"事实里没有{year}年"
        for month in _MONTH.findall(text):
            if month not in self._said and not self._told_in_words(month):
                return f"事实里没有“{month}”"
        return ""

    def _told_in_words(self, month: str) -> bool:
        number = int(re.match(r"\d+", month).group())  # type: ignore[union-attr]
        names = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
        return f"{names[number - 1]}月" in self._said and "日" not in month

    def _names(self, text: str) -> str:
        for found in _place_like().finditer(text):
            name = found["name"]
            if not self._is_generic(name) and not self._known_end(name, found["end"]):
                return f"“{name}{found['end']}”在事实里没有"
        for found in _person_like().finditer(text):
            name = found["after"] or found["before"]
            if name and name not in self._said:
                return f"“{name}”在事实里没有"
        return ""

    def _known_end(self, name: str, end: str) -> bool:
        """Whether the name, or what is left when words that only lead up to it are taken away, was said."""
        return any(
            name[i:] + end in self._said or _bare(name[i:] + end) in self._plain
            for i in range(len(name))
            if self._solid(name[i:])
        )

    def _solid(self, rest: str) -> bool:
        return len(rest) >= 2 or not rest

    def _is_generic(self, name: str) -> bool:
        return any(name.endswith(word) for word in _words().generic) or is_known_name(name)

    def _honours(self, text: str) -> str:
        plain = text
        for usual in _words().plain_honours:
            plain = plain.replace(usual, "，" * len(usual))
        for word in _words().honours:
            for found in re.finditer(re.escape(word), plain):
                around = (plain[max(0, found.start() - 2) : found.end()], plain[found.start() : found.end() + 2])
                if not any(part in self._said or _in_terms(part) for part in around):
                    return f"“{plain[max(0, found.start() - 4) : found.end() + 4]}”这项荣誉、称号在事实里没有"
        return ""

    def _quotes(self, text: str) -> str:
        for name in _QUOTED.findall(text):
            if _bare(name) not in self._plain and not is_known_name(name) and not _in_terms(name):
                return f"“{name}”这个提法在事实和规范表述里都没有"
        return ""


@cache
def _place_like() -> re.Pattern[str]:
    ends = "|".join(sorted(_words().name_ends, key=len, reverse=True))
    return re.compile(rf"(?P<name>[一-鿿*×]{{2,8}}?)(?P<end>{ends})(?![一-鿿]*?(?:级|民|干|务|容|规|道|貌|情))")


@cache
def _person_like() -> re.Pattern[str]:
    posts = "|".join(_words().posts)
    given = "[^的了和与及在是有会要就将把被让由从向对为等各全本村镇乡县区市社组党支干群部委员书记主任长期带头负责\\W\\d_]{1,2}"
    return re.compile(
        rf"(?:{posts})(?P<after>[{_SURNAMES}]{given})(?![一-鿿])|(?<![一-鿿])(?P<before>[{_SURNAMES}]{given})(?={posts})"
    )


@cache
def _terms_text() -> str:
    return "\n".join(form for term in load_terms() for form in (term.form, *(w.text for w in term.wording)))


def _in_terms(words: str) -> bool:
    return words in _terms_text()


def _bare(text: str) -> str:
    return re.sub(r"[“”‘’「」《》\s·、，]", "", text)


@cache
def _simplified(char: str) -> bool:
    """Whether a character is in the national standard set of 1980, which holds no traditional forms."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def figures_in(text: str) -> int:
    """How many figures a sentence holds, for those who measure the guard."""
    return len(read_figures(text))
