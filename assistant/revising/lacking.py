"""What a measure still lacks: owner, date, countable target, the base it starts from, what it is done with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checking.lexicon import cue
from assistant.figures.reading import read_figures
from assistant.report import Measure, Report
from assistant.writing.board import Board, numeral_of
from assistant.writing.cells import base_of, plain
from assistant.writing.measures import ASKED, NO_DUE, NO_OWNER, NO_TARGET

ASKS = {
    "责任人": "这条措施由谁负责（哪位领导、哪个站所）？",
    "时限": "哪个月前做完，或者多久做一次？",
    "目标": "做到几个、几次、百分之几？",
    "现状基数": "现在是多少（起点的数）？",
    "抓手": "靠什么来抓（办法、清单、平台、活动）？",
}
_FIELDS = (("责任人", "owner", NO_OWNER), ("时限", "due", NO_DUE), ("目标", "target", NO_TARGET))
_QUOTED = 16
_NEW = "新建|新增|新培育|创建|打造|举办|开展|讲授|每"


@dataclass(frozen=True)
class Lack:
    """One thing that one measure lacks: how the person would name the measure, the measure, what is missing."""

    named: str
    measure: Measure
    what: str

    @property
    def ask(self) -> str:
        """The question, with the measure it is about."""
        return f"{self.named}“{self.measure.text.strip('。')[:24]}……”：{ASKS[self.what]}"

    def answered(self, words: str) -> str:
        """The request that puts the answer in."""
        return f"{self.named}的{self.what}是{words.strip('。， ')}"


def lacking(report: Report) -> Iterator[Lack]:
    """Everything that is missing of the measures, in their order; what was asked for a whole matter is asked once."""
    board = Board(report)
    rows = [row for laid in board.laid for row in laid.rows if board.role(row.id) == "measures"]
    for number, row in enumerate(rows):
        named = f"第{numeral_of(number)}条措施"
        own = board.measures_of(row.id)
        for what, measures in _asked(report, own):
            yield from (Lack(named if len(measures) == 1 else _by_its_words(one), one, what) for one in measures)
        for measure in own:
            for what in _missing(report, measure):
                if len(own) == 1 or _only_one(report, own, what):
                    yield Lack(named, measure, what)


def _asked(report: Report, own: list[Measure]) -> Iterator[tuple[str, list[Measure]]]:
    """What waits to be said of an item's matters as a whole, with the first measure of each that waits."""
    for what, name, _ in _FIELDS:
        waiting = [entry.measures for entry in report.pending if ASKED[name] in entry.what]
        first = [next((one for one in own if one.id in measures), None) for measures in waiting]
        if found := [one for one in first if one is not None]:
            yield what, found


def _by_its_words(measure: Measure) -> str:
    """A measure named by words of its own, where its item holds several that wait."""
    clauses = [words for words in re.split("[，。；：]", plain(measure.text)) if words]
    return f"“{max(clauses, key=len)[:_QUOTED]}”那句"


def _missing(report: Report, measure: Measure) -> Iterator[str]:
    if not any(entry.measures for entry in report.pending):
        yield from (what for what, name, blank in _FIELDS if getattr(measure, name) == blank)
    counted = [span for span in read_figures(measure.target) if span.figure.unit not in ("年", "月", "日", "季度")]
    if len(counted) == 1 and base_of(measure, report.facts, report.year) is None and not _starts_at_nothing(measure):
        yield "现状基数"
    if not measure.carrier and not cue("carrier").search(measure.text):
        yield "抓手"


def _starts_at_nothing(measure: Measure) -> bool:
    """What is newly made or done so often a year has no present figure."""
    return any(word in measure.target for word in _NEW.split("|"))


def _only_one(report: Report, own: list[Measure], what: str) -> bool:
    """Whether of several measures in one item one alone lacks it, so that the item's name tells which is meant."""
    return what in ("责任人", "时限", "目标") and sum(what in list(_missing(report, one)) for one in own) == 1
