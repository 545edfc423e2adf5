"""What a statement means beyond its words: nothing to tell, not known yet, not to be made public, or an aside."""

from __future__ import annotations

import re
from typing import Literal

from assistant.interview.meanings import way
from assistant.wording.register import is_aside

Meaning = Literal["statement", "none", "pending", "private", "unnamed", "aside", "remark", "asking", "no promise"]


def meaning(words: str, *, plain: bool = True) -> tuple[Meaning, str]:
    """The meaning of one statement and the subject it is about ("" where it has none of its own).

    `plain`: the question asks for facts; where it asks for problems or causes, “群众不清楚政策” is a statement.
    """
    words = words.strip()
    for reading in (_private, _pending):
        found = reading(words, plain)
        if found is not None:
            return found
    if way("remark").fullmatch(words):
        return "remark", ""
    if way("mask").fullmatch(words) or way("promise").fullmatch(words):
        return "aside", ""
    if way("none").fullmatch(words) or (plain and (way("has_none").fullmatch(words) or way("excuse").fullmatch(words))):
        return "none", ""
    if is_aside(words) and not way("deed").search(words):
        return "aside", ""
    if way("asking").fullmatch(words) and not re.search(r"\d", words):
        return "asking", words
    return "statement", ""


def planned(words: str) -> tuple[Meaning, str]:
    """The meaning of one statement about what is planned: who, when or how much is not settled yet, or no promise at all."""
    words = words.strip()
    found = way("undecided").fullmatch(words)
    if found is not None:
        return "pending", found["subject"]
    if way("undecided_alone").fullmatch(words):
        return "pending", ""
    if way("no_promise").fullmatch(words):
        return "no promise", ""
    if way("title_alone").fullmatch(words):
        return "statement", ""
    if way("open_question").fullmatch(words):
        return "asking", words
    return meaning(words, plain=False)


def negated(words: str) -> bool:
    """Whether a short answer only says that it did not take place (“没有撤换”), which is no fact and never a 0."""
    return way("negated").fullmatch(words) is not None


def secret_scope(words: str) -> Literal["answer", "before"]:
    """How far a bare “别写” reaches: over all that was said (以上都不公开), or over the statement before it."""
    return "answer" if way("everything").search(words) else "before"


def _private(words: str, plain: bool) -> tuple[Meaning, str] | None:
    found = way("secret").fullmatch(words)
    if found is None:
        return None
    subject = found["subject"].strip()
    if subject and "公开" in found["mark"] and way("public_affair").search(subject):
        return None
    if subject and "保密" in found["mark"] and not re.search(r"(?:要|需|须|得|属于|应当)$", subject):
        return None
    if subject and way("secret_name").search(subject):
        return "unnamed", subject
    return "private", subject


def _pending(words: str, plain: bool) -> tuple[Meaning, str] | None:
    for name in ("lost", "uncounted", "later", "look", "ordered"):
        found = way(name).fullmatch(words)
        if found is None:
            continue
        subject = found["subject"].strip("，,、：: 的")
        if name == "ordered" and not way("subject").search(subject):
            return None
        return ("pending", subject) if _is_gap(name, found, subject, plain) else ("statement", "")
    return None


def _is_gap(name: str, found: re.Match[str], subject: str, plain: bool) -> bool:
    counted = way("subject" if plain else "count").search(subject) is not None
    if name == "look":
        return counted or (way("ask_ledger").search(found["object"]) is not None and (not subject or plain))
    if not subject or counted:
        return True
    if name == "lost":
        return plain and not way("others").search(subject) and len(subject) <= 12
    return not way("others").search(subject) or plain
