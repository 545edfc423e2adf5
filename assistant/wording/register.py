"""Speech into written register: asides known, spoken words exchanged by the table in knowledge/register, residue named."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from assistant.errors import InputError
from assistant.figures.printed import arabic
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files
from assistant.text.needed_words import Words
from assistant.text.patterns import Either, Exchange, Exchanges, Lazy, Table

_QUOTED = re.compile(r"“[^“”]{0,120}”|《[^《》]{0,60}》")
_HOLD, _MOST_HELD = 0xE000, 200
# 弄 in 班弄村 is no doing: such characters of a village's name stand in as others that no rule knows.
_IN_NAMES = str.maketrans("弄搞整办", "龖龗龞龝")
_NAMES_AGAIN = str.maketrans("龖龗龞龝", "弄搞整办")
_OFTEN = ("", "回", "趟", "遍")
_HEADS = ("个", "人", "位", "号", "号人", "个人")
_MARKS = " \t\r\n，,、；;：:。！？!?"


class _Verbs:
    """Doing words of one character before 了 put in written words by what follows them; used like a pattern."""

    def __init__(self, entries: list[dict[str, Any]], file: str) -> None:
        self._joins = {entry["verb"]: entry["joins"] for entry in entries}
        self._to = {entry["verb"]: [(Lazy(when, file), said) for when, said in entry["to"]] for entry in entries}
        verbs = "".join(self._joins)
        self._spoken = Lazy(f"(?P<verb>[{verbs}])[好掉]?了(?![解结然却事断]|$)")
        self.words: tuple[Words, ...] = (("了",), tuple(verbs))
        self.any_case = False

    def may_match(self, text: str) -> bool:
        """Whether the text holds what a match needs."""
        return "了" in text

    def sub(self, _written: str, text: str) -> str:
        """The text with each of these verbs exchanged."""

        def written(found: re.Match[str]) -> str:
            verb = found["verb"]
            if text[found.start() - 1 : found.start()] in [*self._joins[verb]]:
                return found[0]
            rest = text[found.end() :]
            return next((said for when, said in self._to[verb] if when.match(rest)), found[0])

        return self._spoken.sub(written, text)


class _Table(NamedTuple):
    asides: Table[Lazy]
    rules: Exchanges
    residue: Either
    light: tuple[str, ...]
    units: dict[str, str]
    plain: Exchanges
    told: Exchanges


@cache
def _table() -> _Table:
    asides: list[Lazy] = []
    rules: list[tuple[Exchange, str]] = []
    residue: list[str] = []
    light: list[str] = []
    units: dict[str, str] = {}
    plain: list[tuple[Exchange, str]] = []
    told: list[tuple[Exchange, str]] = []
    for path in knowledge_files("register", ".yaml"):
        data = read_yaml(path.read_text(encoding="utf-8"))
        try:
            asides += [Lazy(pattern, path.name) for pattern in data.pop("asides", [])]
            rules += [(Lazy(pattern, path.name), written) for pattern, written in data.pop("rules", [])]
            rules += [(_Verbs(verbs, path.name), "") for verbs in [data.pop("verbs", [])] if verbs]
            plain += [(Lazy(pattern, path.name), said) for pattern, said in data.pop("plain", [])]
            told += [(Lazy(pattern, path.name), said) for pattern, said in data.pop("told", [])]
            residue += data.pop("residue", [])
            light += data.pop("light", [])
            units |= data.pop("units", {})
            if data:
                raise ValueError(f"不认识 {'、'.join(data)}")
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise InputError(f"{path.name} 写得不对：{error}。", "请对照 README 改回原样。") from error
    return _Table(
        Table(asides), Exchanges(rules), Either(residue), tuple(light), units, Exchanges(plain), Exchanges(told)
    )


def light_words() -> tuple[str, ...]:
    """Patterns of words that add nothing to a count (一共, 办了, 大概)."""
    return _table().light


def written_unit(unit: str, choices: tuple[str, ...]) -> str:
    """The written unit for a spoken one: 回 → 次 where times are counted, else the first of `choices`; 个 → 名."""
    if unit in _OFTEN:
        return "次" if unit and "次" in choices else choices[0]
    if unit in _HEADS and choices[0] in ("名", "人"):
        return choices[0]
    return unit if unit in choices else _table().units.get(unit, unit)


def plain_speech(words: str) -> str:
    """Words said in a local way in standard Chinese, before anything is read in them; quoted words stay."""
    return _beside_quotes(words, _table().plain.made)


def _beside_quotes(words: str, made: Callable[[str], str]) -> str:
    """What `made` makes of words while those in quotation marks are set apart, each held by one private-use character."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group())
        return chr(_HOLD + len(held) - 1)

    text = made(_QUOTED.sub(hold, words) if words.count("“") < _MOST_HELD else words)
    return re.sub("[\ue000-\ue0ff]", lambda match: held[ord(match.group()) - _HOLD], text)


def is_aside(clause: str) -> bool:
    """Whether a clause only talks to the one who takes notes (“按台账算的”, “稍后补”) and is no matter of the report."""
    words = clause.strip(_MARKS)
    return any(aside.fullmatch(words) for aside in _table().asides.likely(words))


def residue(text: str) -> list[str]:
    """Spoken words left in a text, quotation marks excepted: what must not stand in a report."""
    return [found.group() for found in _table().residue.finditer(_QUOTED.sub("", text))]


@cache
def _turn(when: str) -> Lazy:
    return Lazy(when)


@cache
def _exchanges(turns: tuple[tuple[str, str], ...]) -> Exchanges:
    return Exchanges((_turn(pattern), written) for pattern, written in turns)


def turned(when: str, clause: str) -> bool:
    """Whether one of a question's own exchanges is made for a clause like this."""
    return _turn(when).match(clause) is not None


def write(
    clause: str,
    *,
    year: int,
    about: int | None = None,
    turns: tuple[tuple[str, str], ...] = (),
    names: tuple[str, ...] = (),
) -> str:
    """One spoken clause in written register; quoted words and `names` stay as they are.

    `year` is the report's year and `about` the year the question is about (the next for plans): 今年, 去年 and 明年
    become years, save 今年 in what is told of the report's own year, where the report's title says it. `turns` are
    exchanges of this question alone, made first.
    """

    def written(text: str) -> str:
        for name in names:
            text = text.replace(name, name.translate(_IN_NAMES))
        text = arabic(_years(text, year, year if about is None else about))
        return _table().rules.made(_exchanges(turns).made(text))

    text = _beside_quotes(clause.strip(_MARKS), written)
    return arabic(text.translate(_NAMES_AGAIN).strip(_MARKS))


def retold(clause: str, *, year: int) -> str:
    """One clause of a story in the words in which it was told, figures in digits; quoted words stay."""
    text = _beside_quotes(clause.strip(_MARKS), lambda told: _table().told.made(arabic(_years(told, year, year))))
    return text.strip(_MARKS)


def _years(text: str, year: int, about: int) -> str:
    this = "" if about == year else f"{about}年"
    text = re.sub(r"(?<=是)今年(?=[才刚新])", f"{about}年", text)
    text = text if this else re.sub(r"(?<=[到至])(?:今年|本年度?)的(?=约?\d)", "", text)
    text = re.sub(r"(?<!\d)(?:今年|本年度?|当年)(?:里|内|以来)?", this, text)
    text = re.sub(r"(?<![\d本今去明当全])年内", "" if about == year else f"{about}年内", text)
    text = re.sub(r"(?:去年|上年度?)", f"{year - 1}年", text)
    text = re.sub(r"前年", f"{year - 2}年", text)
    text = re.sub(r"(?:明年|来年|下一?年度?)", f"{year + 1}年", text)
    if about != year:
        text = re.sub(r"(?<![\d年])年底(?=前|之前|以前)", f"{about}年底", text)
        text = re.sub(
            r"(?<![\d年])(上半年|下半年|[一二三四]季度|(?<!\d)[1-9]月(?:底|份)?|1[0-2]月(?:底|份)?)(?=前|之前|以前|完成|做完|铺开|见效|$|，)",
            rf"{about}年\1",
            text,
        )
    return re.sub(r"(\d{4}年)\1", r"\1", text)
