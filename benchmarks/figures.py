"""Seconds to read the figures of 100,000 characters, by shape of text. Run: python benchmarks/figures.py"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.figures.reading import read_figures  # noqa: E402  the checkout, not an installed copy

SIZE, RUNS, LIMIT = 100_000, 5, 1.0
SPEECH = (
    "今年咱们镇发展党员8名，其中35岁以下的5名，培训入党积极分子31人次。村集体收入从42万元提高到六十一万元，20万元以上的村有9个。"
    "我每月下村不少于8天，每季度讲一次党课，三会一课都在走。党员到会率也就七成左右，百分之十五的常年在外。"
    "第三条是作风上的事，2023年底前改完，一户一策，不搞一刀切。"
)
SHAPES = {
    "口述": SPEECH,
    "书面长句": "坚持以党建引领乡村振兴，推动组织生活规范化，健全责任体系，压实工作责任，补齐短板弱项。",
    "一": "一",
    "1": "1",
    "万": "万",
    "数字与量词": "3户",
    "区间": "3-",
    "从到": "从3个到5个，",
    "序数": "第一、",
    "百分之": "百分之",
    "引号": "“",
    "每": "每",
    "千分位": "1，200",
    "空白": " ",
}


def seconds(text: str) -> float:
    """Median of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        read_figures(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Prints a line per shape; exit 1 where one takes longer than the limit."""
    read_figures(SPEECH)
    slow = 0
    for name, piece in SHAPES.items():
        text = (piece * SIZE)[:SIZE]
        took = seconds(text)
        slow += took > LIMIT
        print(f"{name}\t{len(read_figures(text))} figures\t{took:.3f} s")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
