"""Political and policy terms in a text: what must be there, exact forms, documents, years, regions (handbook §4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import cue, words
from assistant.checking.places import clause_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.wording_rules import found_by, longest
from assistant.text.patterns import Lazy
from assistant.wording.near_forms import near_forms, without_marks
from assistant.wording.term_slips import told_slip
from assistant.wording.terms import Term, documents, mentioned

POLITICAL_LEAST = 2
_LONG_TITLE = 10
"""Characters of a title from which one other character is no other document."""
_KINDS = ("条例", "规定", "办法", "细则", "准则", "规则", "意见")
_DIGITS_QUOTED = Lazy(r"“(?P<code>\d{2,6}[^”\n]{0,6})”")
_EXPLAINED = Lazy(r"[^，。；\n]{0,8}[（(]|[^，。；\n]{0,8}(?:即|是指|指的是|就是|：)")
_TITLE = Lazy(r"《(?P<name>[^《》\n]{3,60})》(?P<short>[（(]以下简称《?(?P<called>[^）)》]{2,20})》?[）)])?")
_DATED = Lazy(r"(?P<before>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:印发|公布|出台|修订|颁布|施行|发布|通过)?的?$")
_OTHER_QUOTES = Lazy(r"‘[^’“”\n]{1,30}’|「[^」\n]{1,30}」|『[^』\n]{1,30}』|\"[^\"\n]{1,30}\"|'[一-龥][^'\n]{0,30}'")
_POSTS = (
    Lazy(r"中共[^，。；\n]{1,12}(?:镇|乡)委员会书记"),
    Lazy(r"(?<!中共)[一-龥*]{1,6}(?:镇|乡)党委书记"),
)


@rule("F01", "high", "政治建设没有点到，评的人第一眼就看这里", ("year",))
def political_forms_there(subject: Subject) -> Iterator[Hit]:
    """At least two of the political forms of the report's year stand in the text, where the outline opens with them."""
    wanted = any(item.terms for item in subject.outline.items())
    year = subject.year or 0
    known = [word for word, since in words().political.items() if since <= year]
    said = [word for word in known if word in subject.report.text]
    if wanted and len(said) < min(POLITICAL_LEAST, len(known)):
        told = "、".join(f"“{word}”" for word in known if word not in said)
        count = f"只提到{len(said)}种" if said else "一种也没有"
        yield Hit(f"{year}年度的政治表述{count}：结合本人做法补上学习贯彻情况（可用的有{told}）。")


@rule("F02", "medium", "政策提法差一个字就是硬伤")
def terms_exact(subject: Subject) -> Iterator[Hit]:
    """Terms stand in their exact form, in the years they hold, and in the region they belong to."""
    known = list(longest(found_by(subject, "F02")))
    yield from known
    taken = [(hit.start or 0, hit.end or 0) for hit in [*known, *found_by(subject, "F03"), *found_by(subject, "F07")]]
    for near in near_forms(subject.report.text):
        if not any(start < near.end and near.start < end for start, end in taken):
            message = f"“{near.found}”像是“{near.form}”的误写，请核对改正。"
            yield Hit(message, near.start, near.end, level="high" if near.term.level == "high" else None)
    for near in without_marks(subject.report.text):
        if not any(start < near.end and near.start < end for start, end in taken):
            yield Hit(f"{told_slip(near.found, near.form)}。", near.start, near.end, level="low")
    for term, start, end in mentioned(subject.report.text):
        left, right = clause_at(subject.report.text, start)
        clause = subject.report.text[left:right]
        if not exempt("F02", clause):
            yield from _out_of_place(subject, term, clause, (start, end))


def _out_of_place(subject: Subject, term: Term, clause: str, place: tuple[int, int]) -> Iterator[Hit]:
    year = subject.year
    if year is not None and term.valid_from is not None and year < term.valid_from:
        message = f"“{_plain(term.form)}”是{term.valid_from}年才有的提法，{year}年度的报告里请换成当年的提法。"
        yield Hit(message, *place)
    elif year is not None and year > (term.valid_until or year) and not cue("looking_back").search(clause):
        message = f"“{_plain(term.form)}”是{_span(term)}的提法，{year}年度再用请写明是哪一年的事，或换成当年的提法。"
        yield Hit(message, *place, level="low")
    if term.region:
        elsewhere = [name for name in words().provinces if name != term.region and f"{name}省" in subject.report.text]
        if elsewhere and term.region not in subject.report.text:
            message = f"“{_plain(term.form)}”是{term.region}的提法，{elsewhere[0]}是不是也这样叫，请核实后再用。"
            yield Hit(message, *place, level="low")


def _plain(form: str) -> str:
    return form.strip("“”")


def _span(term: Term) -> str:
    start, end = term.valid_from or term.valid_until, term.valid_until
    return f"{start}年" if start == end else f"{start}年至{end}年"


@rule("F04", "medium", "只有本地人懂的数字简称，上级看不懂")
def codes_explained(subject: Subject) -> Iterator[Hit]:
    """A name made of digits in quotation marks (“1510”) is explained where it first stands."""
    seen: set[str] = set()
    for match in _DIGITS_QUOTED.finditer(subject.report.text):
        if match["code"] in seen:
            continue
        seen.add(match["code"])
        if not _EXPLAINED.match(subject.report.text, match.end()):
            yield Hit(f"“{match['code']}”没有说明：第一次出现时用括号写清是哪几项。", match.start(), match.end())


@rule("F05", "medium", "文件名写不全、年份写错，一查就露怯")
def documents_named_in_full(subject: Subject) -> Iterator[Hit]:
    """A document of the library stands first in full, with the year the library knows, and not before it was issued."""
    known = {document.form.strip("《》"): document for document in documents()}
    introduced: set[str] = set()
    for match in _TITLE.finditer(subject.report.text):
        name = match["name"]
        full = name if name in known else _full_name(name, tuple(known))
        if full is None:
            meant = next((one for one in known if _is_misnamed(name, one)), None)
            if meant is not None:
                message = f"“《{name}》”像是《{meant}》的误写，请照文件核对名称。"
                yield Hit(message, match.start(), match.end())
            continue
        if full != name and full not in introduced:
            message = f"“《{name}》”是简称，第一次出现请写全称《{full}》（以下简称《{name}》）。"
            yield Hit(message, match.start(), match.end())
        introduced.add(full)
        yield from _issued(subject, known[full], match)


def _full_name(name: str, known: tuple[str, ...]) -> str | None:
    """The one full name that a short one leaves characters out of, in order."""
    if len(name) < 4:
        return None
    fitting = [full for full in known if len(full) > len(name) and _in_order(name, full)]
    return min(fitting, key=len) if fitting and len(name) * 3 >= min(map(len, fitting)) else None


def _is_misnamed(name: str, full: str) -> bool:
    """Whether a title is one of the library but for one character, or for what kind of document it is: 规定 for 条例."""
    if len(full) < _LONG_TITLE:
        return False
    kinds = [kind for kind in _KINDS if name.endswith(kind)]
    if kinds and full.endswith(_KINDS) and name.removesuffix(kinds[0]) == full[: -len(kinds[0])]:
        return True
    return len(name) == len(full) and sum(a != b for a, b in zip(name, full, strict=True)) == 1


def _in_order(name: str, full: str) -> bool:
    rest = iter(full)
    return all(char in rest for char in name)


def _issued(subject: Subject, document: Term, match: re.Match[str]) -> Iterator[Hit]:
    """The year told of a document, and whether it was there yet; one revised again and again is left alone."""
    if document.valid_from is None:
        return
    years = {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)", f"{document.date}{document.meaning}")}
    said = _DATED.search(subject.report.text[max(0, match.start() - 24) : match.start()])
    if said and int(said["before"]) not in years | {document.valid_from}:
        ask = "请核实" if document.certainty == "ask" else "请照文件改"
        told = f"这里写的是{said['before']}年，库里记的是{document.date}印发"
        yield Hit(f"{document.form}{told}，{ask}。", match.start(), match.end())
    elif subject.year is not None and subject.year < document.valid_from:
        message = f"{document.form}是{document.valid_from}年的文件，{subject.year}年度的报告里不会有，请核实。"
        yield Hit(message, match.start(), match.end())


@rule("F06", "medium", "品牌、活动名的引号前后一致，才像一份稿子")
def names_in_double_quotes(subject: Subject) -> Iterator[Hit]:
    """Names stand between “ ”, not between ' ', 「 」 or straight quotation marks."""
    for match in _OTHER_QUOTES.finditer(subject.report.text):
        if subject.report.text[: match.start()].count("“") > subject.report.text[: match.start()].count("”"):
            continue
        yield Hit(f"“{match[0][1:-1]}”的引号改用“ ”，全篇一致。", match.start(), match.end())


@rule("F08", "medium", "谁发挥什么作用、整治什么、打破什么，搭配错了就是病句")
def words_that_go_together(subject: Subject) -> Iterator[Hit]:
    """战斗堡垒 is a Party organisation's, 先锋模范 a member's; what is put in order is an environment, no 面貌."""
    yield from longest(found_by(subject, "F08"))


@rule("F09", "low", "党内职务的叫法前后一致")
def posts_named_alike(subject: Subject) -> Iterator[Hit]:
    """Posts by their right names, and one way to name the person's own."""
    yield from longest(found_by(subject, "F09"))
    body = subject.report.ending.start if subject.report.ending else len(subject.report.text)
    first, second = (pattern.search(subject.report.text, 0, body) for pattern in _POSTS)
    if first and second:
        message = f"前后有“{first[0]}”和“{second[0]}”两种写法，请统一成一种。"
        yield Hit(message, second.start(), second.end(), (first.start(), first.end()))


@rule("F10", "high", "涉密和举报内容一个字也不能进汇报材料")
def nothing_classified(subject: Subject) -> Iterator[Hit]:
    """No mark of secrecy, number of a secret document, informant or concrete lead; told without repeating it."""
    messages = dict.fromkeys(hit.message for hit in found_by(subject, "F10"))
    yield from (Hit(message) for message in messages)
