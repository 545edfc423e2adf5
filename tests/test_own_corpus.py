"""Our own corpus and its queries are what they claim to be; how well they are answered is measured by the slow test."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


@cache
def own_corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("own_corpus", BENCHMARKS / "own_corpus.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["own_corpus"] = module
    spec.loader.exec_module(module)
    return module


def test_there_are_enough_passages_and_queries() -> None:
    passages, queries = own_corpus().corpus(), own_corpus().written_queries()
    assert len(passages) >= 320
    assert len({passage.id for passage in passages}) == len(passages)
    assert len(queries) >= 220
    assert len({(query.text, query.year) for query in queries}) == len(queries)
    assert len([query for query in queries if query.asked_year]) >= 40


def test_every_query_has_an_answer_and_is_no_copy_of_it() -> None:
    passages, queries = own_corpus().corpus(), own_corpus().written_queries()
    for query in queries:
        answers = [passage for passage in passages if query.answered_by(passage)]
        assert answers, query.text
        assert len(answers) <= 12, query.text
        assert all(query.text not in passage.text for passage in answers if not query.term)
    apart = [query for query in queries if not own_corpus().shares_three(query, passages)]
    assert len(apart) >= len(queries) / 3


def test_the_year_decides_which_answer_is_right() -> None:
    """The same words asked for another year have another answer: whoever ignores the year must fail."""
    asked: dict[str, set[tuple[str, ...]]] = {}
    for query in own_corpus().written_queries():
        if query.year:
            asked.setdefault(query.text, set()).add((*query.want, query.term))
    assert sum(len(answers) > 1 for answers in asked.values()) >= 8


def test_the_measure_counts_right() -> None:
    module = own_corpus()
    passages = module.corpus()
    term = next(passage for passage in passages if passage.kind == "term" and passage.locator == "T63")
    other = next(passage for passage in passages if passage.kind == "term" and passage.locator == "T62")
    query = module.Query("今年的学习教育叫什么", term="T63", year=2024)
    assert module.wrong_years(query, [other, term]) == (1, 0, 2)
    tally = module.Tally()
    tally.add(query, [other, term])
    tally.add(query, [other])
    assert (tally.hits[1], tally.hits[5], tally.reciprocal, tally.misses) == (0, 1, 0.5, [query])


@pytest.mark.slow
def test_our_own_corpus_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        own_corpus().main()
    finally:
        sys.path.remove(str(BENCHMARKS))
    told = capsys.readouterr().out
    assert re.search(r"exact terms: n=\d+ hit@1=\d\.\d+ hit@5=1\.000", told)
    written = float(told.partition("written: ")[2].partition("hit@5=")[2][:5])
    wrong = float(told.partition("wrong-year@5: ")[2].partition("= ")[2][:5])
    assert written >= 0.85
    assert wrong <= 0.02
