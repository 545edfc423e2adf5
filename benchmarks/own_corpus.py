"""Retrieval quality on our own corpus: the shipped terms and exemplars, and a town's own reports, notices and material.

Run: python benchmarks/own_corpus.py [--misses]
Each query of tests/data/retrieval/queries.yaml was written before its passage was looked up; at least a third share no
three characters in a row with it (counted here). Queries that are a term's exact form are made from the terms.
wrong-year@5: of the five passages shown for a query with a year, the share that is bound to another year (a term
outside its years, a notice of another year), and whether a year named in the query is answered from that year.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from assistant.documents import read_blocks
from assistant.retrieval.passages import About, Kind, Passage, document_id, passages_of
from assistant.retrieval.shipped import shipped_passages
from assistant.wording.terms import load_terms

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "retrieval"
KINDS: tuple[Kind, ...] = ("own", "notice", "material")
SHOWN = 5
Search = Callable[[str, int | None], Sequence[Passage]]


@dataclass(frozen=True)
class Query:
    """A question; it is answered by a passage of that term or one that holds any of the `want` words."""

    text: str
    want: tuple[str, ...] = ()
    term: str = ""
    year: int | None = None
    exact: bool = False

    def answered_by(self, passage: Passage) -> bool:
        """Whether the passage holds the answer."""
        if self.term:
            return passage.kind == "term" and passage.locator == self.term
        return any(words in passage.text for words in self.want)

    @property
    def asked_year(self) -> int | None:
        """The year it is asked for, or names; it decides which passage is right."""
        return self.year or next((year for year in range(2019, 2027) if f"{year}年" in self.text), None)


@dataclass
class Tally:
    """What came of the queries of one group."""

    hits: dict[int, int] = field(default_factory=lambda: {1: 0, 5: 0})
    reciprocal: float = 0.0
    total: int = 0
    misses: list[Query] = field(default_factory=list)

    def add(self, query: Query, shown: Sequence[Passage]) -> None:
        """Counts one query."""
        self.total += 1
        rank = next((at for at, passage in enumerate(shown, 1) if query.answered_by(passage)), 0)
        for at in self.hits:
            self.hits[at] += 0 < rank <= at
        self.reciprocal += 1 / rank if rank else 0.0
        if not rank:
            self.misses.append(query)

    def __str__(self) -> str:
        n = max(self.total, 1)
        return (
            f"n={self.total} hit@1={self.hits[1] / n:.3f} hit@5={self.hits[5] / n:.3f} MRR@5={self.reciprocal / n:.3f}"
        )


def corpus() -> list[Passage]:
    """Every passage of it."""
    found = list(shipped_passages())
    for kind in KINDS:
        for path in sorted((DATA / kind).iterdir()):
            found += passages_of(read_blocks(path), About(kind, document_id(path.read_bytes()), path.name))
    return found


def written_queries() -> list[Query]:
    """The queries people wrote."""
    data: list[dict[str, Any]] = yaml.safe_load((DATA / "queries.yaml").read_text(encoding="utf-8"))
    return [Query(str(one["q"]), tuple(one.get("want", ())), one.get("term", ""), one.get("year")) for one in data]


def exact_queries() -> list[Query]:
    """Every term by its exact form, asked for in a year it holds in."""
    return [Query(term.form, term=term.id, exact=True) for term in load_terms()]


def shares_three(query: Query, passages: Sequence[Passage]) -> bool:
    """Whether the query has three characters in a row in common with a passage that answers it."""
    runs = {query.text[at : at + 3] for at in range(len(query.text) - 2)}
    return any(run in passage.text for passage in passages if query.answered_by(passage) for run in runs)


def wrong_years(query: Query, shown: Sequence[Passage]) -> tuple[int, int, int]:
    """Passages shown that are bound to another year; own reports of another year where the query names its year; all."""
    year = query.asked_year
    bound = sum(not passage.fits(year) for passage in shown)
    other = sum(passage.kind == "own" and passage.year != year for passage in shown if query.year is None)
    return bound, other, len(shown)


def measured(search: Search, queries: Sequence[Query], passages: Sequence[Passage]) -> dict[str, Tally]:
    """The tallies: all written, those that share no three characters, traps, exact terms."""
    groups = {name: Tally() for name in ("written", "no shared three", "years", "exact terms")}
    wrong = other = shown_in_all = 0
    for query in queries:
        shown = search(query.text, query.year)
        if query.exact:
            groups["exact terms"].add(query, shown)
            continue
        groups["written"].add(query, shown)
        if not shares_three(query, passages):
            groups["no shared three"].add(query, shown)
        if query.asked_year:
            groups["years"].add(query, shown)
            counts = wrong_years(query, shown)
            wrong, other, shown_in_all = wrong + counts[0], other + counts[1], shown_in_all + counts[2]
    print(f"wrong-year@{SHOWN}: {wrong}/{shown_in_all} = {wrong / max(shown_in_all, 1):.3f}")
    print(f"own reports of another year than the query names: {other}")
    return groups


def main() -> None:
    passages = corpus()
    queries = written_queries() + exact_queries()
    lost = [q for q in queries if not any(q.answered_by(passage) for passage in passages)]
    print(
        f"{len(passages)} passages, {len(queries)} queries; without an answer in the corpus: {[q.text for q in lost]}"
    )
    from corpora import store_of

    from assistant.retrieval.retriever import Retriever

    with store_of(passages) as store:
        retriever = Retriever(store)
        tallies = measured(
            lambda text, year: [hit.passage for hit in retriever.search(text, SHOWN, year=year)], queries, passages
        )
    for name, tally in tallies.items():
        print(f"{name}: {tally}")
        if "--misses" in sys.argv:
            for query in tally.misses:
                print("   ", query.text, query.want or query.term, query.year or "")


if __name__ == "__main__":
    main()
