"""A turn after a draft: requests to change it, one of several taken back, and vague passages made concrete one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.draft_turn import DraftTurn
from assistant.errors import InputError
from assistant.interview.events import Notice, Said
from assistant.numerals import numeral
from assistant.outline import find_outline
from assistant.report import Report

if TYPE_CHECKING:
    from assistant.todos import Revised

_DEEPEN = re.compile(r"(?:把)?(?:它们?|稿子|问题)?(?:写实|写实些|写具体|说实|往实里写)(?:一?点|些|一下|吧)*")
_LATER = re.compile(r"(?:先)?(?:不(?:改|写|说|补)了?|放着|算了|下次再说|跳过|没有|不清楚)[吧了。]*")
_REFUSE = re.compile(
    r"(?:不要|不采纳|退掉|撤掉|拒绝)?第?([0-9一二三四五六七八九十]+)处(?:不要|不采纳|不改|算了|退回|撤销|不行)?"
)
_DEEP_RULES = ("D07", "D06", "D02", "D08", "D09")


class RevisionTurn(DraftTurn):
    """A turn that can change the draft that stands."""

    def hear_revision(self, text: str) -> bool:
        """Whether the words were about the draft: a request, one to-do refused, 写实, or the answer to what was asked."""
        session = self.session
        if session.report is None or not session.revising:
            return False
        if session.deepening:
            return self._hear_depth(text)
        if _DEEPEN.fullmatch(text.strip("。！ ")):
            self._ask_depth()
            return True
        refused = _REFUSE.fullmatch(text.strip("。！ "))
        if refused and session.revised_from and refused[0] != f"第{refused[1]}处":
            self._take_back(int(numeral(refused[1]) or 0))
            return True
        from assistant.writing.requests import read_requests

        requests = read_requests(text)
        if not any(request.does for request in requests):
            return False
        self._revise(text)
        return True

    def _revise(self, message: str, only: list[int] | None = None) -> Revised:
        from assistant.drafting import fingerprint
        from assistant.revising import Reviser

        session = self.session
        report = Report.model_validate(session.report)
        revised = Reviser(find_outline(session.outline), only=only).revise(report, message)
        if revised.done:
            session.report = revised.report.model_dump(mode="json")
            session.drafted_from = session.drafted_on or fingerprint(self._told(), self._beside())
            session.revised_from = [report.version, message]
        self._tell(revised)
        return revised

    def _tell(self, revised: Revised) -> None:
        marks = {"done": "改了", "asks": "要问您", "refused": "没有改", "unknown": "没听懂"}
        lines: list[str] = []
        for todo in revised.todos:
            lines.append(f"{todo.number}. {todo.said}　【{marks[todo.state]}】")
            for change in todo.changes:
                lines += [
                    f"  〔{change.where}〕",
                    f"    前：{change.before or '（没有）'}",
                    f"    后：{change.after or '（删去）'}",
                ]
            lines += [f"  {todo.note}"] if todo.note else []
        done = [todo for todo in revised.todos if todo.state == "done"]
        more = "哪一处不要，就说“第几处不要”；" if len(done) > 1 else ""
        lines += [f"{more}要退回就说“撤销”。"] if done else []
        self.show(Said("\n".join(lines)) if done else Notice("\n".join(lines)))

    def _take_back(self, number: int) -> None:
        """The last message done again without one of its to-dos."""
        from assistant.versions import restored
        from assistant.writing.requests import read_requests

        session = self.session
        version, message = session.revised_from
        count = len(read_requests(message))
        if not 1 <= number <= count:
            self.show(Notice(f"上一次一共{count}处，没有第{number}处。"))
            return
        now = Report.model_validate(session.report)
        try:
            before = restored(now, version)
        except InputError as error:
            self.show(Notice(str(error)))
            return
        # What was refused is no version to go back to: 撤销 is then what stood before the message.
        kept = [one for one in before.versions if one.id != now.version]
        session.report = before.model_copy(update={"versions": kept}).model_dump(mode="json")
        only = [one for one in range(1, count + 1) if one != number]
        if only:
            self._revise(message, only)
        else:
            self.show(Said("好，这一处不要，退回改之前。"))

    # ---- depth ----

    def _vague(self, report: Report) -> list[tuple[str, str, str]]:
        """(how to name the item, its headline, the rule) of problems that a finding calls vague, not yet passed over."""
        found: list[tuple[str, str, str]] = []
        for finding in report.findings:
            for number, problem in enumerate(report.problems, 1):
                spoken = f"第{number}个问题"
                about = problem.headline and (problem.headline in finding.message or finding.quote in problem.text)
                if finding.rule in _DEEP_RULES and finding.quote and about and spoken not in self.session.passed_over:
                    found.append((spoken, problem.headline, finding.rule))
        return sorted(dict.fromkeys(found), key=lambda row: _DEEP_RULES.index(row[2]))

    def depth_offer(self, report: Report) -> str:
        """That vague problems can be made concrete, "" where there is none."""
        count = len({spoken for spoken, _, _ in self._vague(report)})
        return f"有{count}个问题写得虚，说“写实”，我一处一处问您。" if count else ""

    def _ask_depth(self) -> None:
        from assistant.writing.tone import revising_file

        session = self.session
        vague = self._vague(Report.model_validate(session.report))
        if not vague:
            session.deepening = ""
            self.show(Said("没有要写实的了。要交了就说“定稿”。"))
            return
        spoken, headline, rule = vague[0]
        session.deepening = spoken
        asked = str(revising_file("questions.yaml")["rules"][rule]).format(what=headline, lacks="")
        self.show(Said(f"{asked}（不想说就说“跳过”，不再问就说“先不改”。）"))

    def _hear_depth(self, text: str) -> bool:
        session = self.session
        spoken, session.deepening = session.deepening, ""
        if _LATER.fullmatch(text.strip("。！ ")):
            session.passed_over = [*session.passed_over, spoken]
            if re.match("跳过|没有|不清楚", text):
                self._ask_depth()
            else:
                self.show(Said("好，先不改，草稿还在。"))
            return True
        session.passed_over = [*session.passed_over, spoken]
        if self._revise(f"{spoken}具体点：{text}").done:
            self._ask_depth()
        return True
