"""Group I: masks, personal data and places left to be filled in (handbook §4.9)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.names import place_names
from assistant.checking.rule import Hit, Subject, rule
from assistant.text.patterns import Lazy
from assistant.wording.screening import screen

_MASKED = Lazy(r"(?:\*{2,}|＊{2,}|×{2,}|(?<![一-龥])某{1,2})(?P<kind>村|社区|镇|乡|街道)")
_TOWN = Lazy(r"(?<=中共)[一-龥]{2,4}(?P<kind>镇|乡|街道)(?=党委|党工委|委员会|工作委员会)")
_QUOTED = Lazy(r"“[^”\n]{0,60}”")
_PERSONAL = Lazy(r"\d{11}|病|癌|瘫|残|症|低保|五保|欠债|负债|离异|去世|住院")
_BLANK = Lazy(r"【(?![^】]{0,4}待补)[^】\n]{1,16}】|_{3,}|(?<![×X])(?:××+|XX+)(?=[年月日个名户])")


@rule("I01", "medium", "有的掩了有的没掩，等于没掩")
def masks_alike(subject: Subject) -> Iterator[Hit]:
    """Names of one kind are all masked or all told."""
    text = subject.report.text
    masked = {match["kind"]: match for match in _MASKED.finditer(text)}
    told: dict[str, list[tuple[str, int, int]]] = {}
    plain = _QUOTED.sub(lambda found: "，" * len(found[0]), text)
    for name in place_names(plain):
        kind = "社区" if name.text.endswith("社区") else name.text[-1]
        told.setdefault(kind, []).append((name.text, name.start, name.end))
    for match in _TOWN.finditer(text):
        told.setdefault(match["kind"], []).append((match[0], match.start(), match.end()))
    for listed in _LISTED.finditer(text):
        told.setdefault("村", []).append((listed[0], listed.start(), listed.end()))
    for kind, first in masked.items():
        if kind in told:
            names = "、".join(dict.fromkeys(f"“{name}”" for name, _, _ in told[kind]))
            _, start, end = told[kind][0]
            message = f"{names}没有掩，别处的{kind}名掩成了“{first[0]}”：要么都掩，要么都写真名。"
            yield Hit(message, start, end, (first.start(), first.end()))


_LISTED = Lazy(r"(?<=[。；，\n])[一-龥]{2}、[一-龥]{2}(?=[两二三四五]个(?:村|社区)级?)")


@rule("I02", "high", "个人的证件、电话、病情、困难不能进汇报材料")
def no_personal_data(subject: Subject) -> Iterator[Hit]:
    """No identity, telephone or bank number and no named person's illness or hardship; told without repeating it."""
    for paragraph in subject.report.paragraphs:
        if not _PERSONAL.search(paragraph.text):
            continue
        if any(removal.rule == "I02" for removal in screen(paragraph.text).removals):
            where = paragraph.text[:8]
            yield Hit(f"“{where}……”这一段里有证件、电话、账号一类号码，或点名说到个人的病情、困难：请隐去姓名和号码。")


@rule("I03", "medium", "占位没有填实，交上去就是废稿")
def blanks_filled(subject: Subject) -> Iterator[Hit]:
    """No 【镇名】, ____ or ××年 is left; a 【待补：…】 is listed elsewhere, a mask like **镇 is the person's choice."""
    for match in _BLANK.finditer(subject.report.text):
        yield Hit(f"“{match[0]}”还没有填：补上实名、实数，或删去。", match.start(), match.end())
