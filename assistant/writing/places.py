"""Targets looked up in a report: which items and sentences are meant; where it cannot be told, the choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import InputError
from assistant.report import Report
from assistant.writing.asked import Place, Target
from assistant.writing.board import Board, Laid, Row, numeral_of
from assistant.writing.pieces import Piece

_SHORT = 16
_SEVERAL = re.compile("几句|几行|些")


class Finder:
    """Looks up targets in a report; `part` is the part the person is speaking of, `last` where the last change was.

    `numbering` is the report whose numbers the person has before his eyes, where to-dos have changed it since.
    """

    def __init__(
        self, report: Report, part: str | None = None, last: Place | None = None, numbering: Report | None = None
    ) -> None:
        self.report = report
        self.board = Board(report)
        self.part = part
        self.last = last
        self.numbering = numbering

    def find(self, target: Target | None) -> Place:
        """The place; raises InputError with the choices where it is not there or could be several."""
        if target is None:
            return Place("", "part", self.part) if self.part else Place("", "whole")
        if target.kind in ("opening", "closing"):
            return self._ends(target)
        if target.kind == "whole":
            return Place(target.said, "whole")
        if target.kind == "part":
            return self._inside(target, Place(target.said, "part", self._part(target)))
        if target.kind == "loose":
            return self._loose(target)
        return self._inside(target, self._item(target))

    def rows(self, place: Place) -> list[Row]:
        """The rows a place means."""
        if place.kind == "whole":
            return [row for laid in self.board.laid for row in laid.rows]
        if place.kind == "part":
            return [row for laid in self.board.laid if laid.part.id == place.part for row in laid.rows]
        return [self.board.row(item) for item in place.items]

    def _ends(self, target: Target) -> Place:
        kind = "opening" if target.kind == "opening" else "closing"
        if not getattr(self.report, kind):
            raise InputError(f"稿子里没有{'导语' if kind == 'opening' else '结束语'}。", "请说改哪一条，例如“第二条”。")
        return Place(target.said, kind)  # type: ignore[arg-type]

    # ---- parts and items ----

    def _part(self, target: Target) -> str | None:
        parts = self.report.parts
        if target.part_number is not None:
            if not 1 <= target.part_number <= len(parts):
                raise InputError(
                    f"没有第{target.part_number}部分。", f"共{len(parts)}部分：{_titles(self.board.laid)}。"
                )
            return parts[target.part_number - 1].id
        if target.role is None:
            return self.part
        role = "problems" if target.role == "causes" else target.role
        homes = [laid.part.id for laid in self.board.laid if any(self.board.role(row.id) == role for row in laid.rows)]
        if not homes:
            raise InputError(
                f"稿子里没有“{target.said}”这一部分。", f"共{len(parts)}部分：{_titles(self.board.laid)}。"
            )
        return homes[0]

    def _candidates(self, target: Target) -> list[Row]:
        """The rows that ordinals count in; empty where no part is known."""
        part = self._part(target)
        laid = [one for one in self.board.laid if part is None or one.part.id == part]
        rows = [row for one in laid for row in one.rows]
        role = target.role if target.role != "causes" else "problems"
        if role is not None:
            return [row for row in rows if self.board.role(row.id) == role]
        return rows

    def _as_numbered(self, target: Target) -> Place:
        """The item that had this number before the message's other to-dos were done."""
        assert self.numbering is not None
        place = Finder(self.numbering, self.part, self.last).find(replace(target, inner=None))
        there = {row.id for row in self.rows(Place("", "whole"))}
        if not set(place.items) <= there:
            raise InputError(f"“{target.said}”已经删去或并掉了。", "")
        return place

    def _item(self, target: Target) -> Place:
        if self.numbering is not None and self.numbering is not self.report and target.ordinals:
            return self._as_numbered(target)
        if target.topic:
            return self._by_topic(target)
        if target.besides:
            return self._others(target)
        if target.every:
            rows = self._candidates(target)
            return Place(target.said, "item", None, tuple(row.id for row in rows))
        if target.role is None and target.part_number is None and self.part is None:
            raise InputError(f"“{target.said}”是哪一部分的？", self._which(target.ordinals[0]))
        if target.role == "causes":
            return self._cause(target)
        rows = self._candidates(target)
        number = target.ordinals[0]
        at = number - 1 if number > 0 else len(rows) + number
        if not 0 <= at < len(rows) or number == 0:
            raise InputError(f"没有“{target.said}”：{self._listed(rows)}。", "请说其中的一条。")
        return Place(target.said, "item", None, (rows[at].id,))

    def _others(self, target: Target) -> Place:
        """What is left beside the places named: of an item its other sentences, else the part's other items."""
        last = target.besides[-1]
        if last.inner is not None:
            spared = self.find(last)
            count = len(self.board.row(spared.items[0]).built.pieces)
            rest = tuple(i for i in range(count) if i not in spared.pieces)
            return Place(target.said, "pieces", None, spared.items, rest)
        first = Finder(self.numbering or self.report, self.part, self.last)
        named = [item for one in target.besides for item in first.find(replace(one, inner=None)).items]
        home, role = first.board.home(named[-1]).part.id, first.board.role(named[-1])
        rows = [row for laid in self.board.laid if laid.part.id == home for row in laid.rows if row.id not in named]
        others = tuple(row.id for row in rows if self.board.role(row.id) == role)
        if not others:
            raise InputError("除了说到的，这一部分没有别的条了。", "请说第几条。")
        return Place(target.said, "item", None, others)

    def _cause(self, target: Target) -> Place:
        causes = self.report.causes
        number = target.ordinals[0]
        at = number - 1 if number > 0 else len(causes) + number
        if not 0 <= at < len(causes):
            raise InputError(f"没有“{target.said}”，一共写了{len(causes)}条原因。", "请说其中的一条。")
        for row in self.rows(Place("", "whole")):
            found = _of_group(row, causes[at].id)
            if found or row.id == causes[at].id:
                kind = "pieces" if found else "item"
                return Place(target.said, kind, None, (row.id,), tuple(found))  # type: ignore[arg-type]
        raise InputError(f"没有找到“{target.said}”在哪里。", "请说是第几个问题的原因。")

    def _listed(self, rows: Sequence[Row]) -> str:
        names = "、".join(f"{numeral_of(i)}“{row.built.headline[:_SHORT]}”" for i, row in enumerate(rows[:12]))
        return f"这一部分共{len(rows)}条（{names}）" if rows else "这一部分没有分条"

    def _which(self, number: int) -> str:
        """第二条 of each part, to choose from."""
        told = []
        for laid in self.board.laid:
            at = number - 1 if number > 0 else len(laid.rows) + number
            if 0 <= at < len(laid.rows):
                told.append(f"“{_plain(laid.part.heading)}”的“{laid.rows[at].built.headline[:_SHORT]}”")
        return f"可以是{'、'.join(told)}；请带上部分的名字，例如“第二个问题”“第三条措施”。" if told else "没有这一条。"

    def _by_topic(self, target: Target) -> Place:
        rows = (
            self._candidates(target)
            if (target.role or target.part_number or self.part)
            else self.rows(Place("", "whole"))
        )
        found = _best(rows, target.topic)
        if not found and not (target.role or target.part_number):
            found = _best(self.rows(Place("", "whole")), target.topic)
        if len(found) == 1:
            return Place(target.said, "item", None, (found[0].id,))
        if not found:
            raise InputError(f"没有找到说“{target.topic}”的那一条。", f"{self._listed(rows)}。")
        names = "、".join(f"“{row.built.headline[:_SHORT]}”" for row in found)
        raise InputError(f"说到“{target.topic}”的不止一条：{names}。", "请说第几条。")

    # ---- inside an item ----

    def _loose(self, target: Target) -> Place:
        if target.inner == "quote":
            return self._quote_or_topic(target)
        if self.last is not None and self.last.items:
            if target.inner is None:
                return self.last
            return self._inside(target, Place(target.said, "item", None, self.last.items[:1]))
        rows = self.rows(self.find(None))
        if target.inner in ("cause", "shows"):
            fitting = [row for row in rows if self.board.role(row.id) == "problems"]
            if len(fitting) == 1:
                return self._inside(target, Place(target.said, "item", None, (fitting[0].id,)))
            raise InputError(
                f"“{target.said}”是哪个问题的？", f"{self._listed(fitting or rows)}；请说“第几个问题的{target.said}”。"
            )
        raise InputError(
            f"“{target.said}”指的是哪一句，没有听出来。", "请说第几条，或把那句话的几个字放在引号里，例如“……”那句。"
        )

    def _quote_or_topic(self, target: Target) -> Place:
        """The sentence that is meant; where no sentence is (后备干部那事), the item that speaks of it."""
        try:
            return self._quote(target, self.rows(self.find(None)), self.rows(Place("", "whole")))
        except InputError:
            if target.exact or not target.said.endswith(("事", "事情")):
                raise
            return self._by_topic(replace(target, kind="item", topic=target.quote))

    def _inside(self, target: Target, place: Place) -> Place:
        if target.inner is None:
            return place
        rows = self.rows(place)
        if target.inner == "quote":
            return self._quote(target, rows, rows)
        if len(rows) != 1:
            raise InputError(f"“{target.said}”指的是哪一条里的？", f"{self._listed(rows)}。")
        row = rows[0]
        if target.inner == "headline":
            return Place(target.said, "headline", None, (row.id,))
        if target.inner == "sentence":
            return self._sentence(target, row)
        kind = "cause" if target.inner == "cause" else "plain"
        pieces, numbers = row.built.pieces, [i for i, k in enumerate(_kinds(row)) if k == kind]
        if not pieces or not numbers:
            raise InputError(f"“{row.built.headline[:_SHORT]}”里没有单写“{target.said}”。", "请说第几句。")
        return Place(target.said, "pieces", None, (row.id,), tuple(numbers))

    def _sentence(self, target: Target, row: Row) -> Place:
        count = len(row.built.pieces)
        at = target.sentence - 1 if target.sentence > 0 else count + target.sentence
        if not 0 <= at < count:
            raise InputError(f"没有“{target.said}”：这一条标题后面共{count}句。", "请说其中的一句。")
        return Place(target.said, "pieces", None, (row.id,), (at,))

    def _quote(self, target: Target, rows: Sequence[Row], more: Sequence[Row]) -> Place:
        """The sentence, or the very words, that hold the quoted ones; the named part first, then the whole."""
        for some in (rows, more):
            found = [(row, i) for row in some for i, piece in enumerate(row.built.pieces) if target.quote in piece.text]
            if not found and not target.exact:
                found = _near(some, target.quote)
            if len(found) == 1 or (found and target.exact):
                row, i = found[0]
                quote = target.quote if target.exact else ""
                if target.exact and len(found) > 1:
                    return Place(target.said, "item", None, tuple(dict.fromkeys(r.id for r, _ in found)), (), quote)
                return Place(target.said, "pieces", None, (row.id,), (i,), quote)
            if found and _SEVERAL.search(target.said) and len({row.id for row, _ in found}) == 1:
                return Place(target.said, "pieces", None, (found[0][0].id,), tuple(i for _, i in found))
            if found:
                told = "；".join(piece_text(row.built.pieces[i]) for row, i in found[:4])
                raise InputError(f"有{len(found)}句说到“{target.quote}”：{told}。", "请说第几条的，或多引几个字。")
            heads = [row for row in some if target.quote in row.built.headline]
            if heads:
                return Place(target.said, "headline", None, (heads[0].id,), (), target.quote if target.exact else "")
        raise InputError(f"稿子里没有找到“{target.quote}”。", "请照原文引几个字。")


def piece_text(piece: Piece) -> str:
    """A sentence cut to a length that can be told."""
    return f"“{piece.text[:18]}……”" if len(piece.text) > 20 else f"“{piece.text.strip()}”"


def _kinds(row: Row) -> list[str]:
    return [group.kind for group in row.built.groups for _ in group.pieces]


def _of_group(row: Row, name: str) -> list[int]:
    owners = [group.id for group in row.built.groups for _ in group.pieces]
    return [i for i, owner in enumerate(owners) if owner == name]


def _titles(laid: Sequence[Laid]) -> str:
    return "、".join(f"“{_plain(one.part.heading)}”" for one in laid)


def _plain(heading: str) -> str:
    return re.sub("^[一二三四五六七八九十]+、", "", heading)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _best(rows: Sequence[Row], topic: str) -> list[Row]:
    """The rows whose headline holds the topic, else whose text does, else whose headline shares most of its pairs."""
    for found in (
        [row for row in rows if topic in row.built.headline],
        [row for row in rows if topic in row.text],
    ):
        if found:
            return found
    pairs = _pairs(topic)
    scored = [(len(pairs & _pairs(row.built.headline)) * 2 + len(pairs & _pairs(row.text)), row) for row in rows]
    most = max((score for score, _ in scored), default=0)
    best = [row for score, row in scored if score == most]
    alone = len(best) == 1 and sum(score > 0 for score, _ in scored) == 1
    alone = alone and len(pairs & _pairs(best[0].built.headline + best[0].text)) * 2 >= len(pairs)
    return best if alone or most >= max(2, len(pairs)) else []


def _near(rows: Sequence[Row], words: str) -> list[tuple[Row, int]]:
    """Sentences that hold nearly all of what was said of them, not word for word (党建品牌那句)."""
    pairs = _pairs(words)
    if not pairs:
        return []
    found = [(len(pairs & _pairs(p.text)) / len(pairs), row, i) for row in rows for i, p in enumerate(row.built.pieces)]
    most = max((score for score, _, _ in found), default=0.0)
    return [(row, i) for score, row, i in found if score == most] if most >= 0.6 else []
