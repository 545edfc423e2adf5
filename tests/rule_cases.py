"""Short fictional reports for the tests of the check rules, and the one way to run a rule over them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from assistant.checking import chain_rules, contradiction_rules, fact_rules, measure_rules, wording_rules
from assistant.checking.rule import RULES, Hit, Subject
from assistant.outline import find_outline
from assistant.report import Fact, Limits
from assistant.text.structure import read_structure

MODULES = (fact_rules, chain_rules, measure_rules, contradiction_rules, wording_rules)
"""Imported for the rules they register."""

DATA = Path(os.environ.get("ASSISTANT_TEST_DATA", "../shared/data"))
REAL = DATA / "000_b54b24ad007351e6.txt"

PROBLEMS = "一是学习抓得不够紧。主要表现在第一议题有3次改成了传阅，我自己调研只跑了4个村，原因是我重业务轻党建。"
WORK = "一是建强战斗堡垒，夯实基层基础。我带队走访18个村，开展培训6场次。"
MEASURES = "一是抓实学习，补齐短板。针对第一个问题，由我牵头，2023年6月底前组织集中学习12次、交流4场。"


def report(work: str = WORK, problems: str = PROBLEMS, measures: str = MEASURES) -> str:
    """A whole small report with these three bodies."""
    return (
        "2022年度抓基层党建工作述职报告\n根据安排，现将本人2022年度履职情况报告如下：\n"
        f"一、履职工作特色和亮点\n{work}\n二、存在的主要问题及原因\n{problems}\n三、下一步工作思路和主要措施\n{measures}\n"
    )


def subject(text: str, facts: tuple[Fact, ...] | None = None, year: int | None = 2022) -> Subject:
    """What a rule sees of a text of the default kind."""
    outline = find_outline(None)
    return Subject(read_structure(text, outline), outline, year, facts, Limits())


def hits(rule_id: str, text: str, facts: tuple[Fact, ...] | None = None, year: int | None = 2022) -> list[Hit]:
    """What one rule finds; every place it names lies inside the text."""
    found = list(RULES[rule_id].run(subject(text, facts, year)))
    for hit in found:
        assert hit.message.endswith("。")
        if hit.start is not None:
            assert hit.end is not None
            assert 0 <= hit.start < hit.end <= len(text)
        if hit.second is not None:
            assert 0 <= hit.second[0] < hit.second[1] <= len(text)
    return found


def quotes(rule_id: str, text: str, facts: tuple[Fact, ...] | None = None) -> list[str]:
    """The words each finding of a rule points at."""
    return [text[hit.start : hit.end] for hit in hits(rule_id, text, facts) if hit.start is not None]


def fact(text: str, **given: Any) -> Fact:
    """A fact of 2022 told in an answer; a figure where `value` is given."""
    kind = "figure" if "value" in given or "low" in given else "act"
    base = {"id": "F01", "kind": kind, "text": text, "quote": text, "year": 2022, "metric": ""}
    return Fact.model_validate(base | {"origin": {"kind": "answer", "ref": "E1"}} | given)
