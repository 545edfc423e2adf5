"""点评预演: what the county committee is likely to ask of each claim, and what the secretary has to answer with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.outline import Outline
from assistant.report import Fact, Report
from assistant.strict_yaml import read_knowledge
from assistant.writing.pieces import take_apart

Kind = Literal["number", "base", "source", "person", "date", "result"]
NOTHING = "没有依据"
_SAID = {
    "number": r"\d|[一二两三四五六七八九十百千]",
    "base": r"从[^，。；]{1,14}[到至]|上年|去年|同比|20\d\d年[^，。；]{0,6}\d",
    "source": r"授予|文件|证书|文号|[省市县区]委|组织部|政府|号文",
    "person": r"我|本人|村|支部|社区",
    "date": r"\d{1,2}月|[一二三四]季度|年底|半年|\d{4}年|每",
    "result": r"验收|转化|解决|完成|化解|签|通了|通过|\d",
}


class Asked(BaseModel):
    """A way of asking, and where it fits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: str
    ask: str
    kind: Kind


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    claims: tuple[Asked, ...]
    problems: tuple[Asked, ...]
    measures: tuple[Asked, ...]


@dataclass(frozen=True)
class Rehearsal:
    """One likely question: the words it is about, what answers it ("没有依据" where nothing does), and what would."""

    part: str
    words: str
    ask: str
    evidence: tuple[str, ...]
    wanted: str


def rehearse(report: Report, outline: Outline) -> list[Rehearsal]:
    """The likely questions in the order of the report, each sentence asked of once; high findings are asked of too."""
    facts = {fact.id: fact for fact in report.facts}
    asked: list[Rehearsal] = []
    for part, sentence, told in _sentences(report):
        ways = _ways(part, outline)
        for way in ways:
            found = re.search(way.when, sentence)
            if found is None:
                continue
            words = _around(sentence, found)
            own = [facts[fact] for fact in told if fact in facts]
            asked.append(_question(part, words, way, own, outline))
            break
    for finding in report.findings:
        if finding.level == "high":
            ask = f"“{finding.quote or finding.message[:24]}”，前后说法不一，以哪个为准？"
            asked.append(Rehearsal(finding.part or "", finding.quote, ask, (), finding.message))
    return asked


def rehearsed_lines(report: Report, outline: Outline) -> list[str]:
    """The rehearsal as lines to be read: part by part, each question with the words that answer it; the count last."""
    asked = rehearse(report, outline)
    headings = {part.id: part.heading for part in report.parts}
    lines: list[str] = []
    last = ""
    for number, one in enumerate(asked, 1):
        heading = headings.get(one.part, "")
        if heading and heading != last:
            lines += ["", heading]
            last = heading
        lines.append(f"{number}. {one.ask}")
        lines += [f"   答：{words}" for words in one.evidence] or [f"   答：{NOTHING}。{one.wanted}。"]
    bare = sum(not one.evidence for one in asked)
    return [*lines, "", f"共 {len(asked)} 问，其中 {bare} 问还没有依据。"]


def _question(part: str, words: str, way: Asked, own: list[Fact], outline: Outline) -> Rehearsal:
    answering = [fact for fact in own if re.search(_SAID[way.kind], fact.quote + fact.text)]
    evidence = tuple(dict.fromkeys(_told(fact) for fact in answering))
    questions = {question.id: question for question in outline.questions}
    refs = dict.fromkeys(fact.origin.ref for fact in own)
    follow = [up.ask for ref in refs if ref in questions for up in questions[ref].follow_ups][:1]
    wanted = "" if evidence else "；".join([*(f"补答{ref}" for ref in refs), *follow]) or "补一个数、一件事或一份文件"
    return Rehearsal(part, words, way.ask.replace("{words}", words), evidence, wanted)


def _told(fact: Fact) -> str:
    if fact.origin.kind == "computed":
        return f"算出来的：{fact.text}（{fact.formula or fact.origin.ref}）"
    if fact.origin.kind == "file":
        return f"{fact.origin.ref}：“{fact.quote}”"
    return f"您在{fact.origin.ref}说：“{fact.quote}”" if fact.origin.kind == "answer" else f"您说：“{fact.quote}”"


def _sentences(report: Report) -> Iterator[tuple[str, str, list[str]]]:
    for part in report.parts:
        for item in part.items:
            built = take_apart(report, part, item)
            if any(problem.id == item.id for problem in report.problems):
                facts = list(dict.fromkeys([*built.head.facts, *(f for piece in built.pieces for f in piece.facts)]))
                yield part.id, built.headline, facts
                continue
            for piece in built.pieces:
                if piece.facts and not piece.fixed:
                    yield part.id, piece.text.rstrip("。"), piece.facts


def _ways(part: str, outline: Outline) -> tuple[Asked, ...]:
    plan = next((plan for plan in outline.parts if plan.id == part), None)
    roles = {block.role for block in plan.blocks} if plan else set()
    ways = load_ways()
    if "measures" in roles:
        return ways.measures
    return ways.problems if "problems" in roles else ways.claims


def _around(sentence: str, found: re.Match[str]) -> str:
    """The clause that holds what was found."""
    start = max(sentence.rfind(mark, 0, found.start()) for mark in "，；。") + 1
    ends = [place for mark in "，；。" if (place := sentence.find(mark, found.end())) >= 0]
    return sentence[start : min(ends, default=len(sentence))]


@cache
def load_ways() -> _Asked:
    """The ways of asking in knowledge/rehearsal; raises InputError that names the file."""
    return read_knowledge("rehearsal", "questions.yaml", _Asked.model_validate)
