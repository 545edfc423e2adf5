"""The lexical index: BM25 as others compute it, headings count more, its files come back whole."""

from __future__ import annotations

import math
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.lexical import HEADING_WEIGHT, K1, B, Lexical


def grams(text: str) -> list[str]:
    runs = "".join(char if char.isalnum() else " " for char in text).split()
    return [run[i : i + n] for n in (1, 2) for run in runs for i in range(len(run) - n + 1)]


def plain_bm25(texts: list[str], query: str) -> list[float]:
    docs = [Counter(grams(text)) for text in texts]
    mean = sum(sum(doc.values()) for doc in docs) / len(docs)
    scores = []
    for doc in docs:
        score = 0.0
        for gram in grams(query):
            spread = sum(gram in other for other in docs)
            if spread and gram in doc:
                rarity = math.log(1 + (len(docs) - spread + 0.5) / (spread + 0.5))
                norm = K1 * (1 - B + B * sum(doc.values()) / mean)
                score += rarity * doc[gram] * (K1 + 1) / (doc[gram] + norm)
        scores.append(score)
    return scores


def test_scores_are_those_of_a_plain_bm25() -> None:
    chance = random.Random(5)
    texts = ["".join(chance.choices("党建引领基层治理，。2024村", k=chance.randrange(1, 60))) for _ in range(40)]
    index = Lexical.build(texts, [""] * len(texts))
    for query in ("党建引领", "治理2024", "村村", "没有的话", "，。"):
        np.testing.assert_allclose(index.scores(query), plain_bm25(texts, query), rtol=1e-4, atol=1e-5)


def test_a_heading_counts_as_said_more_than_once() -> None:
    bare = Lexical.build(["流动党员\n流动党员\n其他", "别的"], ["", ""])
    headed = Lexical.build(["其他", "别的"], ["流动党员", ""])
    assert HEADING_WEIGHT == 2
    np.testing.assert_allclose(bare.scores("流动"), headed.scores("流动"))


def test_width_and_case_do_not_matter() -> None:
    index = Lexical.build(["２０２４年ＡＰＰ上线", "别的"], ["", ""])
    assert index.scores("2024年app").argmax() == 0
    assert index.scores("2024年app")[0] > 0


@pytest.mark.parametrize("texts", [[], [""], ["，。"], ["党"]])
def test_hardly_any_text_is_no_error(texts: list[str]) -> None:
    assert Lexical.build(texts, [""] * len(texts)).scores("党建").shape == (len(texts),)


def test_files_come_back_and_torn_ones_are_refused(tmp_path: Path) -> None:
    index = Lexical.build(["党建引领", "基层治理"], ["", ""])
    index.save(tmp_path)
    again = Lexical.load(tmp_path, 2)
    np.testing.assert_array_equal(index.scores("基层党建"), again.scores("基层党建"))
    whole = (tmp_path / "rows.npy").read_bytes()
    (tmp_path / "rows.npy").write_bytes(whole[:-3])
    with pytest.raises((OSError, ValueError)):
        Lexical.load(tmp_path, 2)
