"""Takes figures and names out of a past report before it may guide a draft: style goes over, facts do not.

What is no ordinary word is taken for a name: a sentence keeps its words only where every one of them is known, and
whatever shows itself as a name, an honour, a date or a figure has been put behind a mark such as 【村名】 or 【数】.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.figures.nonfigures import word_list
from assistant.retrieval.naming import beside_carriers, doubtful, persons
from assistant.retrieval.sheet import FIGURE, NAME, Sheet
from assistant.text.spans import Span, paragraphs_in, sentences
from assistant.wording.name_rules import carriers, either, name_rules
from assistant.wording.screening import normalise
from assistant.wording.terms import load_terms
from assistant.wording.vocabulary import vocabulary

CHINESE = "〇零○一二三四五六七八九十百千万亿两廿卅半"
_N = f"[0-9{CHINESE}]"
_DAY = rf"{_N}{{1,3}}[日号](?![台店楼院线])"
_MONTH = rf"(?<!个){_N}{{1,2}}月份?(?:{_DAY})?(?:[上中下]旬)?"
_YEAR = rf"(?:[0-9]{{4}}|[0-9]{{2}}|[二一][{CHINESE}]{{3}})年(?:度|初|底|末)?"
_DATE = re.compile(rf"(?P<year>{_YEAR})?(?P<month>{_MONTH})?(?P<day>{_DAY})?")
_OTHER_QUOTES = re.compile(r"[‘「『\"']([^’」』\"'\n]*)[’」』\"']")
_QUOTED = re.compile(r"“([^“”\n]*)”")
_TITLED = re.compile(r"《([^《》\n]*)》")
_UNUSABLE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ·•・‧|\t/\\@#*×＊_{}<>\[\]【】]|[“”《》‘’「」『』\"']")
_ORDINAL = re.compile(
    rf"^(?:[（(][{CHINESE}]{{1,3}}[）)]|[{CHINESE}]{{1,3}}、|[{CHINESE}]是|第[{CHINESE}]个?(?:方面|条|个)?(?:问题)?(?=是|，))"
)
_BLANK = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True)
class MaskedSentence:
    """A sentence with its place in the text it came from; `masked` is None where it must not be used."""

    original: Span
    masked: str | None


class Masker:
    """Masks sentences; `names` are names known beforehand, besides those that show themselves."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = tuple(sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name)))
        self._known = re.compile("|".join(map(re.escape, self._names))) if self._names else None

    @classmethod
    def learned(cls, texts: Iterable[str], names: Iterable[str] = ()) -> Masker:
        """A masker that knows the names which show themselves anywhere in these texts: named once with 村 or 公司,
        masked everywhere without it too.
        """
        found = {_plain(name) for name in names}
        plain = cls()
        for text in texts:
            for paragraph in paragraphs_in(text):
                for sentence in sentences(paragraph):
                    found |= plain._named(sentence.text)
        return cls(found)

    @property
    def names(self) -> tuple[str, ...]:
        """The names known, the longest first."""
        return self._names

    def sentences(self, text: str) -> list[MaskedSentence]:
        """Every sentence of a text, masked or refused, in order."""
        return [
            MaskedSentence(sentence, self.mask(sentence.text))
            for paragraph in paragraphs_in(text)
            for sentence in sentences(paragraph)
        ]

    def text(self, text: str) -> str:
        """The sentences that may be used, in order, a paragraph to a line; "" where none may."""
        lines = []
        for paragraph in paragraphs_in(text):
            kept = [masked for one in sentences(paragraph) if (masked := self.mask(one.text)) is not None]
            if kept:
                lines.append("".join(kept))
        return "\n".join(lines)

    def mask(self, sentence: str) -> str | None:
        """One sentence with what it names and counts put behind marks; None where that is not certain."""
        sheet = _prepared(_plain(sentence), self._known)
        if _UNUSABLE.search(sheet.text):
            return None
        found = _resolve(sheet)
        read = (vocabulary().tokens, vocabulary().greedy)
        if any(doubtful(one(sheet.text, sheet.figures())) for one in read):
            return None
        own = "".join(char for char in sheet.text if not sheet.is_mark(char))
        return None if any(name in own for name in (*self._names, *found)) else sheet.shown()

    def _named(self, sentence: str) -> set[str]:
        sheet = _prepared(_plain(sentence), self._known)
        return {name for name in (*_resolve(sheet), *sheet.hidden) if len(name) > 1}


def _plain(text: str) -> str:
    return _BLANK.sub("", normalise(text))


def _prepared(text: str, known: re.Pattern[str] | None) -> Sheet:
    """The sentence with terms kept, and with quotations, titles, honours, dates and figures behind marks."""
    sheet = Sheet(text)
    sheet.keep(_ORDINAL)
    sheet.keep(_terms())
    if known:
        sheet.hide(known, NAME)
    _quotations(sheet)
    for pattern in _honours():
        sheet.hide(pattern, "【荣誉】", learn=False)
    sheet.keep(_set_phrases())
    sheet.replace(_DATE, _date)
    sheet.hide(_figure(), FIGURE, learn=False)
    return sheet


def _resolve(sheet: Sheet) -> list[str]:
    """Puts names beside a carrier, then persons, behind marks; gives what was found."""
    found: list[str] = []
    for read in (beside_carriers, persons):
        tokens = vocabulary().tokens(sheet.text, sheet.figures())
        for start, end, name, shown in reversed(read(tokens, sheet)):
            if name:
                found.append(name)
            sheet.put(start, end, shown)
    return found


def _quotations(sheet: Sheet) -> None:
    for pattern in (_QUOTED, _OTHER_QUOTES):
        sheet.replace(pattern, lambda match: _quotation(match, sheet))
    sheet.replace(_TITLED, lambda match: "《【文件】》")


def _quotation(match: re.Match[str], sheet: Sheet) -> str:
    inside = match[1]
    if inside in name_rules().quotes or (inside and all(sheet.is_kept(char) for char in inside)):
        return f"“{sheet.shown(inside)}”"
    sheet.hidden.append(sheet.original(inside))
    after = match.string[match.end() : match.end() + 4]
    label = next((c.label for end, c in carriers().items() if after.startswith(end)), "名称")
    return f"“【{label}】”"


def _date(match: re.Match[str]) -> str:
    return "".join(f"【{label}】" for label, part in zip("年月日", match.groups(), strict=True) if part)


@cache
def _terms() -> re.Pattern[str]:
    """The exact forms that belong to nobody: terms of the whole country, and their sanctioned wording."""
    national = [term for term in load_terms() if not term.region]
    forms = {form for term in national for form in (term.form, *term.names, *(w.text for w in term.wording))}
    return re.compile(either(tuple(form for form in forms if len(form) > 2)))


@cache
def _set_phrases() -> re.Pattern[str]:
    """Phrases with a numeral that count nothing, where no further numeral makes a figure of them."""
    words = vocabulary().words | vocabulary().ends | word_list("set_phrases")
    phrases = tuple(word for word in words if any(char in CHINESE for char in word))
    return re.compile(rf"(?<!{_N})(?:{either(phrases)})(?!{_N})")


@cache
def _figure() -> re.Pattern[str]:
    arabic = r"[0-9]+(?:[.,:：][0-9]+)*[%％‰]?"
    chinese = rf"[{CHINESE}]+(?:点[{CHINESE}]+)?"
    return re.compile(
        rf"{either(name_rules().amounts)}|百分之(?:{arabic}|{chinese})|{_N}+分之{_N}+|翻{_N}*番|第?(?:{arabic}|{chinese})+"
    )


@cache
def _honours() -> tuple[re.Pattern[str], ...]:
    """What was awarded (the words behind 获评 …), and what calls itself 全省……示范…… without it."""
    rules = name_rules()
    nouns = either(rules.honour_nouns)
    within = "[^，。；：！？、\n]"
    awarded = "|".join(f"(?<={verb})" for verb in rules.honour_verbs)
    return (
        re.compile(rf"(?:{awarded}){within}*?(?:{nouns}){within}*"),
        re.compile(rf"(?:{either(rules.honour_from)}){within}{{0,16}}?(?:{nouns}){within}{{0,10}}"),
    )
