"""Claims that must carry their own proof: units, growth, 100%, honours, satisfaction (group B without facts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import cue, words
from assistant.checking.places import clause_at, passages, sentence_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.text.patterns import Lazy

_SET_APART = Lazy(
    r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|【[^】\n]{0,60}】|〔[^〕\n]{0,20}〕|[（(](?:\d{1,2}|20\d{2}[^）)\n]{0,20})[）)]"
)
_NUMBER = Lazy(r"(?<![\dA-Za-z.．+＋:：/第-])(?:\d{1,3}(?:[,，]\d{3})+|\d{1,15})(?:\.\d{1,6})?")
_LISTING = Lazy(r"(?m)^[ \t\u3000]*\d{1,2}(?:\.\d{1,2}){0,3}[.、．\s]")
_JOINS = Lazy(r"(?:[-—–~～至到、/∶:：+＋/xX×.．]{1,2}|[A-Za-z])\s?[\dA-Za-z]?")
_SCALE = Lazy(r"[余多来几]{0,2}[十百千万亿]{0,2}[余多来]{0,1}")


@cache
def _unit() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, words().units), key=len, reverse=True))
    return re.compile(rf"\s?(?:{listed}|[%％‰℃㎡°]|[a-zA-Z]{{1,3}})")


def _blanked(text: str) -> str:
    for expression in (_SET_APART, _LISTING):
        text = expression.sub(lambda match: "\0" * len(match.group()), text)
    return text


@rule("B02", "medium", "数字不带单位，读的人要猜")
def figures_have_units(subject: Subject) -> Iterator[Hit]:
    """A number in digits is followed by its unit; names in quotation marks, numbers of documents and lists are none.

    One finding for all that lack a unit, one for all that lack what 万 or 亿 counts.
    """
    text = subject.report.text
    blanked = _blanked(text)
    scaled_ones: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for match in _NUMBER.finditer(blanked):
        rest = _SCALE.match(blanked, match.end())
        at = rest.end() if rest else match.end()
        scaled = at > match.end() and bool(re.search(r"[万亿]", blanked[match.end() : at]))
        if _unit().match(blanked, at) or _JOINS.match(blanked, match.end()):
            continue
        left, right = clause_at(text, match.start())
        named = cue("bare_numbers").match(blanked[match.end() : match.end() + 4])
        if named or cue("bare_before").search(text[left : match.start()]) or exempt("B02", text[left:right]):
            continue
        (scaled_ones if scaled else others).append((match.start(), at))
    for places, advice in (
        (scaled_ones, "补上数的是什么（元、户、亩……）"),
        (others, "补上单位（场次、人次、名、户、个、公里……）"),
    ):
        if places:
            told = "、".join(dict.fromkeys(f"“{text[start:end]}”" for start, end in places))
            yield Hit(f"{told}后面没有单位：{advice}。", *places[0])


_PERCENT = (
    r"(?:\d{1,4}(?:\.\d{1,3})?\s?[%％]|百分之[零一二三四五六七八九十百点]{1,7}|\d{1,3}(?:\.\d{1,3})?个百分点"
    r"|[一二两三四五六七八九]成[一二三四五六七八九半]?(?![立为功本效熟长员]))"
)
_GROWTH = Lazy(
    rf"(?:增长率?|增收|增加|提高|提升|上升|下降|降低|减少|压减|缩减|增速|[增降涨]幅|翻升|攀升|上涨|回落)"
    rf"(?:了|约|近|超过?|逾|为|达(?:到)?(?=百?[\d百])|幅度|明显|高|共){{0,3}}(?P<percent>{_PERCENT})"
)
_LEVEL = Lazy(r"(?:提高|提升|上升|下降|降低|减少|增长|增加)(?:到|至|达到?)")
_SUM = Lazy(r"\d(?:\.\d{1,4})?\s?[万亿]{0,2}元")


@rule("B06", "medium", "只说涨了百分之几，不说从多少涨的，等于没说")
def growth_has_base(subject: Subject) -> Iterator[Hit]:
    """Growth by N% stands beside its base: 从A到B, 较上年, 同比, or the amount itself."""
    before, after = int(subject.threshold("B06", "before")), int(subject.threshold("B06", "after"))
    text = subject.report.text
    for match in _GROWTH.finditer(text):
        around = text[max(0, match.start() - before) : match.end() + after]
        left, right = clause_at(text, match.start())
        if _LEVEL.match(match.group()) or cue("growth_base").search(around) or _SUM.search(around):
            continue
        if not exempt("B06", text[left:right]):
            yield Hit(
                f"“{match.group()}”没有基数：写成“从×到×”或“较上年增长×%，达到×万元”。", match.start(), match.end()
            )


_ABSOLUTE = Lazy(
    r"(?<!\d)100(?:\.0{1,2})?\s?[%％]|百分之百|百分百|全覆盖|(?<![安健完保])全部(?!门|队)|全员(?=[参接轮到])"
)
_POPULATION = Lazy(
    r"(?:\d{1,7}|[两二三四五六七八九十百]{1,5})余?(?:个|名|户|人|家|处|条|件|项|座|所|方面|支|类|村|社区|镇|乡|网格|组|批|亩|公里|口|栋|辆|万亩|万人"
    r"|份|盏|台|块|面|本|册|头|只|眼|孔|盘|棵|株|间|套|位|笔|宗|起|封|段|盒|张|扇|道|片|幢|艘|嘎查|牧户)"
)
_SHARE = Lazy(r"应[^，。；\d]{0,8}\d|实[^，。；\d]{0,8}\d|\d+\s?/\s?\d+|其中|合计\d|共\d|占")
_OWN_STATEMENT = Lazy(
    r"(?:[\d.]{1,9}|[两二三四五六七八九十百]{1,5})余?[万亿]?(?:场次|人次|户次|件次|公里|万元|亿元|周岁|平方米|[一-鿿%％])$"
)
_TOPIC = Lazy(r"\s*(?:年内|全年|年初|20\d{2}年)?(?:针对|对照|对于|对|围绕|就|在|面向|覆盖|涉及|全[镇乡县区街市村])")
_GOES_ON = Lazy(r"(?:涉及|惠及|覆盖|其中|共|累计|应|实|即|包括|（)")


@rule("B08", "medium", "100%、全部、全覆盖说得太满，没有分母就站不住")
def absolutes_have_scope(subject: Subject) -> Iterator[Hit]:
    """100%, 全部 and 全覆盖 say of how many: a count in the clause, its topic, or right after."""
    around = int(subject.threshold("B08", "around"))
    text = subject.report.text
    for match in _ABSOLUTE.finditer(text):
        left, right = clause_at(text, match.start())
        if not exempt("B08", text[left:right]) and not _scoped(text, match, around):
            yield Hit(f"“{text[left:right].strip()}”没有说清是多少里的全部：补上应有几个、实际几个。", left, right)


def _scoped(text: str, match: re.Match[str], around: int) -> bool:
    left, right = clause_at(text, match.start())
    start, end = sentence_at(text, match.start())
    if _POPULATION.search(text[max(left, match.start() - around) : match.start()]):
        return True
    if _POPULATION.search(text[match.end() : min(right, match.end() + around)]):
        return True
    following = text[right + 1 : min(end, right + 1 + around)]
    if right < end and _GOES_ON.match(following) and _POPULATION.search(following):
        return True
    before = re.split(r"[，；]", text[max(start, left - around) : max(start, left - 1)])
    if left > start and _SHARE.search(text[max(start, left - around) : left]):
        return True
    opens = text[left : match.start()].strip()
    subject_before = not opens or re.fullmatch(
        r"(?:现已|已|均|目前|均已|都|实现|做到|已经|达到|完成率|覆盖率|办结率|整改率|参评率|参与率){1,2}", opens
    )
    for index, clause in enumerate(reversed(before)):
        if not _POPULATION.search(clause):
            continue
        if _TOPIC.match(clause) or not _OWN_STATEMENT.search(clause) or (index == 0 and subject_before):
            return True
    return False


_HONOUR = Lazy(
    r"(?:获评|荣获|荣膺|被评为|被评定为|被授予|被命名为|被确定为|被认定为|获得|喜获|斩获|摘得|入选|捧回|评上|拿下|接连获得|先后获得|连续获得|获)"
    r"(?!得?感|悉|知|益|批|利|准|取)(?P<what>[^，。；\n]{1,40})"
)
_PRIZE = Lazy(
    r"称号|荣誉|奖(?!补|励资金|金|代补|勤|惩|学)|先进|示范|文明|优秀|卫生(?!院|室|所|条件)|模范|标兵|样板|十佳|百强|最美|红旗|“[^”]{2,}”|冠军|[一二三]等"
)
_YEAR_GIVEN = Lazy(r"20\d{2}年|\d{1,2}月|当年")
_LEVEL_GIVEN = Lazy(r"国家|全国|中央|中共|省|市|县|区|州|盟|旗|自治|镇级|乡级|国家级|部级")
_BODY = Lazy(
    r"省委|市委|县委|区委|州委|旗委|党委|工委|组织部|宣传部|统战部|政法委|人民政府|政府|办公厅|办公室|委员会|[一-鿿]{2}(?:局|(?<![大客餐])厅|(?<![全干内外支大一中东西南北])部)|[一-鿿]{1,6}(?:协会|学会|总工会|工会|团委|妇联|联合会|爱卫办|爱卫会|爱卫委|文明办|文明委|指挥部|领导小组|中心)|卫健委|发改委|共青团"
)


@rule("B10", "medium", "荣誉缺了谁给的、哪一级、哪一年，别人没法核实")
def honours_complete(subject: Subject) -> Iterator[Hit]:
    """An honour says who gave it, of which level, in which year."""
    text = subject.report.text
    planned = [(span.start, span.end) for span in passages(subject, "measures")]
    for match in _HONOUR.finditer(text):
        if not _PRIZE.search(match["what"]) or any(a <= match.start() < b for a, b in planned):
            continue
        start, end = sentence_at(text, match.start())
        left, _ = clause_at(text, match.start())
        if cue("not_yet").search(text[left : match.start()]) or exempt("B10", text[left : match.end()]):
            continue
        sentence = text[start:end]
        has = {"授予单位": _BODY, "级别": _LEVEL_GIVEN, "年份": _YEAR_GIVEN}
        missing = [name for name, expression in has.items() if not expression.search(sentence)]
        if missing:
            yield Hit(
                f"“{match.group()}”缺{'、'.join(missing)}：照证书或文件补全，查不到就不写。", match.start(), match.end()
            )


@rule("B11", "medium", "没有测评数的“普遍认可”，是自己给自己打分")
def satisfaction_measured(subject: Subject) -> Iterator[Hit]:
    """普遍认可, 群众满意, 好评 among the achievements stand on a survey, a score or a document."""
    text = subject.report.text
    for span in passages(subject, "achievements"):
        for match in cue("satisfied").finditer(span.text):
            at = span.start + match.start()
            start, end = sentence_at(text, at)
            left, right = clause_at(text, at)
            if cue("survey").search(text[start:end]) or exempt("B11", text[left:right]):
                continue
            if cue("not_yet").search(text[left:at]):
                continue
            yield Hit(
                f"“{match.group()}”没有依据：补上测评得分、锦旗或通报，没有就删去。", at, span.start + match.end()
            )
