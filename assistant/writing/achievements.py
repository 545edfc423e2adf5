"""What was achieved, item by item: what was done, how much, what came of it, in sentences that agree with their frames."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.outline import NUMERALS, Outline, Question
from assistant.report import Fact, Item
from assistant.text.patterns import Lazy
from assistant.wording.terms import year_forms
from assistant.writing.commitments import Promises
from assistant.writing.draft import Draft, item_of
from assistant.writing.economy import with_one_story
from assistant.writing.plan import ItemBrief
from assistant.writing.prose import Prose, Statement, fit_to_stand, is_count, pick_headline, statements, write_sentences
from assistant.writing.review import Review

_SHORT = 14
_NEXT_POINT = Lazy("其[二三四五六]，")
_LONG = 60
# What a frame that says what was striven for may be followed by: a doing, its doer left out or named.
_DOING = Lazy(
    r"(?:我|本人|党委|党工委|镇|乡|街道|班子|全[镇乡]|多次|先后|逐|带头|首先|到任后|\d{1,2}月|[上下]半年|对|将|从|围绕|按)?"
    r"(?:[一-龥]{0,6}?)(?:举办|开展|召开|组织|建|设|完成|落实|推|抓|讲授|走访|到|调|化解|解决|领办|包联|联系|研究|制定|出台|选派|培育"
    r"|发展|接收|预备党员转正|确定|整顿|排查|新|改|翻|投入|硬化|修|安装|惠及|带动|签|种植|引|争取|盘活|划分|受理|配备|打造|转移|全力|组建"
    r"|严|清|追|帮|邀请|调整|撤换|免去|精简|压减|深入|坚持|谋划|储备|面对|通报|督|与|每月|每季度)"
)


class Achievements:
    """Writes the items of an achievements block, last year's promises in the item on last year's criticism.

    `emphasis`: what the person most wants remembered.
    """

    def __init__(self, outline: Outline, year: int, draft: Draft, emphasis: str, promises: Promises) -> None:
        self._outline = outline
        self._year = year
        self._draft = draft
        self._emphasis = emphasis
        self._promises = promises
        self._used: dict[str, int] = {}

    def items(self, briefs: Sequence[ItemBrief]) -> list[Item]:
        """The items, each with a headline that says what was told in it."""
        taken: set[str] = set()
        items: list[Item] = []
        for brief in self._substantial(briefs):
            headline = pick_headline(brief.plan.headlines, self._words(brief), taken, self._emphasis)
            taken.add(headline)
            prose = Prose(f"{NUMERALS[len(items)]}是{headline}。")
            headed = prose.text
            if brief.plan.terms:
                self._year_forms(prose, brief)
            if brief.plan.review:
                others = [fact for fact in brief.facts if fact.origin.ref not in self._promises.ids()]
                if others:
                    Review(self._outline, self._draft).write(prose, others)
                self._promises.write(prose, self._draft)
            else:
                self._by_question(prose, brief.facts)
            if prose.text != headed:
                items.append(item_of(brief.plan.id, headline, prose))
        return items

    def _words(self, brief: ItemBrief) -> str:
        """What was told, in the words said: the written forms name their matter whether or not it is the point.

        A review is headed by what the assessment raised; other inspections, told after it, head it only alone.
        """
        told = brief.facts
        if brief.plan.review:
            told = [f for f in told if not self._outline.question(f.origin.ref).frames] or told
        return "".join(dict.fromkeys(fact.quote for fact in told))

    def _substantial(self, briefs: Sequence[ItemBrief]) -> list[ItemBrief]:
        """An item of a single statement joins the one before it: an item has at least two sentences."""
        kept: list[ItemBrief] = []
        for brief in briefs:
            ready = [s for s in statements(brief.facts) if fit_to_stand(s)]
            alone = len(ready) < 2 and not brief.plan.terms
            if alone and kept and not brief.plan.review and not kept[-1].plan.terms:
                kept[-1] = ItemBrief(kept[-1].plan, kept[-1].facts + brief.facts)
            elif ready or brief.plan.terms or (brief.plan.review and self._promises.answered):
                kept.append(brief)
        return kept

    def _year_forms(self, prose: Prose, brief: ItemBrief) -> None:
        forms = year_forms(self._year)
        prose.add("，".join(form for form in (forms.guiding, forms.study, forms.upholding) if form) + "。")
        words = "".join(fact.text for fact in brief.facts)
        if forms.campaign and forms.campaign not in words:
            prose.add(f"按照党中央部署，组织党员干部参加{forms.campaign}。")
        if not brief.facts:
            prose.add("【待补：学习的场次、人数和本人讲课情况】。")

    def _by_question(self, prose: Prose, facts: Sequence[Fact]) -> None:
        for reference, told in groupby(facts, key=lambda fact: fact.origin.ref):
            kept, left = with_one_story(self._draft.groups(list(told)))
            self._draft.no_room(left)
            groups = _together(kept)
            if groups:
                write_sentences(prose, groups, self._frame(self._outline.question(reference), groups[0][0]))

    def _frame(self, question: Question, first: Statement) -> str:
        """A frame that the first words agree with: one for doings, one for how things stand; none more than twice."""
        doing = _DOING.match(first.text) is not None
        frames = question.frames if doing or not question.states else question.states
        start = sum(map(ord, first.text[:8])) % max(len(frames), 1)
        for frame in (*frames[start:], *frames[:start]):
            if self._used.get(frame, 0) < 2:
                self._used[frame] = self._used.get(frame, 0) + 1
                return frame
        return "{facts}。"


def _together(groups: list[list[Statement]]) -> list[list[Statement]]:
    """Counts told in several breaths in one sentence, and what is too short to be one put to the sentence before."""
    done: list[list[Statement]] = []
    for group in groups:
        length = sum(len(statement.text) for statement in group)
        counts = all(is_count(statement.text) for statement in group)
        if done and not _NEXT_POINT.match(group[0].text) and not group[0].told and not done[-1][-1].told:
            before = sum(len(statement.text) for statement in done[-1])
            both = counts and all(is_count(statement.text) for statement in done[-1])
            if before + length <= _LONG and (both or length < _SHORT):
                done[-1] = [*done[-1], *group]
                continue
        done.append(list(group))
    return done
