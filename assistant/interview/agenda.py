"""What to ask next, what is enough, the board of what is answered, and the commands understood in free talk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.interview.answer_words import named_problems, problems_spoken_of
from assistant.interview.wishes import Command, wish
from assistant.outline import NUMERALS, Block, Outline, PartPlan, Question, Role

_ROLES: dict[str, tuple[Role, ...]] = {"problems": ("problem", "evidence", "cause"), "measures": ("measure",)}


@dataclass(frozen=True)
class Ask:
    """One thing to ask: a question, and for which problem (1-based; 0: asked once), `named` as the person named it."""

    question: Question
    problem: int = 0
    named: str = ""

    @property
    def key(self) -> str:
        """How a session remembers this ask."""
        return f"{self.question.id}#{self.problem}" if self.problem else self.question.id

    def words(self) -> str:
        """The question as it is put, the problem named before it."""
        if not self.problem:
            return self.question.ask
        named = f"（{self.named}）" if self.named else ""
        return f"第{self.problem}个问题{named}：{self.question.ask}"


@dataclass(frozen=True)
class BoardRow:
    """A part on the board: question ids answered or waived, still missing (required), free to skip; the program's
    verdict whether the part can be written."""

    title: str
    answered: tuple[str, ...]
    missing: tuple[str, ...]
    optional: tuple[str, ...]
    writable: bool

    def words(self) -> str:
        """One line for the terminal."""
        lacks = f"（{'、'.join(self.missing)}）" if self.missing else ""
        verdict = "，可以写了" if self.writable else ""
        return (
            f"{self.title}：已答 {len(self.answered)}，还缺 {len(self.missing)}{lacks}，"
            f"可跳过 {len(self.optional)}{verdict}"
        )


class Agenda:
    """The order of an interview, computed from what has been answered; holds no state of its own.

    `states` says what each ask (by key) came to; an ask with a state is never put again unless the person goes back.
    """

    def __init__(
        self, outline: Outline, answers: Mapping[str, str], states: Mapping[str, str], *, full: bool = False
    ) -> None:
        self.outline = outline
        self._answers = answers
        self._states = states
        named: list[str] = []
        for question in outline.questions:
            told = states.get(question.id) != "not_applicable"
            if question.role == "problem" and question.minimal and told:
                named += named_problems(answers.get(question.id, ""))
        self.problems = tuple(named)
        minimal = [ask for q in outline.questions if q.minimal for ask in self._spread(q)]
        rest = [ask for q in outline.questions if not q.minimal for ask in self._spread(q)]
        last = [ask for ask in minimal if ask.question.setting == "confirm"]
        first = [ask for ask in minimal if ask not in last]
        self.minimal = (*first, *last)
        self.asks = (*first, *rest, *last) if full else self.minimal
        self.all = (*first, *rest, *last)

    def _spread(self, question: Question) -> list[Ask]:
        if not question.per_problem or not self.problems:
            return [Ask(question)]
        return [Ask(question, number, named) for number, named in enumerate(self.problems, start=1)]

    def find(self, key: str) -> Ask | None:
        """The ask of that key; of a bare question id the first ask of it; None where there is none."""
        for ask in self.all:
            if key in (ask.key, ask.question.id):
                return ask
        question = next((q for q in self.outline.questions if q.id == key.partition("#")[0]), None)
        return Ask(question) if question is not None else None

    def settled(self, ask: Ask) -> bool:
        """Answered, or waived by 没有, 不清楚, 稍后补, 不公开 or 跳过."""
        if ask.key in self._states:
            return True
        answer, state = self._answers.get(ask.question.id), self._states.get(ask.question.id)
        if answer is None or not ask.problem:
            return answer is not None or state is not None
        spoken_of = problems_spoken_of(answer)
        return ask.problem in spoken_of or (not spoken_of and (len(self.problems) == 1 or state != "confirmed"))

    def waits(self, question: Question) -> bool:
        """Whether its answer is to come later: 不清楚, 稍后补, skipped."""
        return any(self._states.get(ask.key) == "pending" for ask in self._spread(question)) or (
            self._states.get(question.id) == "pending"
        )

    def next(self, after: str = "") -> Ask | None:
        """The next thing not settled, on from the ask `after` and round again; the minimal set before the rest, the
        confirmation of the whole last; None where everything has been asked."""
        keys = [ask.key for ask in self.asks]
        at = keys.index(after) + 1 if after in keys else 0
        opened = [ask for ask in (*self.asks[at:], *self.asks[:at]) if not self.settled(ask)]
        opened.sort(key=lambda ask: (ask.question.setting == "confirm", not ask.question.minimal))
        return next(iter(opened), None)

    def open(self) -> tuple[Ask, ...]:
        """Everything not settled, asked now or only on wish."""
        return tuple(ask for ask in self.all if not self.settled(ask))

    def part_questions(self, part: PartPlan) -> tuple[Question, ...]:
        """The questions that feed a part, in the outline's order."""
        ids = {q.id for block in part.blocks for q in self._block_questions(block)}
        return tuple(q for q in self.outline.questions if q.id in ids)

    def _block_questions(self, block: Block) -> list[Question]:
        by_item = {question for item in block.items for question in item.questions}
        roles = _ROLES.get(block.role, ())
        return [q for q in self.outline.questions if q.id in by_item or q.role in roles]

    def writable(self, part: PartPlan) -> bool:
        """Every minimal question of the part is answered or waived, and something was said for it at all."""
        questions = self.part_questions(part)
        asks = self._asks_of(questions)
        needed = [ask for ask in asks if ask.question.minimal] or [ask for ask in asks if ask.question.required]
        said = any(q.id in self._answers and self._states.get(q.id, "confirmed") == "confirmed" for q in questions)
        return said and all(self.settled(ask) for ask in needed)

    def _asks_of(self, questions: Iterable[Question]) -> list[Ask]:
        ids = {question.id for question in questions}
        return [ask for ask in self.all if ask.question.id in ids]

    def board(self) -> tuple[BoardRow, ...]:
        """已答 / 还缺 / 可跳过, a row per part, and one for what belongs to no part."""
        rows, seen = [], set()
        for part in self.outline.parts:
            questions = self.part_questions(part)
            seen |= {q.id for q in questions}
            rows.append(self._row(self.outline.heading(part.id), questions, writable=self.writable(part)))
        rest = tuple(q for q in self.outline.questions if q.id not in seen)
        return (self._row("口径和核对", rest, writable=False), *rows) if rest else tuple(rows)

    def _row(self, title: str, questions: tuple[Question, ...], *, writable: bool) -> BoardRow:
        opened = {ask.question.id for ask in self._asks_of(questions) if not self.settled(ask)}
        return BoardRow(
            title,
            tuple(q.id for q in questions if q.id not in opened),
            tuple(q.id for q in questions if q.id in opened and q.required),
            tuple(q.id for q in questions if q.id in opened and not q.required),
            writable,
        )

    def target(self, words: str) -> Ask | None:
        """What “先说…” means: a question id, a part, a block, or a question by its cues; its first open ask."""
        wanted = words.strip().upper()
        questions = [q for q in self.outline.questions if q.id.upper() == wanted]
        questions = questions or self._by_part(words) or self._by_cue(words)
        asks = [ask for question in questions for ask in self._asks_of([question])]
        return next((ask for ask in asks if not self.settled(ask)), asks[0] if asks else None)

    def _by_part(self, words: str) -> list[Question]:
        names = {"achievements": ("成绩", "工作", "做法"), "problems": ("问题", "不足"), "measures": ("措施", "打算")}
        if words == "原因":
            return [q for q in self.outline.questions if q.role == "cause"]
        for part in self.outline.parts:
            for block in part.blocks:
                if words in names[block.role] or (block.lead and words in block.lead):
                    return self._block_questions(block)
            place = f"第{NUMERALS[self.outline.parts.index(part)]}部分"
            if words == place or (len(words) > 1 and (words in part.title or words in part.cues)):
                return list(self.part_questions(part))
        return []

    def _by_cue(self, words: str) -> list[Question]:
        if len(words) < 2:
            return []
        exact = [q for q in self.outline.questions if words in q.cues]
        loose = [q for q in self.outline.questions if words in q.ask or any(words in cue for cue in q.cues)]
        return (exact or loose)[:1]

    def command(self, text: str) -> Command | None:
        """The wish that the whole of `text` says, or None where it is an answer."""
        kind, target = wish(text)
        if kind is not None:
            return Command(kind)
        ask = self.target(target) if target else None
        return Command("jump", ask.key) if ask else None


def section(question: str) -> str:
    """The section of a question: the letters of its id."""
    return question.partition("#")[0].rstrip("0123456789")
