"""A turn after a draft: requests to change it, one of several taken back, and vague passages made concrete one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.figures.numerals import numeral
from assistant.interview.events import Notice, Said
from assistant.outline import find_outline
from assistant.report import Report
from assistant.talk.draft_turn import DraftTurn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.revising import Editor
    from assistant.revising.lacking import Lack
    from assistant.revising.todos import Revised
    from assistant.writing.asked import Request

_DEEPEN = re.compile(r"(?:把)?(?:它们?|稿子|问题)?(?:写实|写实些|写具体|说实|往实里写)(?:一?点|些|一下|吧)*")
_FILL = re.compile(
    r"(?:把)?(?:措施)?(?:补措施|补(?:齐|全)(?:措施|要素)?|措施补(?:齐|全|一补)|要素补(?:齐|全))(?:吧|一下)*"
)
_ADVISE = re.compile(r"(?:有(?:什么|没有|无)?)?(?:好)?(?:的)?(?:措施)?建议(?:吗|呢)?|给点建议|看看建议")
_LATER = re.compile(r"(?:先)?(?:不(?:改|写|说|补)了?|放着|算了|下次再说|跳过|没有|不清楚)[吧了。]*")
_REFUSE = re.compile(
    r"(?:不要|不采纳|退掉|撤掉|拒绝)?第?([0-9一二三四五六七八九十]+)处(?:不要|不采纳|不改|算了|退回|撤销|不行)?"
)
_DEEP_RULES = ("D07", "D06", "D02", "D08", "D09")


_PLACED = re.compile(r"(?:把|将)?(?:倒数)?第[一二三四五六七八九十\d]{1,2}(?:个|条|部分|句)")
_BY_MODEL = (None, "softer", "firmer", "humbler", "plainer", "squeeze", "shorter", "expand", "longer")


def _key(lack: Lack) -> str:
    return f"{lack.named}|{lack.what}|{lack.measure.id}"


def _needs_model(requests: Sequence[Request]) -> bool:
    """Whether a model would better what is asked: wording and length, or words that the program does not understand."""
    return any(request.does in _BY_MODEL and not request.between for request in requests)


class RevisionTurn(DraftTurn):
    """A turn that can change the draft that stands. `asked` is what a model is to do once the turn is kept."""

    asked: str = ""

    def hear_revision(self, text: str) -> bool:
        """Whether the words were about the draft: a request, one to-do refused, 写实, or the answer to what was asked."""
        session = self.session
        if session.report is None or (not session.revising and self.open_ask is not None):
            return False
        if session.deepening:
            return self._hear_depth(text)
        if self._hear_offer(text.strip("。！？ ")):
            return True
        if self._answers_offer(text):
            self._revise(text)
            return True
        refused = _REFUSE.fullmatch(text.strip("。！ "))
        if refused and session.revised_from and refused[0] != f"第{refused[1]}处":
            self._take_back(int(numeral(refused[1]) or 0))
            return True
        from assistant.writing.requests import read_requests

        requests = read_requests(text)
        named = any(request.target is not None and _PLACED.match(request.said) for request in requests)
        if not any(request.does or request.between for request in requests) and not named:
            return False
        if self.writer is not None and _needs_model(requests):
            self.wanted, self.asked = "revise", text
            return True
        self._revise(text)
        return True

    def _answers_offer(self, text: str) -> bool:
        """Whether the words say which of the places offered may go."""
        from assistant.revising.agreeing import answer_to

        report = Report.model_validate(self.session.report)
        return report.proposal is not None and answer_to(text, report.proposal) is not None

    def revise_with_model(self) -> None:
        """Does what was asked with the model beside the program; the turn has been kept before."""
        self._revise(self.asked)

    def _hear_offer(self, words: str) -> bool:
        """写实, 补措施 and 建议: what was offered with the draft."""
        for pattern, act in ((_DEEPEN, self._ask_depth), (_FILL, self._ask_lacking), (_ADVISE, self._advise)):
            if pattern.fullmatch(words):
                act()
                return True
        return False

    def _advise(self) -> None:
        """What usually helps the problems that no measure answers, to be filled in by the person."""
        from assistant.revising.remedies import remedies

        report = Report.model_validate(self.session.report)
        lines: list[str] = []
        for finding in report.findings:
            if finding.rule == "D04":
                lines.append(finding.message)
                lines += [
                    f"  · {one.label}" + (f"　说“{one.say}”" if not one.open else "")
                    for one in remedies(finding, report)
                ]
        if not lines:
            self.show(Said("每个问题都有措施了。"))
            return
        lines.append("建议里的空由您填，例如“措施部分加一条：……，由组织委员在6月底前……”。")
        self.show(Said("\n".join(lines)))

    def _ask_lacking(self) -> None:
        """Asks for one thing that a measure lacks; passed over are those already asked."""
        from assistant.revising.lacking import lacking

        session = self.session
        found = [one for one in lacking(Report.model_validate(session.report)) if _key(one) not in session.passed_over]
        if not found:
            session.deepening = ""
            self.show(Said("措施的责任人、时限、目标、基数、抓手都问过了。要交了就说“定稿”。"))
            return
        session.deepening = _key(found[0])
        self.show(Said(f"{found[0].ask}（不知道就说“跳过”，不再问就说“先不改”。）"))

    def _revise(self, message: str, only: list[int] | None = None) -> Revised:
        from assistant.drafts.drafting import fingerprint
        from assistant.revising import Reviser

        session = self.session
        report = Report.model_validate(session.report)
        revised = Reviser(find_outline(session.outline), only=only, editor=self._model_editor(report)).revise(
            report, message
        )
        if revised.done:
            session.report = revised.report.model_dump(mode="json")
            session.drafted_from = session.drafted_on or fingerprint(self.session.told(), self._beside())
            session.revised_from = [report.version, message]
        self._tell(revised)
        return revised

    def _model_editor(self, report: Report) -> Editor | None:
        if self.writer is None or self.wanted != "revise":
            return None
        from assistant.revising.editing import ModelEditor

        return ModelEditor(self.writer, report, find_outline(self.session.outline))

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
        from assistant.revising.agreeing import answer_to
        from assistant.versions import restored
        from assistant.writing.requests import read_requests

        session = self.session
        version, message = session.revised_from
        now = Report.model_validate(session.report)
        try:
            before = restored(now, version)
        except InputError as error:
            self.show(Notice(str(error)))
            return
        answer = answer_to(message, before.proposal)
        numbers = answer.gone if answer is not None else tuple(range(1, len(read_requests(message)) + 1))
        if number not in numbers:
            count = len(numbers)
            self.show(Notice(f"上一次一共{count}处，没有第{number}处。"))
            return
        # What was refused is no version to go back to: 撤销 is then what stood before the message.
        kept = [one for one in before.versions if one.id != now.version]
        session.report = before.model_copy(update={"versions": kept}).model_dump(mode="json")
        only = [one for one in numbers if one != number]
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
        from assistant.revising.lacking import lacking

        count = len({spoken for spoken, _, _ in self._vague(report)})
        told = f"有{count}个问题写得虚，说“写实”，我一处一处问您。" if count else ""
        missing = len({one.measure.id for one in lacking(report)})
        told += f"有{missing}条措施缺要素，说“补措施”，我一样一样问您。" if missing else ""
        bare = sum(finding.rule == "D04" for finding in report.findings)
        return told + (f"有{bare}个问题措施没跟上，说“建议”看通常怎么办。" if bare else "")

    def _ask_depth(self) -> None:
        from assistant.writing.revising_words import revising_words

        session = self.session
        vague = self._vague(Report.model_validate(session.report))
        if not vague:
            session.deepening = ""
            self.show(Said("没有要写实的了。要交了就说“定稿”。"))
            return
        spoken, headline, rule = vague[0]
        session.deepening = spoken
        asked = str(revising_words("questions")["rules"][rule]).format(what=headline, lacks="")
        self.show(Said(f"{asked}（不想说就说“跳过”，不再问就说“先不改”。）"))

    def _hear_depth(self, text: str) -> bool:
        session = self.session
        spoken, session.deepening = session.deepening, ""
        if _LATER.fullmatch(text.strip("。！ ")):
            session.passed_over = [*session.passed_over, spoken]
            if re.match("跳过|没有|不清楚", text):
                self._ask_lacking() if "|" in spoken else self._ask_depth()
            else:
                self.show(Said("好，先不改，草稿还在。"))
            return True
        session.passed_over = [*session.passed_over, spoken]
        named, _, what = spoken.partition("|")
        if what:
            if self._revise(f"{named}的{what.partition('|')[0]}是{text.strip('。， ')}").done:
                self._ask_lacking()
            return True
        if self._revise(f"{spoken}具体点：{text}").done:
            self._ask_depth()
        return True
