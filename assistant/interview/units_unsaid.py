"""Units that are left out where the words before have said them: 最大的59 behind 平均51.3岁."""

from __future__ import annotations

from assistant.text.patterns import Lazy

_MOST = Lazy(r"最[一-龥]{1,3}的?(?:[是才就也有刚好]|一个)*(?:\d{1,6}(?:\.\d{1,2})?|[一二两三四五六七八九十百]{1,5})$")
_CARRIED = frozenset(["岁", "周岁", "%", "名", "人", "户", "亩", "斤", "公里"])


def with_carried_unit(words: str, unit: str) -> str:
    """A superlative that ends with a bare number (最小的38), with the unit its sentence told last."""
    return words + unit if unit in _CARRIED and _MOST.match(words) else words
