"""The questions of an interview as data: what is asked, asked back, and how the answers are written."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

Role = Literal["setting", "fact", "review", "problem", "evidence", "cause", "measure", "private"]
Want = Literal["owner", "due", "target"]
Setting = Literal["year", "limits", "tenure", "topics", "slogans", "masking", "confirm", "emphasis", "signature"]
Who = Literal["书记", "组织委员", "党建办", "主任", "经办人", "其他"]


class Strict(BaseModel):
    """Unknown keys are refused, so that a slip of the pen in an outline is said, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FollowUp(Strict):
    """Asked when the answer holds one of `when` (regular expressions) and `unless` none; `when` empty: when the
    answer is vague as a whole (no figure where the question wants one)."""

    ask: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Slot(Strict):
    """The written form of a figure that answers a question.

    `cues`: words (regular expressions) of which one must stand beside the figure; `bare`: may also stand with none
    (“2回。”). `units`: what is counted, the written word first. `also`: words that may stand there and add nothing.
    `write`: the written form with {n} figure and unit, {cue} the cue as said, {bar} the bar of “10万元以上的村”, {of}
    what stands before and {what} behind the figure, {place} the village told of
    (`of` where that is not said), {1} a group of the cue; what stands before | is left out after a form that opened the same way.
    `about`: what a figure without words of its own measures.
    """

    about: str = ""
    cues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    write: str
    of: str = ""
    also: tuple[str, ...] = ()
    bare: bool = False


class Share(Strict):
    """A rate worked out from two counts of one sentence: `did` of `of` (regular expressions over written facts)."""

    of: str
    did: str
    name: str


class Question(Strict):
    """One question of the interview.

    `types` as in the handbook: number date text name list yesno ratio. `minimal`: asked first. `who` can know it.
    `role`: what the answer is for (setting: steers the report, is no fact of it; private: never leaves the session).
    `year_offset`: the year its facts belong to, relative to the report's year (−1: last year's review; +1: plans).
    `per_problem`: asked once for each problem. `objective`: a cause outside one's own doing.
    `skip`: what is written when it is skipped; `lookup`: the ledger where the figure can be found.
    `against`: the kinds of problem (knowledge/chain) that its measures answer, where it is asked of no one problem.
    `growth`: growth on the year before is worked out where both were told; `share`: a rate that is.
    `by_self`: the one who reports promises it for himself.
    `wants`: what a measure told here is asked for where it was not said: who answers for it, by when, how much.
    `cues`: words by which notes are put to this question; `slots`: how its figures are written, `besides`
    what may stand beside any of them and adds nothing;
    `turns`: its own turns of speech, [as said (regular expression), as written];
    `frames`: sentence patterns around {facts} for what was done, `states`: for how things stand.
    `whole`: what its counts of a kind are counts of (35岁以下128名 of 党员), where no other whole is said.
    `usual`: lines of work, or beginnings, that answers to it usually open with; offered, never written of themselves.
    """

    id: str
    ask: str
    why: str
    example: str
    types: tuple[Literal["number", "date", "text", "name", "list", "yesno", "ratio"], ...]
    required: bool
    minimal: bool = False
    who: Who = "书记"
    role: Role
    setting: Setting | None = None
    year_offset: int = 0
    per_problem: bool = False
    objective: bool = False
    against: tuple[str, ...] = ()
    by_self: bool = False
    wants: tuple[Want, ...] = ("owner", "due", "target")
    growth: bool = False
    share: Share | None = None
    skippable: bool = True
    skip: str
    lookup: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    cues: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    besides: tuple[str, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()
    frames: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    whole: str = ""
    usual: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _slots_know_besides(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not data.get("besides") or not isinstance(data.get("slots"), list):
            return data
        slots = [{**slot, "also": [*slot.get("also", []), *data["besides"]]} for slot in data["slots"]]
        return data | {"slots": slots}

    @model_validator(mode="after")
    def _setting_has_key(self) -> Question:
        if (self.role == "setting") != (self.setting is not None):
            raise ValueError("role 为 setting 的题须写 setting，其他题不写")
        return self
