"""What a figure measures, as a short noun phrase, and which village or place it is told of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.figures.reading import FigureSpan
from assistant.interview.predicates import LONG_VERBS, NOUNS_TOO, VERBS, held
from assistant.text.patterns import Lazy

LONGEST = 40
"""Characters of a metric at most."""

_IN_QUOTES = Lazy(r"“[^“”]{0,80}”|《[^《》]{0,80}》")
_QUOTED_SPACE = Lazy(r"\s+")
_WHEN = Lazy(
    r"(?:(?:比|较|同|跟|与|和)(?:去年|上一?年|前年|20\d\d年)(?:同期|相比|比)?|同比|环比)"
    r"|(?:20\d\d年度?|头一年|今年|去年|前年|明年|本年度?|上一?年度?|来年|年内|全年|一年(?:下来"
    r"|来|到头)|这一年|当年|目前|现在|截至?(?:目前|年底|今年底)|到(?:目前|现在)(?:为止)?"
    r"|原来|以前|之前|过去|年底前?)(?:的|里|内|以来|底)?"
)
_BY_WHEN = Lazy(r"\d{1,2}月(?:\d{1,2}[日号])?(?:底|初|份)?(?:之前|以前|前)")
_PER = Lazy(r"每(?:个|一)?(?:季度|月|周|星期|年|天|村|户|社区|支部|人|次|期)")
_SELF = Lazy(
    r"^(?:我自己|自己|我们?|咱们?|俺们?|本人|镇里|镇上|乡里|街道上?|村里|村上|全镇|全乡|全街道"
    r"|我镇|我乡|我街道|本镇)(?:也|又|还|就|都)?(?=.)"
)
_MANNER = Lazy(
    r"^(?:围绕|通过|按照|依托|针对|结合|利用|借助|聚焦|靠|用|为了|经过|以)(?:“[^“”]{0,60}”"
    r"|《[^《》]{0,60}》|[^，“”《》]){1,60}?(?=(?:共|累计|先后)?(?:搞|办|开展"
    r"|举办|组织|召开|开|讲|做|增收|完成|建成|争取|化解|解决|培训|整治)(?:了|过"
    r"|起|出|成|$|[^一-龥]))"
)
_ADVERB = Lazy(
    r"(?:一共|总共|拢共|统共|累计|先后|已经|大概|大约|差不多|将近|接近|不少于"
    r"|不低于|不超过|超过|至少|最多|最少|起码|达到了?|达|约|近|超|共有?|分别|平均每[一-龥]"
    r"|有的|只有|也就|仅|才|就|还|又|再|也|都|均|已|各)(?=$|[一-龥“])"
)
_LIGHT_END = Lazy(
    r"(?:么|呢|嘛|啊|给|向|把|对|一共|总共|共|累计|大概|大约|差不多|达到?|约|近|超过?|是|为|有|了|过|着"
    r"|(?<![实应来达报收看签找])到|至|在|办|搞|开|做|弄|举办|组织[了过]|开展|举行"
    r"|进行|共计|也|就|都|还|的|又|再|已|已经|能|要|得|整|给|不少于|不低于|至少|只|仅|才"
    r"|各|从|由|里|数|个|目标|每[年月季周日天人户村次期场]|每季度|一年|一个月"
    r"|一个?季度|一周|平均|计|合计|提到|升到|降到|涨到|增加到|提高到|下降到|降低到"
    r"|减少到|恢复到|压到|压减到|"
    r"增至|降至|升至|提升到|提升至|提高至|扩大到|发展到|左右|主要|其中|其中有|[：:，、])$"
)
_LIGHT_START = Lazy(
    r"^(?:给(?:我们?|咱们?|前任)?|其中|里头|里面|当中|包括|另外|还有|以及|并且|并|和|及|先后|累计|一共|总共|共|也|又"
    r"|还|再|就|都|已经?|有|是|了|的|把|将|又有|争取|力争|计划|预计|打算|准备"
    r"|要|每年|每个?月|每季度|每周|每天|每次|每期|每个村|一年|一个月|[：:，、]"
    r"|(?:举办|开展|组织|召开|进行|搞|办|开|做|弄)(?:了|过|起|成|出)*(?!公|理"
    r"|事|结|班|法|证))+"
)
_LEADING_OF = Lazy(r"^(?:了|的|多|左右|以上|以下|余|来|，|、)+")
_BOUNDARY = Lazy(
    rf"一次|也|(?<!首)都|均|全部|全面|全都|已经?|(?<![改新扩后先推引促前跟递行演上])(?:进"
    rf"|进入|参加|参与|纳入|加入|担任|当上|进了)(?:了)?(?=[一-龥“])|用于|通过(?=验收"
    rf"|考核)|实现|得到|被|由(?!于)|正在|在(?!职|册|岗|校|家|建|编|村)|没有?|不(?!动产"
    rf"|胜任|合格)|比|较|占|(?:{LONG_VERBS}|[一-龥])了|同比|里(?=[一-龥])|[，；：（(]"
)
_BARE_VERB = Lazy(
    r"[一-龥]|[要收追拿找抢]*回来|花掉?|涨|多|少|增|减|翻|升|降|差|拖|去|来|增加|减少|上涨|下降|提高"
    r"|增长|压减|投入|投资|用|化掉|办掉|参加|到场|受益|到会|剩下还?|其余|涨一点"
)
_BARE = Lazy(
    r"(?:(?:落实|参与|参加|覆盖|完成|到会|出勤|化解|办结|满意|增长|达标|合格|通过"
    r"|占|就业|入住|入户)率|率|目标|数量?|人数|次数|户数|金额|总[量额数]|比例"
    r"|占比|幅度|增幅|同比增长|增长|下降|提高|规模|面积|资金|收入|增收)"
    # “全年10次，我来了以后7次”: when, of the same thing, and no other name for it.
    r"|(?:其中)?我?(?:自己)?(?:来|到任|到岗|上任|接任|任职)了?(?:这里)?(?:以后|之后|后|以来)去?"
)
_PLACE = Lazy(
    r"(?:^|(?<=[，。；、：（）\ue000在到是对给把由从去和跟与帮包抓叫，]))"
    r"(?P<name>\*{1,3}|[一-龥]{2,3}(?=村)|[一-龥]{2,5}(?=社区|小区))(?P<kind>村|社区|小区)(?!级|民(?!委)|干)"
)
_GOING = Lazy(r"^[到在去往从](?=[一-龥]{2})")
_NO_PLACE = Lazy(
    r"^[今去明本上前全当]年|[个的了每没有跟名强富联驻住进各本这那几哪们薄弱我你他全俩仨两些数所]|涣散"
    r"|示范|行政|试点|重点|空壳|先进|后进|落后|脱贫|帮扶|自然|相邻|邻近"
    r"|建成|新建|改造|举办|开展|培训|组织|调整|选配|召开|其他|一半|美丽|和美|样板|标杆|红色|老旧|物业|精品|美好|智慧|最美|过硬|星级"
    r"|先锋|部分|许多|不少|机关|农村|网格|流动|联合|城中|贫困|一般|重点"
)
_OUT_OF = Lazy(r"(?<=[一-龥])(?:里头?|里面|当中|之中|中)(?!心|学|小|央|国|层)(?=[一-龥])")
_PARTICLES = "，。；、的了吧呢啊嘛哈啦呀 "
_SHORT_VILLAGE = 2
_CARED_FOR = frozenset(["包抓", "包联", "包保", "包扶", "挂联", "挂点", "蹲点", "联系", "结对", "挂钩"])
_CUT = Lazy(r"[，、；（(：]|其中|(?<=[一-龥])[和及](?=[一-龥])|以及")
_VERB_AFTER = Lazy(rf"(?<=[一-龥]{{2}})(?:{VERBS})(?:了|过|$)")
_COUNT_AFTER = Lazy(r"(?<=[一-龥]{2})(?:参加|带动|覆盖|培训|受益|惠及|投入|共|占|涉及)")
_SAID_OF = Lazy(rf"(?:也|都|均|全|已经?|每|这些|[一-龥]着|搞|做|办|开|正|很|没|不|是|有|拿|获|{LONG_VERBS})")
_EMPTY = (
    Lazy(r"(?:一共|总共|累计|已经|大概|大约|差不多|也(?=[一-龥]))"),
    Lazy(r"(?:这些|那些|这个|那个|有些)"),
    Lazy(r"(?<=[一-龥”])的(?=(?:[一-龥]{2,4})$)"),
    Lazy(r"(?<=[一-龥])了(?=[一-龥“])"),
)
_TWO_PLACES = Lazy(r"^(?P<names>(?:[*一-龥]{2,4}、)+[*一-龥]{2,4})$")


_ALL_VERBS = frozenset(VERBS.split("|"))


@dataclass(frozen=True)
class Measured:
    """A figure's metric ("" where the clause leaves it unsaid) and the places named as its scope.

    `verb` is the doing word before the figure where that is all there is (培育 of 培育1个样板支部).
    """

    metric: str
    scope: str | None = None
    verb: str = ""


def measure(words: str, spans: list[FigureSpan], index: int) -> Measured:
    """What the figure at `index` of a clause measures, from the words around it."""
    before, after = _around(words, spans, index)
    scope = None
    subject, predicate = _split(_LEADING_OF.sub("", after))
    core = core_of(before)
    names = _TWO_PLACES.match(_tidy(_WHEN.sub("", before)).strip())
    if names is not None and subject:
        scope, core = names["names"], ""
    verb = core if core in _ALL_VERBS else ""
    subject = _with_bar(spans[index], subject)
    return Measured(_short(_compose(core, subject, predicate)), scope, verb)


def _with_bar(span: FigureSpan, subject: str) -> str:
    """The noun inside “5000万元以上的项目2个”, with its bar."""
    bar = span.figure.threshold
    if bar is None:
        return subject
    inside = re.match(
        r"(?P<bar>.{1,16}?(?:以上|以下|以内|之上))的?(?P<noun>[^\d]{0,12}?)(?:有|共)?(?=[\d一二两三四五六七八九十百]"
        r"|$)",
        span.text,
    )
    if inside is None:
        return subject
    return f"{inside['bar']}{'的' if not inside['noun'] and subject else ''}{inside['noun'] or subject}"


def _around(words: str, spans: list[FigureSpan], index: int) -> tuple[str, str]:
    """The words that belong to a figure: those between two figures go to the one that has none on its other side."""
    here = spans[index]
    left = spans[index - 1].end if index else 0
    right = spans[index + 1].start if index + 1 < len(spans) else len(words)
    before, after = words[left : here.start], words[here.end : right]
    part = _OUT_OF.search(before) if index else None
    if part is not None:
        before = before[part.end() :]
    elif index:
        before = _divided(before, _faces_right(words, spans, index - 1))[1]
    if index + 1 < len(spans):
        after = _divided(after, _faces_right(words, spans, index))[0]
    return before, after


def _faces_right(words: str, spans: list[FigureSpan], index: int) -> bool:
    """Whether a figure has what it counts behind it (6场培训), not before it (培训6场)."""
    left = spans[index - 1].end if index else 0
    before = core_of(re.split(r"[，、；]", words[left : spans[index].start])[-1])
    return not before or before in _ALL_VERBS


def _divided(between: str, faces_right: bool) -> tuple[str, str]:
    cut = _CUT.search(held(between))
    if cut is not None:
        return between[: cut.start()], between[cut.start() :].lstrip("，、；（(：和及")
    if not faces_right:
        return "", between
    verb = _VERB_AFTER.search(between) or _COUNT_AFTER.search(between)
    return (between[: verb.start()], between[verb.start() :]) if verb else (between, "")


def _split(after: str) -> tuple[str, str]:
    """The noun right behind the figure, and what is said of it."""
    found = _BOUNDARY.search(held(after))
    if found is None:
        return after.strip(_PARTICLES), ""
    return after[: found.start()].strip(_PARTICLES), after[found.start() :]


def core_of(before: str) -> str:
    """The words before a figure without time, manner, adverbs and empty verbs."""
    text = _PER.sub("", _WHEN.sub("", _BY_WHEN.sub("", _tidy(before))))
    text = _MANNER.sub("", _SELF.sub("", text))
    while True:
        shorter = _LIGHT_END.sub("", text)
        if shorter == text or len(text) <= 1:
            break
        text = shorter
    if _LIGHT_END.fullmatch(text):
        text = ""
    text = _LIGHT_START.sub("", text)
    for empty in _EMPTY:
        text = empty.sub("", text)
    return text.strip("，。；、：: 的")


def _tidy(text: str) -> str:
    return _QUOTED_SPACE.sub("", text)


def _compose(core: str, subject: str, predicate: str) -> str:
    if not subject:
        return core
    subject = re.sub(r"还有|以及", "、", subject)
    subject = re.sub(r"优秀的", "优秀", subject)
    told = re.sub(r"^(?:也|都|均|已经?|全都|全部)+|[了过着]$", "", re.sub(r"(?<=[一-龥])了", "", predicate)).strip(
        "，。；、"
    )
    if core:
        return core if core.endswith(subject) else core + subject
    if (
        told
        and 2 <= len(told) <= 16
        and not re.match(r"是|有|不|没|比|较|占|里|中|当中|就|一次", told)
        and len(told) + len(subject) < LONGEST
        and not re.search(r"[，；：（(\d]", told)
    ):
        return f"{told}的{subject}"
    return subject


def _short(metric: str) -> str:
    metric = re.sub(r"[“”]{2,}", "”“", metric) if metric.count("“") != metric.count("”") else metric
    while len(metric) > LONGEST:
        cut = re.search(r"[，；、：]", metric)
        if cut is None or cut.end() == len(metric):
            return metric[-LONGEST:]
        metric = metric[cut.end() :]
    return metric.strip("，、；：的 ")


def is_bare(metric: str) -> bool:
    """Whether a metric says how much but not of what (落实率, 金额), so that the words before it are wanted."""
    return metric in _ALL_VERBS - NOUNS_TOO or (_BARE.fullmatch(metric) or _BARE_VERB.fullmatch(metric)) is not None


def topic_of(words: str) -> str:
    """What a statement without a figure speaks of: its subject, where it can be told."""
    text = re.sub(r"这些|那些", "", _tidy(_WHEN.sub("", words)))
    text = re.sub(r"^(?:我自己|自己|我们?|咱们?|还|也|又|就|都|主要|再|有个|有一个|建了?个|搞了?个)+", "", text)
    found = _SAID_OF.search(held(text))
    head = text[: found.start()] if found and found.start() >= 2 else ""
    return head.strip("，。；、：: 的") if len(head) <= 24 else ""


def place_in(words: str) -> str | None:
    """The one village or community a clause names, or None."""
    blotted = _IN_QUOTES.sub(lambda m: "\ue000" * len(m[0]), words)
    for found in _PLACE.finditer(blotted):
        if not _NO_PLACE.search(found["name"].replace("所", "", 1) if found["name"].endswith("所") else found["name"]):
            name = found["name"]
            if len(name) > _SHORT_VILLAGE and blotted[found.start() - 1 : found.start() + 1] in _CARED_FOR:
                name = name[1:]
            return _GOING.sub("", name) + found["kind"]
    return None
