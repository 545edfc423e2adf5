"""Sentences from facts: groups said together become a sentence, and every word knows the fact it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.figures.reading import read_figures
from assistant.outline import Headline
from assistant.report import Fact, Use
from assistant.text.patterns import Lazy
from assistant.wording.register import residue

LONGEST_SENTENCE = 80
_LONGEST_TOLD = 130
"""A sentence of a story is broken later: its clauses lean on each other."""
_TELLING = 20
"""Characters of counts after which a story begins a sentence of its own."""
_BARE_COUNT = Lazy(
    r"(?!其[一二三四五]|我)[^，。；\d把将为因]{0,22}?(?:从\d[\d.]*[^\d，。；]{1,4}?[增减]至)?\d[\d.]*(?:至\d[\d.]*)?(?![月日年号])(?:万[^\d，。；的]{1,3}|[^\d，。；的]{1,3})(?:（[^（）]*）)?"
)
_VERB_FIRST = Lazy(
    r"举办|开展|召开|组织|组建|设有|设立|下辖|建成|新建|改造|翻新|投入|接收|预备党员转正|确定|排查|整顿|转化|划分|受理|化解|办结"
    r"|配备|修建|硬化|安装|惠及|带动|签订|种植|讲授|参训|落实|理论|可办|转移|认领|放映|推行|通报|点名|收入|党员干部|其中|打造|发布|接待"
)
# “专题研究党建的会，今年开了11次”: what is talked of, named once more before it is counted.
_TITLE = Lazy(r"(?:的)?(?:会议?|事情?|情况|工作|方面|活动)$")
_PLACES = Lazy(r"(?:[一-龥\d]{0,10}，)?(?:下辖)?\d+个[一-龥]{1,6}")
# What is more than a name and a number is no member of a run set off by 、.
_TELLS = Lazy(
    r"其中|[比是有的了那每让把将被去能]|通过|均|相差|最[好差多少高低]|拓宽|清理|举办|办结|增收|超过|不[少低]于"
)
# Who acts next in a story: a long sentence of it may be parted here.
_WHO = Lazy(r"[他她我](?!们?的)|有人|老(?:人|头|汉)|后来")
_NEXT = Lazy(r"其[二三四五六]，")
_POINT = Lazy(r"其[二三四五六]，|(?:调整|撤换|免去|新任)\d+名(?!，其中)[^，。；]{2}")
# What is one more kind of the whole before it: 其中35岁以下19名、返乡创业7名.
_OF_IT = Lazy(r"同比|环比|较|占|比(?:上年|20\d\d年)|(?:增长|下降|增|降)约?近?[\d.]+(?:%|个百分点)")
_SUBSET = Lazy(
    r"\d+岁以[下上]|(?:高中|大专|本科|初中)以[下上]|女党员|女性|少数民族|返乡|致富|大学生|一线|“两新”|退役军人|农民"
)
# A verb of its own makes a count a clause: 、 would put it under the verb of the count before it.
_OWN_VERB = Lazy(
    r"更换|改造|硬化|翻新|修缮|抢修|抢收|清收|追回|新建|新增|新开|建成|发展党员|转正|邀请|帮扶|帮|补助|自筹|争取|到位|冲[垮毁断]"
    r"|垮塌|倒塌|损毁|受淹|参加|参训|^分|^共|解决|整改|化解|办结|调处|入社|巡边|[增减降升涨缩](?:少|加|至|到)?$|视频"
)
# Verbs that take one kind of thing after another: 设有、领办、确定……; every other verb is taken to end with its count.
_TAKES_MORE = Lazy(
    r"[^，。；\d]{0,6}?(?:下辖|设有|设立|现有|共有|建成|新建|新增|领办|培育|打造|配备|创建|改造|整顿|确定|走访|慰问|种植|修建|硬化|举办)"
)
# Said behind its noun, and of that noun alone: 预备党员转正9名.
_ENDS_WITH = Lazy(r"(?:转正|自筹|到位|补助|受淹|[增减降升涨缩](?:少|加|至|到)?)$")
_UNIT = Lazy(r"\d[\d.]*余?[万亿]*([^\d，。；（）]{1,6})(?:（[^（）]*）)?$")
_MEMBERS = Lazy(r"(?:全[镇乡]|全街道|现|共|有|设有)*党员(?:总数)?(\d+)余?名")
_SOME_MEMBERS = Lazy(
    r"(?:农村|社区|机关|“?两新”?(?:组织|领域)?|女|流动|少数民族|离?退休|大学生|青年|\d+岁以[上下]的?)党员(\d+)余?名"
)
# “冲垮河堤4处” behind what we did reads as our doing: what befell a thing is said of the thing.
_HARM = Lazy(
    r"(冲垮|冲毁|冲断|冲塌|冲走|淹没|受淹|垮塌|倒塌|损毁|损坏|压垮)([^\d，。；、将把]{1,6})(\d[\d.]*余?[万]?[^\d，。；的]{1,3})"
)
# What only makes sense beside the words before it opens no sentence: “占比不低于30%”.
_LEANS = Lazy(
    r"占(?!地|道|用)|其中|同比|环比|较|比(?!武|赛|学|拼)|平均|[亩户人]均|最[少多高低]的|下[面设]\d|合计|共|并|且|仅|均|约"
)


@dataclass
class Prose:
    """A text under construction; `uses` are the spans that stand on facts, `frames` the patterns used so far."""

    text: str = ""
    uses: list[Use] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Adds words that state no fact."""
        self.text += words

    def state(self, words: str, facts: Iterable[Fact]) -> None:
        """Adds words that stand on facts."""
        start = len(self.text)
        self.text += words
        for fact in facts:
            if fact.id not in self.facts:
                self.facts.append(fact.id)
            self.uses.append(Use(fact=fact.id, start=start, end=len(self.text)))


@dataclass(frozen=True)
class Statement:
    """One text with the facts that share it."""

    text: str
    facts: tuple[Fact, ...]

    @property
    def told(self) -> bool:
        """Whether it is of a story, in the words in which it was told."""
        return self.facts[0].told

    @property
    def breath(self) -> tuple[str, int | None, int]:
        """The same for all that was said in one breath."""
        return self.facts[0].breath


def statements(facts: Sequence[Fact]) -> list[Statement]:
    """The texts of the facts, each once, in order; a name that stands inside another text is bound to that text."""
    texts: list[str] = []
    bound: dict[str, list[Fact]] = {}
    for fact in facts:
        text = fact.text.strip("，。；、 ")
        if not text:
            continue
        if text not in bound:
            bound[text] = []
            texts.append(text)
        bound[text].append(fact)
    found = []
    for text in texts:
        core = _TITLE.sub("", text)
        told = bound[text][0].told
        home = None if told else next((t for t in texts if t != text and core in t), None)
        if home is not None and (len(core) >= 4 if core != text else all(fact.kind == "name" for fact in bound[text])):
            bound[home] += bound[text]
        else:
            found.append(text)
    return [Statement(text, tuple(bound[text])) for text in found]


_CHARACTER = Lazy("[一-龥]")


def fit_to_stand(statement: Statement, behind: Statement | None = None) -> bool:
    """Whether a statement may stand as it is: nothing spoken is left, and no number that was not read in the words.

    A word or two (免职, 销号) only stands `behind` another of its sentence.
    """
    if statement.told:
        return True
    if residue(statement.text) or re.search(r"(?<![也都])是$", statement.text):
        return False
    goes_on = behind is not None and behind.facts[0].sentence == statement.facts[0].sentence
    if len(_CHARACTER.findall(statement.text)) < (2 if goes_on else 3) and all(
        fact.kind == "act" for fact in statement.facts
    ):
        return False
    told = [span for span in read_figures(statement.text) if not span.text.startswith("一")]
    said = max(len(read_figures(fact.quote)) for fact in statement.facts)
    return len(told) <= max(said, sum(f.kind == "figure" for f in statement.facts))


def is_count(text: str) -> bool:
    """Whether a statement is no more than what is counted and how much."""
    return _BARE_COUNT.fullmatch(text) is not None


def write_sentences(prose: Prose, groups: Sequence[Sequence[Statement]], frame: str = "{facts}。") -> None:
    """Writes groups of statements as sentences, the first inside the frame; long ones are broken at a statement."""
    before, after = frame.split("{facts}")
    for index, group in enumerate(group for group in groups if group):
        prose.add(before if index == 0 else "")
        length = 0
        inside = False
        whole = None
        for place, statement in enumerate(group):
            part = whole is not None and _is_part(whole, statement.text)
            leaves = (
                inside and not part and not statement.told and not _goes_with(group[place - 1].text, statement.text)
            )
            opens = part and not inside
            inside = not leaves and (inside or part or statement.text.startswith("其中"))
            whole = statement.text if _MEMBERS.fullmatch(statement.text) else whole if part else None
            if place:
                last = group[place - 1].text
                if _breaks(group[place - 1], statement, length):
                    _close(prose, "。")
                    length = 0
                elif _echoes(last, statement.text):
                    prose.state(statement.text[2:], statement.facts)
                    continue
                elif part:
                    prose.add("，其中" if opens else "、")
                else:
                    prose.add("；" if leaves else _link(last, statement.text))
            prose.state(_befallen(statement.text), statement.facts)
            length += len(statement.text) + 1
        _close(prose, after if index == 0 else "。")


def _breaks(before: Statement, statement: Statement, length: int) -> bool:
    """Whether a statement begins a sentence of its own where `length` characters stand before it."""
    if statement.told and not before.told and length >= _TELLING:
        return True
    if _NEXT.match(statement.text) and length > LONGEST_SENTENCE / 2:
        return True
    if statement.told and before.told and length > _TELLING * 3 and _WHO.match(statement.text):
        return True
    longest = _LONGEST_TOLD if statement.told and before.told else LONGEST_SENTENCE
    return length + len(statement.text) > longest and _LEANS.match(statement.text) is None


def _close(prose: Prose, after: str) -> None:
    """Ends a sentence; a question that was quoted has ended it already."""
    prose.add(after[1:] if prose.text.endswith(("？”", "！”")) and after.startswith("。") else after)


def _echoes(one: str, other: str) -> bool:
    """“追回承包费，追回38万元”: the second only says how much of the first."""
    return (
        one[:2] == other[:2]
        and re.fullmatch(r"..约?近?[\d.]+[^\d，。；]{1,4}", other) is not None
        and not re.search(r"\d", one)
    )


def _link(one: str, other: str) -> str:
    """、 between bare counts of one kind that open with no verb; a 其中 keeps to its own whole: a comma before it, a semicolon after."""
    if _POINT.match(other):
        return "；"
    if one.startswith("其中") and not other.startswith("其中"):
        if _OF_IT.match(other):
            return "，"
        return "、" if _goes_with(one, other) else "；"
    if one.startswith("同比") or other.startswith("同比") or "、" in one + other:
        return "，"
    if _PLACES.fullmatch(one) and _PLACES.fullmatch(other):
        return "、"
    listed = all(is_count(words) and not _TELLS.search(words) for words in (one, other)) and not _VERB_FIRST.match(
        other
    )
    return "、" if listed and _of_one_kind(one, other) else "，"


def _of_one_kind(one: str, other: str) -> bool:
    """Whether two counts may stand under one verb: the same unit, no verb in the second, none in the first that ends there."""
    if re.match(r"\d", other):
        return True
    heads = [re.split(r"从?\d", words, maxsplit=1)[0] for words in (one, other)]
    units = [found[1] if (found := _UNIT.search(words)) else "" for words in (one, other)]
    if _unit_class(units[0]) != _unit_class(units[1]) or _OWN_VERB.search(heads[1]):
        return False
    return _TAKES_MORE.match(one) is not None or not (
        _VERB_FIRST.match(one) or _OWN_VERB.match(one) or _ENDS_WITH.search(heads[0])
    )


def _goes_with(one: str, other: str) -> bool:
    """Whether a statement behind a 其中 is still of the same whole, or says more of that part."""
    if _PLACES.fullmatch(one.removeprefix("其中")) and _PLACES.fullmatch(other):
        return True
    return bool(_SUBSET.match(other) or other.startswith("其中") or _OF_IT.match(other)) or _of_courses(one, other)


def _of_courses(one: str, other: str) -> bool:
    """“其中书记专题2期、虾稻技术2期”: a list of courses goes on, each with its name and no verb."""
    bare = is_count(other) and not _VERB_FIRST.match(other) and not _TELLS.search(other)
    return bare and re.search(r"\d[期场班轮]$", one) is not None and re.search(r"\d[期场班轮]$", other) is not None


def _unit_class(unit: str) -> str:
    return "人" if unit in ("名", "人", "位") else unit


def _is_part(whole: str, text: str) -> bool:
    """Whether a count of some members follows the count of all, and is smaller."""
    everyone, some = _MEMBERS.fullmatch(whole), _SOME_MEMBERS.fullmatch(text)
    return everyone is not None and some is not None and int(some[1]) < int(everyone[1])


def _befallen(text: str) -> str:
    """“冲垮河堤4处” as “河堤冲垮4处”; any other words as they are."""
    found = _HARM.fullmatch(text)
    return found[2] + found[1] + found[3] if found else text


def pick_headline(choices: Sequence[Headline], words: str, taken: set[str], emphasis: str = "") -> str:
    """The first headline not taken whose cues stand in the words most often; one without cues fits always.

    A cue that stands in `emphasis` too counts threefold.
    """
    free = [choice for choice in choices if choice.text not in taken] or list(choices)
    scored = [
        (sum(words.count(cue) * (3 if cue in emphasis else 1) for cue in choice.cues), -place)
        for place, choice in enumerate(free)
    ]
    best = max(range(len(free)), key=lambda i: scored[i])
    if scored[best][0] == 0:
        best = next((i for i, choice in enumerate(free) if not choice.cues), best)
    return free[best].text
