"""The numbers Word adds to paragraphs by itself (一、 （一） 1.): in no text, yet everybody reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_DEEPEST = 8
"""Word has nine levels, 0 to 8."""
_LONGEST_LABEL = 40
_CHINESE = ("chinese", "japaneseCounting", "taiwaneseCounting", "ideographDigital")


@dataclass(frozen=True)
class _Level:
    style: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """Counts through a document's automatic numbers; `label` is to be asked once for each paragraph, in order."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Element) -> str:
        """The number Word shows before this paragraph, "" where it shows none (or a bullet)."""
        where = self._place(paragraph)
        if where is None or where[0] not in self.lists:
            return ""
        kind, depth = self.lists[where[0]], where[1]
        level = self.levels.get(kind, {}).get(depth) if depth <= _DEEPEST else None
        if level is None or level.style in ("bullet", "none"):
            return ""
        counts = self.counts.setdefault(kind, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        label = level.pattern
        for number in range(depth + 1):
            upper = self.levels[kind].get(number, level)
            label = label.replace(f"%{number + 1}", _numeral(counts.get(number, upper.start), upper.style))
        return label[:_LONGEST_LABEL]

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        own = _number_of(properties)
        style = properties.find(f"{_W}pStyle")
        inherited = self.styles.get(style.get(f"{_W}val", "")) if style is not None else None
        return own or inherited


def numbering(definitions: Element | None, styles: Element | None) -> Numbering:
    """Reads numbering.xml and the styles that number their paragraphs; either may be missing."""
    found = Numbering()
    for node in definitions.iter(f"{_W}abstractNum") if definitions is not None else ():
        levels = (level for level in node.iter(f"{_W}lvl"))
        found.levels[node.get(f"{_W}abstractNumId", "")] = {
            _whole(level.get(f"{_W}ilvl"), 0): _Level(
                _value(level, "numFmt"), _value(level, "lvlText")[:_LONGEST_LABEL], _whole(_value(level, "start"), 1)
            )
            for level in levels
        }
    for node in definitions.iter(f"{_W}num") if definitions is not None else ():
        found.lists[node.get(f"{_W}numId", "")] = _value(node, "abstractNumId")
    for node in styles.iter(f"{_W}style") if styles is not None else ():
        properties = node.find(f"{_W}pPr")
        place = _number_of(properties) if properties is not None else None
        if place is not None:
            found.styles[node.get(f"{_W}styleId", "")] = place
    return found


def _number_of(properties: Element) -> tuple[str, int] | None:
    number = properties.find(f"{_W}numPr")
    return (_value(number, "numId"), _whole(_value(number, "ilvl"), 0)) if number is not None else None


def _value(node: Element, name: str) -> str:
    child = node.find(f"{_W}{name}")
    return child.get(f"{_W}val", "") if child is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _numeral(number: int, style: str) -> str:
    if style.startswith(_CHINESE) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    if style == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)
