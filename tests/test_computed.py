"""Growth and rates worked out from two told figures: exact to what is printed, with their formula, never from doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.interview.answers import read_answers
from assistant.outline import find_outline
from assistant.report import Answers, Fact
from assistant.workflow import draft

OUTLINE = find_outline(None)


def computed(answers: dict[str, str]) -> list[Fact]:
    reading = read_answers(Answers(outline=OUTLINE.name, year=2024, answers=answers), OUTLINE)
    return [fact for fact in reading.facts if fact.origin.kind == "computed"]


def test_growth_on_the_year_before() -> None:
    (fact,) = computed({"B4": "村集体收入去年420万元，今年510万元。"})
    assert (fact.text, fact.year, fact.origin.ref) == ("同比增长21.4%", 2024, "B4")
    assert fact.figure is not None
    assert fact.figure.value == Decimal("21.4")
    assert fact.formula == "（510万元−420万元）÷420万元"


def test_a_fall_is_told_as_a_fall() -> None:
    (fact,) = computed({"B4": "去年村集体收入400万元，今年村集体收入380万元。"})
    assert fact.text == "同比下降5%"


def test_rate_of_what_was_received() -> None:
    (fact,) = computed({"F3": "受理矛盾纠纷312件，化解298件。"})
    assert (fact.text, fact.metric, fact.formula) == ("化解率95.5%", "化解率", "298件÷312件")


@pytest.mark.parametrize(
    "answers",
    [
        {"B4": "村集体收入510万元。"},
        {"B4": "村集体收入去年420万元，今年大概500来万。"},
        {"B4": "村集体收入去年420万元，今年510万元，增长了21%。"},
        {"B4": "村集体收入从420万元增加到510万元。"},
        {"B4": "村集体收入去年420万元，今年不写。"},
        {"F3": "受理矛盾纠纷312件，全部化解了。"},
        {"F3": "受理矛盾纠纷312件，化解312件。"},
        {"F3": "受理矛盾纠纷312件，化解330件。"},
        {"F3": "受理矛盾纠纷三百来件，化解298件。"},
        {"F3": "受理矛盾纠纷312件，化解298件，化解率95.5%。"},
        {"E3": "去年发展党员10名，今年发展党员12名。"},
    ],
)
def test_nothing_is_worked_out_from_doubt(answers: dict[str, str]) -> None:
    assert computed(answers) == []


def test_ids_stay_unique_and_the_text_stands_on_the_worked_out_fact() -> None:
    said = {
        "B1": "全镇16个村，党员1480名。",
        "B4": "村集体收入去年420万元，今年510万元。",
        "E1": "村干部培训办了4场，380人次。",
        "F3": "受理矛盾纠纷312件，化解298件。",
        "H1": "第一条，后备干部接不上。",
        "J1": "第一条，3月底前每村选2名后备干部，组织委员负责。",
    }
    report = draft(Answers(outline=OUTLINE.name, year=2024, answers=said), OUTLINE)
    assert len({fact.id for fact in report.facts}) == len(report.facts)
    text = report.parts[0].text
    assert "同比增长21.4%" in text
    assert "化解率95.5%" in text
    assert "420" not in text
    made = {fact.id for fact in report.facts if fact.origin.kind == "computed"}
    assert made <= {use.fact for item in report.parts[0].items for use in item.uses}
    assert not [f for f in report.findings if f.rule in ("B01", "B06", "B07")]


def test_rates_of_several_villages_are_no_contradiction() -> None:
    told = {
        "B4": "河湾村2024年收入6.2万元。河湾村2025年收入11.5万元。杨林村2024年收入8万元。杨林村2025年收入12.3万元。",
        "H1": "村里后备干部接不上。",
        "J1": "明年6月底前每个村培养2名后备干部，组织委员负责。",
    }
    outline = find_outline(None)
    report = draft(Answers(outline=outline.name, year=2025, answers=told), outline)
    rates = [fact for fact in report.facts if fact.formula]
    assert len(rates) == 2
    assert [finding.message for finding in report.findings if finding.rule == "B03"] == []
