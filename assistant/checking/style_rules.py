"""Group H: length, shares, balance, parallel headlines, first person, sentences, density (handbook §4.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checking.places import passages
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.structure_rules import outer_items
from assistant.report import Level
from assistant.text.patterns import Lazy
from assistant.text.structure import Kind, Span, TextItem, TextPart, sentences, size

_ENOUGH_FOR_DENSITY = 300
"""字 below which so many per thousand says nothing."""
_KIND_NAMES: dict[Kind, str] = {"achievement": "成绩", "problem": "问题", "cause": "原因", "measure": "措施"}


# ---- H01, H02: limits ----


def _standard(subject: Subject, *keys: str) -> tuple[str, Level | None]:
    """Who asks for a limit, in words, and the level its breach has where a notice asks for it; the first key known."""
    source = next((subject.limits.source[key] for key in keys if key in subject.limits.source), "outline")
    if source == "notice":
        return "通知要求", "high"
    return ("您交代的要求是" if source == "answer" else "实务通常"), None


@rule("H01", "medium", "超字数念不完，字数太少显得没干事")
def total_length(subject: Subject) -> Iterator[Hit]:
    """The whole text, and each part that has a limit of its own, keeps to the length in force."""
    who, level = _standard(subject, "total")
    yield from _length("全文", size(subject.report.text), subject.limits.total, (who, level))
    for key, limit in subject.limits.parts.items():
        parts = [part for part in subject.report.parts if part.id in key.split("+")]
        if parts:
            standard = _standard(subject, f"parts.{key}", "parts")
            yield from _length(f"“{_title(subject, key)}”部分", sum(size(p.text) for p in parts), limit, standard)
    for part_id, limit in subject.limits.items.items():
        for part in subject.report.parts:
            for item in outer_items(part) if part_id in ("*", part.id) else ():
                standard = _standard(subject, "items")
                yield from _length(f"“{item.headline.text[:20]}”这一条", size(item.text), limit, standard)


def _length(
    what: str, found: int, limit: tuple[int | None, int | None], standard: tuple[str, Level | None]
) -> Iterator[Hit]:
    least, most = limit
    who, level = standard
    if most is not None and found > most:
        yield Hit(f"{what}{found}字，{who}不超过{most}字，请压缩{found - most}字以上。", level=level)
    elif least is not None and found < least:
        message = f"{what}{found}字，{who}不少于{least}字。请看哪些该说的还没说，补上事例和数字，不要凑字。"
        yield Hit(message, level=level)


def _title(subject: Subject, part_id: str) -> str:
    names = {part.id: part.title for part in subject.outline.parts}
    return "、".join(names.get(one, one) for one in part_id.split("+"))


def _weight(subject: Subject, key: str) -> int:
    """字 of a part (of several joined by +), its heading included; a part in two pieces counts whole."""
    ids = key.split("+")
    return sum(size(part.text) + size(part.heading.text) for part in subject.report.parts if part.id in ids)


@rule("H02", "medium", "讲成绩多、讲问题少，评议时最容易被点")
def shares_of_parts(subject: Subject) -> Iterator[Hit]:
    """Each part keeps to its share of the whole; what is not achievements makes up the rest."""
    total = size(subject.report.text)
    present = {part.id for part in subject.report.parts}
    over = False
    for part_id, (least, most) in subject.limits.shares.items():
        if not present & set(part_id.split("+")) or not total:
            continue
        share = _weight(subject, part_id) / total
        who, level = _standard(subject, f"shares.{part_id}", "shares")
        told = f"“{_title(subject, part_id)}”部分占全文{share:.1%}，{who}"
        if most is not None and share > most:
            over = True
            yield Hit(f"{told}不超过{most:.0%}。{_to_squeeze(subject, part_id)}", level=level)
        elif least is not None and share < least:
            yield Hit(f"{told}不少于{least:.0%}。{_to_deepen(subject, part_id)}", level=level)
    if not over:
        yield from _rest_too_short(subject, total)


def _rest_too_short(subject: Subject, total: int) -> Iterator[Hit]:
    plans = subject.outline.parts
    if not plans or {block.role for block in plans[0].blocks} != {"achievements"}:
        return
    most = subject.limits.shares.get(plans[0].id, (None, None))[1]
    others = [plan for plan in plans[1:] if subject.report.part(plan.id)]
    if most is None or len(others) < len(plans) - 1 or not total:
        return
    rest = sum(_weight(subject, plan.id) for plan in others) / total
    if rest < 1 - most and len(subject.report.parts) > len(plans):
        names = "、".join(f"“{plan.title}”" for plan in others)
        who, level = _standard(subject, f"shares.{plans[0].id}", "shares")
        yield Hit(f"{names}合计占全文{rest:.1%}，{who}不少于{1 - most:.0%}。请压缩其他部分。", level=level)


def _to_squeeze(subject: Subject, part_id: str) -> str:
    items = [i for part in subject.report.parts if part.id in part_id.split("+") for i in outer_items(part)]
    if not items:
        return "请压缩这一部分。"
    longest = max(items, key=lambda item: size(item.text))
    return f"可先压缩“{longest.headline.text[:24]}”一条（{size(longest.text)}字）。"


def _to_deepen(subject: Subject, part_id: str) -> str:
    items = [i for part in subject.report.parts if part.id in part_id.split("+") for i in outer_items(part)]
    thin = [item for item in items if item.kind == "problem" and not re.search(r"\d", item.text)]
    if not thin:
        return "请把表现、原因和实例说透，不要凑字。"
    names = "、".join(f"“{item.headline.text[:20]}”" for item in thin[:3])
    return f"可把{names}的具体表现、实例和数字补上，不要凑字。"


# ---- H03, H04: balance ----


def _groups(subject: Subject) -> Iterator[tuple[TextPart, Kind, list[TextItem]]]:
    for part in subject.report.parts:
        items = outer_items(part)
        for kind in dict.fromkeys(item.kind for item in items):
            yield part, kind, [item for item in items if item.kind == kind]


@rule("H03", "low", "条目长短悬殊，看着像拼的")
def items_balanced(subject: Subject) -> Iterator[Hit]:
    """Within a part the longest item of a kind is at most ratio_max times the shortest."""
    most = subject.threshold("H03", "ratio_max")
    for part, kind, items in _groups(subject):
        if part.id is None or len(items) < 2:
            continue
        long = max(items, key=lambda item: size(item.text))
        short = min(items, key=lambda item: size(item.text))
        longest, shortest = size(long.text), max(1, size(short.text))
        if longest > most * shortest:
            message = (
                f"{_KIND_NAMES[kind]}各条长短悬殊：这一条{longest}字，第{short.ordinal}条只有{shortest}字，"
                f"相差{longest / shortest:.1f}倍，建议把长的拆开或压缩。"
            )
            yield Hit(message, long.headline.start, long.headline.end)


@rule("H04", "medium", "标题句对仗整齐，是这类报告的门面")
def headlines_parallel(subject: Subject) -> Iterator[Hit]:
    """Headlines of achievements and of measures have the same segments, each within length_difference_max 字."""
    most = int(subject.threshold("H04", "length_difference_max"))
    for part, kind, items in _groups(subject):
        if part.id is None or kind not in ("achievement", "measure") or len(items) < 2:
            continue
        shapes = [[size(segment) for segment in re.split(r"[，,]", item.headline.text)] for item in items]
        odd = _odd_one(shapes, most)
        if odd is not None:
            told = "；".join("，".join(str(length) for length in shape) for shape in shapes)
            message = f"{_KIND_NAMES[kind]}各条标题句不平行（各分句字数：{told}）。请改成分句数相同、字数相近。"
            yield Hit(message, items[odd].headline.start, items[odd].headline.end)


def _odd_one(shapes: list[list[int]], most: int) -> int | None:
    """The headline that differs most from the usual shape, or None where all are parallel."""
    counts = [len(shape) for shape in shapes]
    usual = max(dict.fromkeys(counts), key=counts.count)
    if len(set(counts)) > 1:
        return next(index for index, count in enumerate(counts) if count != usual)
    for column in zip(*shapes, strict=True):
        if max(column) - min(column) > most:
            middle = sorted(column)[len(column) // 2]
            return max(range(len(column)), key=lambda index: abs(column[index] - middle))
    return None


# ---- H05, H06: the first person ----

_QUOTED = Lazy(r"“[^”\n]*”|《[^》\n]*》")
_FIRST = Lazy(r"(?<![自忘唯])我(?![们镇乡县市省区州街村局办委党国单厅社院校队组家军处所])|本人|亲自")
_OWN_ACT = Lazy(
    r"(?:^|[，；。：、])(?:先后|多次|全年|共|坚持|带头|每月|每季度|牵头)?"
    r"(?:主持|带队|包抓|包联|包保|督办|领办|讲授?(?:专题)?党课|约谈|领衔|领题|下沉|带头(?:讲|学|抓|领|上|宣讲|示范|包))"
)


def _in_first_person(words: str) -> bool:
    return _FIRST.search(_QUOTED.sub("", words)) is not None


def _personal(subject: Subject) -> bool:
    """Whether this kind of report is given by a person: its opening says 本人."""
    return "本人" in subject.outline.phrases.opening


@rule("H05", "medium", "述的是个人的职，通篇没有“我”就成了单位总结")
def first_person(subject: Subject) -> Iterator[Hit]:
    """At least sentences_min sentences say 我, 本人 or 亲自; 我镇 and 我们 do not count."""
    if not _personal(subject):
        return
    least = int(subject.threshold("H05", "sentences_min"))
    found = [s for p in subject.report.paragraphs for s in sentences(p) if _in_first_person(s.text)]
    if len(found) < least:
        count = f"只有{len(found)}句" if found else "没有一句"
        yield Hit(f"全文{count}用“我”“本人”“亲自”，实务通常不少于{least}句。请写出您自己主持、包抓、督办了什么。")


@rule("H06", "medium", "分不清书记做的和班子做的，就看不出第一责任人怎么履职")
def own_act_in_each_item(subject: Subject) -> Iterator[Hit]:
    """Each achievement holds a sentence on what the person did in their own right; one finding names all that do not."""
    if not _personal(subject):
        return
    without = [item for item in subject.report.items("achievement") if not _tells_own_act(item)]
    if not without:
        return
    advice = "请各补一句，如主持研究、带队督办、包抓哪个村、讲党课几次。"
    told = "这一条" if len(without) == 1 else f"有{len(without)}条（{_named(without)}）"
    first = without[0].headline
    yield Hit(f"{told}没有一句写您本人做了什么。{advice}", first.start, first.end)


def _named(items: list[TextItem]) -> str:
    return "、".join(f"“{item.headline.text}”" for item in items)


def _tells_own_act(item: TextItem) -> bool:
    told = list(sentences(item.body)) or [item.headline]
    said = [_QUOTED.sub("", sentence.text) for sentence in told]
    return any(_FIRST.search(words) or _OWN_ACT.search(words) for words in said)


# ---- H07, H08, H09: sentences and density ----


@rule("H07", "low", "句子太长，念着喘、听着累")
def sentences_short(subject: Subject) -> Iterator[Hit]:
    """Sentences have mean_max 字 on average and longest_max at most."""
    mean_most, most = subject.threshold("H07", "mean_max"), subject.threshold("H07", "longest_max")
    found: list[Span] = [sentence for p in subject.report.paragraphs for sentence in sentences(p)]
    if not found:
        return
    mean = sum(size(sentence.text) for sentence in found) / len(found)
    if mean > mean_most:
        yield Hit(f"平均每句{mean:.0f}字，建议不超过{mean_most:g}字，把长句断开。")
    for sentence in found:
        if size(sentence.text) > most:
            yield Hit(
                f"这一句{size(sentence.text)}字，建议断成几句，每句不超过{most:g}字。", sentence.start, sentence.end
            )


@rule("H08", "low", "数太少空，数太密听不进")
def figures_dense_enough(subject: Subject) -> Iterator[Hit]:
    """Among the achievements stand density_min … density_max numbers a thousand 字."""
    least, most = subject.threshold("H08", "density_min"), subject.threshold("H08", "density_max")
    words = "".join(passage.text for passage in passages(subject, "achievements"))
    length = size(words)
    if length < _ENOUGH_FOR_DENSITY:
        return
    count = len(re.findall(r"\d+(?:\.\d+)?", words))
    density = count * 1000 / length
    told = f"成绩部分{length}字里有{count}个数，合每千字{density:.1f}个，实务通常{least:g}至{most:g}个。"
    if density < least:
        yield Hit(told + "请用台账上的数替换“明显”“显著”一类的话。")
    elif density > most:
        yield Hit(told + "请只留最能说明问题的数。")


@rule("H09", "low", "引号词太多，满篇是口号")
def quotation_marks_sparing(subject: Subject) -> Iterator[Hit]:
    """At most quoted_max words in quotation marks a thousand 字 of the whole text."""
    most = subject.threshold("H09", "quoted_max")
    length = size(subject.report.text)
    if length < _ENOUGH_FOR_DENSITY:
        return
    count = len(re.findall(r"“[^”\n]{1,40}”", subject.report.text))
    density = count * 1000 / length
    if density > most:
        yield Hit(f"带引号的词有{count}处，合每千字{density:.1f}处，建议不超过{most:g}处，口号和简称能少则少。")
