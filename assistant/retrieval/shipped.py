"""What is in the store from the start: the policy terms and the exemplars of `knowledge/`, as passages."""

from __future__ import annotations

from pathlib import Path

from assistant.documents import read_blocks
from assistant.exemplars import read_exemplar
from assistant.retrieval.passages import About, Passage, document_id, numbered, passages_of
from assistant.settings import knowledge_files
from assistant.wording.terms import Term, terms_of

_CERTAINTY = {"verified": "", "known": "", "ask": "写法请以上级文件为准。"}


def shipped_passages() -> list[Passage]:
    """All passages of the shipped knowledge; a file of the same name in the data folder wins. Raises InputError."""
    found: list[Passage] = []
    for path in knowledge_files("terms", ".yaml"):
        found += _terms(path)
    for path in knowledge_files("reports", ".md"):
        about = About("exemplar", _id(path), f"reports/{path.name}", read_exemplar(path).head.year)
        found += passages_of(read_blocks(path), about)
    return found


def _terms(path: Path) -> list[Passage]:
    return numbered([_passage(term, _id(path), f"terms/{path.name}") for term in terms_of(path)])


def _id(path: Path) -> str:
    """Another id than the same file taken in by hand would have."""
    return document_id(b"shipped\0" + path.read_bytes())


def _passage(term: Term, document: str, source: str) -> Passage:
    """A term is one passage: its form, what it means, who issued it and when; its names are its heading."""
    issued = "，".join(filter(None, (term.issued_by, term.date)))
    region = f"（{term.region}）" if term.region else ""
    text = f"{term.form}{region}：{term.meaning}{f'（{issued}）' if issued else ''}{_CERTAINTY[term.certainty]}"
    return Passage(
        "",
        "term",
        document,
        source,
        term.id,
        text,
        "；".join((term.form, *term.names)),
        valid_from=term.valid_from,
        valid_until=term.valid_until,
    )
