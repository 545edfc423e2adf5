"""A reviewer's remark closed: accepted or declined, with the reason that was given; kept in the report."""

from __future__ import annotations

import re

from assistant.errors import InputError
from assistant.report import Report
from assistant.revising.task import Task

_DECLINED = re.compile("不采纳|不改|不接受|驳回|不听|不用改|不同意")
_SHORTEST_REASON = 2


def close(task: Task) -> Report:
    """The remark of that number closed. Raises InputError where there is none, or where it is declined without a reason."""
    said = task.request.said
    number = task.request.count or 0
    after = closed(task.report, number, accepted=_DECLINED.search(said) is None, reason=_reason(task.request.words))
    task.note = f"第{number}条批注记作{'采纳' if _DECLINED.search(said) is None else '不采纳'}。"
    return after


def _reason(words: str) -> str:
    return re.sub("^[，：:、 ]*(?:因为|理由(?:是)?|原因(?:是)?)?[，：: ]*", "", words).strip("。 ")


def closed(report: Report, number: int, *, accepted: bool, reason: str = "") -> Report:
    """The report with its remark of that number (from 1, as listed) closed; closing again changes what was said."""
    if not report.todos:
        raise InputError("这份稿子没有批注。", "批注从改过的 Word 文件读回（assistant reread）。")
    if not 1 <= number <= len(report.todos):
        raise InputError(f"没有第{number}条批注，一共{len(report.todos)}条。", "、".join(shown(report)))
    if not accepted and len(reason) < _SHORTEST_REASON:
        raise InputError("不采纳要说理由。", f"例如“第{number}条批注不采纳，台账核过，数没有错”。")
    chosen = report.todos[number - 1]
    fresh = chosen.model_copy(update={"state": "accepted" if accepted else "declined", "reason": reason})
    if fresh == chosen:
        raise InputError("它本来就是这样记的。", "")
    todos = [fresh if one is chosen else one for one in report.todos]
    return report.model_copy(update={"todos": todos})


def shown(report: Report) -> list[str]:
    """Every remark in a line: number, state, author, the words it is tied to."""
    states = {"open": "未处理", "accepted": "已采纳", "declined": "不采纳"}
    lines = []
    for number, todo in enumerate(report.todos, 1):
        at = f"（“{todo.quote[:20]}”）" if todo.quote else ""
        why = f"，{todo.reason}" if todo.reason else ""
        lines.append(f"{number}. 【{states[todo.state]}{why}】{todo.author}：{todo.text}{at}")
    return lines
