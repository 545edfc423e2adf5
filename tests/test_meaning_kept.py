"""What is said around a figure is neither turned round nor limited: no 仅, 只, 未, 没 that was not said, none lost."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from assistant.documents import load_answers
from assistant.outline import find_outline
from assistant.report import Fact, Report
from assistant.settings import shipped_folder
from assistant.workflow import draft

DATA = Path(__file__).parent / "data"
FILES = [
    DATA / "answers_seed.yaml",
    *sorted((DATA / "answers").glob("*.yaml")),
    *sorted((DATA / "intake").glob("*.yaml")),
    *sorted((shipped_folder("knowledge") / "samples").glob("*.yaml")),
]
# What says “no more than this”, in writing and in speech.
LIMITS = re.compile("仅|只(?!有.{0,3}才能)")
SAID_LIMITS = re.compile("仅|只|才|就|光|单|不过|顶多|勉强")
NEARBY = re.compile("(?:仅|只|才)[^，。；\\d]{0,5}$")
ROUGH = re.compile(
    "余|多|约|近|超|左右|上下|不到|不足|以[上下内]|[少多低高]于|至少|最[多少高低]|几|小|突破|不等|至|上|过"
)
# What says that a thing is not so; 不少于, 不到 and the like limit a figure and deny nothing.
DENIALS = re.compile(
    "没|未|尚|无(?!偿|职|人机|线|障碍)|不(?!少于|低于|高于|超过|超|到|足|满|落|断|忘|仅|同|动产|管|论|少|等|辞|含)"
)
SAID_DENIALS = re.compile("没|未|冇|无|不|莫|唔|呒|勿|剩|差|还有|零|难|空|缺|咋|扯|拖")
WELL_SAID = re.compile("无人员伤亡|未发生|未出现|不再|尚(?:有|需)|不作为|不胜任|不间断|不平衡")


@cache
def drafted(path: Path) -> Report:
    answers = load_answers(path)
    return draft(answers, find_outline(answers.outline))


def said_of(report: Report, fact: Fact, words: str) -> str:
    """All that was said for words of the report: a headline may stand on several facts, one of them a denial."""
    quotes = {one.id: one.quote for one in report.facts}
    spans = [
        {use.fact for use in item.uses if (use.start, use.end) == (at.start, at.end)}
        for part in report.parts
        for item in part.items
        for at in item.uses
        if at.fact == fact.id and item.text[at.start : at.end] == words
    ]
    return "，".join(quotes.get(one, "") for one in sorted(set().union(*spans)))


def told(report: Report) -> list[tuple[Fact, str]]:
    """Each figure that was said with the words of the report that stand on it."""
    facts = {fact.id: fact for fact in report.facts if fact.figure is not None and fact.quote}
    return [
        (facts[use.fact], item.text[use.start : use.end])
        for part in report.parts
        for item in part.items
        for use in item.uses
        if use.fact in facts and re.search(r"\d|[一二三四五六七八九十]", item.text[use.start : use.end])
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_limit_is_put_to_a_figure_that_was_said_without(path: Path) -> None:
    wrong = [
        (f.quote, words) for f, words in told(drafted(path)) if LIMITS.search(words) and not SAID_LIMITS.search(f.quote)
    ]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_limit_said_of_a_figure_is_lost(path: Path) -> None:
    lost = []
    for fact, words in told(drafted(path)):
        for found in re.finditer(r"\d|[两二三四五六七八九十百]", fact.quote):
            if NEARBY.search(fact.quote[: found.start()]) and not re.search(
                "仅|只|才|方|以内|剩|减至|最[低少]|不足|成[^，。；]{0,4}的", words
            ):
                lost.append((fact.quote, words))
                break
    assert not lost


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_told_as_about_so_much_is_no_exact_figure(path: Path) -> None:
    """300多, 将近两成, 不到20个 and 300万出头 keep that they are rough."""
    exact = [
        (fact.quote, words)
        for fact, words in told(drafted(path))
        if fact.figure is not None and fact.figure.approx not in (None, "", "的样子") and not ROUGH.search(words)
    ]
    assert not exact


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_denied_that_was_not_and_nothing_affirmed_that_was_denied(path: Path) -> None:
    turned = []
    for fact, words in told(drafted(path)):
        plain = WELL_SAID.sub("", words)
        if DENIALS.search(plain) and not SAID_DENIALS.search(said_of(drafted(path), fact, words)):
            turned.append((fact.quote, words))
        if re.search("没(?!收)|冇|未(?!来)", fact.quote) and not re.search(
            "没|未|无|不|尚|剩|其余|零|空白|免|难|彻夜", words
        ):
            turned.append((fact.quote, words))
    assert not turned
