"""How many of the times just told were one's own: 研究党建11次，我主持9次 is 其中本人主持9次, no second count."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.figures.comparing import base_units
from assistant.figures.printed import counted
from assistant.figures.reading import FigureSpan
from assistant.report import Fact
from assistant.text.patterns import Lazy, compiled
from assistant.word_file import WordFile

_TIMES = frozenset(["场次", "堂", "期", "节", "课", "轮"])
_OWN = Lazy(r"(?:其中)?(?:，)?我(?:自己|本人)?(?:也|就|只|都|亲自)?(?P<did>[一-龥]{1,5}?)(?:了|过|的)*")


class _Share(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str
    after: str = ""
    write: str


class _Shares(BaseModel):
    """The list of own_share.yaml; what its keys are for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shares: tuple[_Share, ...]


_FILE = WordFile("interview", "own_share.yaml", _Shares)


def own_share(words: str, spans: list[FigureSpan], before: Fact | None) -> str:
    """The written form of a clause that tells one's own part of the times told just before, "" where it tells none."""
    if before is None or len(spans) != 1 or not _of_it(spans[0], before):
        return ""
    own = _OWN.fullmatch(words[: spans[0].start])
    if own is None or words[spans[0].end :].strip("的，"):
        return ""
    for share in _FILE.words.shares:
        if compiled(share.said).fullmatch(own["did"]) and compiled(share.after).search(
            before.quote + before.metric + before.text
        ):
            return f"其中本人{share.write}{counted(spans[0], spans[0].figure.unit.replace('趟', '次').replace('回', '次'))}"
    return ""


def _of_it(span: FigureSpan, before: Fact) -> bool:
    """Whether both count times, and no more of them than were told."""
    if before.figure is None or before.figure.base is not None:
        return False
    kind, size = base_units(span.figure.value, span.figure.unit)
    whole_kind, whole = base_units(before.figure.value, before.figure.unit)
    return kind == whole_kind and kind in _TIMES and size is not None and whole is not None and size <= whole
