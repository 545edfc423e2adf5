"""Changes asked for in plain words, laid before the person as before and after, and taken or left one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.acts.standing import StandingDraft
from assistant.errors import InputError
from assistant.interview.events import Notice, Said
from assistant.interview.offer import Offer, OfferedChange, OfferedTodo
from assistant.report import Item, Part, Report
from assistant.revising.todos import Revised, ToDo, changes_of, rechecked
from assistant.shown.places import named_items
from assistant.versions import changed
from assistant.writing.asked import Place, Request
from assistant.writing.board import numeral_of
from assistant.writing.places import Finder

if TYPE_CHECKING:
    from assistant.revising import Editor

WAYS = {
    "concrete": "写具体点",
    "shorter": "精简一点",
    "softer": "语气软一点",
    "firmer": "语气硬一点",
    "humbler": "语气谦虚一点",
    "plainer": "写正式一点",
    "lock": "别动",
    "unlock": "可以改了",
    "delete": "删掉",
}
"""What a button asks, in the words that the reviser is asked in."""
_PLACE = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:条|个|部分|点|项|段)|全文|全稿|通篇|整篇|开头|结尾|导语")
"""Words that say themselves where: 第二个问题, 全文."""
REWRITE = "（重写）"
"""How a wish for other words is kept in the talk; each one asks the model anew."""
TAKE_ALL = "照这个删"
"""How all places are agreed to that a squeeze has offered."""
_AGAIN = "把这一条换一种写法，意思、数字、名称都不变"


class OfferTurn(StandingDraft):
    """A turn that offers a change, or settles one that was offered."""

    def offer_way(self, way: str, item: str, words: str = "") -> None:
        """One of `WAYS` for an item, with the words told for 更具体; `rewrite` wants a model."""
        named = {one.item.id: one.name for one in named_items(self.standing(), self.kind)}
        if item in named and way in WAYS:
            self.named = f"（{named[item]}：{WAYS[way]}{'：' + words.strip() if words.strip() else ''}）"
        if way == "rewrite":
            self._offer_again(item)
        elif way in WAYS:
            self.offer(f"{WAYS[way]}：{words}" if words.strip() else WAYS[way], item)
        else:
            raise InputError(f"没有“{way}”这种改法。", "可以直接说要怎么改。")

    def offer(self, said: str, item: str = "", part: str | None = None) -> None:
        """What a message would change, kept to be decided on; `item` is the one spoken of where the words name none."""
        from assistant.revising import Reviser

        report = self.standing()
        home = _home(report, item) if item else None
        part = home[0].id if home else part
        message = _named(said.strip(), home)
        if not message:
            raise InputError("没有说要改什么。", "例如“压到200字”“语气软一点”。")
        revised = Reviser(self.kind, part, editor=self._editor(report)).revise(report, message)
        self._lay(report, revised, message, (part, item))

    def _offer_again(self, item: str) -> None:
        report = self.standing()
        part, there, number = _home(report, item)
        before = sum(turn.said == REWRITE for turn in self.session.turns)
        editor = self._editor(report, before)
        if editor is None:
            raise InputError(
                "没有连接大模型，程序不会把整条换一种写法。", "可以点“更具体”“精简”“改口气”，或直接说哪一句改成什么。"
            )
        place = Place(f"第{numeral_of(number)}条", "item", part.id, (there.id,))
        after = editor.revise(Finder(report, part.id), place, Request(None, _AGAIN))
        if after is None:
            failed = getattr(editor, "failed", "")
            raise InputError(failed or "模型没有给出合格的写法，原文没有动。", "可以再点一次，或说得具体些。")
        todo = ToDo(1, "换一种写法", "done", changes_of(report, after))
        fresh = changed(report, rechecked(report, after, self.kind), f"重写“{there.headline}”")
        self._lay(report, Revised(fresh, (todo,)), f"重写“{there.headline}”", (part.id, item))

    def _editor(self, report: Report, attempt: int = 0) -> Editor | None:
        if self.writer is None:
            return None
        from assistant.revising.editing import ModelEditor

        return ModelEditor(self.writer, report, self.kind, attempt)

    def _lay(self, report: Report, revised: Revised, message: str, about: tuple[str | None, str]) -> None:
        """Keeps what is offered; what only asks something back, or changes no word (a lock), is kept at once."""
        part, item = about
        todos = [_offered(todo) for todo in revised.todos]
        if any(todo.state == "done" and todo.changes for todo in todos):
            after = revised.report.model_dump(mode="json", exclude={"versions"})
            self.session.offer = Offer(
                said=message, version=report.version, part=part, item=item, todos=todos, after=after
            )
            count = len(self.session.offer.open)
            self.show(Said(f"改好了{count}处，还没有动正文：看过前后对照，再决定要不要。"))
        elif revised.done:
            self.keep(revised.report, [report.version, message])
            self.show(Notice("\n".join(todo.note or "记下了。" for todo in todos)))
            self._lay_what_could_go()
        else:
            self.session.offer = None
            self.show(Notice("\n".join(dict.fromkeys(todo.note for todo in todos))))

    def _lay_what_could_go(self) -> None:
        """Where a limit is not met yet: the places that could go, each to be taken or left like any change."""
        from assistant.revising import Reviser

        report = self.standing()
        if report.proposal is not None:
            self._lay(report, Reviser(self.kind).revise(report, TAKE_ALL), TAKE_ALL, (None, ""))

    def decide(self, number: int, *, accept: bool) -> None:
        """Takes or leaves one to-do of the offer; with the last one decided, those taken become a version."""
        offer = self._open_offer()
        todo = next((one for one in offer.open if one.number == number), None)
        if todo is None:
            raise InputError(f"没有第{number}处要决定的改动。", "请看一下还列着的几处。")
        todo.taken = accept
        if offer.open:
            self.show(Said(f"{'采纳' if accept else '不要'}第{number}处，还有{len(offer.open)}处要定。"))
        else:
            self._settle(offer)

    def decide_all(self, *, accept: bool) -> None:
        """Takes or leaves all that is still open."""
        offer = self._open_offer()
        for todo in offer.open:
            todo.taken = accept
        self._settle(offer)

    def _open_offer(self) -> Offer:
        offer = self.session.offer
        if offer is None:
            raise InputError("没有等您决定的改动。", "")
        if offer.version != self.standing().version:
            self.session.offer = None
            raise InputError("稿子在这之后又改过，这几处对不上了。", "请把要求再说一遍。")
        return offer

    def _settle(self, offer: Offer) -> None:
        report, taken = self.standing(), [todo.number for todo in offer.todos if todo.taken]
        self.session.offer = None
        if not taken:
            self.show(Said("好，都不要，正文没有动。"))
            return
        rest = [todo for todo in offer.todos if todo.state == "done" and not todo.taken]
        after = self._only(report, offer, taken) if rest else Report.model_validate(offer.after)
        fresh = changed(report, after, after.why if rest else offer.said, asked_in=offer.part or "-")
        self.keep(fresh, [report.version, offer.said])
        self.tell_changes(report, fresh, f"采纳了{len(taken)}处。")
        self._lay_what_could_go()

    def _only(self, report: Report, offer: Offer, numbers: Sequence[int]) -> Report:
        """The message done again without what was left; a model's replies are kept, so that the words are the same."""
        from assistant.revising import Reviser

        asked = [todo.number for todo in offer.todos if todo.state == "asks"]
        reviser = Reviser(self.kind, offer.part, [*numbers, *asked], editor=self._editor(report))
        return reviser.revise(report, offer.said).report


def _offered(todo: ToDo) -> OfferedTodo:
    changes = [OfferedChange(where=one.where, before=one.before, after=one.after) for one in todo.changes]
    return OfferedTodo(number=todo.number, said=todo.said, state=todo.state, changes=changes, note=todo.note)


def _home(report: Report, item: str) -> tuple[Part, Item, int]:
    """The part of an item, the item, and its place in the part from 0; raises InputError where it has gone."""
    for part in report.parts:
        for number, one in enumerate(part.items):
            if one.id == item:
                return part, one, number
    raise InputError("这一条已经不在稿子里了。", "请看一下现在的草稿。")


def _named(said: str, home: tuple[Part, Item, int] | None) -> str:
    """The message with the item named where the person's words do not name a place themselves."""
    if home is None or not said or _PLACE.search(said):
        return said
    return f"第{numeral_of(home[2])}条{said}"
