"""Retrieval quality on STARD (colloquial questions → articles of law, the article's text only; any relevant one counts).

Run: python benchmarks/retrieval.py [--embedder hashed]   (needs ASSISTANT_TEST_DATA/stard; the baselines need
pip install bm25s rank-bm25). The settings were chosen on half A and looked at on half B; both are shown.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np
from corpora import DATA, one_each, store_of

from assistant.encoder import HashedPairs, local_embedder
from assistant.retrieval.lexical import _codes, _grams
from assistant.retrieval.retriever import Retriever, likeness

FOUND = 10
Ranking = Callable[[str], Sequence[int]]


def tokens(text: str, *, singles: bool = True) -> list[int]:
    """Characters and pairs, as the product's own index has them."""
    return [int(gram) for gram in _grams(_codes(text))[0] if singles or gram >> 21]


def bm25s_arm(texts: list[str], *, singles: bool) -> Ranking:
    import bm25s

    corpus = [tokens(text, singles=singles) for text in texts]
    known = {gram: place for place, gram in enumerate(sorted({gram for doc in corpus for gram in doc}))}
    index = bm25s.BM25()
    index.index(([[known[g] for g in doc] for doc in corpus], known), show_progress=False)

    def rank(question: str) -> Sequence[int]:
        ids = [known[gram] for gram in tokens(question, singles=singles) if gram in known]
        return list(np.argsort(-index.get_scores_from_ids(ids), kind="stable")[:FOUND])

    return rank


def rank_bm25_arm(texts: list[str], *, singles: bool) -> Ranking:
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([tokens(text, singles=singles) for text in texts])
    return lambda q: list(np.argsort(-index.get_scores(tokens(q, singles=singles)), kind="stable")[:FOUND])


def measured(rank: Ranking, questions: Sequence[dict[str, object]]) -> dict[str, tuple[float, ...]]:
    """hit@1, hit@5, hit@10, MRR@10 for half A, half B and all."""
    rows: dict[str, list[tuple[float, ...]]] = {"A": [], "B": [], "all": []}
    for question in questions:
        text, relevant = str(question["question"]), set(question["relevant"])  # type: ignore[call-overload]
        places = [place for place, found in enumerate(rank(text)[:FOUND]) if found in relevant]
        first = places[0] if places else 99
        row = (float(first < 1), float(first < 5), float(first < 10), 1 / (first + 1) if places else 0.0)
        for half in ("all", "AB"[crc32(text.encode()) & 1]):
            rows[half].append(row)
    return {half: tuple(np.mean(some, axis=0)) for half, some in rows.items()}


def main() -> None:
    embedder = HashedPairs() if "hashed" in sys.argv else local_embedder()
    texts = [json.loads(line)["text"] for line in (DATA / "stard" / "articles.jsonl").open(encoding="utf-8")]
    questions = [json.loads(line) for line in (DATA / "stard" / "questions_dev.jsonl").open(encoding="utf-8")]
    with store_of(one_each(texts), embedder=embedder) as store:
        retriever, ready = Retriever(store), store.ready
        number = np.array([int(passage.source) for passage in ready.passages])
        everything = ready.gathered(np.arange(len(texts)))

        def top(scores: np.typing.NDArray[np.float32]) -> Sequence[int]:
            return list(number[np.argsort(-scores, kind="stable")[:FOUND]])

        arms: dict[str, Ranking] = {
            "rank_bm25, pairs": rank_bm25_arm(texts, singles=False),
            "rank_bm25, characters and pairs": rank_bm25_arm(texts, singles=True),
            "bm25s, pairs": bm25s_arm(texts, singles=False),
            "bm25s, characters and pairs": bm25s_arm(texts, singles=True),
            "ours, lexical": lambda q: top(ready.lexical.scores(q)),
            "ours, vectors": lambda q: top(likeness(ready, store.query_vector(q), *everything)),
            "ours, fused": lambda q: [int(hit.passage.source) for hit in retriever.search(q, FOUND)],
        }
        print(f"{len(questions)} questions, {len(texts)} articles, {embedder.id}")
        print(f"{'':32}{'hit@1':>8}{'hit@5':>8}{'hit@10':>8}{'MRR@10':>8}   half A: hit@10, MRR   half B: hit@10, MRR")
        for name, rank in arms.items():
            begun = time.perf_counter()
            got = measured(rank, questions)
            each = (time.perf_counter() - begun) / len(questions) * 1000
            halves = "   ".join(f"{got[half][2]:14.3f} {got[half][3]:.3f}  " for half in "AB")
            print(f"{name:32}" + "".join(f"{value:8.3f}" for value in got["all"]) + f"{halves}  {each:.1f} ms each")


if __name__ == "__main__":
    main()
