"""Whose words a text is made of: what was taken over from an exemplar instead of told (E04)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.rule import Hit, Subject, rule
from assistant.exemplars import is_exemplar, names_of_exemplars, share_of_runs, shared_with_exemplars


@rule("E04", "high", "范文里的事写进别人的报告，就是假的")
def not_from_exemplars(subject: Subject) -> Iterator[Hit]:
    """No run of more than longest_run 字, no name and no more than share_max of the short runs is an exemplar's."""
    text, parts = subject.report.text, subject.report.parts
    if is_exemplar(text) or not parts:
        return
    begin = parts[0].heading.start  # title and opening are worded alike by everybody
    own = "\n".join(f"{fact.quote}\n{fact.text}" for fact in subject.facts or ())
    longest = int(subject.threshold("E04", "longest_run"))
    for shared in shared_with_exemplars(text, longest):
        if shared.start >= begin and text[shared.start : shared.end] not in own:
            yield Hit(
                f"连着{shared.end - shared.start}字与{shared.title}一样：范文只供学写法，请换成自己的事、自己的话。",
                shared.start,
                shared.end,
            )
    for name in names_of_exemplars(text):
        if name.start >= begin and name.title not in own:
            yield Hit(
                f"“{name.title}”是范文里编的名字，请核实这是不是本地的真名。", name.start, name.end, level="medium"
            )
    share = share_of_runs(text[begin:])
    if share > subject.threshold("E04", "share_max"):
        yield Hit(f"与范文相同的短句占{share:.0%}，实务通常不超过5%：请换成自己的话。", level="medium")
