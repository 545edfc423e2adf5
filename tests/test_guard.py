"""The guard between a model and the reader: foreign names out, own names in, honest sentences untouched."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from name_cases import OWN, OWN_CARRIERS, foreign

from assistant.checking.guard import FactGuard
from assistant.documents import load_answers
from assistant.outline import find_outline
from assistant.report import Fact
from assistant.settings import knowledge_files
from assistant.workflow import Drafted, written
from assistant.writing.pieces import take_apart
from assistant.writing.sentences import closed

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml", *knowledge_files("samples", ".yaml")]
BY_NAME = {path.stem: path for path in FILES}
PARAPHRASES: dict[str, list[list[str]]] = yaml.safe_load(
    (DATA / "guard" / "paraphrases.yaml").read_text(encoding="utf-8")
)


@cache
def drafted(name: str) -> Drafted:
    answers = load_answers(BY_NAME[name])
    return written(answers, find_outline(answers.outline))


@cache
def guard_of(name: str) -> FactGuard:
    first = drafted(name)
    return FactGuard(first.free, first.reading.year, first.known)


def test_no_foreign_name_passes() -> None:
    cases = list(foreign())
    passed = [case for case in cases if not guard_of("answers_seed").sentence(case[2]).refused]
    assert len(cases) >= 300
    assert not passed


def test_own_names_pass() -> None:
    cases = [
        (name, closed(carrier.format(own))) for name, owns in OWN.items() for own in owns for carrier in OWN_CARRIERS
    ]
    told = ((text, guard_of(name).sentence(text).refused) for name, text in cases)
    refused = [(text, why) for text, why in told if why and "着落" not in why]  # vague, but of no strange name
    assert len(cases) >= 300
    assert len(refused) <= len(cases) // 100, refused


def test_what_the_program_writes_passes() -> None:
    total, refused = 0, []
    for name in BY_NAME:
        report = drafted(name).report
        for part in report.parts:
            for item in part.items:
                built = take_apart(report, part, item)
                for piece in built.pieces:
                    if not piece.fixed:
                        total += 1
                        verdict = guard_of(name).sentence(closed(piece.text), piece.facts)
                        refused += [(piece.text, verdict.refused)] if verdict.refused else []
    assert total > 350
    assert len(refused) <= total // 100, refused


def test_honest_sentences_in_other_words_pass() -> None:
    cases = [(name, text, question) for name, rows in PARAPHRASES.items() for text, question in rows]
    refused = []
    for name, text, question in cases:
        cited = [fact.id for fact in drafted(name).free if fact.origin.ref == question]
        verdict = guard_of(name).sentence(text, cited)
        refused += [(text, verdict.refused)] if verdict.refused else []
    assert len(cases) >= 120
    assert len(refused) <= len(cases) * 2 // 100, refused


@pytest.mark.parametrize(
    ("name", "question", "text"),
    [
        ("guizhou", "E3", "接收预备党员7名，转正10名。"),
        ("guizhou", "F3", "受理矛盾纠纷88件，化解96件。"),
        ("guizhou", "D2", "断了的通组路1.8公里于12月修通。"),
        ("guizhou", "J1", "2026年3月底前，把剩下7个村社区全部走到。"),
        ("guizhou", "B1", "党员1190名。"),
        ("guizhou", "B1", "党员1200余名。"),
        ("guizhou", "B4", "村集体经济收入358亿元。"),
        ("zhejiang", "F2", "竹产业产值2.3万元，比上年增长15%。"),
        ("zhejiang", "F2", "竹产业产值2.3亿元，比上年增长15个百分点。"),
        ("zhejiang", "F2", "竹产业产值2.3亿元，比上年下降15%。"),
        ("zhejiang", "F5", "全镇性会议从44个增至66个。"),
        ("sichuan", "B4", "村集体经济收入由685万元减少到542万元。"),
        ("sichuan", "B4", "收入10万元以下的村13个。"),
        ("hunan", "E3", "确定发展对象13至12名。"),
        ("jiangsu", "D2", "柳荫社区加装电梯十七部。"),
        ("party_building", "F2", "党组织领办合作社6个，入社农户430户，两年分红合计167万元。"),
        ("party_building", "E4", "每次应到党员780人，平均实到约1120人。"),
    ],
)
def test_a_figure_out_of_place_is_refused(name: str, question: str, text: str) -> None:
    cited = [fact.id for fact in drafted(name).free if fact.origin.ref == question]
    assert guard_of(name).sentence(text, cited).refused


# ---- what was written by hand, from the prompts alone ----

PLAYED: dict[str, list[list[str]]] = yaml.safe_load((DATA / "guard" / "played.yaml").read_text(encoding="utf-8"))
EXCHANGED = [
    ("played_orchard", "4个村（社区）里，有15个村的大额开支没有上会。", "F80 F81"),
    (
        "played_orchard",
        "全镇14个村、1个社区，党支部21个，党员498名，其中60岁以上的937名，占一半还多。",
        "F01 F02 F03 F04 F05 F06 F07",
    ),
    ("played_harbour", "收入20万元以上的村由去年的16个增加到11个。", "F12 F13"),
    ("played_harbour", "收入20万元以上的村，去年16个，今年11个。", "F12 F13"),
    ("played_harbour", "党员认领群众微心愿331个，已兑现350个。", "F68 F69"),
    ("played_harbour", "受理矛盾纠纷209起，办结214起。", "F81 F82"),
    ("jiedao", "报到的有400多名，摸排出来只有260名。", "F10 F11 F12"),
    ("jiedao", "摸排出来有400名，报到的只有260名。", "F10 F11 F12"),
    ("jiedao", "梅园社区被评为省级先进党支部。", "F82 F83"),
]


@cache
def played_guard(name: str) -> FactGuard:
    answers = load_answers(BY_NAME.get(name) or DATA / "guard" / f"{name}.yaml")
    first = written(answers, find_outline(answers.outline))
    return FactGuard(first.free, first.reading.year, first.known)


@pytest.mark.parametrize("name", PLAYED)
def test_what_a_careful_writer_made_of_the_prompts_passes(name: str) -> None:
    refused = [
        (text, why)
        for text, *facts in PLAYED[name]
        if (why := played_guard(name).sentence(closed(text), facts).refused)
    ]
    assert refused == []


@pytest.mark.parametrize(("name", "text", "facts"), EXCHANGED)
def test_its_figures_exchanged_do_not(name: str, text: str, facts: str) -> None:
    assert played_guard(name).sentence(text, facts.split()).refused


def test_a_told_word_behind_an_adverb_is_no_name() -> None:
    guard = FactGuard((), 2025, ["石桥村靠晒场出租一家就收了一笔，这个账好算"])
    assert not guard.sentence("石桥村光晒场就收了一笔，这个账好算。").refused
    assert guard.sentence("石桥村海棠湾就收了一笔，这个账好算。").refused


@pytest.mark.parametrize("text", ["在彭鹤峪收了一笔，这个账好算。", "到霁黛溪收了一笔，这个账好算。"])
def test_a_told_name_with_an_invented_character_before_it_is_refused(text: str) -> None:
    guard = FactGuard((), 2025, ["在鹤峪收了一笔，这个账好算", "到黛溪收了一笔"])
    assert guard.sentence(text).refused
    assert not guard.sentence(text.replace("彭", "").replace("霁", "")).refused


def unit_left_out(told: str) -> FactGuard:
    """The guard of one fact, told as a number of ten thousands without what it counts."""
    given = {"id": "F01", "kind": "figure", "text": told, "quote": told, "year": 2025, "metric": told.rstrip("1万有")}
    given |= {"figure": {"value": 11, "unit": "万"}, "origin": {"kind": "answer", "ref": "E1"}}
    return FactGuard([Fact.model_validate(given)], 2025, [told])


@pytest.mark.parametrize(
    ("told", "right", "wrong"),
    [
        ("全镇11万人口", "全镇人口11万人。", "全镇人口11万元。"),
        ("全镇人口有11万", "全镇11万人口。", "集体收入11万元。"),
        ("服务11万群众", "服务群众11万人次。", "服务群众花了11万元。"),
    ],
)
def test_people_told_without_a_unit_never_become_money(told: str, right: str, wrong: str) -> None:
    assert not unit_left_out(told).sentence(right, ["F01"]).refused
    assert unit_left_out(told).sentence(wrong, ["F01"]).refused


def test_money_told_without_its_unit_is_money_beside_people_too() -> None:
    assert not unit_left_out("带动群众增收11万").sentence("带动群众增收11万元。", ["F01"]).refused
