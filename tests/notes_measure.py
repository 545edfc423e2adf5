"""Answers turned into notes without ids, and how many clauses with a figure find their question again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents import load_answers
from assistant.interview.intake import intake
from assistant.outline import find_outline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.ports import Embedder

DATA = Path(__file__).parent / "data"
_LEANING = ("guangdong", "hubei")
SEEN = [DATA / "answers_seed.yaml", *(p for p in sorted((DATA / "answers").glob("*.yaml")) if p.stem not in _LEANING)]
"""The files whose figures issue and README speak of."""
LEANING = [DATA / "answers" / f"{name}.yaml" for name in _LEANING]
"""Answers that lean on their question (“2个。1个撤……”, “四条。一、……”) and tell several figures a sentence, lists among them."""
OTHERS = sorted((DATA / "intake").glob("*.yaml"))
"""Files written for this measure alone; their comment says which were looked at last."""
FIGURE = re.compile(r"\d|[一二两三四五六七八九十百]+[个名次场期户件亩支万]")

_LIST = re.compile(r"第?[二三](?:是|条|个|项|点|，)|第二")

Told = list[tuple[str, str]]
Shape = Callable[[Told, random.Random], str]


def one_line_each(told: Told, _chance: random.Random) -> str:
    """An answer a line."""
    return "\n".join(_flat(words) for _, words in told)


def one_paragraph(told: Told, _chance: random.Random) -> str:
    """Everything in one breath."""
    return "".join(_ended(_flat(words)) for _, words in told)


def sentences_apart(told: Told, _chance: random.Random) -> str:
    """A sentence a line, the answers still one after another."""
    return "\n".join(s for _, words in told for s in _sentences(words))


def scattered(told: Told, chance: random.Random) -> str:
    """Sentences as a line each in any order; a list (第一条…第二条…) stays together."""
    lines: list[str] = []
    for _, words in told:
        pieces = _sentences(words)
        lines += [_flat(words)] if _LIST.search(words) else pieces
    chance.shuffle(lines)
    return "\n".join(lines)


def numbered_list(told: Told, _chance: random.Random) -> str:
    """A typed list with a title, arabic numbers and blank lines."""
    return "述职材料\n\n" + "\n\n".join(f"{n}. {_flat(words)}" for n, (_, words) in enumerate(told, start=1))


def messages(told: Told, chance: random.Random) -> str:
    """Copied out of a chat: sender and time over each message, an answer in one message or a sentence in each."""
    lines = []
    for minute, (_, words) in enumerate(told):
        pieces = _sentences(words) if chance.random() < 0.5 else [_flat(words)]
        lines += [f"书记 2025/1/{minute % 28 + 1} 20:{minute % 60:02d}", *(piece.rstrip("。") for piece in pieces)]
    return "\n".join(lines)


def under_headings(told: Told, _chance: random.Random) -> str:
    """The old report's shape: answers sorted by section, each section with a heading, mixed within it."""
    heads = {
        "B": "一、基本情况",
        "C": "二、政治建设",
        "D": "三、履行第一责任",
        "E": "四、组织建设",
        "F": "五、中心工作",
    }
    heads |= {"G": "六、上年整改", "H": "七、存在问题", "I": "八、原因", "J": "九、明年打算"}
    sections: dict[str, list[str]] = {}
    for question, words in told:
        sections.setdefault(question[0], []).append(_flat(words))
    return "\n".join("\n".join([heads.get(key, ""), *lines]) for key, lines in sorted(sections.items()))


SHAPES: dict[str, Shape] = {
    "lines": one_line_each,
    "paragraph": one_paragraph,
    "sentences": sentences_apart,
    "scattered": scattered,
    "list": numbered_list,
    "messages": messages,
    "headings": under_headings,
}


@dataclass
class Remembering:
    """An embedder that embeds each text once: the same clauses come back in every shuffle."""

    inner: Embedder
    id: str = ""
    dim: int = 0
    _known: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        fresh = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known |= dict(zip(fresh, self.inner.embed(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])


def figures_at_home(path: Path, shape: Shape, embedder: Embedder | None, shuffles: int = 3) -> float:
    """The share of clauses with a figure that come back under their own question, over several shuffles."""
    strayed, total = strays(path, shape, embedder, shuffles)
    return 1 - len(strayed) / total


def strays(
    path: Path, shape: Shape, embedder: Embedder | None, shuffles: int = 3
) -> tuple[list[tuple[str, str, str]], int]:
    """(question, clause, where it went) of each clause with a figure that went astray, and how many there were."""
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    steering = {q.id for q in outline.questions if q.role in ("setting", "private")}
    strayed: list[tuple[str, str, str]] = []
    total = 0
    for seed in range(shuffles):
        chance = random.Random(seed)
        told = list(answers.answers.items())
        chance.shuffle(told)
        done = intake([("笔记", shape(told, chance))], outline, embedder=embedder)
        home: dict[str, str] = {}
        for row in done.rows:
            home[row.question] = home.get(row.question, "") + row.words + "|"
        for question, words in told:
            if question in steering:
                continue
            clauses = [c.strip() for c in re.split("[，。；！？\n]", words) if FIGURE.search(c)]
            total += len(clauses)
            for clause in clauses:
                if clause not in home.get(question, ""):
                    went = "、".join(q for q, held in home.items() if clause in held)
                    strayed.append((question, clause, went or "无处"))
    return strayed, total


def _flat(words: str) -> str:
    return " ".join(words.split())


def _ended(words: str) -> str:
    return words if words[-1] in "。！？；" else words + "。"


def _sentences(words: str) -> list[str]:
    return [piece for piece in re.findall(r"[^。；！？]+[。；！？]?", _flat(words)) if piece.strip()]
