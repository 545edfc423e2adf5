"""How people name a place of a report: 第二条, 第二个问题, 党员先锋那条, 最后一条措施, 原因那句, “……”那句, 结尾, 全文."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from assistant.figures.numerals import numeral
from assistant.writing.asked import Inner, Role, Target
from assistant.writing.revising_words import revising_words

_N = "[0-9一二三四五六七八九十两]{1,3}"
_M = "(?:条|点|个|项|段|款|块|方面)"
_DE = "(?:的|里|中|里面|里头|当中|下面|这部分|那部分)*"
_ORD = (
    f"(?:倒数)?第{_N}{_M}?|最后(?:面)?(?:的)?一?{_M}|末尾?一?{_M}|首{_M}|头一{_M}|末条|{_N}是(?![，。0-9])"
    f"|(?<![0-9一二三四五六七八九十两第]){_N}(?:条|项|点)"
)
_SENT = f"(?:倒数)?第{_N}句话?|最后(?:那)?一?句话?|首句|头一?句|末句|开头(?:那)?一?句"
_QUOTE = "“[^“”]+”(?:的)?(?:那|这)?(?:一)?(?:句话|句|段话|段|几个字|个词|个说法|个提法|条|处|词|部分|话)?"
_TAIL = "(?:(?:那|这)(?:一)?(?:条措施|个问题|项措施|条问题|句话|几句话|几句|几行|些|部分|个方面|条|点|个|项|段|句|处|块|事)|的事(?:情)?)"
_TOPIC = rf"(?:带|有|说|讲|写|提到|关于|涉及|谈)?(?P<topic>[^，。；：“”]{{2,16}}?)(?:的)?{_TAIL}"
_TWO_AT_ONCE = re.compile("第?[一二三四五六七八九]{2}(?:条|个|项|点|句)")
_TOPIC_END = re.compile(_TAIL + "$")


def either(words: list[str]) -> str:
    """Words as one choice of a pattern, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@cache
def the_rest() -> re.Pattern[str]:
    """What stands for all that was not named (其余, 别的)."""
    return re.compile(either(revising_words("ways")["rest"]))


@cache
def _names() -> dict[str, str]:
    told = revising_words("ways")
    roles = {f"role_{role}": either(names) for role, names in told["parts"].items()}
    return roles | {k: either(told[k]) for k in ("whole", "opening", "closing", "headline", "cause", "shows")}


@cache
def _role() -> str:
    return "(?:" + "|".join(pattern for name, pattern in _names().items() if name.startswith("role_")) + ")"


@cache
def target_pattern() -> str:
    """The pattern of everything that names a place, without named groups."""
    names = _names()
    inner = f"(?:{names['headline']}|{names['cause']}|{names['shows']}|{_SENT}|{_QUOTE})"
    inner = f"{inner}(?:里|中)?(?:的)?(?:{_QUOTE}|(?:那|这)句)?"
    part = f"(?:第{_N}部分|{_role()}(?:部分|方面)?){_DE}"
    every = f"(?:所有|每一?|各|全部){_M}?(?:的)?{_role()}?"
    item = f"(?:{part})?(?:{_ORD})(?:的)?{_role()}?(?:(?:那|这){_M}|这里|那里)?|{_role()}第?{_N}(?:条|点|个|项)?|(?:{part})?{every}"
    topic = _TOPIC.replace("?P<topic>", "?:")
    whole = f"(?:把)?{names['whole']}(?:的)?"
    ends = f"(?:{names['opening']}|{names['closing']})(?:那|这)?(?:一)?(?:句话|句|段|部分)?"
    this = "(?:这|那|整)(?:一|个)?部分|(?:这|那|刚才那?|上面那?)(?:一|个)?(?:句话|句|条|段|点|个问题|处)"
    return f"(?:(?:{item}){_DE}(?:{inner})?|(?:{this})|{whole}|{ends}|{inner}|{topic}{_DE}(?:{inner})?|{part})"


@cache
def _whole_match() -> re.Pattern[str]:
    return re.compile(target_pattern())


def read_target(words: str) -> Target | None:
    """The target that exactly these words name, None where they name none."""
    words = words.strip("，、 ")
    if not words or not _whole_match().fullmatch(words) or _TWO_AT_ONCE.match(words):
        return None
    names = _names()
    if re.fullmatch(f"{names['whole']}(?:的)?", words):
        return Target(words, "whole")
    if re.fullmatch("(?:这|那|刚才那?|上面那?)(?:一|个)?(?:句话|句|条|段|点|个问题|处)", words):
        return Target(words, "loose")
    if re.fullmatch("(?:这|那|整)(?:一|个)?部分", words):
        return Target(words, "part")
    ends = "(?:那|这)?(?:一)?(?:句话|句|段|部分)?"
    for kind in ("opening", "closing"):
        if re.fullmatch(names[kind] + ends, words):
            return Target(words, "opening" if kind == "opening" else "closing")
    return _item(words)


def _item(words: str) -> Target | None:
    target = Target(words, "loose")
    rest, target = _inner(words, target)
    rest = re.sub(f"{_DE}$", "", rest) if rest else rest
    if not rest:
        return target
    target, rest = _part(rest, target)
    if found := re.fullmatch(f"(?P<ord>{_ORD})(?:的)?(?P<role>{_role()})?(?:(?:那|这){_M}|这里|那里)?", rest):
        role = role_of(found["role"]) if found["role"] else target.role
        return replace(target, kind="item", ordinals=(ordinal(found["ord"]),), role=role)
    if found := re.fullmatch(f"(?P<role>{_role()})第?(?P<n>{_N})(?:条|点|个|项)?", rest):
        return replace(target, kind="item", ordinals=(_number(found["n"]),), role=role_of(found["role"]))
    if found := re.fullmatch(f"(?:所有|每一?|各|全部){_M}?(?:的)?(?P<role>{_role()})?", rest):
        role = role_of(found["role"]) if found["role"] else target.role
        return replace(target, kind="item", every=True, role=role)
    if not rest:
        return replace(target, kind="part")
    if found := re.match(
        f"(?P<ord>{_ORD})(?P<role>{_role()})?(?:(?:的|里|中|里面)+(?=[^的里中])|(?<=条)(?=[^的里中别不要把将改写].*[那这]句))",
        rest,
    ):
        inside = re.fullmatch(_TOPIC, rest[found.end() :])
        role = role_of(found["role"]) if found["role"] else target.role
        if inside:
            quote = inside["topic"]
            return replace(
                target, kind="item", ordinals=(ordinal(found["ord"]),), role=role, inner="quote", quote=quote
            )
    if found := re.fullmatch(_TOPIC, rest):
        if re.search("句|几|段话|事|些", _TOPIC_END.search(rest)[0]):  # type: ignore[index]
            return replace(target, kind="loose", inner="quote", quote=found["topic"])
        return replace(target, kind="item", topic=found["topic"], role=target.role or _role_in(rest))
    return None


def _inner(words: str, target: Target) -> tuple[str, Target]:
    """Cuts what is inside an item off the end of the words."""
    names = _names()
    if found := re.search(f"(?P<q>{_QUOTE})$", words):
        quote = re.search("“([^“”]+)”", found["q"])
        return words[: found.start()], replace(
            target,
            inner="quote",
            quote=quote[1] if quote else "",
            exact=not re.search("句|段|条|处", found["q"][found["q"].rfind("”") :]),
        )
    if found := re.search(f"(?P<s>{_SENT})$", words):
        return words[: found.start()], replace(target, inner="sentence", sentence=ordinal(found["s"]))
    kinds: tuple[tuple[str, Inner], ...] = (("headline", "headline"), ("cause", "cause"), ("shows", "shows"))
    for name, inner in kinds:
        found = re.search(f"{names[name]}(?:(?:那|这)句)?$", words)
        if found and (found.start() == 0 or re.search("[的里中条题施点]$", words[: found.start()])):
            return words[: found.start()], replace(target, inner=inner)
    return words, target


def _part(words: str, target: Target) -> tuple[Target, str]:
    if found := re.match(f"第(?P<n>{_N})部分{_DE}", words):
        return replace(target, kind="part", part_number=_number(found["n"])), words[found.end() :]
    if (
        found := re.match(
            f"(?P<role>{_role()})(?:部分|方面)?{_DE}(?=$|倒?数?第|最后|末|首|头|所有|每|各|{_N}(?:条|是))", words
        )
    ) and not re.fullmatch(f"{_role()}第?{_N}(?:条|点|个|项)?", words):
        return replace(target, kind="part", role=role_of(found["role"])), words[found.end() :]
    return target, words


def role_of(name: str) -> Role:
    """The role that a part's name means."""
    for role, names in revising_words("ways")["parts"].items():
        if name in names:
            return role  # type: ignore[no-any-return]
    raise KeyError(name)


def _role_in(words: str) -> Role | None:
    tail = _TOPIC_END.search(words)
    if tail and "措施" in tail[0]:
        return "measures"
    return "problems" if tail and "问题" in tail[0] else None


def ordinal(words: str) -> int:
    """第三条 → 3, 倒数第二条 → −2, 最后一条 → −1, 二是 → 2."""
    if re.match("最后|末", words):
        return -1
    if re.match("首|头|开头", words):
        return 1
    found = re.search(_N, words)
    number = _number(found[0]) if found else 1
    return -number if words.startswith("倒数") else number


def _number(words: str) -> int:
    value = numeral(words)
    return int(value) if value is not None else 0


_NEXT_TO = re.compile(f"(上|前|下|后)(?:面)?(?:的|那)?一?{_M}")


def _counted_out(pieces: list[str]) -> list[str]:
    """上一条 and 下一条 beside 第三条 or 最后一条 by their own number."""
    named = next((one for one in pieces if not _NEXT_TO.fullmatch(one) and re.fullmatch(_ORD, one)), None)
    if named is None:
        return pieces
    number = ordinal(named)
    near = [(_NEXT_TO.fullmatch(one), one) for one in pieces]
    beside = [(number + (1 if found[1] in "下后" else -1) if found else 0, one) for found, one in near]
    return [f"{'倒数' if at < 0 else ''}第{abs(at)}条" if at else one for at, one in beside]


_LISTED = re.compile(f"第?({_N})(?={_M}?(?:和|跟|与|同|、|及|$)|{_M})")


def read_list(words: str) -> tuple[Target, ...]:
    """The items that 二三条, 第2条和第3条, 前两条, 第三、四个问题 name; () where they name none."""
    target, rest = _part(words, Target(words, "loose"))
    role = target.role
    if found := re.search(f"{_role()}$", rest):
        role, rest = role_of(found[0]), rest[: found.start()].removesuffix("的")
    if found := re.fullmatch(f"(前|头|后|最后)(?:面)?(?:的)?({_N}){_M}", rest):
        count = _number(found[2])
        numbers = range(1, count + 1) if found[1] in ("前", "头") else range(-count, 0)
        return tuple(replace(target, kind="item", role=role, ordinals=(n,), said=words) for n in numbers)
    if found := re.fullmatch("第?([一二三四五六七八九1-9])([一二三四五六七八九1-9])[两]?(?:条|点|个|项|段)", rest):
        numbers_said = [_number(found[1]), _number(found[2])]
        if numbers_said[0] < numbers_said[1]:
            return tuple(replace(target, kind="item", role=role, ordinals=(n,), said=words) for n in numbers_said)
    pieces = [piece for piece in re.split("和|跟|与|同|、|及|以及", rest) if piece]
    if len(pieces) < 2:
        return ()
    found_targets: list[Target] = []
    for piece in _counted_out(pieces):
        if bare := re.fullmatch(f"第?({_N})({_M})?", piece):
            one: Target | None = Target(piece, "item", role=role, ordinals=(_number(bare[1]),))
        else:
            one = read_target(piece)
        if one is None or one.kind != "item":
            return ()
        found_targets.append(one if one.role or role is None else replace(one, role=role))
    first = found_targets[0].role or target.role
    return tuple(replace(one, role=one.role or first, part_number=target.part_number) for one in found_targets)
