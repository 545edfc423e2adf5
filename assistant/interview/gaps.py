"""What is missing, named in a few neat words for the list of 待补."""

from __future__ import annotations

import re

from assistant.figures.reading import read_figures
from assistant.interview.metrics import core_of, measure, topic_of
from assistant.interview.sorting import Gap
from assistant.outline import Question
from assistant.text.patterns import Lazy
from assistant.wording.register import write

_MEASURES = {
    "钱": "具体金额",
    "个": "数量",
    "人": "人数",
    "名": "人数",
    "位": "人数",
    "场": "场数",
    "件": "件数",
    "户": "户数",
    "天": "天数",
    "期": "期数",
    "处": "处数",
    "家": "家数",
    "次": "次数",
    "回": "次数",
    "趟": "次数",
    "条": "条数",
    "项": "项数",
    "年": "年数",
}
_HOW_MANY = Lazy(
    r"(?P<head>.*?)(?:了|过)?(?:多少|几)(?P<unit>人次|场次|[钱个人名位场件户天期处家次条项年趟回支亩台部辆座组批所间公里万元岁堂])?(?P<tail>.*)"
)
_BARE = Lazy(
    r"(?:的|具体|准确|详细|确切|这个|这些|那个)*(?:次数|人数|户数|件数|天数|场数"
    r"|数字?|数量|数据|金额|文号|编号|比例|名单|名称|全称|日期|时间|哪一?年|哪[个一]?[月天]|年份|情况|准数|准信|人次"
    r"|内容|明细|钱)"
)
_WHEN = Lazy(
    r"去年|前年|今年|上一?年|上半年|下半年|前半年|后半年|前头|前面|之前|以前|此前|前几个月|[一二三四]季度|\d{1,2}月份?"
)
_BEFORE = Lazy(r"前头|前面|之前|以前|前几个月")
_SPOKEN = Lazy(r"^(?:的|这个|那个|还有块|有块|还有个|还有|我们|咱们|就是|至于|那|还有)+")
_TRAILING = Lazy(r"(?:[，、：的了过]|我|你|您|都|也|就|还)+$")
_SOME = Lazy(r"(?:(?:很|好|许)多|好几|不少|若干|几)[次场个件回趟户人名项条处]?(?:[一-龥]{0,2}$)?")
_ASK = Lazy(r"[？?。！]")
LONGEST = 40


def short_name(question: Question) -> str:
    """What a question asks for, short enough for a list."""
    name = _ASK.split(question.ask)[0]
    name = re.sub(r"（[^（）]{0,40}）", "", name)
    name = re.sub(r"^(?:请|您|你|能不能|有没有)+(?:的)?", "", name)
    return name if len(name) <= LONGEST else name[:LONGEST].rsplit("，", 1)[0].rsplit("、", 1)[0]


def subject_of(question: Question) -> str:
    """What a question asks the number of: what a bare figure in its answer measures."""
    head = re.split(r"多少|几|什么|哪|怎么|有没有|：", short_name(question))[0]
    return core_of(head) or short_name(question)


def missing(gap: Gap, question: Question, year: int) -> str:
    """The name of one gap: its own subject, with the matter before it where the subject alone says too little."""
    if question.role == "measure" and (open_matter := _open(gap)):
        return open_matter
    subject = _neat(gap.subject)
    if question.role == "setting":
        return f"{short_name(question)}（{subject}）" if subject else short_name(question)
    topic = next((found for found in (_topic(words, year) for words in gap.before) if found), "")
    if not subject:
        return f"{topic}的具体情况" if topic else short_name(question)
    when = _WHEN.match(subject)
    if when is not None:
        rest = subject[when.end() :].strip("的")
        thing = rest if rest and not _BARE.fullmatch(rest) else topic or subject_of(question)
        return f"{write(_BEFORE.sub('此前', when[0]), year=year)}的{thing}"
    if subject in ("数", "数字", "数据", "情况", "具体数", "内容") and not topic:
        return short_name(question)
    if _BARE.fullmatch(subject) or subject.startswith(("参加", "参与", "具体")):
        if topic and topic not in subject:
            link = "" if subject.startswith(("参加", "参与")) else "的"
            return f"{topic}{link}{subject.removeprefix('的')}"
        if not topic and _BARE.fullmatch(subject):
            return f"{short_name(question)}（{subject}）"
    return subject


def _open(gap: Gap) -> str:
    """What is not settled of a plan, with the words it was said of where it says too little alone; "" where it names nothing."""
    subject = _TRAILING.sub("", _SPOKEN.sub("", gap.subject.strip("，。；、：: ")))
    if not subject:
        return f"“{gap.before[0]}”怎么安排还没有定" if gap.before else ""
    before = [words.strip("，。；、 ") for words in gap.before[:2] if not words.endswith(("前", "底"))]
    beside = next((words for words in before if len(words) >= _SAYS_ENOUGH), before[0] if before else "")
    of = f"“{beside}”：" if len(subject) <= _SHORT_SUBJECT and beside else ""
    return f"{of}{subject}还没有定"


_SHORT_SUBJECT, _SAYS_ENOUGH = 4, 10


def _neat(words: str) -> str:
    words = _TRAILING.sub("", _SPOKEN.sub("", words.strip("，。；、：: ")))
    words = re.sub(r"^我(?=[一-龥])", "本人", words)
    found = _HOW_MANY.fullmatch(words)
    if found is None:
        return words
    head, unit, tail = found["head"], found["unit"] or "", found["tail"].strip("的了呢啊吧")
    amount = _MEASURES.get(unit, "金额" if re.search(r"[收入资钱花款费]$", head) and not unit else "数量")
    amount = unit if unit in ("人次", "场次") else amount
    if head.startswith("具体") and not head.removeprefix("具体"):
        return f"具体{tail}{amount.removeprefix('具体')}"
    thing = f"{head}{tail}"
    return f"{thing}的{amount}" if thing else amount


def _topic(before: str, year: int) -> str:
    """The matter of the statement before a gap: its subject, or the statement itself in written words if short."""
    spans = read_figures(before)
    if spans:
        return measure(before, spans, len(spans) - 1).metric
    topic = topic_of(before)
    if len(topic) < 3 and _SOME.search(before):
        topic = _SOME.sub("", before).strip("，。；、 ")
    if topic:
        return _SPOKEN.sub("", _TRAILING.sub("", write(_TRAILING.sub("", topic), year=year)))
    text = _SPOKEN.sub("", _TRAILING.sub("", write(before, year=year)))
    return text if len(text) <= 24 and "“" not in text else ""
