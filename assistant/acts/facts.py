"""Figures and names put right once for every place where they stand; of two answers the one that holds."""

from __future__ import annotations

from assistant.acts.standing import StandingDraft
from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.answer_words import without
from assistant.interview.offer import PutRight, Renamed
from assistant.report import Fact, Figure, Origin, Report, Use
from assistant.revising.telling import next_fact
from assistant.writing import edits
from assistant.writing.asked import Place
from assistant.writing.facts_changed import FactChange, applied, kin
from assistant.writing.names_changed import renamed
from assistant.writing.pieces import Piece
from assistant.writing.places import Finder
from assistant.writing.worked_out import followed

_LONGEST = 60


class FactTurn(StandingDraft):
    """A turn that changes facts."""

    def change_fact(self, fact_id: str, words: str, source: str = "") -> None:
        """The figure of a fact in new words ("8场", or "8" in the old unit); `source` is where the person has it from."""
        report = self.standing()
        fact = _fact(report, fact_id)
        span = _read(words, fact)
        assert fact.figure is not None
        if same_quantity(fact.figure, span.figure):
            raise InputError(f"“{fact.text}”现在就是这个数。", "")
        told = source.strip() or f"您在事实表里改为{span.text}"
        self.named = f"（“{fact.text}”改为{span.text}{'，' + source.strip() if source.strip() else ''}）"
        after, places = applied(report, FactChange((fact,), span, told))
        fresh = _fact(after, fact_id)
        after, others = followed(after, fresh, fact.figure)
        after = _settled(after, fresh)
        self._remember(fact, fact.figure, span.text, told)
        now = self.stands(report, after, f"{fact.text}：改为{span.text}")
        lead = f"“{fact.text}”改为“{_fact(now, fact_id).text}”，稿子里{places}处跟着改了。"
        if places == 0:
            lead = f"“{fact.text}”改为“{_fact(now, fact_id).text}”；稿子里没有写到它。"
        self.tell_changes(report, now, lead + "".join(f"{one}。" for one in others))

    def _remember(self, fact: Fact, old: Figure, words: str, source: str) -> None:
        """For a draft written anew from the answers, which keep the words first said."""
        before = next((one for one in self.session.put_right if one.source == fact.quote), None)
        rest = [one for one in self.session.put_right if one is not before]
        ref, quote, figure = (before.ref, before.quote, before.old) if before else (fact.origin.ref, fact.quote, old)
        self.session.put_right = [*rest, PutRight(ref=ref, quote=quote, old=figure, words=words, source=source)]

    def choose_fact(self, fact_id: str) -> None:
        """Of answers that differ, the one that holds: the other words are taken out of their answer, this one is written."""
        report = self.standing()
        fact = _fact(report, fact_id)
        if fact.status != "conflict":
            raise InputError("这一条没有两种说法。", "要改数就直接改。")
        self.named = f"（以“{fact.quote}”为准）"
        others = [one for one in report.facts if _rivals(one, fact)]
        gone = {one.id for one in others}
        quotes = [quote for one in (*others, fact) if (quote := one.quote)]
        facts = [one.model_copy(update={"status": "ok"}) if one.id == fact.id else one for one in report.facts]
        after = report.model_copy(
            update={
                "facts": [one for one in facts if one.id not in gone],
                "pending": [p for p in report.pending if not any(q in p.what for q in quotes)],
                "findings": [f for f in report.findings if not any(q in f.message for q in quotes)],
            }
        )
        after = self._written(after, fact)
        behind = self.behind()
        for one in others:
            self._unsay(one)
        if not behind:
            self.drafted_now()
        now = self.stands(report, after, f"以“{fact.quote}”为准")
        self.tell_changes(report, now, f"以“{fact.quote}”为准，另一种说法不用了。")

    def _written(self, report: Report, fact: Fact) -> Report:
        """The fact as a sentence of the item that its question feeds, where there is one."""
        homes = [plan.id for plan in self.outline.items() if fact.origin.ref in plan.questions]
        there = {item.id for part in report.parts for item in part.items}
        home = next((one for one in homes if one in there), None)
        if home is None:
            return report
        piece = Piece(f"{fact.text}。", [Use(fact=fact.id, start=0, end=len(fact.text))], [fact.id])
        return edits.insert(Finder(report), Place("", "item", None, (home,)), "in", [], [piece])

    def _unsay(self, fact: Fact) -> None:
        """Takes the words of a fact out of the answer they were said in."""
        session = self.session
        told, ask = session.answers.get(fact.origin.ref, ""), self.agenda.find(fact.origin.ref)
        if ask is None or not fact.quote or fact.quote not in told:
            return
        rest = without(told, fact.quote)
        if rest:
            self.record(ask, rest, origin=session.origins.get(fact.origin.ref, "said"))
        else:
            self.forget(fact.origin.ref)

    def rename(self, old: str, new: str) -> None:
        """A name put right wherever it stands, and in every draft after this one."""
        report = self.standing()
        old, new = old.strip("“” "), new.strip("“” ")
        after = renamed(report, old, new)
        self.session.renamed = [*(one for one in self.session.renamed if one.new != old), Renamed(old=old, new=new)]
        now = self.stands(report, after, f"“{old}”改为“{new}”")
        count = sum(part.text.count(old) for part in report.parts)
        self.tell_changes(report, now, f"“{old}”都改成了“{new}”，正文里{count}处。")

    def own_figure(self, pending: int, source: str) -> None:
        """Takes a figure that stands in a file brought back as a fact of the person, with where it is from."""
        report = self.standing()
        source = source.strip()
        if len(source) < 2:
            raise InputError("请说这个数从哪里来。", "例如“民政办台账”“我核对过”。")
        if not 0 <= pending < len(report.pending):
            raise InputError("这一项已经处理过了。", "")
        entry = report.pending[pending]
        found = _asked_figure(report, entry.what)
        if found is None:
            raise InputError("稿子里已经没有这个数了。", "")
        item_id, at, span = found
        fact = _personal(report, item_id, at, span, source)
        after = _bound(report, item_id, fact, (at, at + len(span.text)))
        after = after.model_copy(
            update={"pending": [one for place, one in enumerate(after.pending) if place != pending]}
        )
        self.stands(report, after, f"“{span.text}”出自{source}")
        self.tell_changes(report, after, f"“{span.text}”记作事实，出自“{source}”。")


def _rivals(one: Fact, fact: Fact) -> bool:
    """Whether a fact tells the same matter of the same year otherwise."""
    return (
        one.status == "conflict"
        and one.id != fact.id
        and (one.metric, one.year, one.scope) == (fact.metric, fact.year, fact.scope)
    )


def _fact(report: Report, fact_id: str) -> Fact:
    found = next((fact for fact in report.facts if fact.id == fact_id), None)
    if found is None:
        raise InputError("这条事实已经不在了。", "请看一下现在的事实表。")
    return found


def _read(words: str, fact: Fact) -> FigureSpan:
    """The figure in the person's words; a bare number is in the fact's own unit."""
    if fact.figure is None:
        raise InputError(f"“{fact.text}”里没有可改的数。", "要改文字，请在草稿里说“把……改成……”。")
    words = words.strip()
    found = read_figures(words)
    if not found or (len(found) == 1 and not found[0].figure.unit):
        found = read_figures(f"{words}{fact.figure.unit}")
    if len(found) != 1 or len(words) > _LONGEST:
        raise InputError(
            f"“{words[:_LONGEST]}”没有看出是一个数。", f"例如“{fact.figure.value or 8}{fact.figure.unit}”。"
        )
    figure, old = found[0].figure, fact.figure
    if figure.base is not None and old.base is None:
        raise InputError("这里只改一个数。", f"例如“{old.value or 8}{old.unit}”。")
    if not kin(old.unit, figure.unit):
        raise InputError(
            f"原来按“{old.unit}”算，您写的是“{figure.unit}”。", "看看是不是点错了行；单位也要改，请在草稿里直接说。"
        )
    return found[0]


def _settled(report: Report, fact: Fact) -> Report:
    """A fact that the person has put right is no more in dispute with itself."""
    if fact.status == "ok":
        return report
    facts = [one.model_copy(update={"status": "ok"}) if one.id == fact.id else one for one in report.facts]
    return report.model_copy(update={"facts": facts})


def _asked_figure(report: Report, what: str) -> tuple[str, int, FigureSpan] | None:
    """The item, place and figure that a question about a file brought back means."""
    quoted = what.split("“")[1].split("”")[0] if what.count("“") >= 1 else ""
    sentence = what.split("“")[2].split("”")[0].removesuffix("……") if what.count("“") >= 2 else ""
    for part in report.parts:
        for item in part.items:
            base = item.text.find(sentence) if sentence else 0
            at = item.text.find(quoted, max(base, 0)) if quoted and base >= 0 else -1
            if at >= 0:
                spans = [span for span in read_figures(quoted) if span.text == quoted] or read_figures(quoted)
                return (item.id, at, spans[0]) if spans else None
    return None


def _personal(report: Report, item_id: str, at: int, span: FigureSpan, source: str) -> Fact:
    text = next(item.text for part in report.parts for item in part.items if item.id == item_id)
    left = max(text.rfind(mark, 0, at) for mark in "，。；：") + 1
    ends = [end for mark in "，。；" if (end := text.find(mark, at)) >= 0]
    clause = text[left : min(ends, default=len(text))]
    return Fact(
        id=f"F{next_fact(report):02d}",
        kind="figure",
        text=clause,
        quote=source,
        metric=clause[: max(at - left, 0)][-8:],
        figure=span.figure,
        year=report.year,
        origin=Origin(kind="person", ref=source),
    )


def _bound(report: Report, item_id: str, fact: Fact, place: tuple[int, int]) -> Report:
    use = Use(fact=fact.id, start=place[0], end=place[1])
    parts = [
        part.model_copy(
            update={
                "items": [
                    item.model_copy(update={"facts": [*item.facts, fact.id], "uses": [*item.uses, use]})
                    if item.id == item_id
                    else item
                    for item in part.items
                ]
            }
        )
        for part in report.parts
    ]
    return report.model_copy(update={"parts": parts, "facts": [*report.facts, fact]})
