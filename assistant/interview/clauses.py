"""An answer cut into sentences and statements, each with its place in the words said and the point it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.figures.reading import read_figures
from assistant.text.patterns import Lazy

# Inside these nothing is cut; the bound keeps a lone opening mark from swallowing the answer (and the time linear).
_HELD = Lazy(
    r"“[^“”\n]{0,80}”|‘[^‘’\n]{0,80}’|《[^《》\n]{0,80}》|「[^「」\n]{0,80}」"
    r"|\"[^\"\n]{0,80}\"|（(?![\d一二三四五六七八九十]{1,2}）)[^（）\n]{0,80}）|\((?![\d一二三四五六七八九十]{1,2}\))[^()\n]{0,80}\)"
)
_SENTENCE = Lazy(r"[。！？!?\n\r]+|(?<!\d)\.(?=\s|$)")
_COMMA = Lazy(
    r"(?:(?<!\d)|(?!.\d{3}(?!\d)))[，,]|：(?=一是|[一1](?:件|桩|个|项)是|第一(?:条|个|点|[，、是])|首先|①|[（(]?[1一][）)、])"
    r"|[；;]|…+|——+|(?<=[一-龥%”])[ \t\u3000]+(?=[一-龥“])"
)
_EDGE = " \t\r\n\u3000，,、；;：:。！？!?…—"
DIGITS = "零一二三四五六七八九十"
_ORDINAL = Lazy(
    r"(?:我(?:觉得|认为|看|想)|那|再就是|再有|还有|然后)?(?:针对|对于|关于|对|解决|围绕)?(?:(?:这|那|我|他)?(?:的)?)?"
    r"(?:第(?P<a>[一二三四五六七八九十]|\d{1,2})(?:个问题|条问题|条|点|项|方面"
    r"|类|桩|件|个(?!月|季度|年|星期|工作日|村|支部|社区))"
    r"|(?P<first>(?:头|首)(?:一条|一个|一点|条))"
    r"|第(?P<b>[一二三四五六七八九十])(?=[，,是：:、]|怪我|$)"
    r"|(?P<c>[一二三四五六七八九十])是"
    r"|(?P<i>[一二三四五六七八九十])、(?![一二两三四五六七八九十])"
    r"|其(?P<d>[一二三四五六七八九])(?=[，,是：:、])"
    r"|(?P<e>\d{1,2})(?:[、．)）]|\.(?!\d))"
    r"|[（(](?P<f>[一二三四五六七八九十]|\d{1,2})[）)]"
    r"|(?P<g>[①②③④⑤⑥⑦⑧⑨⑩])"
    r"|(?:问题|原因|措施)(?P<h>[一二三四五六七八九十])(?=[，,是：:、]))"
    r"(?:的?(?:问题|意见|原因|措施)(?=[，,：:、是]|$))?(?:来说|来讲|的话|呢|嘛|上(?![半级门报台岗街交访一]))?[，,：:、 ]*(?:就是|是(?!否))?"
)
_NEXT_POINT = Lazy(
    r"(?:我(?:觉得|认为|看|想)|主要)?(?:(?P<n>[二三四五六])一?个(?:就)?是|(?:再"
    r"|另|还有|再有|再就是|另外|最后)(?:的)?(?:有)?一(?:个"
    r"(?!村(?![级书干民集里与跟党间])|社区(?![书干])|支部(?!书记)|人(?!才)|户|小区(?![支党]))"
    r"|条(?!路|渠|街|河)|点)(?:问题)?(?:就)?是?|(?:还有|再有|另外|最后)就是|再就是|(?P<one>一(?:个|条)是))[，,：: ]*"
)
_COUNTED_LIST = Lazy(
    r"[^：；。]{0,24}?(?P<n>[两二三四五六2-6])(?:个方面|条|个|项|点|件|样)[^：；，。]{0,8}：(?=[^；：]{3,}；)"
)
_LEAD_IN = Lazy(
    r"(?:围绕|通过|按照|依托|针对|为了|随着|由于|因为|根据|结合|利用|借助|对于"
    r"|关于|除了|自从|经过|虽然|尽管|只要|如果|本着|聚焦|紧扣)"
    r"[^了过]{1,40}"
    r"|(?:在|从|自|到|对|以|就)[^了过]{1,24}(?:下|上|中|里|内|方面|期间|以来|之后"
    r"|以后|后|前|时|过程中|基础上|来看|为契机|为抓手|为主线)"
)
_TIME = Lazy(
    r"(?:(?:截[至止]到?|到)?(?:今年|去年|前年|明年|来年|本年度?|上年度?|下一?年度?"
    r"|全年|\d{4}年度?)(?:的?(?:以来|里|内))?)?"
    r"(?:上半年|下半年|年初|年底|年末|年中|[一二三四]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初)?"
    r"(?:[到至](?:年底|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初)?))?"
    r"|\d{1,2}月\d{1,2}[日号](?:(?:到|至|[-—])(?:\d{1,2}月)?\d{1,2}[日号])?|春节"
    r"|春季|夏季|秋季|冬季|汛期|(?:期间|前后|以来|之前|之后|前|后))*"
)
_TOPIC = Lazy(
    r"(?P<topic>[^了过是有没不]{2,24}?)(?:这一条|那一条|这条|那条|这一块|这块儿?|那块儿?|这方面|方面|来说|来讲|的话|这件事|这事儿?|呢|嘛|(?<![什怎那这多要])么|啊)"
)
# “年纪大”, “外出的多” say something without a verb; a date after a piece begins something else.
_ENDS_SAID = Lazy(r"[一-龥]{2}[多少高低大小难弱差强好慢快松散]$")
_MYSELF = Lazy(r"我(?:自己|本人|个人)(?:么|呢|嘛|呀|吧)?")
_UNDER_WAY = Lazy(r"(?:都|也|还|正|仍)*在(?:做|改|搞|办|推|弄|抓|整改|推进|进行)(?:中|着|的)?")
_OTHER_TIME = Lazy(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|[一二三四]季度|[上下]半年|年底|\d+个?月内")
_HEADING = Lazy(r"(?:我们|我)?(?:存在的?)?(?:主要)?(?:问题|毛病|短板|原因|措施|打算)(?:嘛|呢|吧|的话|上|啊|么)")
# Words that can open a statement of their own; general Chinese, no trade's vocabulary.
VERBS = (
    "争取|落实|签订|落地|建成|新建|改建|扩建|改造|建|修建|修|整治|整改|完成|办理"
    "|办结|办|开展|召开|开|举办|组织|搞|培训|培育|培养|"
    "发展|转正|接收|吸收|确定|走访|慰问|看望|帮扶|帮|带动|带|增收|投入|投|争"
    "|引进|引|招|种植|种|养殖|养|栽|化解|调处|调解|"
    "处理|解决|调整|撤换|选派|选|派|评选|评|获评|获得|获|推行|推进|推广|推|实施|建立|制定|出台|完善|健全|优化|整合|"
    "谋划|储备|申报|打造|创建|成立|设立|设|开设|配备|配|安装|安|铺设|铺|硬化"
    "|拓宽|清理|清|拆除|拆|绿化|美化|提升|提高|降|"
    "讲|上|去|到|跑|进|走|研究|讨论|学习|学|督查|督促|检查|约谈|谈|通报|问责"
    "|收集|征集|发放|发|印发|落|转化|转|摘|销号|销|"
    "节约|压减|精简|减少|减|取消|合并|下沉|入户|排查|摸排|查|受理|接待|回复|答复"
    "|签约|投产|动工|完工|复工|立项|备案|上线|服务|参加|参与|覆盖|吸纳|安置|就业|流转|"
    "盘活|收回|收|筹集|筹|募集|捐|奖励|表彰|兑现|发动|动员|集中|轮训|宣讲|播放|制作|编印|挂牌|揭牌|启动|开工|竣工|验收|"
    "抓|促|强化|加强|巩固|拓展|探索|创新|坚持|履行|牵头|主持|带队|包抓|包联|联系"
    "|驻村|驻|蹲点|调研|增加|增长|实现|达到|守住|保住|救助|转移|抢修"
)
_VERB_START = Lazy(rf"(?:再|又|还|共|已经?|一共|先后|全年|累计|力争|争取|计划|预计|将|要)?(?:{VERBS})")
# These are names of things as often as doings (村干部培训), so at a phrase's end they say nothing of it.
NOUNS_TOO = frozenset(
    [
        "服务",
        "培训",
        "学习",
        "组织",
        "整治",
        "整改",
        "发展",
        "研究",
        "检查",
        "督查",
        "参与",
        "参加",
        "就业",
        "流转",
        "接待",
        "表彰",
        "奖励",
        "调研",
        "宣讲",
        "联系",
        "覆盖",
        "调解",
        "慰问",
        "帮扶",
    ]
)
LONG_VERBS = "|".join(verb for verb in VERBS.split("|") if len(verb) > 1 and verb not in NOUNS_TOO)
_PREDICATE = Lazy(rf"[了过着是有不没很都也要]|{LONG_VERBS}|^(?:{VERBS})(?!{'|'.join(sorted(NOUNS_TOO))}$)")
# A longer lead without a known verb is a statement of its own more often than the noun of the next.
_NOUN_LEAD = 9
_FIGURE_START = Lazy(
    r"(?:(?:一共|总共|共|累计|先后|大概|大约|约|差不多|有|近|将近|今年|全年)*(?:办"
    r"|搞|开|讲|做|去|建|修|完成|投入|举办|开展|组织)?(?:了|过|是|有)?)"
    r"[\d一二两三四五六七八九十百千几]"
)


@dataclass(frozen=True)
class Clause:
    """One statement: `words` to be read (a marker or correction taken off), `start`/`end` what was said in the answer.

    `about` is the point it speaks of (第二条 → 2), `sentence` its place among the answer's sentences.
    """

    words: str
    start: int
    end: int
    sentence: int
    about: int | None = None


def held(text: str) -> str:
    """The text with what stands in quotation marks or brackets blotted out, character for character."""
    return _HELD.sub(lambda m: m[0][0] + "\ue000" * (len(m[0]) - 2) + m[0][-1], text)


def starts_with_verb(words: str) -> bool:
    """Whether a clause opens with a doing word, its subject left unsaid."""
    return _VERB_START.match(words) is not None


def has_predicate(words: str) -> bool:
    """Whether something is said of something, as far as the small list of verbs tells."""
    return _PREDICATE.search(_HELD.sub("", words)) is not None


def cut(text: str, *, points: bool) -> list[Clause]:
    """All pieces between commas and stops; `points`: 第一条, 一是 … say which problem the words are about."""
    pieces: list[Clause] = []
    about: int | None = None
    for number, (start, end) in enumerate(_spans(held(text), _SENTENCE, 0, len(text))):
        blotted = held(text[start:end])
        counted = _counted_list(blotted) if points else 0
        for left, right in _pieces(blotted, counted):
            clause = _trimmed(text, start + left, start + right, number)
            if clause is None or (points and _HEADING.fullmatch(clause.words)):
                continue
            stripped, point = _without_marker(clause, points=points)
            if points and point is None:
                stripped, point = _next_point(clause, about)
                if point is not None and about is None:
                    pieces = [replace(piece, about=1) for piece in pieces]
            if counted and left >= counted:
                point = 1 + blotted.count("；", 0, left)
            if point is None and left == 0 and _OF_POINT.match(clause.words):
                about = None
            about = point or about
            if stripped.words:
                pieces.append(replace(stripped, about=about if points else None))
    return pieces


def _pieces(blotted: str, counted: int) -> Iterator[tuple[int, int]]:
    """The pieces of a sentence; what counts a list (提了3条：…；…；…) is a piece of its own."""
    if counted:
        yield 0, counted - 1
    yield from _spans(blotted, _COMMA, counted, len(blotted))


def _counted_list(blotted: str) -> int:
    """Where a list begins that is counted and then told between semicolons; 0 where there is none."""
    found = _COUNTED_LIST.match(blotted)
    if found is None or _NEXT_POINT.match(blotted, found.end()) or _ORDINAL.match(blotted, found.end()):
        return 0
    told = (
        DIGITS.replace("二", "两").find(found["n"].replace("二", "两")) if not found["n"].isdigit() else int(found["n"])
    )
    return found.end() if blotted.count("；") + 1 == told else 0


def _spans(text: str, divider: Lazy, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in divider.finditer(text, start, end):
        if text[at : found.start()].strip(_EDGE):
            yield at, found.start()
        at = found.end()
    if text[at:end].strip(_EDGE):
        yield at, end


def _trimmed(text: str, start: int, end: int, sentence: int) -> Clause | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Clause(text[start:end], start, end, sentence) if start < end else None


def _without_marker(clause: Clause, *, points: bool) -> tuple[Clause, int | None]:
    found = _ORDINAL.match(clause.words)
    if found is None:
        return clause, None
    number = _point(found)
    if not points and (found["a"] or found["first"]):
        return clause, None
    words = clause.words[found.end() :].strip(_EDGE)
    if words and found["c"] and not has_predicate(words) and len(words) < 3:
        return clause, None
    return replace(clause, words=words, start=clause.end - len(words) if words else clause.start), number


def _next_point(clause: Clause, about: int | None) -> tuple[Clause, int | None]:
    """一个是 … 再一个是 …: points told one after another without a number."""
    found = _NEXT_POINT.match(clause.words)
    if found is None or found.end() == len(clause.words):
        return clause, None
    if found["n"]:
        number = DIGITS.index(found["n"])
    else:
        first = found["one"] is not None and about is None
        number = 1 if first else (about or 1) + 1
    words = clause.words[found.end() :]
    return replace(clause, words=words, start=clause.end - len(words)), number


def _point(found: re.Match[str]) -> int:
    if found["first"]:
        return 1
    if found["g"]:
        return "①②③④⑤⑥⑦⑧⑨⑩".index(found["g"]) + 1
    said = next(found[name] for name in "abcdefhi" if found[name])
    return int(said) if said.isdigit() else DIGITS.index(said)


def joined(pieces: list[Clause], text: str, *, points: bool = False) -> list[Clause]:
    """Pieces that are no statement alone (通过…, 今年上半年, 培训这块) put to the next of their sentence.

    `points`: problems and measures are told; what one is about (培训这块) leads to it as 培训方面.
    """
    done: list[Clause] = []
    waiting: Clause | None = None
    for piece in pieces:
        if waiting is not None and (piece.sentence, piece.about) == (waiting.sentence, waiting.about):
            piece = _together(waiting, piece, points=points)
        elif waiting is not None:
            done.append(waiting)
        # A reason told behind what it explains leads to nothing (免了1名，因为违规，新选了…).
        behind = bool(done) and done[-1].sentence == piece.sentence and _REASON.match(piece.words) is not None
        waiting = piece if not behind and _leads(piece, text) else None
        if waiting is None:
            done.append(piece)
    return done + ([waiting] if waiting is not None else [])


_WHOLE_CLAUSE = 8
_NO_COUNT = Lazy("一(?:年|天|直|起|般|些|边|个月|多半|大半)")
_REASON = Lazy("(?:是|就是)?(?:因为|由于)")
_OF_POINT = Lazy(r"[一-龥]{2,8}?(?:这|那)(?:一)?条(?!路|渠|街|河)")
_OWN_NOUN = 2
_PART_OF = Lazy(
    r"[\d一二三四五六七八九十百千万亿余多元个名][^，。；、\d]{0,4}(?:里头?|里面|当中|中)(?!心|学|小|央|村|国)"
)
_EVERY_YEAR = Lazy("一年|全年|年内|每")


def _together(first: Clause, second: Clause, *, points: bool) -> Clause:
    topic = _TOPIC.fullmatch(first.words)
    if _MYSELF.fullmatch(first.words):
        words = f"我{second.words}"
    elif topic is not None:
        link = "，" if re.search(r"[前后时]$", topic["topic"]) else ""
        words = topic["topic"] + link + second.words
        if points and (_TIME.match(second.words)[0] or starts_with_verb(second.words)):  # type: ignore[index]
            words = f"{topic['topic']}方面，{second.words}"
    elif _TIME.fullmatch(first.words) or (
        not has_predicate(first.words)
        and len(first.words) <= _NOUN_LEAD
        and first.words[0] != "我"
        and not (len(first.words) >= _WHOLE_CLAUSE and _EVERY_YEAR.match(second.words))
    ):
        words = first.words + ("，" if _counts_on(second.words) else "") + second.words
    else:
        words = f"{first.words}，{second.words}"
    return Clause(words, first.start, second.end, first.sentence, second.about)


def _counts_on(words: str) -> bool:
    """Whether words open with a figure that has a noun of its own to count (26个人都领到了), not the noun before it."""
    spans = read_figures(words)
    opens = bool(spans) and re.match(r"有?\d", words) is not None and spans[0].start <= 1
    return opens and len(words) - spans[0].end > _OWN_NOUN


def _leads(piece: Clause, text: str) -> bool:
    words = piece.words
    if text[piece.end : piece.end + 1] in ("；", ";"):
        return False
    if _TIME.fullmatch(words):
        return True
    if len(words) > 60 or read_figures(words) or _UNDER_WAY.fullmatch(words):
        return False
    if text[piece.end : piece.end + 1] in ("；", ";") or _ENDS_SAID.search(words):
        return False
    if _LEAD_IN.fullmatch(words) or _MYSELF.fullmatch(words) or _TOPIC.fullmatch(words):
        return True
    after = text[piece.end : piece.end + 16].lstrip(_EDGE)
    if _OTHER_TIME.match(after) or _NO_COUNT.match(after):
        return False
    return not has_predicate(words) and "“" not in words and bool(_FIGURE_START.match(after))


def listed(clause: Clause, is_statement: Callable[[str], bool] = starts_with_verb) -> list[Clause]:
    """Cuts at 、 where every piece is a statement with a figure of its own; else the clause as it is."""
    blotted = held(clause.words)
    if "、" not in blotted or clause.end - clause.start != len(clause.words):
        return [clause]
    spans = list(_spans(blotted, Lazy("、"), 0, len(blotted)))
    pieces = [clause.words[a:b] for a, b in spans]
    first, rest = pieces[0], pieces[1:]
    if not rest or not all(read_figures(piece) for piece in pieces):
        return [clause]
    if any(_starts_with_figure(piece) for piece in rest) or _PART_OF.search(first):
        return [clause]
    if not (all(is_statement(p) for p in rest) or not any(is_statement(p) for p in (first, *rest))):
        return [clause]
    return [replace(clause, words=clause.words[a:b], start=clause.start + a, end=clause.start + b) for a, b in spans]


def _starts_with_figure(words: str) -> bool:
    spans = read_figures(words)
    return bool(spans) and spans[0].start <= 1
