"""Notes to questions: nothing dropped, ids go home, and most figures find their question though the notes are shuffled."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from assistant.documents import load_answers
from assistant.encoder import HashedPairs, SentenceEncoder, local_embedder
from assistant.interview.intake import intake
from assistant.outline import find_outline

DATA = Path(__file__).parent / "data"
FILES = [DATA / "answers_seed.yaml", *sorted((DATA / "answers").glob("*.yaml"))]
FIGURE = re.compile(r"\d|[一二两三四五六七八九十百]+[个名次场期户件亩支万]")


def figures_at_home(path: Path) -> float:
    """The share of clauses with a figure that come back under their own question, answers shuffled three ways."""
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    steering = {q.id for q in outline.questions if q.role in ("setting", "private")}
    right = total = 0
    for seed in range(3):
        told = list(answers.answers.items())
        random.Random(seed).shuffle(told)
        notes = "\n".join(" ".join(words.splitlines()) for _, words in told)
        done = intake([("笔记", notes)], outline, embedder=local_embedder())
        home: dict[str, str] = {}
        for row in done.rows:
            home[row.question] = home.get(row.question, "") + row.words + "|"
        for question, words in told:
            clauses = [c.strip() for c in re.split("[，。；！？\n]", words) if FIGURE.search(c)]
            if question not in steering:
                total += len(clauses)
                right += sum(clause in home.get(question, "") for clause in clauses)
    return right / total


def test_figures_find_their_question() -> None:
    """The aim is 0.85 for each file; what is reached today is held here, and README says so."""
    shares = [figures_at_home(path) for path in FILES]
    assert min(shares) >= 0.5
    assert sum(shares) / len(shares) >= 0.75


def test_nothing_is_dropped() -> None:
    outline = find_outline(None)
    notes = "培训办了6场。\n今天天气不错啊\n- 转正4名，预备党员5名\n我家的猫会后空翻\n"
    done = intake([("a.txt", notes)], outline)
    kept = "".join(row.words for row in done.rows) + "".join(done.unplaced)
    for words in ("培训办了6场", "今天天气不错", "转正4名", "预备党员5名", "我家的猫会后空翻"):
        assert words in kept


def test_lines_with_an_id_go_home() -> None:
    done = intake([("回复", "E3：转正4名\n还有预备党员5名\n\n- b4：集体经济收入30万元")], find_outline(None))
    answers = done.answers(find_outline(None)).answers
    assert answers["E3"].startswith("转正4名")
    assert "预备党员5名" in answers["E3"]
    assert "30万元" in answers["B4"]


@pytest.mark.parametrize(
    ("text", "year"),
    [("2024年度述职，2024年培训6场，2023年5场", 2024), ("培训6场", None), ("2023年3场，2024年4场", None)],
)
def test_the_year_the_notes_speak_of_most(text: str, year: int | None) -> None:
    assert intake([("a", text)], find_outline(None)).year == year


@pytest.mark.parametrize("embedder", [SentenceEncoder(), HashedPairs()])
def test_embedders_give_unit_vectors(embedder: SentenceEncoder | HashedPairs) -> None:
    vectors = embedder.embed(["发展党员", "村集体经济收入", "发展党员"])
    assert vectors.shape == (3, embedder.dim)
    assert abs(float(vectors[0] @ vectors[0]) - 1) < 1e-3
    assert float(vectors[0] @ vectors[2]) > float(vectors[0] @ vectors[1])
