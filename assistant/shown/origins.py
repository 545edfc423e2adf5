"""Where a fact comes from, in a sentence: the answer it was told in, the file, the sum, the person's correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.figures.printed import figure_words
from assistant.outline import Outline
from assistant.report import Fact, Report


@dataclass(frozen=True)
class Source:
    """A fact as its words in the text show it: `said` the words it was told in, `where` in what (“您在 E3 题的回答”).

    `question` is the id of the question it answers, "" where it answers none; `ask` that question's words.
    """

    fact: str
    text: str
    said: str
    where: str
    question: str = ""
    ask: str = ""
    disputed: bool = False

    @property
    def words(self) -> str:
        """All of it in one line, for a pop-up."""
        told = f"：“{self.said}”" if self.said else ""
        doubt = "（与另一处说法对不上，先核实）" if self.disputed else ""
        return f"{self.where}{told}{doubt}"


def sources_of(report: Report, outline: Outline) -> dict[str, Source]:
    """The source of every fact of the report, by its id."""
    asks = {question.id: question.ask for question in outline.questions}
    return {fact.id: source_of(fact, asks) for fact in report.facts}


def source_of(fact: Fact, asks: Mapping[str, str]) -> Source:
    """Where one fact comes from; `asks` are the questions' words by id."""
    ref = fact.origin.ref
    question = ref if ref in asks else ""
    where = {
        "answer": f"您在 {ref} 题的回答",
        "person": "您改稿时说的" if not question else f"您改稿时说的（{ref} 题）",
        "file": f"来自文件“{ref}”",
        "computed": f"算出来的：{fact.formula or ref}",
    }[fact.origin.kind]
    return Source(
        fact=fact.id,
        text=fact.text,
        said=fact.quote,
        where=where,
        question=question,
        ask=asks.get(ref, ""),
        disputed=fact.status == "conflict",
    )


def value_of(fact: Fact) -> str:
    """A fact's figure as it would be printed, "" where it has none."""
    return "" if fact.figure is None else figure_words(fact.figure)
