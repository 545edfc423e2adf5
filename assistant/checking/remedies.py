"""What to write instead, where a finding has but one right form: the words that take the place of those quoted."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.figures.printed import arabic
from assistant.report import Finding
from assistant.wording.near_forms import near_forms, without_marks
from assistant.wording.term_slips import slips

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_NARROW = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_SAYS = re.compile(r"(?:写|改为|改成|应为|推荐写)“(?P<words>[^“”]{1,20})”。?$")
_TERMS = ("F02", "F03", "F07", "F08", "F09")


def right_words(finding: Finding, text: str, year: int | None) -> str | None:
    """The words to put where the finding's quote stands; None where a person has to decide.

    `text` is what `finding.start` counts in: a slip is looked for in its surroundings, not in the quote alone.
    """
    quote, start = finding.quote, finding.start
    if not quote or start is None or text[start : start + len(quote)] != quote:
        return None
    if finding.rule in _TERMS:
        return _term(finding, text, year)
    made: dict[str, Callable[[], str | None]] = {
        "G01": lambda: quote.translate(_WIDE),
        "G03": lambda: "",
        "G05": lambda: _digits(quote, year),
        "G06": lambda: arabic(quote),
        "G07": lambda: quote.rstrip("，、：,:"),
        "G08": lambda: _dash(quote),
        "F06": lambda: f"“{quote[1:-1]}”",
        "G09": lambda: _said(finding),
    }
    words = made[finding.rule]() if finding.rule in made else None
    return None if words == quote else words


def _term(finding: Finding, text: str, year: int | None) -> str | None:
    left, right = max(0, (finding.start or 0) - 40), (finding.end or 0) + 40
    around = text[left:right]
    start = (finding.start or 0) - left
    for slip in slips(around, year):
        if slip.start == start and slip.found == finding.quote and slip.right:
            return slip.right
    for near in (*near_forms(around), *without_marks(around)):
        if near.start == start and near.found == finding.quote:
            return near.form
    return _said(finding)


def _said(finding: Finding) -> str | None:
    """The one form that the message itself tells (写“脱贫村”)."""
    found = _SAYS.search(finding.message)
    return found["words"] if found and len(finding.quote) <= len(found["words"]) + 4 else None


def _digits(quote: str, year: int | None) -> str | None:
    plain = quote.translate(_NARROW)
    if plain != quote:
        return plain
    short = re.fullmatch(r"‘?(\d\d)年", quote)
    return f"20{short[1]}年" if short and year is not None and abs(2000 + int(short[1]) - year) <= 10 else None


def _dash(quote: str) -> str | None:
    if re.fullmatch(r"<<[^<>]+>>|<[^<>]+>", quote):
        return f"《{quote.strip('<>')}》"
    if bracketed := re.fullmatch(r"[\[［【](20\d\d)[\]］】]", quote):
        return f"〔{bracketed[1]}〕"
    return "——" if re.fullmatch(r"-{1,3}|—", quote) else "至" if quote in "-~" else None
