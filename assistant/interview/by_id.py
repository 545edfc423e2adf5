"""Answers by question id: “E3：转正4名”, one or several in a message, and a 问题单 that comes back filled in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from assistant.outline import Outline


@dataclass(frozen=True)
class ById:
    """Words put to a question by its id; `add`: said as 补充, so they join what is there."""

    question: str
    words: str
    add: bool = False


@cache
def _id_mark() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?<=(?P<at>[\n/／;；。，,、 \t\u3000]))|^)[ \t\u3000*·\-（(【\[]{0,4}(?P<before>补充)?[ \t]?"
        r"(?P<id>[A-Za-zＡ-Ｚａ-ｚ]{1,3}[ \t]?[0-9０-９]{1,3})[ \t]?[）)】\]]?(?P<after>[ \t]?补充)?[ \t]{0,3}"
        r"(?P<off>[：:]|[、．](?=\D)|\.(?=[^\d\s])|(?<=[0-9０-９）)】\]])[ \t\u3000]{1,3}(?=[一-鿿“\d])|(?<=[）)】\]])(?=[一-鿿“\d]))"
    )


def _without_sheet(text: str, outline: Outline) -> str:
    """Lines of a 问题单 that come back with the replies (its heads, questions, hints) are no one's words."""
    lines = text.split("\n")
    if not any(line.lstrip().startswith(("问：", "查：", "例：", "【", "请在题号")) for line in lines):
        return text
    printed = {"问：" + q.ask for q in outline.questions} | {"查：" + q.lookup for q in outline.questions}
    printed |= {"例：" + q.example for q in outline.questions}
    printed = {" ".join(line.split()) for line in printed}
    head = re.compile(r"【[^】]{1,10}】请补\d{1,3}题|请在题号后面写答案.{0,80}")
    flat = (" ".join(line.split()) for line in lines)
    return "\n".join(
        line for line, plain in zip(lines, flat, strict=True) if plain not in printed and not head.fullmatch(plain)
    )


def by_id(text: str, outline: Outline) -> tuple[str, list[ById], list[str]]:
    """Takes “题号：…” lines apart: (words before the first id, words by id, words under ids this outline has not)."""
    ids = {q.id.upper(): q.id for q in outline.questions}
    text = _without_sheet(text, outline)
    marks = [mark for mark in _id_mark().finditer(text) if _meant(mark, ids)]
    if not marks:
        return text.strip(), [], []
    placed, strange = [], []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        name = _name(mark)
        words = text[mark.end() : end].strip(" \t\n/／;；，,、\u3000")
        if name in ids and words:
            placed.append(ById(ids[name], words, add=bool(mark["before"] or mark["after"])))
        elif words:
            strange.append(text[mark.start() : end].strip())
    return text[: marks[0].start()].strip(), placed, strange


def anew(text: str, outline: Outline) -> ById | None:
    """“改E3：转正5名”, “E3改成转正5名”: words that take the place of an answer; None where that is not said."""
    ids = {q.id.upper(): q.id for q in outline.questions}
    found = _anew().fullmatch(text)
    name = _plain_id(found["one"] or found["other"]) if found is not None else ""
    words = (found["words"] or found["said"] or "").strip() if found is not None else ""
    return ById(ids[name], words) if name in ids and words else None


@cache
def _anew() -> re.Pattern[str]:
    name = r"[A-Za-zＡ-Ｚａ-ｚ]{1,3}\s?[0-9０-９]{1,3}"
    return re.compile(
        rf"(?:请|把)?(?:改|更正|修改)(?:一下)?\s?(?P<one>{name})(?:题|为|成)*[\s：:，,]+(?P<words>.+)"
        rf"|(?:请|把)?\s?(?P<other>{name})(?:题|的回答)?(?:要)?(?:改成|改为|改作|更正为|应该是|应为)[\s：:，,]*(?P<said>.+)",
        re.DOTALL,
    )


def _plain_id(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).upper()


def _name(mark: re.Match[str]) -> str:
    return _plain_id(mark["id"])


def _meant(mark: re.Match[str], ids: dict[str, str]) -> bool:
    """Inside a line, or set off by a blank alone, only a known id counts: “；B超：3人” names no question."""
    start_of_line = mark["at"] in (None, "\n", "/", "／")
    set_off = bool(mark["off"].strip())
    return _name(mark) in ids if not set_off or not start_of_line else True
