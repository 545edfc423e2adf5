"""How much two texts speak of the same thing."""

from __future__ import annotations

from assistant.text.char_pairs import char_pairs

_EMPTY_PAIRS = frozenset(
    (
        "去年",
        "今年",
        "明年",
        "全年",
        "一年",
        "上年",
        "个村",
        "有的",
        "还是",
        "没有",
        "工作",
        "问题",
        "方面",
        "党建",
        "不足",
        "不够",
        "不强",
        "不高",
        "党委",
        "加强",
        "开展",
        "进行",
        "基层",
        "组织",
    )
)


def pairs(text: str) -> frozenset[str]:
    """The character pairs of a text that say something: Chinese only, worn-out ones left out."""
    return char_pairs(text) - _EMPTY_PAIRS


def kinship(one: str, other: str) -> float:
    """How much two texts speak of the same thing: shared pairs over the smaller text's, 0 to 1."""
    a, b = pairs(one), pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
