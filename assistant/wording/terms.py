"""The exact forms of policy terms (handbook §2.5): reading them, and what a year calls its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.report import Level
from assistant.settings import knowledge_files

Use = Literal["guiding", "study", "upholding", "campaign"]
_QUOTES = "“”‘’「」『』《》"
QUOTED = r"“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|『[^『』\n]*』|《[^《》\n]*》|\"[^\"\n]*\""


class Strict(BaseModel):
    """Unknown keys are refused, so that a slip of the pen in the glossary is said, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(Strict):
    """Something that holds in the years `valid_from` to `valid_until`, both included; None: no bound."""

    valid_from: int | None = None
    valid_until: int | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> Dated:
        if self.valid_from is not None and self.valid_until is not None and self.valid_from > self.valid_until:
            raise ValueError("valid_from 不能晚于 valid_until")
        return self

    def holds_in(self, year: int) -> bool:
        """Whether a report of that year is meant."""
        return (self.valid_from or 0) <= year <= (self.valid_until or 9999)

    @property
    def bounded(self) -> bool:
        """Whether it holds in some years only."""
        return self.valid_from is not None or self.valid_until is not None


class Slip(Dated):
    """A common slip: `pattern` finds it (a group named `hit` bounds it), `unless` is a longer context where
    it is right.

    `right` is the one sure replacement (may name groups: \\1), null where a person must be asked.
    `word` is a literal that every hit holds: where the text lacks it the pattern is not even compiled.
    `note` says in Chinese why, for a finding's message; `rule` is the check it belongs to (F02, F03 outdated,
    F07 admission of members, F08 who goes with what).
    """

    pattern: str = Field(min_length=2)
    right: str | None
    word: str = ""
    unless: str = ""
    level: Level | None = None
    rule: Literal["F02", "F03", "F07", "F08"] = "F02"
    note: str = ""


class Wording(Dated):
    """A clause ready for the political item of a report of these years."""

    use: Use
    text: str = Field(min_length=2)


class Term(Dated):
    """A term in its exact form, quotation marks included; `names` are other right ways to write it.

    `alike`: words that miss a form by one character and are right all the same.

    `date` is ISO, as exact as known (2021, 2021-11, 2021-11-11, ""); `region` "" where national.
    `certainty`: verified (V), known (K), ask (K? or U: to be confirmed by the person). `source` as in the handbook.
    """

    id: str = Field(min_length=1)
    form: str = Field(min_length=2)
    meaning: str = Field(min_length=6)
    issued_by: str
    date: str = Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    names: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    region: str = ""
    certainty: Literal["verified", "known", "ask"]
    source: str = Field(min_length=2)
    level: Level = "medium"
    wording: tuple[Wording, ...] = ()
    slips: tuple[Slip, ...] = ()

    def __str__(self) -> str:
        """The right ways to write it, so that a name can be looked for in them."""
        return "\n".join((self.form, *self.names))


@dataclass(frozen=True)
class YearForms:
    """The sanctioned clauses of a report's year, "" where there is none; `campaign` is the study campaign's name."""

    guiding: str
    study: str
    upholding: str
    campaign: str


def _read(path: Path) -> list[Term]:
    try:
        data: Any = read_yaml(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"术语文件 {path.name} 读不出来。", "请确认它是 UTF-8 编码的文本文件。") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 1}行" if mark else ""
        raise InputError(f"术语文件 {path.name} {where}不是正确的 YAML。", "请检查缩进、冒号和引号。") from error
    if not isinstance(data, list):
        raise InputError(f"术语文件 {path.name} 应是一列术语。", "每条以“- id:”起。")
    return [_term(entry, index, path) for index, entry in enumerate(data)]


def _term(entry: Any, index: int, path: Path) -> Term:
    try:
        return Term.model_validate(entry)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = entry.get("id") if isinstance(entry, dict) else None
        where = ".".join(str(step) for step in first["loc"]) or "整条"
        reason = first["msg"].removeprefix("Value error, ")
        raise InputError(
            f"术语文件 {path.name} 第{index + 1}条（{name or '没有编号'}）：{where} 不对（{reason}）。",
            "请照同一文件里其他条目的样子改。",
        ) from error


@cache
def filed_terms() -> tuple[tuple[Term, str], ...]:
    """All terms with the file each stands in; raises InputError where two share an id."""
    filed = tuple((term, path.name) for path in knowledge_files("terms", ".yaml") for term in _read(path))
    seen: dict[str, str] = {}
    for term, file in filed:
        if term.id in seen:
            raise InputError(f"术语编号 {term.id} 在 {seen[term.id]} 和 {file} 里重复。", "请改掉其中一个。")
        seen[term.id] = file
    return filed


def terms_of(path: Path) -> tuple[Term, ...]:
    """The terms of one file, read anew; raises InputError that names it."""
    return tuple(_read(path))


def load_terms() -> tuple[Term, ...]:
    """All terms of `knowledge/terms`, read once a process; raises InputError that names the file."""
    return tuple(term for term, _ in filed_terms())


def without_quotes(name: str) -> str:
    """A name without any quotation or title marks."""
    return "".join(char for char in name if char not in _QUOTES)


@cache
def right_forms() -> tuple[str, ...]:
    """Every right way to write a term, the longest first."""
    found = {name for term in load_terms() for name in (term.form, *term.names)}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


@cache
def _bare_names() -> frozenset[str]:
    quoted = {part[1:-1] for name in right_forms() for part in re.findall(QUOTED, name)}
    return frozenset(quoted | {without_quotes(name) for name in right_forms()})


def is_known_name(text: str) -> bool:
    """Whether a quoted word, with or without its quotation marks, is a known term and so nobody's own name."""
    return without_quotes(text.strip()) in _bare_names()


def documents() -> tuple[Term, ...]:
    """The documents of the library: terms whose exact form is a title in 《》."""
    return tuple(term for term in load_terms() if term.form.startswith("《"))


def mentioned(text: str) -> Iterator[tuple[Term, int, int]]:
    """The terms that hold in some years or one region only, each with the place where its exact form first stands."""
    for term in load_terms():
        if (term.bounded or term.region) and not term.form.startswith("《"):
            start = text.find(term.form)
            if start >= 0:
                yield term, start, start + len(term.form)


@cache
def year_forms(year: int) -> YearForms:
    """The clauses for a report of that year, from the `wording` of the terms; the first term that has one wins."""
    found: dict[Use, str] = {}
    for term in load_terms():
        for wording in term.wording:
            if wording.holds_in(year):
                found.setdefault(wording.use, wording.text)
    return YearForms(
        guiding=found.get("guiding", ""),
        study=found.get("study", ""),
        upholding=found.get("upholding", ""),
        campaign=found.get("campaign", ""),
    )


@lru_cache(maxsize=4096)
def sanctioned(text: str, year: int) -> bool:
    """Whether words hold a form that is set from above: a term of certain years or of one region, or the clauses of
    the year by which a report says whom it follows."""
    forms = year_forms(year)
    clauses = [one for one in (forms.guiding, forms.study, forms.upholding, forms.campaign) if one]
    return any(one in text for one in clauses) or any(True for _ in mentioned(text))
