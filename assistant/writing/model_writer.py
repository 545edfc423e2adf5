"""The writer that works with a model: it betters the program's draft item by item, and never leaves it worse.

The program's draft is there first, whole and checked. Each item is then drafted by the model from the same facts, each
sentence goes through the guard, a refused or forgotten one gets one repair call, and what still fails stays as the
program wrote it. So a lying, lazy or broken model costs style, not truth.
"""

from __future__ import annotations

import json
import queue
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import (
    AssistantError,
    CancelledError,
    EndpointUnreachableError,
    KeyRefusedError,
    ModelError,
    ModelMissingError,
    QuotaGoneError,
)
from assistant.outline import ItemPlan, Outline
from assistant.ports import Guard, Model, Watch
from assistant.report import Cause, Fact, Report, Use
from assistant.writing import steps
from assistant.writing.pieces import Built, Group, Piece, rebuilt, take_apart

SHORTEST_HEADLINE, LONGEST_HEADLINE = 10, 32
_HOPELESS = (KeyRefusedError, QuotaGoneError, ModelMissingError, EndpointUnreachableError)
_DONE = "\0done"


@dataclass(frozen=True)
class Progress:
    """What is being done, in Chinese, for whoever waits."""

    text: str


@dataclass(frozen=True)
class Passed:
    """A sentence of an item that the guard has passed; unchecked words are never shown."""

    item: str
    text: str


@dataclass(frozen=True)
class ItemDone:
    """An item is done; `by` is the model's name, None where the program's words stand."""

    item: str
    by: str | None


WriterEvent = Progress | Passed | ItemDone


@dataclass(frozen=True)
class Material:
    """What the model writer stands on besides the report.

    `free`: facts that may be written, all of them; `emphasis`: what the person wants remembered; `exemplars`: masked
    passages; `forms`: sanctioned forms of the year; `post`: who reports.
    """

    free: Sequence[Fact]
    forms: Sequence[str] = ()
    exemplars: Sequence[str] = ()
    emphasis: str = ""
    post: str = "书记"


@dataclass
class ModelWriter:
    """Drafts one report with a model. Use once; `report` is what stands, at every moment whole."""

    model: Model
    guard: Guard
    outline: Outline
    report: Report
    material: Material
    parallel: int = 12
    attempt: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    fallbacks: list[str] = field(default_factory=list)
    _built: dict[str, Built] = field(default_factory=dict)
    _events: queue.Queue[WriterEvent | str] = field(default_factory=queue.Queue)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _hopeless: ModelError | None = None
    _broken: Exception | None = None

    def __post_init__(self) -> None:
        self._facts = {fact.id: fact for fact in self.material.free}
        self._call = steps.Call(
            steps.shared_prefix(
                steps.About(self.report.title, self.report.year, self.material.post),
                self.material.free,
                self.material.forms,
                self.material.exemplars,
            ),
            self.attempt,
            {question.id: question.ask for question in self.outline.questions},
        )
        self._built = {i.id: take_apart(self.report, p, i) for p in self.report.parts for i in p.items}

    def stop(self) -> None:
        """Stops as soon as may be; what is done is kept."""
        self.stopped.set()

    def write(self) -> Iterator[WriterEvent]:
        """Plan, items and problems side by side, measures, a reading of the whole; `report` grows with each item."""
        worker = threading.Thread(target=self._work, daemon=True)
        worker.start()
        while (event := self._events.get()) != _DONE:
            if not isinstance(event, str):
                yield event
        worker.join()
        if self._broken is not None:
            raise self._broken

    def _work(self) -> None:
        try:
            self._tell("正在拟各条的标题")
            self._attempt("标题", self._plan)
            self._tell("正在起草各条")
            with ThreadPoolExecutor(max_workers=max(1, self.parallel)) as pool:
                for _ in pool.map(lambda item_id: self._one(item_id), self._side_by_side()):
                    pass
            if self._measure_items():
                self._tell("正在起草措施")
                self._attempt("措施", self._measures)
            self._tell("正在通读全稿")
            self._attempt("通读", self._unify)
        except Exception as error:  # noqa: BLE001 (raised again by whoever reads the events)
            self._broken = error
        finally:
            self._settle()
            self._events.put(_DONE)

    # ---- what runs when ----

    def _attempt(self, name: str, act: Callable[[], None]) -> None:
        """One step; a failure of the model is noted and the program's words stand."""
        if self.stopped.is_set() or self._hopeless is not None:
            if self._hopeless is not None and name not in ("标题", "通读"):
                self._fall_back(name, self._hopeless)
            return
        try:
            act()
        except CancelledError:
            self.stopped.set()
        except ModelError as error:
            if isinstance(error, _HOPELESS):
                self._hopeless = error
            self._fall_back(name, error)

    def _one(self, item_id: str) -> None:
        problems = {problem.id for problem in self.report.problems}
        act = self._problem if item_id in problems else self._item
        self._attempt(f"“{self._built[item_id].headline}”", lambda: act(item_id))
        self._settle()
        self._events.put(ItemDone(item_id, self._built[item_id].drafted_by))

    def _side_by_side(self) -> list[str]:
        measures = set(self._measure_items())
        return [item_id for item_id in self._built if item_id not in measures]

    def _measure_items(self) -> list[str]:
        return [
            item_id for item_id, built in self._built.items() if any(group.kind == "measure" for group in built.groups)
        ]

    def _tell(self, text: str) -> None:
        if not self.stopped.is_set():
            self._events.put(Progress(text))

    def _fall_back(self, name: str, error: AssistantError) -> None:
        with self._lock:
            self.fallbacks.append(f"{name}由程序起草：{error.message}")

    def _settle(self) -> None:
        with self._lock:
            self.report = rebuilt(self.report, self._built)

    # ---- sentences ----

    def _watch(self, item_id: str) -> Watch:
        """Shows each sentence of a reply under way once the guard has passed it; stops when asked to."""
        shown: set[str] = set()

        def watch(text: str) -> None:
            if self.stopped.is_set():
                raise CancelledError("已停止。", "写好的都留着。")
            for sentence in finished_sentences(text):
                if sentence.text not in shown:
                    shown.add(sentence.text)
                    verdict = self.guard.sentence(sentence.text, sentence.facts)
                    if not verdict.refused:
                        self._events.put(Passed(item_id, verdict.text))

        return watch

    def _looked_at(self, sentences: Sequence[steps.Sentence]) -> tuple[list[Piece], list[str]]:
        """The sentences that pass, and complaints about those that do not."""
        passed: list[Piece] = []
        complaints: list[str] = []
        for sentence in sentences:
            known = [fact for fact in sentence.facts if fact in self._facts]
            verdict = self.guard.sentence(_closed(sentence.text), known)
            if verdict.refused:
                complaints.append(f"“{sentence.text[:60]}”：{verdict.refused}")
            else:
                facts = list(dict.fromkeys([*(use.fact for use in verdict.uses), *known]))
                passed.append(Piece(verdict.text, _whole_uses(verdict.text, verdict.uses, known), facts))
        return passed, complaints

    def _forgotten(self, wanted: Sequence[str], pieces: Sequence[Piece]) -> list[str]:
        told = {fact for piece in pieces for fact in piece.facts}
        return [fact for fact in wanted if fact not in told]

    def _complaints(self, refused: list[str], forgotten: Sequence[str]) -> list[str]:
        lost = [f"漏写了 {fact}：{self._facts[fact].text}" for fact in forgotten if fact in self._facts]
        return [*refused, *lost]

    def _kept(self, offline: Sequence[Piece], forgotten: Sequence[str]) -> list[Piece]:
        """The program's sentences that the model's do not make needless: those with forgotten facts, and 待补."""
        return [piece for piece in offline if piece.fixed or any(fact in forgotten for fact in piece.facts)]

    # ---- headlines ----

    def _plan(self) -> None:
        wanted = [i for i in self._built if i not in {problem.id for problem in self.report.problems}]
        homes = {item.id: part.heading for part in self.report.parts for item in part.items}
        rows = [
            {
                "id": item_id,
                "part": homes[item_id],
                "headline": self._built[item_id].headline,
                "matter": "；".join(piece.text for piece in self._built[item_id].pieces)[:240],
            }
            for item_id in wanted
        ]
        reply = steps.plan_headlines(self.model, self._call, rows, self.material.emphasis, (4, 9))
        told = {row.id: row.headline.strip("。 ") for row in reply.items if row.id in wanted}
        for part in self.report.parts:
            own = {item.id: told.get(item.id, "") for item in part.items if item.id in wanted}
            if own and _parallel(list(own.values())) and all(self._sound(words) for words in own.values()):
                for item_id, words in own.items():
                    self._head(self._built[item_id], words, [])

    def _sound(self, headline: str) -> bool:
        length = len(re.sub(r"\s", "", headline))
        if not SHORTEST_HEADLINE <= length <= LONGEST_HEADLINE or re.search(r"[\d。；：！？\n]", headline):
            return False
        verdict = self.guard.sentence(headline + "。")
        return not verdict.refused and not verdict.uses and verdict.text == headline + "。"

    @staticmethod
    def _head(built: Built, headline: str, uses: list[Use]) -> None:
        built.headline = headline
        built.head = Piece(f"{headline}。", uses, list(dict.fromkeys(use.fact for use in uses)))

    # ---- items ----

    def _item(self, item_id: str) -> None:
        built = self._built[item_id]
        offline = built.pieces
        opening = _opening(offline) if self._plan_of(item_id) and self._plan_of(item_id).terms else []  # type: ignore[union-attr]
        rest = offline[len(opening) :]
        wanted = list(dict.fromkeys(fact for piece in rest for fact in piece.facts if fact in self._facts))
        spare = self._spare(item_id)
        facts = [self._facts[fact] for fact in wanted] + spare
        if not facts:
            return
        order = steps.ItemOrder(
            heading=self._home(item_id),
            headline=built.headline,
            facts=facts,
            opening="".join(piece.text for piece in opening),
            length=max(80, sum(len(fact.text) for fact in facts) * 3 // 2),
            least=2,
            most=max(3, min(9, len(facts))),
        )

        def draft(complaints: Sequence[str]) -> list[steps.Sentence]:
            return steps.draft_item(self.model, self._call, order, complaints, self._watch(item_id)).sentences

        pieces = self._with_repair(draft, wanted, opening)
        forgotten = self._forgotten(wanted, pieces)
        kept = self._kept(rest, forgotten)
        if any(piece.facts for piece in pieces):
            built.groups = [Group("plain", "", [*opening, *pieces, *kept])]
            built.drafted_by = self.model.name

    def _with_repair(
        self, draft: Callable[[Sequence[str]], list[steps.Sentence]], wanted: Sequence[str], opening: Sequence[Piece]
    ) -> list[Piece]:
        """The sentences that pass; one repair call where some were refused or facts forgotten, the better of the two."""
        already = {piece.text for piece in opening}
        pieces, refused = self._looked_at(draft(()))
        pieces = [piece for piece in pieces if piece.text not in already]
        forgotten = self._forgotten(wanted, pieces)
        complaints = self._complaints(refused, forgotten)
        if not complaints or self.stopped.is_set():
            return pieces
        try:
            again, still = self._looked_at(draft(complaints))
        except ModelError:
            return pieces
        again = [piece for piece in again if piece.text not in already]
        better = len(still) + len(self._forgotten(wanted, again)) <= len(complaints)
        return again if better and again else pieces

    def _plan_of(self, item_id: str) -> ItemPlan | None:
        plans = (item for part in self.outline.parts for block in part.blocks for item in block.items)
        return next((plan for plan in plans if plan.id == item_id), None)

    def _home(self, item_id: str) -> str:
        return next(part.heading for part in self.report.parts if any(item.id == item_id for item in part.items))

    def _spare(self, item_id: str) -> list[Fact]:
        """Facts of the item's questions that the program could not put into words."""
        plan = self._plan_of(item_id)
        if plan is None:
            return []
        told = {fact for built in self._built.values() for piece in (built.head, *built.pieces) for fact in piece.facts}
        years = {None, self.report.year, self.report.year - 1} if plan.review else {None, self.report.year}
        return [
            fact
            for fact in self.material.free
            if fact.origin.ref in plan.questions and fact.id not in told and fact.year in years
        ]

    # ---- problems ----

    def _problem(self, item_id: str) -> None:
        built = self._built[item_id]
        own = [cause for cause in self.report.causes if cause.problem == item_id]
        pieces = built.pieces
        cause_ids = {cause.id for cause in own}
        wanted_causes = [fact for cause in own for fact in cause.facts if fact in self._facts]
        plain = [p for group in built.groups if group.id not in cause_ids for p in group.pieces]
        in_text = [*built.head.facts, *(fact for piece in plain for fact in piece.facts)]
        wanted = [f for f in dict.fromkeys(in_text) if f in self._facts and f not in wanted_causes]
        if not wanted and not wanted_causes:
            return
        order = steps.ProblemOrder(
            heading=self._home(item_id),
            headline=built.headline,
            shows=[self._facts[fact] for fact in wanted],
            causes=[(self._facts[fact], self._cause_kind(self._facts[fact])) for fact in wanted_causes],
        )
        reply = steps.draft_problem(self.model, self._call, order, (), self._watch(item_id))
        shows, refused = self._looked_at(reply.shows)
        causes, refused_causes = self._looked_at(reply.causes)
        forgotten = self._forgotten([*wanted, *wanted_causes], [*shows, *causes])
        headline = self._problem_head(reply.headline, built)
        forgotten = [fact for fact in forgotten if fact not in headline.facts]
        complaints = self._complaints([*refused, *refused_causes], forgotten)
        if complaints and not self.stopped.is_set():
            shows, causes, headline = self._problem_again(order, complaints, (shows, causes, headline), built)
        if not shows and not causes:
            return
        forgotten = self._forgotten([*wanted, *wanted_causes], [headline, *shows, *causes])
        built.head, built.headline = headline, headline.text.rstrip("。")
        body = [*shows, *self._kept([p for p in plain if not p.fixed], forgotten)]
        built.groups = [Group("plain", "", body), *self._cause_groups(own, causes, built)]
        built.groups += [Group("plain", "", [piece for piece in pieces if piece.fixed])]
        built.groups = [group for group in built.groups if group.pieces]
        built.drafted_by = self.model.name

    def _problem_again(
        self,
        order: steps.ProblemOrder,
        complaints: list[str],
        first: tuple[list[Piece], list[Piece], Piece],
        built: Built,
    ) -> tuple[list[Piece], list[Piece], Piece]:
        try:
            reply = steps.draft_problem(self.model, self._call, order, complaints)
        except ModelError:
            return first
        shows, refused = self._looked_at(reply.shows)
        causes, refused_causes = self._looked_at(reply.causes)
        if len(refused) + len(refused_causes) > len(complaints) or not (shows or causes):
            return first
        return shows, causes, self._problem_head(reply.headline, built)

    def _problem_head(self, headline: str, built: Built) -> Piece:
        words = re.sub(r"^[一二三四五六七八九十]是", "", headline.strip()).rstrip("。；，")
        length = len(words)
        verdict = self.guard.sentence(words + "。", built.head.facts)
        if verdict.refused or not SHORTEST_HEADLINE <= length <= LONGEST_HEADLINE or "【待补" in built.head.text:
            return built.head
        facts = list(dict.fromkeys([*(use.fact for use in verdict.uses), *built.head.facts]))
        return Piece(verdict.text, _whole_uses(verdict.text, verdict.uses, built.head.facts), facts)

    def _cause_kind(self, fact: Fact) -> str:
        causes = [question for question in self.outline.questions if question.role == "cause"]
        question = next((q for q in causes if q.id == fact.origin.ref), None)
        if question is None or question is causes[0]:
            return "自己"
        return "客观" if question.objective else "班子和制度"

    def _cause_groups(self, own: Sequence[Cause], pieces: list[Piece], built: Built) -> list[Group]:
        """Each cause with the sentences that stand on its facts; one that none speaks of keeps the program's words."""
        offline = {group.id: group for group in built.groups if group.kind == "cause"}
        groups: list[Group] = []
        taken: set[int] = set()
        for cause in own:
            mine = [i for i, p in enumerate(pieces) if i not in taken and set(p.facts) & set(cause.facts)]
            taken |= set(mine)
            told = {fact for i in mine for fact in pieces[i].facts}
            if mine and set(cause.facts) <= told | (set(cause.facts) - self._facts.keys()):
                groups.append(Group("cause", cause.id, [pieces[i] for i in mine]))
            elif cause.id in offline:
                groups.append(offline[cause.id])
        return groups

    # ---- measures ----

    def _measures(self) -> None:
        reply = steps.draft_measures(self.model, self._call, self._measure_order())
        told, complaints = self._measure_pieces(reply)
        if complaints and not self.stopped.is_set():
            try:
                again, still = self._measure_pieces(
                    steps.draft_measures(self.model, self._call, self._measure_order(), complaints)
                )
                told = again if len(still) < len(complaints) else told
            except ModelError as error:
                self._fall_back("措施的第二稿", error)
        for item_id in self._measure_items():
            built = self._built[item_id]
            changed = False
            for group in built.groups:
                if group.kind == "measure" and told.get(group.id):
                    group.pieces = [*told[group.id], *(piece for piece in group.pieces if piece.fixed)]
                    changed = True
            built.drafted_by = self.model.name if changed else built.drafted_by
            self._events.put(ItemDone(item_id, built.drafted_by))
        self._settle()

    def _measure_pieces(self, reply: steps.DraftedMeasures) -> tuple[dict[str, list[Piece]], list[str]]:
        """By measure id the sentences, where all pass and no figure of it is forgotten; and what is wrong elsewhere."""
        told: dict[str, list[Piece]] = {}
        complaints: list[str] = []
        drafted = {measure.id: measure.sentences for measure in reply.measures}
        for measure in self.report.measures:
            pieces, refused = self._looked_at(drafted.get(measure.id, []))
            wanted = [fact for fact in measure.facts if fact in self._facts and self._facts[fact].figure is not None]
            wrong = [*refused, *self._complaints([], self._forgotten(wanted, pieces))]
            if not pieces:
                wrong.append(f"没有写 {measure.id}")
            complaints += wrong
            if pieces and not wrong:
                told[measure.id] = pieces
        return told, complaints

    def _measure_order(self) -> dict[str, Any]:
        headlines = {problem.id: problem.headline for problem in self.report.problems}
        rows = []
        for item_id in self._measure_items():
            built = self._built[item_id]
            own = [m for m in self.report.measures if any(group.id == m.id for group in built.groups)]
            problem = next((headlines.get(m.problem or "") for m in own if m.problem), None)
            rows.append(
                {
                    "id": item_id,
                    "headline": built.headline,
                    "problem": problem,
                    "measures": [m.model_dump() | {"quotes": self._quotes(m.facts)} for m in own],
                }
            )
        heading = self._home(self._measure_items()[0])
        return {"heading": heading, "next_year": self.report.year + 1, "items": rows}

    def _quotes(self, facts: Sequence[str]) -> str:
        return "；".join(dict.fromkeys(self._facts[fact].quote for fact in facts if fact in self._facts))

    # ---- the whole ----

    def _unify(self) -> None:
        if not any(built.drafted_by for built in self._built.values()):
            return
        parts = [
            {
                "heading": part.heading,
                "rows": [
                    {"id": item.id, "sentences": [piece.text for piece in self._built[item.id].pieces]}
                    for item in part.items
                ],
            }
            for part in self.report.parts
        ]
        for edit in steps.unify(self.model, self._call, parts).edits:
            self._edit(edit)

    def _edit(self, edit: steps.SentenceEdit) -> None:
        built = self._built.get(edit.item)
        if built is None or not 1 <= edit.sentence <= len(built.pieces):
            return
        piece = built.pieces[edit.sentence - 1]
        opens = self._plan_of(edit.item)
        if piece.fixed or (opens is not None and opens.terms and not piece.facts):
            return
        verdict = self.guard.sentence(_closed(edit.text), piece.facts)
        figures = {fact for fact in piece.facts if fact in self._facts and self._facts[fact].figure is not None}
        if verdict.refused or not figures <= {use.fact for use in verdict.uses}:
            return
        piece.uses = _whole_uses(verdict.text, verdict.uses, piece.facts)
        piece.text = verdict.text


def finished_sentences(text: str) -> list[steps.Sentence]:
    """The sentences that a reply under way already holds whole."""
    found: list[steps.Sentence] = []
    decoder = json.JSONDecoder()
    for match in re.finditer(r'\{\s*"(?:text|facts)"', text):
        try:
            value, _ = decoder.raw_decode(text, match.start())
            found.append(steps.Sentence.model_validate(value))
        except ValueError:
            continue
    return found


def _closed(text: str) -> str:
    text = re.sub(r"\s+", "", text) if re.search(r"[一-龥]", text) else text.strip()
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('，；、：')}。"


def _whole_uses(text: str, uses: Sequence[Use], facts: Sequence[str]) -> list[Use]:
    """The guard's spans; a fact without a figure stands behind the whole sentence."""
    bound = {use.fact for use in uses}
    end = len(text.rstrip("。！？"))
    return [*uses, *(Use(fact=fact, start=0, end=end) for fact in facts if fact not in bound)]


def _opening(pieces: Sequence[Piece]) -> list[Piece]:
    """The sentences before the first that stands on a fact: the sanctioned forms of the year."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.facts or piece.fixed:
            break
        found.append(piece)
    return found


def _parallel(headlines: Sequence[str]) -> bool:
    """Two halves each, as long as each other's within two characters, no first word twice."""
    halves = [words.split("，") for words in headlines]
    if any(len(pair) != 2 for pair in halves):
        return False
    alike = all(max(len(pair[k]) for pair in halves) - min(len(pair[k]) for pair in halves) <= 2 for k in (0, 1))
    return alike and len(set(headlines)) == len(headlines)
