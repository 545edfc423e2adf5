"""Notes to questions: nothing dropped, ids go home, and most figures find their question though the notes are shuffled."""

from __future__ import annotations

from pathlib import Path

import pytest
from notes_measure import LEANING, OTHERS, SEEN, SHAPES, Remembering, figures_at_home

from assistant.encoder import HashedPairs, SentenceEncoder, local_embedder
from assistant.interview.intake import Intake, intake
from assistant.outline import find_outline


@pytest.fixture(scope="module")
def embedder() -> Remembering:
    return Remembering(local_embedder())


@pytest.mark.parametrize(
    ("files", "shape", "mean", "worst"),
    [
        (SEEN, "lines", 0.88, 0.75),
        (SEEN, "paragraph", 0.85, 0.7),
        pytest.param(SEEN, "messages", 0.85, 0.7, marks=pytest.mark.slow),
        (LEANING, "lines", 0.8, 0.75),
        pytest.param(LEANING, "paragraph", 0.6, 0.55, marks=pytest.mark.slow),
        pytest.param(OTHERS, "lines", 0.88, 0.75, marks=pytest.mark.slow),
        pytest.param(OTHERS, "paragraph", 0.85, 0.7, marks=pytest.mark.slow),
    ],
)
def test_figures_find_their_question(
    files: list[Path], shape: str, mean: float, worst: float, embedder: Remembering
) -> None:
    """All shapes and more shuffles: benchmarks/intake.py."""
    shares = [figures_at_home(path, SHAPES[shape], embedder, shuffles=1) for path in files]
    assert sum(shares) / len(shares) >= mean
    assert min(shares) >= worst


def test_without_the_encoder_words_and_tone_do_most_of_it() -> None:
    shares = [figures_at_home(path, SHAPES["lines"], None, shuffles=1) for path in [*SEEN, *OTHERS]]
    assert sum(shares) / len(shares) >= 0.85


def test_nothing_is_dropped() -> None:
    outline = find_outline(None)
    notes = "培训办了6场。\n今天天气不错啊\n- 转正4名，预备党员5名\n我家的猫会后空翻\n"
    done = intake([("a.txt", notes)], outline)
    kept = "".join(row.words for row in done.rows) + "".join(done.unplaced)
    for words in ("培训办了6场", "今天天气不错", "转正4名", "预备党员5名", "我家的猫会后空翻"):
        assert words in kept


def everything(done: Intake) -> str:
    return "".join([*(row.words for row in done.rows), *done.unplaced, *done.heads])


def test_headings_and_message_lines_are_no_answers_and_not_lost() -> None:
    notes = "述职材料\n\n一、存在的问题\n1. 后备干部接不上，年轻人少\n李主任 2025/1/3 20:15\n发展对象12名\n"
    done = intake([("群", notes)], find_outline(None))
    assert done.heads == ("述职材料", "一、存在的问题", "李主任 2025/1/3 20:15")
    questions = {row.words: row.question for row in done.rows}
    assert find_outline(None).question(questions["（1）后备干部接不上，年轻人少"]).role == "problem"


@pytest.mark.parametrize(
    "notes",
    [
        "去年县里反馈了三条：\n1. 集体经济弱\n2. 党员活动少\n3. 后备干部不足",
        "去年县里反馈了三条，第一条是集体经济弱，\n第二条是党员活动少\n第三条是后备干部不足",
    ],
)
def test_a_list_over_several_lines_stays_together(notes: str) -> None:
    done = intake([("a", notes)], find_outline(None))
    assert len(done.rows) == 1
    assert find_outline(None).question(done.rows[0].question).role == "review"


@pytest.mark.parametrize("mark", ["：", ":", "、", ".", " ", "）", " ："])
def test_an_id_however_it_is_set_off(mark: str) -> None:
    done = intake([("回复", f"E3{mark}转正4名")], find_outline(None))
    assert done.answers(find_outline(None)).answers == {"E3": "转正4名。"}


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
