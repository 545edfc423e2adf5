"""Pairs of neighbouring Chinese characters: what two stretches have in common, without a word list of a place or a trade."""

from __future__ import annotations

from functools import lru_cache

from assistant.text.patterns import Lazy

_RUN = Lazy(r"[一-鿿]{2,400}")


@lru_cache(maxsize=8192)
def char_pairs(text: str) -> frozenset[str]:
    """Every pair of neighbouring characters within a run of Chinese."""
    return frozenset(run[i : i + 2] for run in _RUN.findall(text) for i in range(len(run) - 1))
