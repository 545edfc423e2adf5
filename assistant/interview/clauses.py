"""An answer cut into sentences and statements, each with its place in the words said and the point it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.interview.ordinals import DIGITS, ORDINAL, Nesting, point_of
from assistant.interview.predicates import has_predicate, held
from assistant.interview.ways import ways
from assistant.outline import Role
from assistant.text.patterns import Lazy

_SENTENCE = Lazy(r"[。！？!?\n\r]+|(?<!\d)\.(?=\s|$)")
_COMMA = Lazy(
    r"(?:(?<!\d)|(?!.\d{3}(?!\d)))[，,]|：(?=一是|[一1](?:件|桩|个|项)是|第一(?:条|个|点|[，、是])|首先|①|[（(]?[1一][）)、])"
    r"|[；;]|…+|——+|(?<=[一-龥”）])(?<![第十周初期月其之])(?=[二三四五六]是(?![否非])[一-龥])|(?<=[一-龥%”])[ \t\u3000]+(?=[一-龥“])"
    # A clerk's list between strokes (读书班3期/党课13场, 408户/1120人), not a rate (15万元/社区/年) nor a date.
    r"|(?:(?<=\d)|(?<=\d[一-龥%㎡])|(?<=\d[一-龥]{2}))/(?=[一-龥“])(?!(?:社区|[年月天人户村亩周季]|个)(?:[/，。；、（）]|$))"
    r"|(?<=[一-龥%）”])/(?=\d)|(?<=[一-龥）”])/(?=[一-龥“][^/，。；：]{0,16}\d)|(?<![①-⑩和跟、])(?=[②③④⑤⑥⑦⑧⑨⑩])"
)
STRETCH = re.compile(r"[^，,。！？；;\n]+")
"""Words between marks as they were said, where they stand in an answer; what they tell is for `cut`."""
EDGE = " \t\r\n\u3000，,、；;：:。！？!?…—"
_NEXT_POINT = Lazy(
    r"(?:我(?:觉得|认为|看|想)|主要)?(?:(?P<n>[二三四五六])一?个(?:就)?是|(?:再"
    r"|另|还有|再有|再就是|另外|最后)(?:的)?(?:有)?一(?:个"
    r"(?!村(?![级书干民集里与跟党间])|社区(?![书干])|支部(?!书记)|人(?!才)|户|小区(?![支党]))"
    r"|条(?!路|渠|街|河)|点)(?:问题)?(?:就)?是?|(?:还有|再有|另外|最后)就是|再就是|(?P<one>一(?:个|条)(?:就)?是))[，,：: ]*"
)
# Opens a sentence behind points told without numbers (一个是…。再一个是…。还有村里后备干部少).
_ONE_MORE = Lazy(
    r"(?:还有|再有|另外|此外|其次|最后)(?:一点)?[，,]?(?=[一-龥]{4})(?![^，。；]{0,2}[\d几两三四五六七八九十])"
)
_COUNTED_LIST = Lazy(
    r"[^：；。]{0,24}?(?<!第)(?P<n>[两二三四五六2-6])(?:个方面|条|个|项|点|件|样)[^：；，。]{0,8}：(?=[^；：]{3,}；)"
)
# “一个，牧民散。一个，书记不会算账。”: the mark alone, each time the next point.
_BARE_POINT = Lazy(r"(?:(?:还有|再|另)?一|[二三四五六]一)(?:个|条)(?:嘛|呢|吧|怪我)?")
# 首先…其次…最后…, 一方面…另一方面…: a list where nothing numbered it already, begun by its first word.
_ORDER = Lazy(
    r"(?:(?P<first>首先|一方面)|(?P<next>其次|再次|再者|最后|(?:另|再|还有)一方面))(?:[，,：:]|(?:就)?是|(?=[一-龥]|$))"
)
_RUN_ON = Lazy(
    r"第(?P<n>[一二三四五])(?!书记|产业|时间|议题|责任|资源|[批名季年期轮次位个步党梯线届阶条点项类件桩样方，,是：:、])(?=[一-龥])"
)
_BULLET = Lazy(r"[-*•·●▪]+[ \t\u3000]*")
# “二，17.6万人只登记612名”: a bare numeral before a comma opens a sentence's point.
_BARE_NUMBER = Lazy(r"(?P<n>[一二三四五六七八九十]|\d{1,2})")
_SEVERAL = Lazy(
    r"(?=[一二三四五六、和跟与及第条个点问题]*[条个点题])(?P<list>第?[一二三四五六](?:条|个|点)?(?:问题)?(?:[、和跟与及]?第?[一二三四五六](?:条|个|点)?(?:问题)?)*"
    r"[、和跟与及]第?[一二三四五六])两?(?:条|个|点)?(?:问题)?(?:都|全|均)?是?"
    r"|(?P<rings>[①-⑩](?:[、和跟与]?[①-⑩])+)(?:条|个|点)?(?:问题)?(?:都|全|均)?是?"
    r"|[前头](?P<count>[两二三四])(?:条|个|点)(?:问题)?(?:都|全|均)?是?"
)
_SAME_AGAIN = Lazy(r"(?:也|同样)(?:是|有|提了?|点了?|提过|点过|一样|如此)(?:的)?")
_ONLY_FRAME = Lazy(r"(?:从|要说)?客观(?:上|来说|来讲|原因)?(?:说|讲|看|讲|有)?|还有|另外|再有|再就是")
_HEADING = Lazy(r"(?:我们|我)?(?:存在的?)?(?:主要)?(?:问题|毛病|短板|原因|措施|打算)(?:嘛|呢|吧|的话|上|啊|么)")


@dataclass(frozen=True)
class Clause:
    """One statement: `words` to be read (a marker or correction taken off), `start`/`end` what was said in the answer.

    `about` is the point it speaks of (第二条 → 2), `sentence` its place among the answer's sentences.
    `item`: the number that it was listed with. `said`: it gives somebody's very words; `told`: it is of a story, and written as it was told.
    """

    words: str
    start: int
    end: int
    sentence: int
    about: int | None = None
    item: int | None = None
    said: bool = False
    told: bool = False


def cut(text: str, *, points: bool, loose: bool = False, several: bool = False) -> list[Clause]:
    """All pieces between commas and stops; `points`: 第一条, 一是 … say which problem the words are about.

    With points, a semicolon ends a sentence: what stands behind it is a matter of its own. `loose`: only 第二条 and the
    like name a problem; 一是, 还有一个 count the causes themselves, each a sentence of its own. `several`: what is said
    of 前两条 is said of each of them.
    """
    return _Cut(text, points=points, loose=loose, several=several).run()


class _Cut:
    """One answer being cut: the pieces so far, the point spoken of, the place among the sentences."""

    def __init__(self, text: str, *, points: bool, loose: bool, several: bool) -> None:
        self._text = text
        self._points, self._loose, self._several = points, loose, several
        self._pieces: list[Clause] = []
        self._about: int | None = None
        self._number = -1
        self._counting = False
        self._nesting = Nesting(text) if points else None
        self._ordered = False

    def run(self) -> list[Clause]:
        for start, end in spans_between(held(self._text), _SENTENCE, 0, len(self._text)):
            self._number += 1
            self._sentence(start, end)
        return self._pieces

    def _sentence(self, start: int, end: int) -> None:
        points, text = self._points, self._text
        lead, roles = ways().lead(text[start:end]) if points else ("", frozenset[Role]())
        start += len(lead)
        bullet = _BULLET.match(text[start:end]) if points else None
        start += bullet.end() if bullet else 0
        blotted = held(text[start:end])
        begins = _list_begins(blotted, roles) if points else None
        for left, right in _pieces(blotted, begins or 0):
            self._number += points and not begins and left > 0 and text[start + left - 1] in "；;"
            clause = _trimmed(text, start + left, start + right, self._number)
            if clause is None:
                continue
            if not points:
                stripped, listed_with = _without_marker(clause, points=False)
                self._keep(replace(stripped, item=listed_with))
                continue
            listed_at = 1 + blotted.count("；", 0, left) if begins is not None and left >= begins else None
            self._point(clause, listed_at, opens=left == 0, counted=bool(begins))

    def _point(self, clause: Clause, listed_at: int | None, *, opens: bool, counted: bool) -> None:
        """A piece of what is told by points."""
        if _HEADING.fullmatch(clause.words) or (self._loose and _ONLY_FRAME.fullmatch(clause.words)):
            return
        if self._taken(clause):
            return
        stripped, point, named = self._marked(clause, opens=opens)
        if listed_at is not None and (counted or point is None):
            point = listed_at
        if point is not None and not named and not _NAMES_PROBLEM.match(clause.words):
            self._number, self._about, point = self._number + 1, None, None
            stripped = replace(stripped, sentence=self._number)
        if point is None and opens and _OF_POINT.match(clause.words):
            self._about = None
        self._about = point or self._about
        if point and self._pieces and _SAME_AGAIN.fullmatch(stripped.words):
            stripped = replace(stripped, words=self._pieces[-1].words)
        self._keep(replace(stripped, about=self._about))

    def _taken(self, clause: Clause) -> bool:
        """Takes what names several points, a point's bare number, or counts within a point."""
        numbers = _several(clause.words) if self._several else []
        bare = None if numbers else self._bare_number(clause)
        if numbers:
            self._say_of_each(clause, numbers)
        elif bare is not None:
            self._about = bare
        elif self._nesting is not None and self._nesting.within(clause.words, self._about):
            self._keep(replace(_without_marker(clause, points=True)[0], about=self._about))
        else:
            return False
        return True

    def _marked(self, clause: Clause, *, opens: bool) -> tuple[Clause, int | None, bool]:
        """A piece without the mark of its point, the point, and whether that counts problems, not causes."""
        stripped, point = _without_marker(clause, points=True)
        if point is None:
            stripped, point = self._in_order(clause)
        # A list that begins with 二是 goes on from one told elsewhere: it counts problems.
        self._counting = self._counting or point == 1
        named = not self._loose or (point is not None and not self._counting)
        if point is None:
            stripped, point = _next_point(clause, self._about, opens=opens)
            if point is not None and self._about is None and not self._loose:
                self._pieces = [replace(piece, about=1) for piece in self._pieces]
        return stripped, point, named

    def _bare_number(self, clause: Clause) -> int | None:
        """The point that a numeral alone, or 一个 alone, opens; None where the piece is more than that."""
        if _BARE_POINT.fullmatch(clause.words):
            return (self._about or 0) + 1
        found = _BARE_NUMBER.fullmatch(clause.words)
        before, after = self._text[: clause.start].rstrip(" \t\u3000")[-1:], self._text[clause.end : clause.end + 1]
        if found is None or not after or after not in "，,：:":
            return None
        number = int(found["n"]) if found["n"].isdigit() else DIGITS.index(found["n"])
        goes_on = before in "，," and number == (self._about or 0) + 1
        return number if goes_on or before in "。；;！？!?：:\n\r" else None

    def _in_order(self, clause: Clause) -> tuple[Clause, int | None]:
        """首先…其次…, and 第一我… told on without a comma, each the next of its list."""
        found = _ORDER.match(clause.words)
        if found is not None and ((found["first"] and self._about is None) or (found["next"] and self._ordered)):
            self._ordered = True
        elif (found := _RUN_ON.match(clause.words)) is not None:
            number = DIGITS.index(found["n"])
            if number != (self._about or 0) + 1 or (number == 1 and "第二" not in self._text[clause.end :]):
                return clause, None
        else:
            return clause, None
        words = clause.words[found.end() :].strip(EDGE)
        return replace(clause, words=words, start=clause.end - len(words)), (self._about or 0) + 1

    def _say_of_each(self, clause: Clause, numbers: list[int]) -> None:
        words = clause.words[_SEVERAL.match(clause.words).end() :].strip(EDGE)  # type: ignore[union-attr]
        for number in numbers if words else ():
            self._keep(replace(clause, words=words, start=clause.end - len(words), about=number))
        self._about = numbers[0]

    def _keep(self, clause: Clause) -> None:
        if clause.words:
            self._pieces.append(clause)


def _several(words: str) -> list[int]:
    """The points that words open with naming together (第一、第二条都…, 前两条…); none where they name one or none."""
    found = _SEVERAL.match(words)
    if found is None:
        return []
    if found["count"]:
        return list(range(1, DIGITS.index(found["count"].replace("两", "二")) + 1))
    if found["rings"]:
        return [ord(ring) - ord("①") + 1 for ring in re.findall("[①-⑩]", found["rings"])]
    return [DIGITS.index(digit) for digit in re.findall("[一二三四五六]", found["list"])]


def _list_begins(blotted: str, roles: frozenset[Role]) -> int | None:
    """Where in a sentence a list told between semicolons begins: behind what counts it (提了3条：…；…；…), at 0 where its
    lead says that problems follow; None where there is none."""
    counted = _counted_list(blotted)
    return counted or (0 if "problem" in roles and "；" in blotted else None)


def _pieces(blotted: str, counted: int) -> Iterator[tuple[int, int]]:
    """The pieces of a sentence; what counts a list (提了3条：…；…；…) is a piece of its own."""
    if counted:
        yield 0, counted - 1
    yield from spans_between(blotted, _COMMA, counted, len(blotted))


def _counted_list(blotted: str) -> int:
    """Where a list begins that is counted and then told between semicolons; 0 where there is none."""
    found = _COUNTED_LIST.match(blotted)
    if found is None or _NEXT_POINT.match(blotted, found.end()) or ORDINAL.match(blotted, found.end()):
        return 0
    told = (
        DIGITS.replace("二", "两").find(found["n"].replace("二", "两")) if not found["n"].isdigit() else int(found["n"])
    )
    return found.end() if blotted.count("；") + 1 == told else 0


def spans_between(text: str, divider: Lazy, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the pieces of a stretch between its dividers begin and end, those left out that hold no word."""
    at = start
    for found in divider.finditer(text, start, end):
        if text[at : found.start()].strip(EDGE):
            yield at, found.start()
        at = found.end()
    if text[at:end].strip(EDGE):
        yield at, end


def _trimmed(text: str, start: int, end: int, sentence: int) -> Clause | None:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Clause(text[start:end], start, end, sentence) if start < end else None


def _without_marker(clause: Clause, *, points: bool) -> tuple[Clause, int | None]:
    found = ORDINAL.match(clause.words)
    if found is None:
        return clause, None
    number = point_of(found)
    if not points and (found["a"] or found["first"]):
        return clause, None
    words = clause.words[found.end() :].strip(EDGE)
    if words and found["c"] and not has_predicate(words) and len(words) < 3:
        return clause, None
    return replace(clause, words=words, start=clause.end - len(words) if words else clause.start), number


def _next_point(clause: Clause, about: int | None, *, opens: bool) -> tuple[Clause, int | None]:
    """一个是 … 再一个是 …: points told one after another without a number; `opens`: the clause opens a sentence."""
    found = _NEXT_POINT.match(clause.words)
    if found is None and opens and about is not None and about > 1:
        more = _ONE_MORE.match(clause.words)
        words = clause.words[more.end() :] if more else ""
        return (replace(clause, words=words, start=clause.end - len(words)), about + 1) if more else (clause, None)
    if found is None or found.end() == len(clause.words):
        return clause, None
    if found["n"]:
        number = DIGITS.index(found["n"])
    else:
        first = found["one"] is not None and about is None
        number = 1 if first else (about or 1) + 1
    words = clause.words[found.end() :]
    return replace(clause, words=words, start=clause.end - len(words)), number


# What names a problem even where 一是 would only count causes.
_NAMES_PROBLEM = Lazy(
    r"[^，。；]{0,6}第[一二三四五六七八九十\d]{1,2}(?:个问题|条|[，,、：:])|问题[一二三四五六]|[（(]?\d{1,2}[）).、]|[①-⑩]|[一二三四五六]、"
)
_OF_POINT = Lazy(r"[一-龥]{2,8}?(?:这|那)(?:一)?条(?!路|渠|街|河)")
