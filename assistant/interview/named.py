"""The names that a statement tells: brands and workshops in quotation marks, titles, honours won."""

from __future__ import annotations

from assistant.text.patterns import Lazy

_QUOTED = Lazy(r"“([^“”]{1,60})”|《([^《》]{1,60})》")
_HONOUR = Lazy(
    r"(?:评上|获评|评为|荣获|获得|授予|命名为|表彰为|入选|拿了|捧回|品牌(?:是"
    r"|叫)|列为|确定为)(?:了|的是)*(?P<name>[^，。；]{2,30})"
)
_LETTER_OR_DIGIT = Lazy(r"[一-龥A-Za-z0-9]")
_KIND_OF_NAMED = Lazy(r"[一-龥]{2,4}?(?=拿|获|得|被|的|了|是|在|$|，)")


def names_told(words: str) -> list[str]:
    """The quoted names of a clause, a masked one (“**”工作室) with the word that says what it is; else its honour."""
    names = []
    for found in _QUOTED.finditer(words):
        name = found[1] or found[2]
        if not _LETTER_OR_DIGIT.search(name):
            kind = _KIND_OF_NAMED.match(words[found.end() :])
            name += kind[0] if kind is not None else ""
        names.append(name)
    honour = None if names else _HONOUR.search(words)
    return names if honour is None else [honour["name"]]
