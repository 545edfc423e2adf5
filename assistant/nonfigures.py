"""What looks like a figure and is none: dates, clock times, ordinals, names in quotation marks, set phrases, long numbers."""

from __future__ import annotations

import re
from functools import cache

from assistant.errors import InputError
from assistant.settings import knowledge_files

BLANK = "\0"

_N = "[0-9零〇一二两三四五六七八九十百廿卅]"
_C = "[零〇一二两三四五六七八九十廿卅]"
_SEP = "[-—–~～至到、和及或与]"
_START = r"(?:(?<=[，。；：、！？\s（(“\"])|(?<![\s\S]))"

# Each pattern blanks the whole match, or only its first group where there is one.
_PATTERNS = (
    # long runs: telephone, identity and account numbers, and noise
    r"[零〇一二两三四五六七八九十百千万亿廿卅几]{17,}",
    r"(?<!\d)\d{13,}[Xx]?(?!\d)|(?<!\d)\d{17}[Xx](?![A-Za-z])|(?<!\d)1[3-9]\d{9}(?!\d|\.|万|元)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)",
    r"\d[\d,，.]{24,}",
    # numbers of documents, buildings, roads, questions, versions
    r"[〔\[（(]\d{4}[〕\]）)]第?\d{0,6}号?",
    rf"{_N}{{1,8}}(?:之{_N}{{1,3}})?号(?!召)",
    r"[A-Za-z]{1,6}-?\d{1,12}(?:\.\d{1,4})?|(?<![\d.])\d{1,6}(?:\.\d{1,4})?(?:[A-Z](?![a-z])|G(?![a-z])|版)",
    # web addresses and times of the clock
    r"https?://[\w./?=&%#-]{1,200}",
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?",
    rf"(?:上午|下午|早上|早晨|晚上|凌晨|夜里|中午|傍晚|半夜|清晨|每晚|当晚|晚|早){_N}{{1,3}}点(?:半|钟|{_N}{{1,3}}分?)?",
    rf"{_N}{{1,3}}点(?:半|钟|整|来钟|多钟|{_N}{{1,3}}分(?!之))",
    # dates
    r"(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)",
    rf"(?<!\d)(?:19|20)\d{{2}}年?{_SEP}(?:19|20)?\d{{2}}年?(?:度|底|初|末)?(?!\d)",
    r"(?<!\d)(?:19|20)\d{2}(?:年度?|届|级)(?!多)",
    r"[一二][零〇九八七六五][零〇一二三四五六七八九]{2}年",
    rf"(?<![\d.])[0-3]\d年(?:度|底|初|末|换届|以来|以前|之前|上半年|下半年|[1-9一二三四十]|春|秋|冬|夏|年)",
    rf"(?:{_START}|(?<=[在从到自至比较于跟和与按对把截是]))(?<!\d)[12]\d年(?!来|多|以|半|左|工|党|的老|老|时间|有)",
    rf"(?:{_START}|(?<=[在从到自至比较于跟和与按对把截是]))[一二][零〇一二三四五六七八九]年(?!来|多|以|半)",
    rf"(?<![\d.])\d{{1,2}}月?{_SEP}\d{{1,2}}月份?",
    r"(?<![\d.])(?:1[0-2]|0?[1-9])月(?:份|底|初|末|中旬|上旬|下旬)?(?:[0-3]?\d[日号]?)?",
    rf"(?<!个)(?:正|腊|冬|十[一二]|[一二三四五六七八九十])月(?:份|底|初|末|中旬|上旬|下旬)?(?:{_C}{{1,3}}[日号]?(?![{_C[1:-1]}个名户场次条项件]))?",
    rf"(?<![\d.])[0-3]?\d日?{_SEP}[0-3]?\d日(?!内|以内|之内)",
    rf"(?<![\d.])(?:[0-3]?\d|{_C}{{1,3}})[日](?!内|以内|之内)",
    rf"(?:周|星期|礼拜)[一二三四五六日天](?:{_SEP}(?:周|星期|礼拜)?[一二三四五六日天])?(?![个次场期天遍轮回趟节堂条户名项件到至小])",
    rf"(?<!每)(?<!个)(?:第)?[一二三四1-4](?:{_SEP}[一二三四1-4])?季度",
    rf"(?:19|20)?{_N}{{1,2}}年代|上?世纪{_N}{{1,3}}|{_N}{{1,5}}周年",
    rf"{_N}{{1,3}}个(?:月|星期|礼拜|季度)(?:前(?!期)|后|来|以来|以前|之前|之后)",
    rf"(?:{_START}|(?<=[在从比跟的这]))(?:[这那近前后头]|最近|过去|今后|未来|往后|接下来)(?:的)?{_N}{{1,3}}(?:年|个月|天)",
    r"十[二三四五]五(?:时期|期间|规划|末|开局|收官|以来|头)",
    rf"{_N}{{1,3}}届(?:全国|人大|政协|党代|[一二三四五六七1-7]中|中央)|[一二三四五六七]中全会",
    # ordinals and ranks
    rf"第{_N}{{1,8}}(?:[、，和至到-]第?{_N}{{1,4}}){{0,6}}",
    rf"(?<![目之提以空当日从生往])前{_N}{{1,3}}(?:名|位|强|列|批|期|轮|次|条|个|年|天|场)?",
    rf"(?:倒数|排名|名列|位列|排在|(?<![^，。；、！？\s的在这那把])头){_N}{{1,3}}(?:名|位|条|个|次|回|场|年)?(?!个月)",
    rf"[东西南北前后左右村队]{_N}{{1,2}}组(?![个织])|{_N}{{1,3}}(?:队|社)(?:的|村民|社员)",
    r"[一二三四五六]期(?=工程|项目|建设|改造|已|正在|的)",
    rf"[两三四五六]级(?![以以]上)|{_N}{{1,2}}年级",
    r"[五六七八九]零后|\d0后",
    # one that counts nothing
    r"(?:[统唯同逐不单专划合归如其万]|(?<!分)之)一",
    r"[一](\w)\1|一(?=[些般直定批带路线样旦律味向致体流心手边时切再概度些系会行共股阵代经生身])",
    r"(?:[这那哪某同另]|每|任何|新的|头|首)(一)(?!百|千|万|十)",
    r"新(一)[轮届代批年]|[上下前后](一)(?:年|轮|届|任|级|季度|个季度|个月|周|步|期|年度|阶段)",
    r"[又再](一)[次轮]|再(一)个|^(一)(?=[个块条件].{0,3}是)|(?<=[，。；、！？：])(一)(?=[个块条件].{0,3}是)",
    r"(?:是|作为|成为|变成|像|算是|当好|当|做|做好)(一)[个名位种项件条支场](?=[\u4e00-\u9fff])",
    r"(一)[一-龥]{1,2}[一-龥]{0,4}(?:都|也)(?:没|不|未|无)|没有?(一)[个户件起项例次人名条]|无(一)[一-龥]",
    r"有(一)[天回次](?=[，,我他去到在晚]|早上)",
    r"(一)场(?=[^，。；！？\s]{0,3}(?:仗|战|旱|雨|雪|洪|灾|病|疫|空|梦))",
    r"(?:走|闯|探索|蹚|趟|摸索)(?:出|出了|了)?(一)条",
    r"(一)起(?!案|事故|纠纷|矛盾|信访|火|命案|上访|交通|刑|积案|事件)",
    r"(一)块(?=$|[^牌地钱田砖板展绿硬阵匾短黑大荒])",
    r"(一)道(?!题|菜|关|河|坝|闸|防线|门|工序|程序|坡|梁|沟)",
    r"(一)[种类面方套把家度口头篇节段层片幅股带阵](?!红旗|旗|党课|课|企业|合作社|公司|农|酒|店|超市|工厂|文章|房|制度|设备|井)",
    r"(?<=[哥咱他她我你们娘爷姐母])俩|哥仨|姐仨",
    r"(?<![0-9一二两三四五六七八九十百千万亿])十分(?![钟之])|一批|一点(?![零〇一二三四五六七八九])",
    # 一户一策: each has its own; 一月一次 is a frequency and stays
    r"一[户村人企季月周日年社镇组家岗站天批区校院]度?一(?![次场个名户人回遍期件项篇条课节趟处份张])[一-龥]",
)
_QUOTED = re.compile(r"《[^《》\n]{0,60}》|“([^“”\n]{0,40})”|‘([^‘’\n]{0,40})’|「([^「」\n]{0,40})」|\"([^\"\n]{0,40})\"")
_SPEECH = re.compile(r"[，。；！？]|^\d[\d.,]{0,9} ?(?:%|[万亿]?元|[一-龥]{1,3})$")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _PATTERNS)


@cache
def _set_phrases() -> re.Pattern[str]:
    words: set[str] = set()
    for path in knowledge_files("figures", ".txt"):
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"读不了固定说法表“{path.name}”。", "请检查 knowledge/figures 里的文件，用 UTF-8 保存。") from error
        words |= {word for line in lines if not line.startswith("#") for word in line.split()}
    # by first character: the search skips ahead to it, where one long choice behind a condition would be tried everywhere
    first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        first.setdefault(word[0], []).append(re.escape(word[1:]))
    number = "[0-9一二两三四五六七八九十百千万亿]"
    return re.compile("|".join(f"{char}(?<!{number}{char})(?:{'|'.join(rest)})" for char, rest in first.items()) or "(?!)")


def blank(match: re.Match[str]) -> str:
    """The match's characters, with those of its filled group (all of them where none is) made blank."""
    which = next((at for at in range(1, (match.re.groups or 0) + 1) if match[at] is not None), 0)
    start, end = match.start(which) - match.start(), match.end(which) - match.start()
    return match[0][:start] + BLANK * (end - start) + match[0][end:]


def _blank_quoted(match: re.Match[str]) -> str:
    inside = next((group for group in match.groups() if group is not None), None)
    if inside is not None and _SPEECH.search(inside):
        return match[0]
    return BLANK * len(match[0])


def without_nonfigures(text: str) -> str:
    """The text, same length, with everything that counts nothing made blank.

    Quotation marks hold a name unless what stands in them has punctuation of its own or is just a figure (“98.5%”).
    """
    text = _QUOTED.sub(_blank_quoted, text)
    text = _set_phrases().sub(blank, text)
    for pattern in _patterns():
        text = pattern.sub(blank, text)
    return text
