"""Lazily compiled expressions answer exactly as compiled ones do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assistant.errors import InputError
from assistant.patterns import Lazy, needed_words
from assistant.settings import shipped_folder

NEEDED = [
    ("贫困户", ("贫困户",)),
    ("贫困户|扶贫办", ("贫困户", "扶贫办")),
    ("(?:村|社区)两委", ("两委",)),
    ("(?<!“)三会一课(?!”)", ("三会一课",)),
    ("建档立卡(?:的)?(?:贫困)?户", ("建档立卡",)),
    ("[一二]是|第一", ("是", "第一")),
    ("没?有", ("有",)),
    ("有了*", ("有",)),
    ("(?:好|坏){2,3}", ("好", "坏")),
    (r"\d+", ()),
    (r"甲|\d", ()),
    ("(?:甲)?", ()),
    ("(?i)abc", ()),
    (r"(?P<a>甲乙)(?P=a)", ("甲乙",)),
    (r"元\u4e00角", ("元", "角")[:1]),
]


@pytest.mark.parametrize(("expression", "words"), NEEDED)
def test_words_that_every_match_holds(expression: str, words: tuple[str, ...]) -> None:
    assert needed_words(expression) == words


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
