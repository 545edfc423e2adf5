"""The way a figure moves, by the words around it: up (增加到), down (降了), or neither."""

from __future__ import annotations

from typing import Literal

from assistant.text.patterns import Lazy

Direction = Literal["up", "down", ""]

UP = "增长|增加|增收|增产|提高|提升|上升|上涨|攀升|净增|增至|增到|上调|扩大|扩容|多了|多出|高了|高出|涨了|涨|升|(?<!新)增"
DOWN = "下降|减产|跌了|掉了|降低|减少|缩减|回落|下滑|压减|压缩|缩短|下调|少了|低了|降至|降到|减至|减到"
DOWN += "|砍到|砍至|砍|压到|压至|精简到|精简至|清理到|缩到|清到|并到|降|减"
_MOVE = Lazy(
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:幅度|幅|率)?"
    r"(?P<to>(?:了|到|至|为|达到?|有|约|近|将近|超过|不少于|不到|不足|大概|大约|差不多|接近|整){0,4})$"
)
_MOVE_LAST = frozenset("砍压简理缩清并长加收产高升涨增至到大容了出低少减落滑缩短降调幅度率为达有约近过于足概多接整")
_MOVED = Lazy(r"的?(?:(?P<up>增长|增幅|涨幅)|(?P<down>降幅|跌幅))")
_COMPARED = Lazy(r"比[^，。；、！？\n]{1,10}([多少高低])$")
_TRANSITIVE = frozenset(["提升", "提高", "扩大", "扩容", "压缩"])
_MOVING_UNITS = frozenset(["%", "成", "倍", "番", "个百分点", "元", "万元", "亿元", "万", "亿", "岁", "周岁", "分"])


def direction(plain: str, start: int, end: int, unit: str) -> Direction:
    """The way that the words around an amount (`start`..`end` of the text) say it moves, "" for none."""
    moved = None
    if plain[start - 1 : start] in _MOVE_LAST:
        moved = _MOVE.search(plain[max(0, start - 10) : start])
        if moved and moved["up"] in _TRANSITIVE | {None} and not moved["to"] and unit not in _MOVING_UNITS:
            moved = moved if moved["down"] and moved["down"] not in _TRANSITIVE else None
    if moved is None and plain[start - 1 : start] in ("多", "少", "高", "低"):
        compared = _COMPARED.search(plain[max(0, start - 14) : start])
        if compared:
            return "up" if compared[1] in "多高" else "down"
    if moved is None and plain[end : end + 1] in ("的", "增", "涨", "降", "跌"):
        moved = _MOVED.match(plain, end)
    if moved is None:
        return ""
    return "up" if moved["up"] else "down"
