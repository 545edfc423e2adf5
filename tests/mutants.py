"""Fact sets put together by chance, drafts over them in two ways of writing, and twelve ways to spoil a draft."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.checking.guard import FactGuard
from assistant.documents import load_answers
from assistant.errors import AssistantError
from assistant.outline import find_outline
from assistant.report import Answers, Fact
from assistant.settings import knowledge_files
from assistant.workflow import Drafted, written
from assistant.writing.pieces import take_apart
from assistant.writing.sentences import closed

DATA = Path(__file__).parent / "data"
YEAR = 2024
_FIGURE = re.compile(r"(?<![\d.年])(\d+(?:\.\d+)?)(?![\d.]|年|月|日|号|\+)")
_ANY_YEAR = re.compile(r"(?<!\d)20[12]\d(?=年|\D)")


@dataclass(frozen=True)
class Told:
    """A sentence and the facts it cites."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Drafting:
    """One item of a report as a model would hand it in; `own` where the program's own phrasing was used."""

    seed: int
    own: bool
    sentences: tuple[Told, ...]


# ---- fact sets ----


def sources() -> list[Answers]:
    """The answer files of the one kind of report that most are written for."""
    paths = [
        *sorted((DATA / "answers").glob("*.yaml")),
        DATA / "answers_seed.yaml",
        *knowledge_files("samples", ".yaml"),
    ]
    found = [load_answers(path) for path in paths]
    usual = found[0].outline
    return [one for one in found if find_outline(one.outline).name == find_outline(usual).name]


def fact_set(seed: int, files: Sequence[Answers]) -> Drafted | None:
    """Answers taken from different files, with other figures, and what the program makes of them; None for nothing."""
    chance = random.Random(seed)
    base = chance.choice(files)
    told: dict[str, str] = {}
    for question in base.answers:
        holders = [file for file in files if question in file.answers]
        file = chance.choice([base, base, *holders])
        shift = YEAR - (file.year or YEAR)
        told[question] = _other_figures(_moved(file.answers[question], shift), chance)
    if chance.random() < 0.5:
        low = chance.randint(7, 40)
        told["E3"] = f"发展对象{low}到{low + chance.randint(1, 3)}名，预备党员转正{chance.randint(3, 30)}名。"
    answers = Answers(outline=base.outline, year=YEAR, answers={key: words for key, words in told.items() if words})
    try:
        return written(answers, find_outline(base.outline))
    except AssistantError:
        return None


def _moved(text: str, shift: int) -> str:
    return _ANY_YEAR.sub(lambda found: str(int(found.group()) + shift), text)


def _other_figures(text: str, chance: random.Random) -> str:
    """The same words with other figures of the same size; 从A到B keeps its order."""
    factor = chance.uniform(0.7, 1.6)

    def other(found: re.Match[str]) -> str:
        number = found[1]
        if "." in number:
            return f"{max(0.1, float(number) * factor):.{len(number.split('.')[1])}f}"
        value = int(number)
        after = text[found.end() : found.end() + 1]
        if value <= 3 or len(number) > 6 or after in "%％成岁":
            return number if after != "%" else str(min(99, max(2, round(value * min(factor, 1.1)))))
        return str(max(4, round(value * factor)))

    return _FIGURE.sub(other, text)


# ---- drafts ----

_OTHER_WORDS = (
    ("举办", "组织"), ("开展督查", "督查"), ("减至", "压减到"), ("增至", "增加到"), ("受理", "接到"), ("均已", "都已"), ("排查确定", "查出"),
    ("整顿", "集中整顿"), ("组建", "建起"), ("投入", "先后投入"), ("选派", "派出"), ("新建", "建成"), ("化解率", "化解率为"), ("全力打好", "打好"),
    ("参训", "培训"), ("讲授党课", "讲党课"), ("开展谈心谈话", "谈心谈话"), ("到任后", "到任以后"), ("主要来自", "多数来自"),
)  # fmt: skip
_OPENERS = ("一年来，", "工作中，", "为此，", "", "", "对照任务，", "具体来看，")


def reworded(facts: Sequence[Fact], chance: random.Random) -> list[Told]:
    """Honest sentences by other rules than the program's: facts of a question two or three at a time, other verbs."""
    by_ref: dict[str, list[Fact]] = {}
    for fact in facts:
        by_ref.setdefault(fact.origin.ref, []).append(fact)
    told: list[Told] = []
    for group in by_ref.values():
        texts: dict[str, list[str]] = {}
        for fact in group:
            texts.setdefault(fact.text.rstrip("。，"), []).append(fact.id)
        rows = list(texts.items())
        while rows:
            count = min(chance.randint(1, 3), len(rows))
            taken, rows = rows[:count], rows[count:]
            words = chance.choice(_OPENERS) + chance.choice(("，", "，", "；")).join(text for text, _ in taken)
            for usual, other in chance.sample(_OTHER_WORDS, 8):
                words = words if "“" in words else words.replace(usual, other)
            told.append(Told(closed(words), tuple(fact for _, ids in taken for fact in ids)))
    return told


def drafts(seed: int, first: Drafted) -> Iterator[Drafting]:
    """The items of one fact set, in the program's words and in others."""
    chance = random.Random(seed)
    free = {fact.id: fact for fact in first.free}
    for part in first.report.parts:
        for item in part.items:
            pieces = [piece for piece in take_apart(first.report, part, item).pieces if not piece.fixed and piece.facts]
            own = tuple(Told(closed(piece.text), tuple(piece.facts)) for piece in pieces)
            facts = [free[fact] for fact in dict.fromkeys(f for piece in pieces for f in piece.facts) if fact in free]
            if own:
                yield Drafting(seed, True, own)
                yield Drafting(seed, False, tuple(reworded(facts, chance)))


# ---- twelve ways to spoil ----

Spoil = Callable[[Drafting, random.Random], "tuple[int, str] | None"]
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]|年|月|日|号)")
_DIGITS = "零一二三四五六七八九"


def _at(pattern: str, draft: Drafting, chance: random.Random) -> tuple[int, re.Match[str]] | None:
    found = [(place, match) for place, one in enumerate(draft.sentences) for match in re.finditer(pattern, one.text)]
    return chance.choice(found) if found else None


def _put(draft: Drafting, place: int, match: re.Match[str], words: str) -> tuple[int, str]:
    text = draft.sentences[place].text
    return place, text[: match.start()] + words + text[match.end() :]


def _number(draft: Drafting, chance: random.Random) -> tuple[int, re.Match[str]] | None:
    return _at(_NUMBER.pattern + "(?=[一-龥%])", draft, chance)


def digit(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """One digit is another."""
    if not (hit := _number(draft, chance)):
        return None
    number = hit[1].group()
    place = chance.choice([i for i, char in enumerate(number) if char != "."])
    other = chance.choice([d for d in "123456789" if d != number[place]])
    return _put(draft, *hit, number[:place] + other + number[place + 1 :])


def decimal(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """Ten times as much, or a tenth."""
    if not (hit := _number(draft, chance)):
        return None
    number = float(hit[1].group())
    value = number * 10 if chance.random() < 0.6 else number / 10
    return _put(draft, *hit, f"{value:g}")


def ten_thousands(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """万 for 亿 and the other way round."""
    hit = _at(r"(?<=\d)[余多]?[万亿]", draft, chance)
    return _put(draft, *hit, hit[1].group().translate(str.maketrans("万亿", "亿万"))) if hit else None


def points(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """% for 个百分点 and the other way round."""
    hit = _at(r"(?<=\d)(?:%|个百分点)", draft, chance)
    return _put(draft, *hit, "个百分点" if hit[1].group() == "%" else "%") if hit else None


_WAYS = (("增长", "下降"), ("增收", "减收"), ("增至", "减至"), ("增加到", "减少到"), ("压减到", "增加到"), ("提高到", "降低到"), ("减少", "增加"),
         ("减至", "增至"))  # fmt: skip


def way(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """A rise becomes a fall."""
    hit = _at(r"(?:增长|增至|增加到|压减到|提高到|减少|减至)(?=[^，。；]{0,3}\d)", draft, chance)
    return _put(draft, *hit, dict(_WAYS)[hit[1].group()]) if hit else None


def year(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """Another year."""
    hit = _at(r"(?<!\d)20\d\d(?=年)", draft, chance)
    return _put(draft, *hit, str(int(hit[1].group()) + chance.choice((-2, -1, 1, 2)))) if hit else None


def month(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """Another month."""
    hit = _at(r"(?<![\d个])(?:1[0-2]|[1-9])(?=月)", draft, chance)
    if not hit:
        return None
    return _put(draft, *hit, str(chance.choice([m for m in range(1, 13) if m != int(hit[1].group())])))


def swap(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """Two true figures of the same unit change places."""
    pairs = []
    for place, one in enumerate(draft.sentences):
        found = list(re.finditer(_NUMBER.pattern + r"(?P<unit>[余多]?(?:万元|亿元|%|[一-龥]))", one.text))
        pairs += [
            (place, a, b)
            for i, a in enumerate(found)
            for b in found[i + 1 :]
            if a["unit"] == b["unit"]
            and a.group() != b.group()
            and not re.search(r"[从由至到减增]$|^至|^到", one.text[a.end() : b.start()])
        ]
    if not pairs:
        return None
    place, a, b = chance.choice(pairs)
    text = draft.sentences[place].text
    return place, text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


def rounding(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """A figure made rounder than it was said."""
    hit = _at(r"(?<![\d.])(?:\d{2,}[1-9]|\d+\.\d*[1-9])(?![\d.]|年|月|日|号)(?=[一-龥%])", draft, chance)
    if not hit:
        return None
    number = hit[1].group()
    rounder = f"{round(float(number)):d}" if "." in number else f"{round(int(number), -1):d}"
    return _put(draft, *hit, rounder if rounder != number else str(int(number) + 1))


def chinese(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """Another figure in Chinese numerals."""
    hit = _at(r"(?<![\d.])\d{1,2}(?![\d.]|年|月|日|号|%)(?=[一-龥])", draft, chance)
    if not hit:
        return None
    value = int(hit[1].group())
    other = chance.choice([n for n in range(11, 99) if n != value and n % 10])
    tens = "" if other < 20 else _DIGITS[other // 10]
    return _put(draft, *hit, f"{tens}十{_DIGITS[other % 10]}")


def ends(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """The ends of a range, or of 从A到B, change places."""
    hit = _at(
        r"(?P<a>\d+(?:\.\d+)?)(?P<mid>[一-龥%]{0,2}(?:至|到|增至|减至|增加到|压减到|提高到))(?P<b>\d+(?:\.\d+)?)(?![年月日号\d])",
        draft,
        chance,
    )
    if not hit or hit[1]["a"] == hit[1]["b"]:
        return None
    found = hit[1]
    return _put(draft, *hit, found["b"] + found["mid"] + found["a"])


def wrong_sum(draft: Drafting, chance: random.Random) -> tuple[int, str] | None:
    """Two figures of a sentence added up, which no fact says."""
    sums = []
    for place, one in enumerate(draft.sentences):
        found = list(re.finditer(r"(?<![\d.])(\d+)(?P<unit>[名个次户场件万元人期])(?![\d.])", one.text))
        sums += [(place, a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a["unit"] == b["unit"]]
    if not sums:
        return None
    place, a, b = chance.choice(sums)
    total = int(a[1]) + int(b[1]) + chance.choice((0, 1, 10))
    return place, draft.sentences[place].text.rstrip("。") + f"，合计{total}{a['unit']}。"


OPERATORS: dict[str, Spoil] = {
    "digit": digit, "decimal": decimal, "万/亿": ten_thousands, "%/个百分点": points, "增长/下降": way, "year": year, "month": month, "swap": swap,
    "rounding": rounding, "Chinese numerals": chinese, "range ends": ends, "sum": wrong_sum,
}  # fmt: skip


# ---- measuring ----


@dataclass
class Row:
    """One operator: drafts spoilt and caught, the fact sets they came from, and what passed (before, after)."""

    spoilt: int
    caught: int
    sets: set[int]
    passed: list[tuple[str, str]]

    @property
    def recall(self) -> float:
        """The share of spoilt drafts that was caught."""
        return self.caught / max(1, self.spoilt)


@dataclass
class Measured:
    """All operators, and what happened to clean drafts: `alarms` holds one sentence for each draft stopped."""

    rows: dict[str, Row]
    clean: int
    sentences: int
    refused: int
    alarms: list[tuple[str, str]]

    @property
    def spoilt(self) -> int:
        """Spoilt drafts of all operators."""
        return sum(row.spoilt for row in self.rows.values())

    @property
    def caught(self) -> int:
        """Of these, those caught."""
        return sum(row.caught for row in self.rows.values())


def measure(seeds: range, most: int, clean: int) -> Measured:
    """Spoils up to `most` drafts with each operator, spread over the fact sets, and looks at `clean` whole ones."""
    files = sources()
    found = Measured({name: Row(0, 0, set(), []) for name in OPERATORS}, 0, 0, 0, [])
    each = max(2, -(-most // len(seeds)))
    for seed in seeds:
        first = fact_set(seed, files)
        if first is None:
            continue
        guard = FactGuard(first.free, first.reading.year, first.known)
        items = list(drafts(seed, first))
        chance = random.Random(seed)
        chance.shuffle(items)
        _look_at_clean(items, guard, found, clean)
        for name, spoil in OPERATORS.items():
            _spoil(items, spoil, (guard, chance), found.rows[name], min(each, most - found.rows[name].spoilt))
    return found


def _look_at_clean(items: Sequence[Drafting], guard: FactGuard, found: Measured, most: int) -> None:
    for item in items:
        if found.clean >= most:
            return
        found.clean += 1
        verdicts = [(one.text, guard.sentence(one.text, one.facts).refused) for one in item.sentences]
        wrong = [(text, why) for text, why in verdicts if why]
        found.sentences += len(verdicts)
        found.refused += len(wrong)
        found.alarms += wrong[:1]


def _spoil(
    items: Sequence[Drafting], spoil: Spoil, beside: tuple[FactGuard, random.Random], row: Row, most: int
) -> None:
    guard, chance = beside
    done = 0
    for item in items:
        if done >= most:
            return
        spoilt = spoil(item, chance)
        if spoilt is None or spoilt[1] == item.sentences[spoilt[0]].text:
            continue
        place, text = spoilt
        caught = bool(guard.sentence(text, item.sentences[place].facts).refused)
        done += 1
        row.spoilt += 1
        row.caught += caught
        row.sets.add(item.seed)
        row.passed += [] if caught else [(item.sentences[place].text, text)]
