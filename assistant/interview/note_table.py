"""The table of notes: shown as one, rows moved, split, dropped or taken; and words moved from one answer to another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.figures.numerals import numeral
from assistant.interview.agenda import Ask
from assistant.interview.answer_words import joined_words, without
from assistant.interview.events import NOWHERE, NoteRow, Notice, Said, Table

if TYPE_CHECKING:
    from assistant.interview.hearing import Hearing

_HALF = str.maketrans({0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n).isalnum()})
"""Full-width letters and digits as plain ones; punctuation stays, so that quoted words are found as they stand."""
OUT = "-"
"""In the place of a question: the row is not used."""
_SHOWN = 60
"""Characters of a row shown in the table; the whole is kept."""


class NoteTable:
    """What the person says about the table, done to the session of a turn."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._session = hearing.session
        self._ids = {question.id.upper(): question.id for question in hearing.outline.questions}

    def show(self) -> None:
        """The table, to be confirmed or moved."""
        rows = self._session.rows
        lines = [
            f"第{n}行  {row.question or '没归题'}{_doubt(row)}  {_short(row.words)}{_place(row)}"
            for n, row in enumerate(rows, start=1)
        ]
        year = f"写的是{self._session.year}年度。" if self._session.year else ""
        last = self._hearing.outline.questions[-1].id
        tail = (
            f"都对就说“对”。归错了就说“第3行归{last}”，只挪半句就说“第3行的‘……’归{last}”，不要的说“第4行不要”，"
            "看全文说“第3行”。"
        )
        if any(row.doubt and not row.dropped for row in rows):
            tail += "带“？”的两边看法不一，请您定：不动就归前一题，都听后一个就说“带问号的都归后面的”。"
        self._hearing.show(Table("\n".join((f"从笔记里归出这些，请过目。{year}", *lines, tail)), tuple(rows)))

    def hear(self, text: str) -> bool:
        """第3行归E5, 第3到5行归E5, 第4行不要, 第3行的“…”归E5; False where the words say nothing of the table."""
        plain = text.translate(_HALF)
        if _nothing().fullmatch(plain):
            self._session.rows = [row.model_copy(update={"dropped": True}) for row in self._session.rows]
            self.accept()
            return True
        if _trust().fullmatch(plain):
            self._session.rows = [
                row.model_copy(
                    update={"question": "" if row.doubt == NOWHERE else row.doubt or row.question, "doubt": ""}
                )
                for row in self._session.rows
            ]
            self.show()
            return True
        changes = list(_change().finditer(plain))
        for change in changes:
            for number in _numbers(change["rows"]):
                self._change(number, change["to"], change["part"])
        if changes:
            self._hearing.show(Said("还要改就接着说；都对就说“对”。"))
            return True
        asked = _row().fullmatch(plain)
        if asked is None:
            return False
        number = int(numeral(asked[1]) or 0)
        if 1 <= number <= len(self._session.rows):
            row = self._session.rows[number - 1]
            self._hearing.show(Said(f"第{number}行（{row.question or '没归题'}）：{row.words}"))
        else:
            self._hearing.show(Notice(f"表里没有第{number}行。"))
        return True

    def _change(self, number: int, to: str | None, part: str | None) -> None:
        rows, show = self._session.rows, self._hearing.show
        target = self._ids.get((to or "").replace(" ", "").upper())
        if not 1 <= number <= len(rows):
            show(Notice(f"表里没有第{number}行。"))
        elif part is not None and (part not in rows[number - 1].words or to is None or target is None):
            show(Notice(f"第{number}行里没找到“{part[:20]}”这几个字，没有动。"))
        elif part is not None and target is not None:
            self._split(number, part, target)
        elif to is None:
            rows[number - 1] = rows[number - 1].model_copy(update={"dropped": True})
            show(Said(f"第{number}行不要了。"))
        elif target is None:
            show(Notice(f"没有 {to.upper()} 这道题，第{number}行没有动。"))
        else:
            rows[number - 1] = rows[number - 1].model_copy(update={"question": target, "dropped": False, "doubt": ""})
            show(Said(f"第{number}行归到 {target}。"))

    def place(self, number: int, question: str) -> None:
        """Puts a row (1-based) to a question, to none (""), or leaves it out (OUT); what is unknown changes nothing."""
        rows, target = self._session.rows, self._ids.get(question.upper(), "")
        if 1 <= number <= len(rows) and (target or question in ("", OUT)):
            changed = {"question": target, "dropped": question == OUT, "doubt": ""}
            rows[number - 1] = rows[number - 1].model_copy(update=changed)

    def _split(self, number: int, part: str, target: str) -> None:
        rows = self._session.rows
        row = rows[number - 1]
        rest = without(row.words, part)
        rows[number - 1] = row.model_copy(update={"words": rest, "dropped": not rest})
        rows.append(NoteRow(question=target, words=part, source=row.source))
        self._hearing.show(Said(f"“{part[:20]}”归到 {target}，记作第{len(rows)}行；第{number}行留下其余的。"))

    def accept(self) -> None:
        """Takes the rows as answers; what has no question is kept apart."""
        hearing, session = self._hearing, self._session
        for row in (row for row in session.rows if not row.dropped):
            if not row.question:
                session.unplaced.append(row.words)
                continue
            old = session.answers.get(row.question, "")
            hearing.record(Ask(hearing.outline.question(row.question)), joined_words(old, row.words), origin="notes")
        year = hearing.outline.setting("year")
        if year is not None and session.year is not None:
            session.states.setdefault(year.id, "confirmed")
        session.rows, session.awaiting, session.current = [], "answer", None
        session.nothing_ready()
        asked = sum(not hearing.agenda.settled(ask) for ask in hearing.agenda.asks)
        hearing.show(Said(f"记下了 {len(session.answers)} 题，接下来只问缺的，先问 {asked} 题。"))
        hearing.advance()

    def move_answer(self, text: str) -> bool:
        """把E3的“…”挪到E4, 把E3挪到E4: words moved from one answer to another; False where nothing of that is said."""
        found = _move().fullmatch(text.translate(_HALF).strip("。！! "))
        if found is None:
            return False
        hearing, session = self._hearing, self._session
        one, other = (self._ids.get(found[name].upper()) for name in ("one", "other"))
        old = session.answers.get(one or "", "")
        part = found["part"] or old
        if one is None or other is None or not part or part not in old:
            hearing.show(Notice("没有挪：题号不对，或那一题里没有这几个字。请照“把E3的‘……’挪到E4”这样说。"))
        else:
            rest = without(old, part)
            if rest:
                hearing.record(Ask(hearing.outline.question(one)), rest)
            else:
                hearing.forget(one)
            said = joined_words(session.answers.get(other, ""), part)
            read = hearing.record(Ask(hearing.outline.question(other)), said)
            hearing.show(Said(f"好，“{_short(part)}”从 {one} 挪到 {other} 了。"))
            hearing.read_back(other, read)
        hearing.repeat()
        return True


def _place(row: NoteRow) -> str:
    """Where material said it (“台账.xlsx 台账!B4”), to be looked up; a file of notes is known to whoever brought it."""
    return f"　〔{row.source}〕" if " " in row.source else ""


def _doubt(row: NoteRow) -> str:
    """The other question that a row may answer."""
    return f"（还是{row.doubt}？）" if row.doubt and not row.dropped else ""


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}……"


def _numbers(rows: str) -> list[int]:
    """3、4 → [3, 4]; 3到5 → [3, 4, 5]."""
    numbers: list[int] = []
    through = False
    for piece in re.findall(rf"{_NUMBER}|[到至~—-]", rows):
        if piece in "到至~—-":
            through = True
            continue
        number = int(numeral(piece) or 0)
        numbers += range(numbers[-1] + 1, number + 1) if through and numbers else [number]
        through = False
    return numbers[:200]


_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_ID = r"[A-Za-z]{1,3}\s?\d{1,3}"


@cache
def _change() -> re.Pattern[str]:
    rows = rf"第?\s?{_NUMBER}\s?[行条]?(?:\s?[到至~—、,，和跟与-]\s?第?\s?{_NUMBER}\s?[行条]?)*"
    return re.compile(
        rf"(?P<rows>{rows})[^\d，,。；;A-Za-z“‘「\"]{{0,6}}?(?:[“‘「\"](?P<part>[^”’」\"]{{1,200}})[”’」\"][^\d，,。；;]{{0,4}}?)?"
        rf"(?:不要|删掉?|删除|去掉|(?:归|放|改|挪|移|算|应该?是|是)(?:到|成|给|进|在|为)?\s?(?P<to>{_ID}))"
    )


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile(r"(?:这些|上面的?)?(?:都|全部?|一条都|一行都)不要(?:了|吧)?[。！!]?")


@cache
def _trust() -> re.Pattern[str]:
    return re.compile(
        r"(?:带|有)?(?:问号|[？?])的?(?:都|全|就)*(?:归|按|听|用|放)(?:到|成)?后(?:面|一)?(?:的|个|题|那个|那题)*[。！吧]*"
    )


@cache
def _row() -> re.Pattern[str]:
    return re.compile(rf"(?:看看?)?第\s?({_NUMBER})\s?[行条](?:是?(?:什么|全文|怎么说的?))?[？?。]?")


@cache
def _move() -> re.Pattern[str]:
    return re.compile(
        rf"(?:请|你)?把\s?(?P<one>{_ID})(?:题|里|里面|中)?的?(?:[“‘「\"](?P<part>[^”’」\"]{{1,400}})[”’」\"])?[^\d]{{0,6}}?"
        rf"(?:挪|移|归|放|改)(?:到|成|给|进|在)?\s?(?P<other>{_ID})(?:题|里|去|下面)*"
    )
