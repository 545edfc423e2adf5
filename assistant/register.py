"""Speech into written register: asides known, spoken words exchanged by the table in knowledge/register, residue named."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import yaml

from assistant.errors import InputError
from assistant.figures import numeral, read_figures
from assistant.report import Figure, Number
from assistant.settings import knowledge_files

_QUOTED = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,60}》")
_NUMERALS = re.compile(
    r"(?P<percent>百分之)?(?P<run>[零〇一二两三四五六七八九十百千点]{2,12}|[十百千])(?P<more>[多来余几])?(?P<scale>[万亿]{1,2})?(?P<after>[多来余])?"
)
_HOLD = 0xE000
_MARKS = " \t\r\n，,、；;：:。！？!?"


class _Table(NamedTuple):
    asides: re.Pattern[str]
    rules: list[tuple[re.Pattern[str], str]]
    residue: re.Pattern[str]


@cache
def _table() -> _Table:
    asides: list[str] = []
    rules: list[tuple[re.Pattern[str], str]] = []
    residue: list[str] = []
    for path in knowledge_files("register", ".yaml"):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        try:
            asides += data["asides"]
            rules += [(re.compile(pattern), written) for pattern, written in data["rules"]]
            residue += data["residue"]
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise InputError(f"{path.name} 写得不对：{error}。", "请对照 README 改回原样。") from error
    return _Table(re.compile("|".join(f"(?:{p})" for p in asides)), rules, re.compile("|".join(residue)))


def is_aside(clause: str) -> bool:
    """Whether a clause only talks to the one who takes notes (“按台账算的”, “稍后补”) and is no matter of the report."""
    return _table().asides.fullmatch(clause.strip(_MARKS)) is not None


def residue(text: str) -> list[str]:
    """Spoken words left in a text, quotation marks excepted: what must not stand in a report."""
    return [found.group() for found in _table().residue.finditer(_QUOTED.sub("", text))]


def write(clause: str, *, year: int, about: int | None = None) -> str:
    """One spoken clause in written register; quoted words stay as they are.

    `year` is the report's year and `about` the year the question is about (the next for plans): 今年, 去年 and 明年
    become years, save 今年 in what is told of the report's own year, where the report's title says it.
    """
    about = year if about is None else about
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group())
        return chr(_HOLD + len(held) - 1)

    text = _QUOTED.sub(hold, clause.strip(_MARKS)) if clause.count("“") < 200 else clause
    text = _years(text, year, about)
    for pattern, written in _table().rules:
        text = pattern.sub(written, text)
    text = re.sub("[\ue000-\ue0ff]", lambda m: held[ord(m.group()) - _HOLD], text)
    return _arabic(text.strip(_MARKS))


def _arabic(text: str) -> str:
    """Counts said in Chinese numerals of ten and more in Arabic ones, as statistics are printed; ranges stay."""
    for span in reversed(read_figures(text)):
        run = _NUMERALS.search(text, span.start, span.end)
        if run is None or re.search(r"[\d.]", span.text):
            continue
        value = numeral(run["run"])
        if value is None or (value < 10 and not run["percent"]):
            continue
        scale = run["scale"] or ""
        rest = "余" if run["more"] else ""
        words = f"{number_words(value)}%" if run["percent"] else f"{number_words(value)}{rest}{scale}"
        text = text[: run.start()] + words + text[run.end() :]
    return text


def _years(text: str, year: int, about: int) -> str:
    this = "" if about == year else f"{about}年"
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


def number_words(value: Number) -> str:
    """A number as the report prints it: no exponent, no trailing zeros."""
    text = format(value.normalize(), "f")
    return text


def figure_words(figure: Figure) -> str:
    """A figure in written register, from its typed value alone: “约120户”, “从12万元提高到30万元”, “20至30户”."""
    unit = figure.unit
    bar = f"{number_words(figure.threshold.value)}{figure.threshold.unit}以上" if figure.threshold else ""
    before = (
        figure.approx
        if figure.approx in ("约", "近", "超过", "不少于", "不足", "不到", "上", "大约", "将近", "超")
        else ""
    )
    after = figure.approx if figure.approx and not before else ""
    if figure.low is not None and figure.high is not None:
        core = f"{number_words(figure.low)}至{number_words(figure.high)}{unit}"
    elif figure.value is None:
        core = ""
    elif figure.base is not None:
        core = f"从{number_words(figure.base)}{unit}变为{number_words(figure.value)}{unit}"
    elif after in ("余", "多", "来"):
        core, after = f"{number_words(figure.value)}余{unit}", ""
    else:
        core = f"{number_words(figure.value)}{unit}"
    return f"{figure.per or ''}{bar}{before}{core}{after}"
