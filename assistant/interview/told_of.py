"""What a figure is told of, from the clauses before it where its own does not say."""

from __future__ import annotations

from assistant.interview.gaps import subject_of
from assistant.interview.metrics import LONGEST, core_of, is_bare, topic_of
from assistant.interview.predicates import starts_with_verb
from assistant.outline import Question
from assistant.text.patterns import Lazy
from assistant.wording.term_slips import correct

_SHORT_ACT = 16
_LONGEST_ENTITY = 10
_RATIO = ("率", "比例", "占比", "幅度", "增幅")
_YEAR_END = Lazy(r"(?:今年|去年|上一?年|前年|20\d\d年)$")
_SET_OUT = Lazy(r"(?:共|一共|目前|现在|还)?(?:有|存在|排查出?|确定了?)[\d一二两三]")
_DUE_START = Lazy(
    r"^(?:\d{4}年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})?月|年|[一二三四]季度|[上下]半年)(?:底|份|末)?(?:之?前|以前)?(?:把|给|将|让|对)?"
)


class ToldOf:
    """The topic, the deed, the thing counted and the measure that an answer told last; a sentence has its own."""

    def __init__(self, question: Question, report: int) -> None:
        self._question, self._report = question, report
        self._topic = self._act = self._entity = self._metric = ""

    def begin_sentence(self, words: str) -> bool:
        """Leaves behind what the sentence before told; whether this one still goes on with the thing counted there."""
        self._topic, self._act = "", ""
        goes_on = bool(self._entity) and starts_with_verb(words)
        if not goes_on:
            self._entity, self._metric = "", ""
        return goes_on

    def hear(self, words: str) -> None:
        """Takes in a clause without a figure."""
        topic, said = topic_of(words), core_of(words)
        self._topic = self._topic or topic
        self._act = topic if len(topic) > 2 else said if len(said) <= _SHORT_ACT and not self._topic else self._topic

    def end_clause(self) -> None:
        """Leaves the deed behind with the clause that told its figures."""
        self._act = ""

    def metric(self, told: str, words: str, about: str, *, first: bool) -> str:
        """What a figure measures in full; `told` as its own clause has it, `about` as the outline calls it, `first`: the
        first figure of its clause."""
        metric = told
        if not told:
            metric = self._act or self._metric or self._topic or about or subject_of(self._question)
        elif is_bare(told):
            metric = self._whose(told)
        elif self._entity and self._entity not in told and starts_with_verb(words):
            metric = self._entity + told
        if first and _SET_OUT.match(words):
            self._entity = metric if len(metric) <= _LONGEST_ENTITY else ""
        metric = _YEAR_END.sub("", metric) or metric
        metric = correct(_DUE_START.sub("", metric)[-LONGEST:], self._report).text
        self._metric = metric if not told or not is_bare(told) else self._metric or metric
        return metric

    def _whose(self, metric: str) -> str:
        """A bare “落实率” or “花了” with what it is told of."""
        if metric.endswith(_RATIO):
            whose = self._topic or self._metric
        elif self._act and metric[0] in self._act:
            return self._act
        else:
            whose = self._metric or self._topic or self._act
        if not whose and len(metric) == 1:
            whose = subject_of(self._question)
        return metric if metric.startswith(whose) else whose if whose.endswith(metric) else whose + metric
