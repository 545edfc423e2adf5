"""Corrections in the same breath (“6场，哦不对，8场”): one figure is left, and no other figure is touched."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.clauses import Clause
from assistant.interview.metrics import measure
from assistant.text.char_pairs import char_pairs
from assistant.text.patterns import Lazy

_SIGN = Lazy(
    r"(?:(?:哦|噢|啊|呃|嗯|哎呀?|唉|诶|等等|等一下|(?:这|那)个(?:词|字|数字?|说法|单位|日期|名字)?(?=不对|错|说错|报错)|那个|我)[，, ]*)*"
    r"(?:不对|(?:说|讲|记|搞|弄|报)?错了|(?:说|讲|记)错|口误|四舍五入的?|更正(?:一下)?|纠正(?:一下)?"
    r"|改(?:一下|口)|重(?:新)?说|准确(?:地)?(?:来)?说|确切(?:地)?说|应该是|应为"
    r"|应是"
    r"|(?:不是?|不是的)(?=$|[，, ]))"
    r"(?:不对|了|啊|哈|的|我)*[，,：:、 ]*(?:哦|噢|啊|应该|其实|实际上?)*(?:是|为|有)?"
)
_SAYS = Lazy(r"(?:实际(?=[\d约])|是|应该是|应该|应为|为|有|其实是|实际是|实际上是)+")
_TAIL = Lazy(r"(?:了|的|吧|左右|才对|啊|哈|呢|整|[，。])*")
_NOT = Lazy(r"(?P<head>.*?)(?:可|并)?不是$")
_LAST_YEARS = Lazy(
    r"(?:等下|等一下|等等|哦|噢|呃|那个|不对|这个|那)*(?P<figure>.{1,16}?)(?:这个"
    r"|那个)?(?:那)?(?:都)?是(?P<year>去年|上一?年|前年|20\d\d年)的(?:数|数字"
    r"|数据)?"
)
_PAUSE = Lazy(
    r"(?:呃|哦|噢|啊|嗯|额|等下|等一下|等等|等会儿?|(?:让)?我(?:再)?(?:想|翻|看|查|数)(?:想|翻|看|查|数|一下|一眼)|想一想)+"
)
# What explains a slip behind its correction (我看倒了, 不是人次, 有一个是去年底的), or before it (12是合并以前的).
_SLIP = Lazy(
    r"(?:刚才|刚刚|是|我|一时)*(?:看|说|念|报|记|听|写|讲)(?:倒|反|错|岔|串|混|漏|花)了?(?:行|眼|[一两几][一-龥]{0,2})?(?:了)?|嘴快了?|口误|说顺嘴了?"
    r"|我?把[^，。；]{1,12}(?:忘|漏|算漏|数漏|记混|看串|算重)(?:了|掉了)"
)
_NOT_THAT = Lazy(r"不是(?P<unit>[一-龥]{1,5})")
_COUNTED_WRONG = Lazy(
    r"(?:里头?)?(?:有|多|多算了?|重了?)[一二两三四五六七八九十\d]+[个名户次场件]?(?:是|算)[^，。；\d]{1,10}的|(?:另外|另|多的?|多出来的?|剩下的?)[那一]?[一-龥]{0,3}是[^，。；\d]{1,10}的|(?:那个?)?(?:算|是)(?:去|上|前)一?年的?(?:数)?"
)
_OLD_WAS = r"(?:那|这)?个?{old}(?:个|这个数|那个数)?(?:是|说的是|指的是|算的是)[^，。；]{{2,30}}"
_THIS_YEAR = Lazy(r"(?:今年|本年)?(?:的)?(?:才|应该)?是")
_BACK = 8
_LONGEST_NAME = 8
_VILLAGE = Lazy(r"[一-龥]{2,4}(?:村|社区|小区|屯|寨|支部)(?:$|(?=[，。；]))")
_NAME_LAST = Lazy(r"(?:(?<=[的是在到])|^)[一-龥]{2,4}?(?:村|社区|小区|屯|寨|支部)?$")
_SAME = {"场": "场次", "次": "次", "人": "名", "位": "名"}


def corrected(pieces: list[Clause], text: str) -> list[Clause]:
    """The clauses with each correction put in the place of what it corrects."""
    done: list[Clause] = []
    queue = list(pieces)
    at = 0
    mended, paused = -1, False
    while at < len(queue):
        piece = queue[at]
        at += 1
        if _PAUSE.fullmatch(piece.words):
            paused = True
            continue
        if piece.sentence == mended and _explains(piece.words):
            continue
        if _redated(done, piece, queue, at):
            continue
        if paused and _said_again(done, piece):
            mended, paused = piece.sentence, False
            _put(done, _unled(piece), text)
            continue
        paused = False
        found = _SIGN.match(piece.words)
        if found is None:
            if not _negation(piece, queue, at):
                done.append(piece)
            continue
        rest = piece.words[found.end() :].strip("，,：: ")
        if rest:
            piece = replace(piece, words=rest)
        else:
            at = _past_the_old(done, queue, at)
            if at >= len(queue):
                continue
            piece = _unled(queue[at])
            at += 1
        mended = piece.sentence
        _put(done, piece, text)
    return done


def _explains(words: str) -> bool:
    return any(one.fullmatch(words) for one in (_SLIP, _NOT_THAT, _COUNTED_WRONG))


def _said_again(done: list[Clause], piece: Clause) -> bool:
    """“168名，等一下，是186名”: behind a pause a bare figure of the same unit, after words that only say it."""
    start = _leading(piece.words)
    new = read_figures(piece.words[start:])
    old = read_figures(done[-1].words) if done and done[-1].sentence == piece.sentence else []
    bare = start > 0 and len(new) == 1 and new[0].start == 0
    return bare and bool(old) and _same_unit(old[-1], new[0]) and old[-1].figure != new[0].figure


def _past_the_old(done: list[Clause], queue: list[Clause], at: int) -> int:
    """Where the right figure is told, behind what is said of the wrong one (“12个村——不对，12是合并以前的，现在是14个”)."""
    spans = read_figures(done[-1].words) if done else []
    while spans and at + 1 < len(queue) and queue[at + 1].sentence == queue[at].sentence:
        number = re.match(r"[\d.]+|[一二两三四五六七八九十百千万]+", spans[-1].text)
        old = re.escape(number[0]) if number is not None else "(?!)"
        if not re.fullmatch(_OLD_WAS.format(old=old), queue[at].words):
            break
        at += 1
    return at


def _redated(done: list[Clause], piece: Clause, queue: list[Clause], at: int) -> bool:
    """“总共410万，410万是去年的，今年是470万”: the figure told first goes to its year, the next takes its place."""
    found = _LAST_YEARS.fullmatch(piece.words)
    spans = read_figures(found["figure"]) if found is not None else []
    if found is None or len(spans) != 1 or spans[0].text != found["figure"] or not done:
        return False
    told = read_figures(done[-1].words)
    if len(told) != 1 or told[0].figure != spans[0].figure:
        return False
    old = done[-1]
    plain = re.sub(r"今年|本年度?", "", old.words)
    done[-1] = replace(old, words=found["year"] + plain, end=piece.end)
    follower = queue[at] if at < len(queue) else None
    start = _THIS_YEAR.match(follower.words) if follower is not None else None
    if follower is not None and start is not None:
        new = read_figures(follower.words[start.end() :])
        if new and new[0].start == 0 and _same_unit(told[0], new[0]):
            words = f"今年{plain[: plain.index(told[0].text)]}{follower.words[start.end() :]}"
            queue[at] = replace(follower, words=words)
    return True


def _unled(piece: Clause) -> Clause:
    """The clause without the words that only say the right figure (应该是)."""
    return replace(piece, words=piece.words[_leading(piece.words) :])


def _leading(words: str) -> int:
    found = _SAYS.match(words)
    return found.end() if found is not None and found.end() < len(words) else 0


def _negation(piece: Clause, queue: list[Clause], at: int) -> bool:
    """“不是6场，是8场”: takes the head of the first to the second; whether the piece is done with."""
    spans = read_figures(piece.words) if "不是" in piece.words else []
    if not spans or at >= len(queue):
        return False
    head = _NOT.fullmatch(piece.words[: spans[0].start])
    follower = queue[at]
    said = _SAYS.match(follower.words.removeprefix("而"))
    if head is None or said is None:
        return False
    rest = follower.words.removeprefix("而")[said.end() :]
    new = read_figures(rest)
    if not new or new[0].start > 0 or not _same_unit(spans[0], new[0]):
        return False
    words = head["head"] + rest + (piece.words[spans[0].end :] if new[0].end == len(rest) else "")
    queue[at] = replace(follower, words=words, start=piece.start)
    return True


def _put(done: list[Clause], piece: Clause, text: str) -> None:
    spans = read_figures(piece.words)
    if len(spans) != 1:
        if _recounted(done, piece, spans):
            del done[-1]
            done.append(piece)
        elif not _renamed(done, piece, text):
            done.append(piece)
        return
    new = spans[0]
    while len(done) > 1 and done[-1].sentence == piece.sentence and done[-1].words == piece.words:
        del done[-1]
    bare = new.start == 0 and _TAIL.fullmatch(piece.words[new.end :]) is not None
    for back in range(len(done) - 1, max(-1, len(done) - 1 - _BACK), -1):
        old = done[back]
        ends = _ends_with_figure(old.words) and new.start == 0 and back == len(done) - 1
        target = _target(old, piece, new, bare=bare or ends)
        if target is None:
            continue
        alone = len(read_figures(old.words)) == 1
        if ends and not bare:
            done[back] = replace(old, words=old.words[: target.start] + piece.words, end=piece.end)
            return
        if not bare and alone:
            del done[back]
            done.append(piece)
        else:
            start = target.start + _up_to_the_last(target)
            words = old.words[:start] + _worded(new, target) + old.words[target.end :]
            near = bare and back == len(done) - 1
            done[back] = replace(old, words=words, start=old.start if near else piece.start, end=piece.end)
        return
    done.append(piece)


def _recounted(done: list[Clause], piece: Clause, spans: list[FigureSpan]) -> bool:
    """“12个村——不对，……现在是14个行政村、2个社区”: several counts in the place of one that was told alone."""
    old = read_figures(done[-1].words) if done and spans else []
    if len(old) != 1 or old[0].start > 0 or not _same_unit(old[0], spans[0]):
        return False
    counted = done[-1].words[old[0].end :]
    return 0 < len(counted) <= _LONGEST_NAME and counted[-1] in piece.words[spans[0].end :]


def _renamed(done: list[Clause], piece: Clause, text: str) -> bool:
    """“排在最后的班弄……不对，是下寨村”: the village named last takes the place of the one before it."""
    place = _VILLAGE.match(piece.words)
    if place is None or not done or done[-1].sentence != piece.sentence:
        return False
    old = done[-1]
    wrong = _NAME_LAST.search(old.words)
    if wrong is None or (wrong.start() == 0 and len(old.words) > _LONGEST_NAME):
        return False
    done[-1] = replace(old, words=old.words[: wrong.start()] + piece.words, end=piece.end)
    return True


def _ends_with_figure(words: str) -> bool:
    spans = read_figures(words)
    return bool(spans) and not words[spans[-1].end :].strip("了的吧，。")


def _target(old: Clause, piece: Clause, new: FigureSpan, *, bare: bool) -> FigureSpan | None:
    spans = read_figures(old.words)
    for index in range(len(spans) - 1, -1, -1):
        span = spans[index]
        if not _same_unit(span, new) and not (bare and index == len(spans) - 1 and _only_the_unit(span, new)):
            continue
        if bare or _related(measure(old.words, spans, index).metric, measure(piece.words, [new], 0).metric):
            return span
    return None


def _up_to_the_last(span: FigureSpan) -> int:
    """Where the figure last said begins: of “从210万涨到260万” the 260万, of any other figure the whole."""
    found = re.search(r"[到至为成](?=[^到至为成]*$)", span.text) if span.figure.base is not None else None
    return found.end() if found is not None else 0


def _same_unit(old: FigureSpan, new: FigureSpan) -> bool:
    one, other = old.figure.unit, new.figure.unit
    return not other or _SAME.get(one, one) == _SAME.get(other, other)


def _only_the_unit(old: FigureSpan, new: FigureSpan) -> bool:
    """“1690人次——这个词不对，是1690人”: the number stands, what it counts is told anew."""
    return old.figure.value == new.figure.value and bool(new.figure.unit)


def _worded(new: FigureSpan, old: FigureSpan) -> str:
    return new.text if new.figure.unit or not old.figure.unit else new.text + old.figure.unit


def _related(one: str, other: str) -> bool:
    a, b = char_pairs(one), char_pairs(other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.5
