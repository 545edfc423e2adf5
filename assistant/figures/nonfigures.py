"""What looks like a figure and is none: dates, clock times, ordinals, names in quotation marks, set phrases, codes."""

from __future__ import annotations

import re
from functools import cache

from assistant.errors import InputError
from assistant.settings import knowledge_files
from assistant.text.patterns import Lazy, Table

BLANK = "\0"

_N = "[0-9零〇一二两三四五六七八九十百廿卅]"
_C = "[零〇一二两三四五六七八九十廿卅]"
_D = "[零〇一二三四五六七八九]"
_NUMERALS = "0123456789零〇一二两三四五六七八九十百千万亿廿卅几"
_ALL = f"[{_NUMERALS}]"
_ONE = rf"(?<!{_ALL})(一)"
_SEP = "[-—–~～至到、和及或与]"
_START = r"(?:(?<=[，。；：、！？\s（(“\"])|(?<![\s\S]))"
_AFTER = r"(?:(?<=[，。；：、！？\s（(“\"在从到自至比较于跟和与按对把截是])|(?<![\s\S]))"
_END = r"(?=$|[，。；、！？\s])"

# (a character each match must hold, or "" where there is none; what to make blank). A pattern with groups makes only
# those blank. The character keeps a pattern from being tried on a text that cannot match it.
_PATTERNS = (
    # noise, telephone, identity and account numbers
    ("", rf"{_ALL}{{25,}}"),
    ("", r"(?<!\d)(?:\d{13,}[Xx]?|1[3-9]\d{9}(?![\d.万元])|0\d{2,3}-?\d{7,8})(?!\d)"),
    ("", r"\d[\d,，.]{24,}"),
    # numbers of documents, buildings, roads, questions, versions; addresses
    ("", r"[〔\[（(]\d{4}[〕\]）)]第?\d{0,6}号?"),
    ("号", rf"{_N}{{1,8}}(?:之{_N}{{1,3}})?号(?!召)"),
    ("", r"[A-Za-z]{1,6}-?\d{1,12}(?:\.\d{1,4})?"),
    ("", r"(?<![\d.])\d{1,6}(?:\.\d{1,4})?(?:[A-Zx](?![a-zA-Z²³])|版)"),
    ("+", r"\d{1,2}(?:\+[\dNnXx]{1,2}){1,6}"),
    ("h", r"https?://[\w./?=&%#-]{1,200}"),
    # times of the clock
    ("", r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"),
    (
        "点",
        rf"(?:上午|下午|早上|早晨|晚上|凌晨|夜里|中午|傍晚|半夜|清晨|[每当]?晚|早){_N}{{1,3}}点(?:半|钟|{_N}{{1,3}}分?)?",
    ),
    ("点", rf"{_N}{{1,3}}点(?:半|钟|整|来钟|多钟|{_N}{{1,3}}分(?!之))"),
    ("点", r"(?<![\d.])(?:[01]?\d|2[0-3])点[0-5]\d(?=[，。；、]|$|[赶到就才出开从我他她来回集又再还都已])"),
    # years, months, days, weeks, quarters
    ("", r"(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)"),
    ("年", rf"(?<!\d)(?:19|20)\d{{2}}年?{_SEP}(?:19|20)?\d{{2}}年(?:度|底|初|末)?"),
    ("", r"(?<!\d)20[0-4]\d[-—–~～至](?:20)?[0-4]\d(?!\d)"),
    ("", r"(?<!\d)(?:19|20)\d{2}(?:年度?|届|级)(?!多)"),
    ("年", rf"[一二][零〇九八七六五]{_D}{{2}}年"),
    ("年", r"(?<![\d.])[0-3]\d年(?:度|底|初|末|换届|以来|以前|之前|上半年|下半年|[1-9一二三四十]|春|秋|冬|夏|年)"),
    ("年", rf"{_AFTER}[12]\d年(?!来|多|以|半|左|工|党|的老|老|时间|有)"),
    ("年", rf"{_AFTER}[一二]{_D}年(?!来|多|以|半)"),
    ("月", rf"(?<![\d.])\d{{1,2}}月?{_SEP}\d{{1,2}}月份?"),
    (
        "月",
        r"(?<![\d.])(?:1[0-2]|0?[1-9])月(?:份|底|初|末|中旬|上旬|下旬)?(?:[0-3]?\d[日号]?(?!\d|个|名|户|场|次|条|项|件))?",
    ),
    (
        "月",
        rf"(?<![个{_C[1:-1]}])(?!一月[^，。；、！？\n了份初底]{{0,4}}{_N}{{1,2}}(?:次|遍|回|趟|天))"
        rf"(?:正|腊|冬|十[一二]|[一二三四五六七八九十])月(?:份|底|初|末|中旬|上旬|下旬)?"
        rf"(?:{_C}{{1,3}}[日号]?(?![{_C[1:-1]}个名户名场次条项件]))?",
    ),
    ("日", rf"(?<![\d.])(?:[0-3]?\d日?{_SEP})?(?:[0-3]?\d|{_C}{{1,3}})日(?!内|以内|之内)"),
    (
        "",
        rf"(?:周|星期|礼拜)[一二三四五六日天](?:{_SEP}(?:周|星期|礼拜)?[一二三四五六日天])?"
        r"(?![个次场期天遍轮回趟节堂条户名项件到至小])",
    ),
    ("季度", rf"(?<![每个])[一二三四1-4](?:{_SEP}[一二三四1-4])?季度(?![一二两三1-9][次遍轮期])"),
    ("", rf"(?:19|20)?{_N}{{1,2}}年代|上?世纪{_N}{{1,3}}|{_N}{{1,5}}周年"),
    ("个", rf"{_N}{{1,3}}个(?:月|星期|礼拜|季度)(?:前(?!期)|后|来|以来|以前|之前|之后)"),
    (
        "",
        rf"(?:{_START}|(?<=[在从比跟的这]))(?:[这那近前后头]|最近|过去|今后|未来|往后|接下来)的?{_N}{{1,3}}(?:年|个月|天)",
    ),
    ("五", r"十[二三四五]五(?:时期|期间|规划|末|开局|收官|以来|头)"),
    ("届", rf"{_N}{{1,3}}届(?:全国|人大|政协|党代|[一二三四五六七1-7]中|中央)"),
    ("小时", r"(?:八|8)(?:个)?小时(?:之外|以外|外)|24小时(?=自助|值班|值守|在线|服务|开放|轮|不打烊)"),
    # ordinals and ranks
    ("第", rf"第{_N}{{1,8}}(?:(?:[、和至到-]第?|，第){_N}{{1,4}}){{0,6}}"),
    ("前", rf"(?<![目之提以空当日从生往底末月初中旬度年号\0])前{_N}{{1,3}}(?:名|位|强|列|批|期|轮|次|条|个|年|天|场)?"),
    (
        "",
        rf"(?:倒数|排名|名列|位列|排在|(?<![^，。；、！？\s的在这那把])头){_N}{{1,3}}(?:名|位|条|个|次|回|场|年)?(?!个月)",
    ),
    ("", rf"[东西南北前后左右村队]{_N}{{1,2}}组(?![个织])|{_N}{{1,2}}组的|{_N}{{1,3}}(?:队|社)(?:的|村民|社员)"),
    ("期", r"[一二三四五六]期(?=工程|项目|建设|改造|已|正在|的)"),
    ("级", rf"[两三四五六]级(?!以上)|{_N}{{1,2}}年级"),
    ("后", r"[五六七八九]零后|\d0后"),
    # a one that counts nothing (never the last digit of 三十一起)
    ("一", rf"(?<!{_ALL})(?:唯一|逐一|万一(?![千百十])|(?<![系传血总])统一|(?<![合陪会协])同一|(?<!分)之一)"),
    ("一", r"整齐划一|[知二三多][行]?合一|始终如一|表里如一|[其]一(?=[，。是])|不一(?![个次户])|单一(?![份张名])"),
    ("一", rf"{_ONE}(?=[些般直定批带路线样旦律味向致体流心手边时切再概度系会行共股阵代经生身])"),
    ("一", rf"(?<!{_ALL})(?:(一)个(?=个)|(一)(\w)(?=\3))|{_ONE}点(?!{_D})"),
    ("一", r"(?:[这那哪某同另]|每|任何|新的|头|首)(一)(?![百千万十])"),
    ("一", r"新(一)[轮届代批年]|[上下前后](一)(?:年|轮|届|任|级|季度|个季度|个月|周|步|期|年度|阶段)"),
    ("一", r"[又再](一)[次轮]|再(一)个"),
    ("一", rf"{_START}(一)(?=[个块条件].{{0,3}}是)|{_START}(一)[个条处座家口块](?=\d|[二两三四五六七八九])"),
    ("一", r"(?:是|作为|成为|变成|像|当好?|做好?)(一)[个名位种项件条支场](?=[\u4e00-\u9fff])"),
    ("一", rf"{_ONE}[一-龥]{{1,6}}(?:都|也)(?:没|不|未|无)|没有?(一)[个户件起项例次人名条]|无(一)[一-龥]"),
    ("一", rf"{_ONE}[个户件份项条次人名分](?:没|不|未)[少落漏差缺剩留]"),
    ("一", r"有(一)[天回次](?=[，,我他去到在晚\0]|早上|半夜|夜里|凌晨|下午|上午|中午|[傍清]晨?|\d)"),
    ("一", rf"{_ONE}场(?=[^，。；！？\s]{{0,3}}[仗战旱雨雪洪灾病疫空梦])"),
    ("一", rf"{_START}(一)年(?=[\u4e00-\u9fff]{{3,12}}\d)"),
    ("期", r"(?<![\d零〇一二两三四五六七八九十百])([一二三四])期(?=工程|项目|在建|建设|完工|开工|已|也|正|投)"),
    ("一", r"(?:走|闯|探索|蹚|趟|摸索)(?:出了?|了)?(一)条"),
    ("一", rf"{_ONE}起(?!案|事故|纠纷|矛盾|信访|火|命案|上访|交通|刑|积案|事件)"),
    ("一", rf"{_ONE}块(?![一二三四五六七八九][毛角]?(?:$|[，。；、一]))(?=$|[^牌地钱田砖板展绿硬阵匾短黑大荒])"),
    ("一", rf"{_ONE}道(?!题|菜|关|河|坝|闸|防线|门|工序|程序|坡|梁|沟)"),
    (
        "一",
        rf"{_ONE}[种类面方套把家度口头篇节段层片幅股带阵]"
        r"(?!红旗|旗|党课|课|企业|合作社|公司|农|酒|店|超市|工厂|文章|房|制度|设备|井)",
    ),
    ("一", rf"{_ONE}个[一-龥]{{1,5}}一(?:年|个月|月|周|天|季度)|{_ONE}[个名][一-龥]{{2,3}}(一)[面座]"),
    ("分", rf"(?<!{_ALL})十分(?![钟之])"),
    ("", r"(?<=[哥咱他她我你们娘爷姐母])俩|[哥姐]仨"),
    # 一户一策: each has its own; 一月一次 is a frequency and stays
    (
        "一",
        rf"(?<!{_ALL})一[户村人企季月周日年社镇组家岗站天批区校院]度?一(?![次场个名户人回遍期件项篇条课节趟处份张])[一-龥]",
    ),
)
_QUOTED = re.compile(
    r"《[^《》\n]{0,60}》|“([^“”\n]{0,40})”|‘([^‘’\n]{0,40})’|「([^「」\n]{0,40})」|\"([^\"\n]{0,40})\""
)
_SPEECH = re.compile(r"[，。；！？]|^\d[\d.,]{0,9} ?(?:%|[万亿]?元|[一-龥]{1,3})$")


@cache
def _table() -> Table[Lazy]:
    return Table([Lazy(pattern) for _, pattern in _PATTERNS])


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of knowledge/figures/`name`.txt; raises InputError where it cannot be read."""
    words: set[str] = set()
    for path in knowledge_files("figures", f"{name}.txt"):
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            hint = "请检查 knowledge/figures 里的文件，用 UTF-8 保存。"
            raise InputError(f"读不了读数用的词表“{path.name}”。", hint) from error
        words |= {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(words)


@cache
def _set_phrases() -> dict[str, list[str]]:
    """The set phrases by their first two characters."""
    found: dict[str, list[str]] = {}
    for word in word_list("set_phrases"):
        found.setdefault(word[:2], []).append(word)
    return found


def _phrases_in(text: str) -> list[str]:
    """The set phrases that a text may hold, the longest first."""
    known = _set_phrases()
    likely = [word for key in known.keys() & {*text, *map(str.__add__, text, text[1:])} for word in known[key]]
    return sorted(likely, key=lambda word: (-len(word), word))


def _blank(match: re.Match[str]) -> str:
    """The match's characters, with those of its filled groups (all of them where none is) made blank."""
    if not match.re.groups or not any(match.groups()):
        return BLANK * len(match[0])
    chars = list(match[0])
    for at in range(1, match.re.groups + 1):
        if match[at] is not None:
            start, end = match.start(at) - match.start(), match.end(at) - match.start()
            chars[start:end] = BLANK * (end - start)
    return "".join(chars)


def _blank_quoted(match: re.Match[str]) -> str:
    inside = next((group for group in match.groups() if group is not None), None)
    if inside is not None and _SPEECH.search(inside):
        return match[0]
    return BLANK * len(match[0])


def _without(phrase: str, text: str) -> str:
    """The text with a set phrase made blank wherever it does not follow a numeral."""
    at = text.find(phrase)
    while at >= 0:
        if at == 0 or text[at - 1] not in _NUMERALS:
            text = text[:at] + BLANK * len(phrase) + text[at + len(phrase) :]
        at = text.find(phrase, at + 1)
    return text


def without_nonfigures(text: str) -> str:
    """The text, same length, with everything that counts nothing made blank.

    Quotation marks hold a name unless what stands in them has punctuation of its own or is just a figure (“98.5%”).
    Raises InputError where the list of set phrases (knowledge/figures) cannot be read.
    """
    text = _QUOTED.sub(_blank_quoted, text)
    for phrase in _phrases_in(text):
        if phrase in text:
            text = _without(phrase, text)
    # What is made blank only takes from what later ones look for, so that those that may match are known beforehand.
    table = _table()
    for place in table.places(text):
        if _PATTERNS[place][0] in text:
            text = table[place].sub(_blank, text)
    return text
