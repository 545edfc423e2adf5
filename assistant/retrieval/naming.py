"""Which tokens of a sentence make up a name: those before 村, 公司, 党支部 …, and those beside a surname and a post."""

from __future__ import annotations

from itertools import pairwise

from assistant.retrieval.sheet import Sheet
from assistant.wording.name_rules import Carrier, carriers, name_rules
from assistant.wording.vocabulary import Token

Found = tuple[int, int, str, str]
"""Start and end in the sentence, the name itself ("" where nothing is to be learned), what is shown."""

_MOST = 8
_NAME_OF_PERSON = (2, 3)


def beside_carriers(tokens: list[Token], sheet: Sheet) -> list[Found]:
    """Names that end in a carrier, in order; a name already masked takes its carrier with it."""
    found: list[Found] = []
    done = 0
    for index, token in enumerate(tokens):
        carrier = carriers().get(token.text)
        follows = carriers().get(tokens[index + 1].text) if index + 1 < len(tokens) else None
        if carrier is None or (follows and not follows.keep and len(token.text) == 1):
            continue  # of 海棠湾村 the name is what stands before 村
        name = _before(tokens[done:index], carrier)
        hidden = index > done and not name and sheet.is_name(tokens[index - 1].text)
        if name or hidden:
            start = name[0].start if name else tokens[index - 1].start
            words = sheet.original("".join(part.text for part in name))
            end = token.start if carrier.keep else token.end
            found.append((start, end, "" if carrier.keep else words, f"【{carrier.label}】"))
            done = index + 1
    return found


def _before(tokens: list[Token], carrier: Carrier) -> list[Token]:
    """The tokens that name what the carrier behind them ends; none where it is some village, a company, the branch."""
    rules = name_rules()
    name: list[Token] = []
    length = 0
    for token in reversed(tokens):
        length += len(token.text)
        if not _may_name(token, nearest=not name) or length > _MOST or (name and token.text in rules.titles):
            break
        name.insert(0, token)
    name = _from_unknown(name)
    if len(name) == 1 and name[0].kind == "single":
        return []
    if any(token.kind == "unknown" or token.text in rules.name_verbs for token in name):
        return name
    ordinary = rules.generic if not carrier.keep else {token.text for token in name if token.kind != "single"}
    return [] if all(token.text in ordinary for token in name) else name


def _may_name(token: Token, *, nearest: bool) -> bool:
    rules = name_rules()
    if token.kind == "single":
        return token.text not in rules.bounds
    return token.kind in ("unknown", "word") or (nearest and token.text in rules.name_verbs)


def _from_unknown(name: list[Token]) -> list[Token]:
    """A name with an unknown character begins at the first, or at a lone one right before it (灯礁村)."""
    first = next((place for place, token in enumerate(name) if token.kind == "unknown"), 0)
    return name[first - 1 if first and name[first - 1].kind == "single" else first :]


def persons(tokens: list[Token], sheet: Sheet) -> list[Found]:
    """A surname with one or two unknown characters, beside a post or a form of address on one side and closed on the
    other: only there is it certain where the name begins and ends.
    """
    rules = name_rules()
    found: list[Found] = []
    index = 0
    while index < len(tokens):
        run = index
        while run < len(tokens) and tokens[run].kind in ("unknown", "single"):
            run += 1
        words = "".join(token.text for token in tokens[index:run])
        if _NAME_OF_PERSON[0] <= len(words) <= _NAME_OF_PERSON[1] and words[0] in rules.surnames:
            before = tokens[index - 1] if index else None
            after = tokens[run] if run < len(tokens) else None
            if _closed(before, after, len(words)):
                found.append((tokens[index].start, tokens[run - 1].end, words, "【姓名】"))
        index = max(run, index + 1)
    return found


def _closed(before: Token | None, after: Token | None, length: int) -> bool:
    titles = name_rules().titles
    named_before = before is not None and before.text in titles
    named_after = after is not None and after.text in titles
    open_before = before is not None and before.kind not in ("mark", "function", "end", "mask")
    open_after = after is not None and after.kind not in ("mark", "function", "mask") and length < _NAME_OF_PERSON[1]
    return (named_before or named_after) and (named_before or not open_before) and (named_after or not open_after)


def doubtful(tokens: list[Token]) -> bool:
    """Whether something is left that may be a name: an unknown character, two lone ones side by side, or a lone one
    before a word that ends like a name (前进村 read as 前 and 进村).
    """
    return any(token.kind == "unknown" for token in tokens) or any(
        one.kind == "single" and (other.kind == "single" or (len(other.text) > 1 and other.text[-1] in carriers()))
        for one, other in pairwise(tokens)
    )
