"""Every term in five corrupted forms is noticed; correct texts are changed in nothing and accused of nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import shipped_folder
from assistant.wording.near_forms import near_forms, without_marks
from assistant.wording.term_slips import correct, slips
from assistant.wording.terms import Term, load_terms, year_forms

CARRIER = "我镇认真落实{}，取得了进展。"
MARKS = "“”《》"


def corrupted(form: str) -> list[str]:
    """Five ways to get a form wrong: a character left out, doubled, two swapped (twice), marks lost or one put in."""
    inner = [at for at, char in enumerate(form) if "一" <= char <= "龥"]
    inner = inner[1:-1] or inner
    middle, late = inner[len(inner) // 2], inner[-1]
    made = [form[:middle] + form[middle] + form[middle:], form[:late] + form[late] + form[late:]]
    for at in (inner[0], middle, late):
        after = form[at + 1 : at + 2]
        if "一" <= after <= "龥" and after != form[at]:
            made.append(form[:at] + after + form[at] + form[at + 2 :])
    if len(re.findall("[一-龥]", form)) >= 5:
        made += [form[:at] + form[at + 1 :] for at in (middle, inner[0], late)]
        made.append(form[:middle] + "咯" + form[middle:])
    else:
        made += [form[: inner[0]] + form[inner[0]] + form[inner[0] :]]
    return list(dict.fromkeys(made))[:5]


def test_terms_without_their_marks_are_noticed() -> None:
    for term in load_terms():
        bare = re.sub("[“”]", "", term.form)
        if bare != term.form and "《" not in term.form:
            text = CARRIER.format(bare)
            assert slips(text) or without_marks(text), term.id


def noticed(text: str) -> bool:
    return bool(slips(text) or near_forms(text))


TERMS = [term for term in load_terms() if len(re.findall("[一-龥]", term.form)) >= 4]


def test_every_corrupted_term_is_noticed() -> None:
    tried = [(term.id, words) for term in TERMS for words in corrupted(term.form)]
    missed = [(term, words) for term, words in tried if not noticed(CARRIER.format(words))]
    assert len(TERMS) >= 66
    assert len(tried) >= 5 * 66
    assert missed == []


@pytest.mark.parametrize("term", load_terms(), ids=lambda term: term.id)
def test_right_forms_are_left_alone(term: Term) -> None:
    year = term.valid_from or 2024
    for words in (term.form, *term.names):
        for text in (CARRIER.format(words), f"提出“认真落实{words.replace('“', '‘').replace('”', '’')}”的要求。"):
            assert correct(text, year).text == text
            assert near_forms(text) == []
            assert without_marks(text) == []


def texts() -> list[Path]:
    knowledge = shipped_folder("knowledge")
    return [
        *sorted((knowledge / "reports").glob("*.md")),
        *sorted((Path(__file__).parent / "data/answers").glob("*.yaml")),
    ]


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_good_reports_are_accused_of_no_near_miss(path: Path) -> None:
    assert [near.found for near in near_forms(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("year", "form", "certainty"),
    [
        (2021, "党史学习教育", "known"),
        (2023, "学习贯彻习近平新时代中国特色社会主义思想主题教育", "known"),
        (2024, "党纪学习教育", "verified"),
        (2025, "深入贯彻中央八项规定精神学习教育", "verified"),
        (2026, "树立和践行正确政绩观学习教育", "verified"),
    ],
)
def test_the_campaign_of_a_year(year: int, form: str, certainty: str) -> None:
    assert year_forms(year).campaign == form
    assert next(term for term in load_terms() if term.form == form).certainty == certainty


def test_no_campaign_is_made_up() -> None:
    assert year_forms(2022).campaign == ""
    assert year_forms(2031).campaign == ""
