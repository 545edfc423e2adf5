"""What may not enter a report, whoever said it: marks, orders, personal numbers, hardship by name, classified papers.

Answers are material, never orders. What is found is taken out with its clause and told as a removal that never repeats it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.report import Level
from assistant.strict_yaml import read_knowledge
from assistant.text.patterns import Either, Lazy

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL_WIDTH |= {ord("％"): ord("%"), ord("．"): ord("."), ord("＋"): ord("+"), ord("＝"): ord("="), ord("＠"): ord("@")}
_FULL_WIDTH |= {ord("＜"): ord("<"), ord("＞"): ord(">"), ord("｛"): ord("{"), ord("｝"): ord("}"), ord("＄"): ord("$")}
_FULL_WIDTH |= {ord("＊"): ord("*"), ord("／"): ord("/")}
_GAP = "￼"
_END = Lazy(r"[。！？\n]|$")
_CLAUSE = Lazy(r"[^，。；！？\n]*(?:[，。；！？\n]|$)")

_SILENT = (
    r"<(?P<tag>script|style|iframe|svg|object|form)\b[^>]{0,400}>(?:.{0,2000}?</(?P=tag)\s*>)?",
    r"<!--.{0,2000}?-->",
    r"`{3}.{0,2000}?`{3}",
)
_BLOCKS = (
    r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\}|\$\{.{0,300}?\}|<<[^<>\n]{1,120}>>|<%.{0,300}?%>|\[\[[^\[\]\n]{1,120}\]\]",
    r"【[^【】\n]{0,4}待补[^【】\n]{0,60}】",
    r"!?\[[^\[\]\n]{0,120}\]\([^()\n]{0,300}\)",
    r"(?i:(?:https?|ftp|file|ws|wss)\s?:\s?//|www\.|(?:javascript|vbscript|data|mailto)\s?:)[^\s，。；、“”《》（）一-龥]{0,400}",
    r"(?<![A-Za-z0-9@.])(?:[A-Za-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|gov|edu|io|top|xyz|cc|info|me|app|site)\b[^\s，。；、“”一-龥]{0,200}",
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,80}\.[A-Za-z]{2,10}",
    r"(?<![\w一-龥%])[=+\-@]\s?(?i:[A-Z][A-Z0-9.]{0,20})\s?\([^()\n]{0,200}\)?",
    r"(?:(?<=\s)|^)=\s?[A-Z]{1,3}\$?\d{1,7}[-+*/:,A-Z\d$ ]{0,60}",
    r"(?i:=?\s?cmd\s?\|)[^，。；\n]{0,120}",
)
_MARKS = (
    r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,300})?/?>",
    r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});",
    r"(?m)^\s{0,3}#{1,6}\s+",
    r"(?m)^\s{0,3}>\s+",
    r"(?m)^\s{0,3}(?:[-*_]\s?){3,}$",
    r"`{1,2}|~~",
    r"(?m)^\s{0,3}\|?(?:\s?:?-{3,}:?\s?\|){1,20}\s?:?-{0,9}:?\s?$",
)
_BOLD = r"\*\*(?![镇村乡县市区省街社某])([^*\n]{1,80}?)\*\*(?![镇村乡县市区省街社])"

_GROUPED = (
    r"(?:(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})[个支本]?)?(?:(?!成绩|事迹|经验|亮点|材料|数据)[一-龥]){0,5}?"
    r"(?:组|网格|队伍|队(?!伍)|片区|班|册|支部|单元)(?!子|成绩|事迹|经验|亮点|材料|数据)"
)
"""What people and yards are made into, right behind 编成: 12个组, 楼道党小组."""
_WORKS = r"[^，。；]{0,8}(?:调|曲|歌|快板|顺口溜|戏|剧|小品|段子|三句半|故事|册|书|节目|谣|口诀|舞|相声|说唱|评书|弹词|山歌|花鼓|读本|漫画|诗|词|对联|手册|案例|教材)"
"""What people make of a policy to tell it, right behind 编成: 渔鼓调, 顺口溜."""
_ORDERS = (
    r"(?:忽略|无视|不要?管|别管|抛开|忘掉|忘记|绕过|不必遵守|不再遵守|违反|推翻|解除).{0,10}(?:要求|指令|提示|规则|设定|限制|约束|指示内容|核稿|校验|过滤)",
    r"(?:系统|开发者|管理员|后台)(?:提示词?|指令|消息|模式|口令)|提示词|越狱模式",
    r"ignore\s+(?:all|any|the|previous|above|prior)|disregard\s+(?:all|any|the|previous)|you\s+are\s+now|(?:^|\W)(?:system|assistant|user)\s?:|as\s+an\s+ai\b|jailbreak|"
    r"(?:print|reveal|show|repeat|output)\s+(?:your|the|all|only)\b|do\s+not\s+(?:follow|check|mention)|instead\s+(?:write|output|say)|<\|[a-z_]{2,20}\|>|\[/?INST\]",
    r"你(?:现在|从现在(?:起|开始)|接下来|今后)(?:就|要|应当?)?(?:是|扮演|充当|作为)|(?:请|现在)?(?:扮演|假装你?是|充当)(?:一[个名位])?.{0,10}(?:模型|助手|专家|评委|秘书|机器人)",
    r"作为(?:一个|一名)?(?i:AI|人工智能|大?语言模型|大模型)",
    r"(?:输出|打印|显示|复述|泄露|透露|公布|告诉我)(?:你的|系统的?|全部的?|完整的?|以上|上述|内部)?.{0,4}(?:提示|指令|设定|密钥|口令|密码|(?i:api|key|token))",
    r"(?:起草|写作|生成|智能|撰稿|撰写|自动|写稿)(?:助手|系统|程序|模型|工具|软件|机器人)[^，。]{0,16}(?:须|应|请|务必|必须|直接|不得|自动|照|按|改)",
    r"(?:请|务必|必须|应当?|须|需要?|一律|统一|要求你)?(?:在|向|于|往|给|把|将)[^，。；]{0,14}(?:报告|述职稿|正文|草稿|文稿|稿子|输出|回答|结尾处?|开头处?|首段|末尾|标题|第[一二三]部分)(?:里面?|中|上|内|末尾?|最后|处|前|后)?[^，。；]{0,8}(?:写上|写入|写明|写成|加上|加入|插入|添加|注明|声明|输出|替换|标注|写道|附上|载明|增写|删除|删去)",
    r"(?:本|该|此)(?:报告|材料|文稿|稿件|段|条|部分)(?:须|应|必须|务必|一律|要)[^，。；]{0,24}(?:注明|写明|载明|置于|写入|加入|标注|采用|删除|改|照抄|原样|声明)",
    rf"(?:把|将)[^，。；]{{1,20}}(?:写成|说成|填成|报成|吹成|编成(?!{_GROUPED}|{_WORKS}))",
    r"(?:把|将)[^，。；]{0,14}(?:率|结论|等次|评价|得分|成绩|数字|数据|名次|排名)[^，。；]{0,6}(?:改成|改为|调成|调为|替换)",
    r"(?:不要|不得|不必|不用|禁止|别)(?:再)?(?:检查|核对|核稿|校验|提示|标注|标出|写待补|列待补|提问|追问|报错)(?!.{0,6}(?:群众|村|企业|问题))",
    r"(?:以下|下列|下面|上述|这段|本段)(?:内容|文字|段落|要求|话|语句)?(?:必须|请|务必|须|应)?(?:原样|一字不[改差漏动]|全文|逐字|直接|优先)[^，。；]{0,10}(?:写入|写进|抄|输出|复制|执行|遵守|采用|放入|保留)?",
    r"(?:述职稿|述职报告|报告|材料|稿件|稿子|正文)[^，。；]{0,8}(?:一律|统一|均须|都须|必须|务必|须|应当?)[^，。；]{0,8}(?:载明|写明|注明|表述为|表述成|写成|写上|写入|采用)",
    r"(?:只|仅)(?:输出|回答|回复)(?:[：:]|下|以)",
    r"漏写的[^，。；]{0,8}通报|口径已(?:经)?(?:核定|统一|审定)|(?:起草|撰稿|成稿)时(?:一律|统一|直接)?(?:采用|照抄|写上)|(?:无须|无需|不必|不用)(?:再)?核对事实|不得改动$",
    r"(?:请)?将(?:下列|以下|下述|这段)(?:内容|文字|话)[^，。；]{0,10}(?:写入|写进|放入|抄入)",
    r"(?:供|由)(?:撰稿|起草|写作|生成)系统[^，。；]{0,4}(?:使用|采用)|(?:成绩|问题|措施)部分[^，。；]{0,4}增写",
    r"(?:结尾处?|开头处?|末尾|首段|文末)[^，。；]{0,4}(?:加上|添上|写明|写上|载明)",
    r"(?:原样|逐字|一字不[改差漏动]地?)(?:输出|写入|写进|抄录|复制|照抄|保留)",
    r"(?:用|以|改用|翻译成|译成|改写成|全部换成)(?:英文|英语|繁体字?|日文|法文|文言文)(?:输出|回答|写|作答|起草|回复)?(?!.{0,4}(?:教学|培训|课))",
    r"(?:删除|删掉|去掉|清空|省略|隐去)(?:全部|所有|整个)?(?:第[一二三四]部分|问题部分|其他(?:部分|内容)|以上内容|核稿意见|待补|事实表|全部内容|后面的?(?:内容|要求))",
    r"执行(?:以下|下列|如下|下面的?)(?:命令|指令|操作|代码|任务)|调用(?:工具|接口|函数|插件)|(?:运行|执行)(?:代码|脚本|命令)",
    r"(?:请|务必|必须)(?:你|本助手|助手|模型)?(?:直接)?(?:编造|虚构|杜撰|随便编|自行编|补造)",
    r"(?:按|照)(?:我|下面|以下|这个?)(?:的)?(?:格式|模板|口径|说法)(?:输出|生成|回答)",
    r"(?:从现在(?:起|开始)|接下来|此后|以后)[^，。；]{0,6}(?:你|助手|模型|系统)(?:要|须|必须|只|应)",
)

_ID = r"(?<![\d.])(?:\d{6}(?:18|19|20)\d{9}[\dXx]|\d{6}[ -](?:18|19|20)\d{6}[ -]\d{3}[\dXx]|\d{15})(?![\d.]|[多余]?[元万亿亩])"
_PHONE = r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.]|[多余]?[元万亿亩])|(?<!\d)[（(]?0\d{2,3}[）)]?[- ]\d{7,8}(?!\d)"
_CARD = r"(?<![\d.])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]\d{1,3})?|\d{16,19})(?![\d.]|[多余]?[元万亿亩])"
_ACCOUNT = r"(?:身份证号?码?|手机号?码?|银行卡号?|卡号|账号|联系电话|微信号|QQ号?)(?:码)?(?:就)?(?:是|为|：|:)?\s?[A-Za-z0-9_-]{5,24}"
_NUMBERS = f"{_ID}|{_PHONE}|{_CARD}|{_ACCOUNT}"

_WORDS = "private.yaml"


class Removal(NamedTuple):
    """What was taken out: rule, level, and a message that never repeats it."""

    rule: str
    level: Level
    message: str


@dataclass(frozen=True)
class Screened:
    """The text that may be used, and what was taken out of it."""

    text: str
    removals: tuple[Removal, ...]


_TOLD = {
    "S01": Removal("S01", "medium", "有一处含标记、链接、公式或模板记号，没有采用；请只留文字再答一次。"),
    "S02": Removal("S02", "medium", "有一处是要程序怎么写的指令，不是事实，没有采用；请直接说事情本身。"),
    "I02": Removal(
        "I02", "medium", "有一处含证件、电话、账号一类号码，或点名说到个人的病情、困难，没有采用；请隐去姓名和号码。"
    ),
    "F10": Removal("F10", "medium", "有一处涉及密级标志或涉密文件，没有采用；涉密内容请不要录入本机。"),
}


_SILENTLY = Either(_SILENT, flags=re.DOTALL)
_BLOCK = Either(_BLOCKS, flags=re.DOTALL | re.MULTILINE | re.IGNORECASE)
_ORDER = Either(_ORDERS, flags=re.IGNORECASE)
_MARK = tuple(Lazy(mark) for mark in _MARKS)
_NUMBER = Lazy(_NUMBERS)
_IN_BOLD = Lazy(_BOLD)


class _Words(BaseModel):
    """knowledge/screening/private.yaml; what each key is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    surnames: str
    not_given: str
    people: tuple[str, ...]
    listed: tuple[str, ...]
    called: tuple[str, ...]
    between: tuple[str, ...]
    befalls: tuple[str, ...]
    hardship: tuple[str, ...]
    classified: tuple[str, ...]
    document: str


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


@cache
def _private() -> dict[str, Lazy]:
    """The patterns of what is personal or secret; raises InputError naming the file where it is not as it should be."""
    said = read_knowledge("screening", _WORDS, _Words.model_validate)
    hardship = _any(said.hardship)
    name = f"(?:[{said.surnames}](?:某某?|[^{said.not_given}\\W\\d_]{{1,2}}|[*×xX]{{1,2}}))"
    named = (
        rf"{_any(said.people)}{name}(?![村镇乡组社]).{{0,24}}?{hardship}"
        rf"|(?:^|(?<=[，。；！？\n、了是有把像叫给为]))(?:[一-龥]{{1,4}}村(?:的)?)?{name}{_any(said.called)}?"
        rf"(?:，)?{_any(said.between)}{{0,3}}{_any(said.befalls)}.{{0,10}}?{hardship}?"
    )
    cued = rf"{_any(said.listed)}[{said.surnames}][一-龥]{{1,2}}.{{0,8}}?{hardship}"
    return {
        "hardship": Lazy(named, _WORDS, flags=re.MULTILINE),
        "told": Lazy(hardship, _WORDS),
        "cued": Lazy(cued, _WORDS),
        "classified": Lazy("|".join(said.classified), _WORDS),
        "document": Lazy(said.document, _WORDS),
    }


def normalise(text: str) -> str:
    """Drops hidden and control characters and reads full-width digits, letters and signs as plain ones."""
    text = text.translate(_FULL_WIDTH).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    hidden = {char for char in set(text) if _hidden(char)}
    return "".join(char for char in text if char not in hidden) if hidden else text


@lru_cache(maxsize=8192)
def _hidden(char: str) -> bool:
    if char in "\n\t":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cn", "Cs", "Co") or _variation(char)


def _variation(char: str) -> bool:
    return (
        "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char in "\u115f\u1160\u3164\uffa0\u2800"
    )


def screen(text: str) -> Screened:
    """Takes out of an answer what may not enter a report; the neighbouring clauses stay as they were said."""
    text = normalise(text)
    found: dict[str, Removal] = {}
    stripped = _BLOCK.sub(_GAP, _SILENTLY.sub("", text))
    for mark in _MARK:
        stripped = mark.sub("", stripped)
    stripped = _IN_BOLD.sub(r"\1", stripped)
    if stripped != text:
        found["S01"] = _TOLD["S01"]
    spans = [("F10", m.span()) for m in _private()["classified"].finditer(stripped)]
    if spans:
        spans += [("F10", m.span()) for m in _private()["document"].finditer(stripped)]
    spans += [("I02", m.span()) for m in _NUMBER.finditer(stripped)]
    spans += [("I02", span) for span in _hardship(stripped)]
    spans += [("S02", m.span()) for m in _ORDER.finditer(stripped)]
    spans += [("S01", (i, i + 1)) for i, char in enumerate(stripped) if char == _GAP]
    for rule, _ in spans:
        found[rule] = _TOLD[rule]
    kept = _without(stripped, [span for _, span in spans])
    return Screened(kept, tuple(found[rule] for rule in sorted(found)))


def private_spans(text: str) -> list[tuple[int, int, str]]:
    """What may not leave the machine, with the rule that says so: marks of secrecy, document numbers, personal matters.

    `text` is normalised already; the spans may overlap.
    """
    spans = [(*m.span(), "F10") for kind in ("classified", "document") for m in _private()[kind].finditer(text)]
    spans += [(*m.span(), "I02") for pattern in (_NUMBER, _private()["cued"]) for m in pattern.finditer(text)]
    return spans + [(start, end, "I02") for start, end in _hardship(text)]


def _hardship(text: str) -> list[tuple[int, int]]:
    """A named person's hardship, and what else of it is told in the same sentence."""
    spans: list[tuple[int, int]] = []
    for found in _private()["hardship"].finditer(text):
        end = _END.search(text, found.end())
        stop = end.start() if end else len(text)
        spans.append(found.span())
        spans += [more.span() for more in _private()["told"].finditer(text, found.end(), stop)]
    return spans


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the clauses that the spans touch."""
    if not spans:
        return text
    spans = sorted(spans)
    pieces: list[str] = []
    place = 0
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        while place < len(spans) and spans[place][1] <= start:
            place += 1
        touched = any(a < end and b > start for a, b in spans[place : place + 8])
        if not touched:
            pieces.append(match.group())
        elif match.group()[-1:] in "。！？\n" and pieces and pieces[-1][-1:] in "，；":
            pieces[-1] = pieces[-1][:-1] + match.group()[-1]
    return "".join(pieces)
