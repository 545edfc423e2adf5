"""Lazily compiled expressions answer exactly as compiled ones do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.errors import InputError
from assistant.settings import shipped_folder
from assistant.text.needed_words import needed_words
from assistant.text.patterns import Either, Exchanges, Lazy, Table

NEEDED = [
    ("贫困户", [("贫困户",)]),
    ("贫困户|扶贫办", [("贫困户", "扶贫办")]),
    ("(?:村|社区)两委", [("村两委", "社区两委")]),
    ("(?<!“)三会一课(?!”)", [("三会一课",)]),
    ("建档立卡(?:的)?户", [("建档立卡的户", "建档立卡户")]),
    ("[一二]是|第一", [("一是", "二是", "第一")]),
    ("没?有", [("没有", "有")]),
    ("有了*", [("有",)]),
    ("(?:好|坏){2,3}", [("好", "坏")]),
    (r"\d+", []),
    (r"甲|\d", []),
    ("(?:甲)?", []),
    ("(?i)abc", []),
    ("甲(?i:cmd)乙", [("甲cmd乙",)]),
    (r"(?P<a>甲乙)(?P=a)丙", [("甲乙",), ("丙",)]),
    (r"元\u4e00角", [("元一角",)]),
    (r"甲\.乙", [("甲.乙",)]),
    ("(?:遇|赶)上(?=雨|雪)", [("遇上雨", "遇上雪", "赶上雨", "赶上雪"), ("遇上", "赶上")]),
    ("(?<=甲|乙丙)丁", [("甲丁", "乙丙丁")]),
    ("甲.{0,9}(?:乙|丙.)?丁", [("丁",), ("甲",)]),
    ("甲{0,3}乙", [("乙",)]),
    ("(甲|乙)?丁{1,2}戊", [("丁",), ("戊",)]),
    ("甲(?=乙|$)", [("甲乙", "甲")]),
]


@pytest.mark.parametrize(("expression", "words"), NEEDED)
def test_words_that_every_match_holds(expression: str, words: list[tuple[str, ...]]) -> None:
    assert set(needed_words(expression)) >= set(words)


def expressions() -> list[str]:
    found: list[str] = []
    for path in sorted(shipped_folder("knowledge").rglob("*.yaml")):
        stack = [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)]
        while stack:
            one = stack.pop()
            if isinstance(one, dict):
                stack += one.values()
            elif isinstance(one, list):
                stack += one
            elif isinstance(one, str) and re.search(r"[(|\[\\?]", one) and len(one) < 400:
                found.append(one)
    return found


def test_every_expression_of_the_knowledge_finds_the_same_as_compiled() -> None:
    folder = Path(__file__).parent / "data" / "answers"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml")))
    clauses = re.split("[，。；\n]", text)[::3]
    tried = 0
    for expression in expressions():
        try:
            compiled = re.compile(expression)
        except re.error:
            continue
        lazy = Lazy(expression)
        tried += bool(lazy.words)
        assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]
        assert not [c for c in clauses if compiled.search(c) and not lazy.may_match(c)], expression
    assert tried > 300


def test_a_broken_expression_is_said_with_its_file() -> None:
    with pytest.raises(InputError, match="spoken"):
        Lazy("没有(", "spoken.yaml ").search("没有")


def test_a_table_and_an_either_find_what_their_expressions_find() -> None:
    every = [one for one in expressions() if compiles(one)]
    folder = Path(__file__).parent / "data" / "answers"
    clauses = re.split(
        "[，。；\n]", "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml")))
    )
    table = Table([Lazy(one) for one in every])
    either = Either([one for one in every if not re.search(r"\(\?P<|\\1|\(\?i\)", one)])
    whole = re.compile("|".join(one for one in every if not re.search(r"\(\?P<|\\1|\(\?i\)", one)))
    for clause in clauses[::40]:
        found = {place for place, one in enumerate(every) if re.search(one, clause)}
        assert found <= set(table.places(clause))
        assert [m.span() for m in either.finditer(clause)] == [m.span() for m in whole.finditer(clause)]


def compiles(expression: str) -> bool:
    try:
        re.compile(expression)
    except re.error:
        return False
    return True


@pytest.mark.parametrize("text", ["IGNORE  all", "请ıgnore all", "JavaScript :alert", "CMD|", "cmd |"])
def test_words_in_any_case_are_told_in_any_case(text: str) -> None:
    for expression, flags in ((r"ignore\s+all|javascript\s?:", re.IGNORECASE), (r"(?i:=?\s?cmd\s?\|)", 0)):
        lazy, known = Lazy(expression, flags=flags), re.compile(expression, flags)
        assert bool(lazy.search(text)) == bool(known.search(text))
        assert bool(Either([expression, "无"], flags=flags).search(text)) == bool(known.search(text))


def test_exchanges_read_what_earlier_ones_have_written() -> None:
    exchanges = Exchanges([(Lazy("甲"), "乙"), (Lazy("丙"), "甲"), (Lazy("乙+"), "丁"), (Lazy(r"\d"), "一")])
    assert exchanges.made("甲丙3") == "丁甲一"
    assert exchanges.made("无") == "无"


def test_rare_characters_of_names_are_chinese_and_numbers_are_not() -> None:
    han = Lazy("^[一-龥]+$")
    assert han.search("㘰坪村")
    assert han.search("𬒈村")
    assert not any(han.search(char) for char in "〇①Ⅱ㈠Ａ１a1é、“*")


@pytest.mark.parametrize(
    "expression",
    [
        "[一-龥]",
        "[^一-龥]",
        "[一-鿿“”]",
        "[^一-龥A-Z、]",
        r"[\u4e00-\u9fff\d]",
        "[一-龥、]{1,3}",
        r"(?<=[一-龥^])。",
        r"\[一-龥",
    ],
)
@pytest.mark.parametrize("text", ["村A“1”、。", "①〇é１", "[一-龥", "^。村。A。"])
def test_classes_with_chinese_characters_find_the_same_as_compiled(expression: str, text: str) -> None:
    assert Lazy(expression).findall(text) == re.findall(expression, text)
