"""What a statement means beyond its words: nothing to tell, not known yet, not to be made public, or an aside."""

from __future__ import annotations

import re
from typing import Literal

from assistant.patterns import Lazy
from assistant.register import is_aside

Meaning = Literal["statement", "none", "pending", "private", "unnamed", "aside", "remark", "asking"]

_QUANTITY = (
    r"多少|几[个次场名人件户条期天篇处项家趟批年月]|次数|人数|户数|件数|天数|场数"
    r"|个数|总数|数[字目量据额]?$|准数|准信|数$|金额|额度|比例|占比"
    r"|百分比|比率|率$|文号|编号|名单|名称|全称|日期|时间|哪[一年月天个]|口径|分母|明细|钱$|数据|底数|细目"
)
_EXACT = r"具体|准确|精确|详细|确切|到底|究竟"
_SUBJECT = Lazy(rf"{_QUANTITY}|{_EXACT}")
_COUNT = Lazy(rf"多少|几[个次场名人件户条期天]|[次人户件天场]数|金额|文号|名单|比例|占比|{_EXACT}")
_OTHERS = Lazy(r"有的|有些|部分|少数|个别|一些|大家|他们|大伙|不少人|很多人|群众|居民|对.{1,20}(?:也|还|都|又)?$")
_LOST = Lazy(
    r"(?P<subject>.*?)(?P<mark>(?:我|这个|这|都|也|确实|现在|目前|暂时|一时|还|真|是|就|实在|自己|有点|有些|可能)*"
    r"(?:不(?:太|大|怎么|是很|是太)?(?:清楚|知道|确定|晓得|记得|掌握|了解)|记不(?:太)?(?:牢"
    r"|真|清楚?|得|住|起来|准|全|到)|"
    r"说不(?:太)?(?:清楚?|准|上来?|出来)|想不起来?|拿不准|吃不准|忘(?:记|掉)?))(?:了|啦|的|呢|哈|吧|具体的?)*"
)
_UNCOUNTED = Lazy(
    r"(?P<subject>.*?)(?P<mark>(?:我|这个|这|都|也|确实|现在|目前|暂时|还|就)*"
    r"(?:没|没有|未|未曾)(?:有|去|专门|细)?(?:统计|算|数|记|汇总|核实?|登记|细算)(?:过"
    r"|清楚?|出来|上来|准)?(?:具体)?)(?:了|呢|的|数)*"
)
_LATER = Lazy(
    r"(?P<subject>.*?)(?P<mark>(?:我|这个|这|都|也|就|先|还|容我|等|那)*"
    r"(?:(?:稍后|回头|过后|以后|后面|晚点|晚些|之后|随后|明天|后天|过两天|过几天|改天|等会儿?|待会儿?|下来|回去|下一步)"
    r"(?:我|再|来|给|去|统一|一起|一并)*(?:补|查|问|核|报|发|提供|告诉|填|说)(?:上|充|报|齐|给你|一下)*"
    r"|(?:再|(?<![是事])后)补(?:上|充)?|空着|空在那|留空|留着|待(?:补|查|核|定|填)|缺着))(?:吧|了|啊|哈|的|先)*"
)
_ORDERED = Lazy(
    r"(?P<subject>.*?)(?P<mark>(?:我|得|要|再|去|就)*(?:让|叫|请|喊|托).{1,8}?(?:报|查|补|发|核|统计|填|算|问)"
    r"(?:给你|一下|过来|出来|来)?)"
)
_LOOK = Lazy(
    r"(?P<subject>.*?)(?P<mark>(?:我|这个|这|都|也|就|还|可能|恐怕)*(?:要|得|需要?"
    r"|须|只能|要去|等)(?:再|去|回去|先|让人|找人|我)*"
    r"(?:查(?![处摆漏究补])|找(?!差距|准|问题|出路|抓手)|问(?!需|计|责|题)|核(?:对"
    r"|实)?(?!心|算)|翻(?!修|新|建|番)|看(?:一下|台账|报表))"
    r"(?P<object>[^，。]{0,14}))"
)
_ASK_LEDGER = Lazy(
    r"台账|平台|报表|账|档案|底册|记录|文件|一下|了|委员|主任|会计|办公室|干事|专干|人员|办$|室$|站$|所$|$"
)
_PROMISE = Lazy(
    r"你们?(?:就|先|也)?(?:帮我)?(?:记|写|填)(?:成|作|上|个)?[^，。]{0,14}|我?.{0,4}(?:报"
    r"|发|念|说|讲|数)给(?:你|您)(?:听|看)?[啊吧哈了]?|.{0,10}?我?(?:让"
    r"|叫|请|喊).{1,8}?(?:发|给|查|补|报|核|统计|问|提供|送|找"
    r"|翻)(?:给|一下|出来|过来)?(?:你|您|过来|报上来|一下|了)"
)
_REMARK = Lazy(
    r".{1,8}是.{1,10}的(?:数字?|口径|数据)|.{1,10}[上里]的(?:数字?|数据)|.{1,8}有(?:本子"
    r"|台账|记录|底子|登记|签到表|照片)的?|(?:还|另外|另)?有一[个桩件条项]|这?个?都?可以写"
    r"|(?:这个?|那个?|它)(?:都|就|也|可|主要)?是[^，。\d]{1,14}的"
)
_DEED = Lazy(r"查[摆处究漏补]|找(?:准|差距|问题|出路|短板)|问[需计责题]|核[心算]|翻[修新建]|看望")
_NONE = Lazy(
    r"(?:(?:这个|这项|这块|这方面|那个|那方面|今年|去年|全年|本年度?|目前|现在"
    r"|暂时|确实|真的?|实在|我们|我|咱们?|镇里|镇上|街道|这儿|这里|倒|也|都|还"
    r"|就|是|真是)*)"
    r"(?:(?:一|半)[个次场名人件户条处项回点期](?:都|也)?(?:没|没有|无)(?:有|办|搞|开|建|做|去|过)*"
    r"|没有?(?:搞|办|开|做|建|评|拿|去|安排|开展|涉及|组织|设|发生|这回事|这个事"
    r"|这项工作|这方面的?|这个情况|这样的|这些|什么|啥)*(?:过|的|情况|可说的|可写的)*"
    r"|无|暂无|不涉及|没得|零|不存在(?:这个|这种)?(?:问题|情况)?)(?:了|的|啊|呢|吧|呀|哈)*"
)
_EXCUSE = Lazy(
    r"(?:也|还|都|就|实在)*(?:来不及|没来得及|没赶上|没顾上|顾不上|没轮上|没条件|不够条件|没申报|没报上?)[^，。]{0,6}"
)
_HAS_NONE = Lazy(r"[^，。\d没无]{1,10}(?:都|也|还|倒是|暂时|一个)*(?:没有|没得|没拿过|没评上)(?:了|的|过|啊|呢)?")
_NEGATED = Lazy(
    r"(?:今年|全年|本年度?|目前|暂时|确实|我们|咱们?|街道|镇里)*(?:也|还|都)?(?:没有?"
    r"|未|无(?!职|人机|线|缝|障碍|公害|害化|偿|物业|主|接触))(?!发生|出现|接到|反弹|返贫)[^，。]{1,10}"
)
_SECRET = Lazy(
    r"(?P<subject>.*?)(?P<mark>(?:这个|那个|这事儿?|这件事儿?|这条|这些|这段|这句"
    r"|这块儿?|以上|上面|前面|都|也|就|先|最好|请|还是|千万|可|一律|全部|暂时"
    r"|暂|你)*"
    r"(?:(?:不|别|甭|不要|不用|不必|不能|不想|勿|莫)(?:再|往外|对外|往里|在里面"
    r"|要|方便|便|宜|好|适合|能|可以)*(?:写|公开|提|外传|说出去|往外说|外说|上报告"
    r"|上稿|讲出去)"
    r"|(?:不|别)(?:方便|便|好|宜)(?:说|讲)|保密))(?:了|啊|吧|进去|进来|上去|出来"
    r"|出去|到报告里|在报告里|进报告|的|哈|给别人|名字|具体)*"
)
_SECRET_NAME = Lazy(r"名$|名字$|名称$|姓名$|地名$|单位$|数$|数字$|数据$|金额$|次数$|人数$|多少.{0,4}$|具体.{0,6}$")
_PUBLIC_AFFAIR = Lazy(r"务$|账目$|信息$|财政$|情况$|程序$|过程$|结果$")
_MASK = Lazy(
    r"(?:就|只|都)?(?:写|用|叫|填)(?:成|作|个)?(?:[*＊×xX某]{1,3}|某某?)(?:[一-龥]{0,4})(?:就行|就好|代替|吧)?"
)
_ASKING = Lazy(r".*(?:多少|几(?:个|次|场|名|人|件|户|条|期|天|趟))(?![\d一二三四五六七八九十]).{0,8}")
_EVERYTHING = Lazy(r"以上|上面|前面|这些|全部|全都|一律|都(?:不|别)|所有|整个")


def meaning(words: str, *, plain: bool = True) -> tuple[Meaning, str]:
    """The meaning of one statement and the subject it is about ("" where it has none of its own).

    `plain`: the question asks for facts; where it asks for problems or causes, “群众不清楚政策” is a statement.
    """
    words = words.strip()
    for reading in (_private, _pending):
        found = reading(words, plain)
        if found is not None:
            return found
    if _REMARK.fullmatch(words):
        return "remark", ""
    if _MASK.fullmatch(words) or _PROMISE.fullmatch(words):
        return "aside", ""
    if _NONE.fullmatch(words) or (plain and (_HAS_NONE.fullmatch(words) or _EXCUSE.fullmatch(words))):
        return "none", ""
    if is_aside(words) and not _DEED.search(words):
        return "aside", ""
    if _ASKING.fullmatch(words) and not re.search(r"\d", words):
        return "asking", words
    return "statement", ""


def negated(words: str) -> bool:
    """Whether a short answer only says that it did not take place (“没有撤换”), which is no fact and never a 0."""
    return _NEGATED.fullmatch(words) is not None


def secret_scope(words: str) -> Literal["answer", "before"]:
    """How far a bare “别写” reaches: over all that was said (以上都不公开), or over the statement before it."""
    return "answer" if _EVERYTHING.search(words) else "before"


def _private(words: str, plain: bool) -> tuple[Meaning, str] | None:
    found = _SECRET.fullmatch(words)
    if found is None:
        return None
    subject = found["subject"].strip()
    if subject and "公开" in found["mark"] and _PUBLIC_AFFAIR.search(subject):
        return None
    if subject and "保密" in found["mark"] and not re.search(r"(?:要|需|须|得|属于|应当)$", subject):
        return None
    if subject and _SECRET_NAME.search(subject):
        return "unnamed", subject
    return "private", subject


def _pending(words: str, plain: bool) -> tuple[Meaning, str] | None:
    for pattern in (_LOST, _UNCOUNTED, _LATER, _LOOK, _ORDERED):
        found = pattern.fullmatch(words)
        if found is None:
            continue
        subject = found["subject"].strip("，,、：: 的")
        if pattern is _ORDERED and not _SUBJECT.search(subject):
            return None
        return ("pending", subject) if _is_gap(pattern, found, subject, plain) else ("statement", "")
    return None


def _is_gap(pattern: Lazy, found: re.Match[str], subject: str, plain: bool) -> bool:
    counted = (_SUBJECT if plain else _COUNT).search(subject) is not None
    if pattern is _LOOK:
        return counted or (_ASK_LEDGER.search(found["object"]) is not None and (not subject or plain))
    if not subject or counted:
        return True
    if pattern is _LOST:
        return plain and not _OTHERS.search(subject) and len(subject) <= 12
    return not _OTHERS.search(subject) or plain
