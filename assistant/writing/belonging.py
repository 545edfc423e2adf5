"""Evidence, causes and measures, each put to the problem that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.outline import Question
from assistant.report import Fact
from assistant.text.patterns import Lazy
from assistant.writing.kinds import Layer, kinds_in, level_of, lies_in_how_things_run, told_off
from assistant.writing.kinship import pairs
from assistant.writing.which_problem import ProblemBrief, WhichProblem, said, words_of

_EXCLAIMED = 6
_MOST_SHARED = 0.8
# What ranks are among, told once before them.
AMONG = Lazy(
    r"(?:在)?(?:全[市县区旗州盟]|[市县区旗州盟]里)?(?:一共|共|的)?\d+个(?:乡镇|镇街|街道|苏木|乡|镇)[一-龥]{0,4}(?:里|中)?"
)
_WHO_OR_WHEN = Lazy(
    r"(?:由)?[一-龥]{1,12}(?:负责|牵头|管|盯着|抓|督办)(?:的|了|着)?|(?:都|全部)?(?:年底|\d{1,2}月底?|[一二三四]季度|[上下]半年)(?:前|内|以前|之前)?(?:都|全部)?(?:完成|做完|落实|上线|建成|启用|投用|到位|见效|推开|铺开|完工|验收)"
)


def in_breaths(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts said in one breath of one answer about one problem stay together."""
    groups: list[list[Fact]] = []
    for fact in facts:
        if groups and groups[-1][0].breath == fact.breath:
            groups[-1].append(fact)
        else:
            groups.append([fact])
    return groups


class Belonging:
    """Puts what was said to the problem it belongs to."""

    def __init__(self, problems: list[ProblemBrief]) -> None:
        self.problems = problems
        self._which = WhichProblem(problems)

    def put_evidence(self, facts: list[Fact]) -> list[Fact]:
        """What shows the problems; returns what belongs to none of them."""
        homeless: list[Fact] = []
        groups = in_breaths(f for f in facts if not told_off(f.text) and not told_off(f.quote))
        in_order = self._which.in_order(groups)
        among: Fact | None = None
        mechanism: tuple[str, ProblemBrief] | None = None
        for place, group in enumerate(groups):
            for run, level in self._runs(group, in_order=in_order):
                among = run[0] if AMONG.fullmatch(run[0].quote) else among
                home = self._home_of(run, level, self.problems[place] if in_order else None)
                if home is not None:
                    # “全区13个镇街，甲排第9，乙排第11”: what all ranks are among is told with each.
                    led = among is not None and among.origin.ref == run[0].origin.ref and among not in home.shows
                    run = [among, *run] if among is not None and led and among not in run else run
                    home.shows += [fact for fact in run if not _said_already(fact, home)]
                elif level is not None and level.mechanism and self.problems:
                    mechanism = run[0].origin.ref, self._mechanism_home(run)
                    mechanism[1].causes += run
                elif level is not None and mechanism is not None and mechanism[0] == run[0].origin.ref:
                    # Behind what the leadership lacks, what the village officials lack is told for the same problem.
                    mechanism[1].causes += run
                else:
                    homeless += run
        return homeless

    def _home_of(self, run: list[Fact], level: Layer | None, in_order: ProblemBrief | None) -> ProblemBrief | None:
        """The problem that a run of evidence shows: by number, by level, by subject."""
        numbered = self._which.numbered(run)
        if numbered is not None:
            return numbered
        words = words_of(run)
        if level is not None:
            about = self._which.about(level, run)
            return about or (None if level.mechanism else self._which.surely(words) or self._which.nearest(words))
        return self._which.surely(words) or in_order or self._which.nearest(words)

    def put_causes(self, facts: list[Fact]) -> list[Fact]:
        """Why the problems are there; one cause said for all of them serves each. Returns what nothing was found for."""
        if not self.problems:
            return facts
        for question in dict.fromkeys(fact.origin.ref for fact in facts):
            self._put_causes_of(question, facts)
        return []

    def _put_causes_of(self, question: str, facts: list[Fact]) -> None:
        groups = _with_exclamations(in_breaths(fact for fact in facts if fact.origin.ref == question))
        first = question == facts[0].origin.ref
        in_order = self._which.in_order(groups)
        places = {group[0].id: self.problems[place] for place, group in enumerate(groups)} if in_order else {}
        if first:
            groups = self._without_how_things_run(groups, places)
        told_once = first and not places and all(fact.about is None for group in groups for fact in group)
        if told_once and self._for_all(groups):
            for place, problem in enumerate(self.problems):
                problem.causes += [fact for group in groups for fact in group]
                problem.shared = place
            return
        for group in groups:
            # Every cause of one's own says 我: that tells nothing.
            words = words_of(group).replace("我", "")
            home = self._which.numbered(group) or places.get(group[0].id) or self._which.likely(group, words)
            bare = [p for p in self.problems if not any(f.origin.ref == question for f in p.causes)]
            (home or next(iter(bare or self.problems))).causes += group

    def _without_how_things_run(self, groups: list[list[Fact]], places: dict[str, ProblemBrief]) -> list[list[Fact]]:
        """Takes out what was said among one's own causes but lies in how things are run, and puts it to its problem."""
        run = [group for group in groups if lies_in_how_things_run("".join(fact.quote for fact in group))]
        if len(run) == len(groups):
            return groups
        for group in run:
            home = self._which.numbered(group) or places.get(group[0].id)
            home = home or self._which.surely(words_of(group))
            home = home or min(self.problems, key=lambda p: len(p.run))
            home.causes += group
            home.run |= {fact.id for fact in group}
        return [group for group in groups if group not in run]

    def measure_homes(self, group: list[Fact], question: Question | None) -> list[tuple[Fact, int | None]]:
        """Each fact of a measure with the number of the problem it answers (None: a task of its own).

        A question asked of each problem: by number, else by words. Another question answers the kinds of problem that
        the outline names (`against`), and of these only what its own words speak of.
        """
        by_problem = question is None or question.per_problem
        # What is numbered in answer to another question is counted for itself: 先做三件事，一是…，二是….
        home = self._which.numbered(group) if by_problem else None
        if home is not None:
            return [(fact, home.number) for fact in group]
        if question is None or by_problem:
            home = self._which.likely(group, words_of(group))
            return [(fact, home.number if home else None) for fact in group]
        against = set(question.against)
        kinds = [kinds_in(said(fact)) for fact in group]
        wanted = against.intersection(*[set().union(*kinds)]) or against
        chosen = self._which.of_kinds(wanted, words_of(group)) if wanted else None
        homes = [None if chosen is None or (own and not own & against) else chosen.number for own in kinds]
        told = [home for fact, home in zip(group, homes, strict=True) if not _for_the_rest(fact)]
        found: list[tuple[Fact, int | None]] = []
        for fact, number in zip(group, homes, strict=True):
            # Who and by when, said once, holds for all that was said in the breath.
            places = dict.fromkeys(told) if _for_the_rest(fact) and told else {number: None}
            found += [(fact, place) for place in places]
        return found

    def _mechanism_home(self, run: list[Fact]) -> ProblemBrief:
        words = words_of(run)
        return self._which.nearest(words) or min(self.problems, key=lambda p: len(p.causes))

    def _runs(self, group: list[Fact], *, in_order: bool) -> list[tuple[list[Fact], Layer | None]]:
        """A breath that tells of several levels or several problems, cut where the next begins."""
        runs = _by_level(group)
        if len(runs) > 1 or runs[0][1] or in_order or group[0].about:
            return runs
        cut: list[tuple[list[Fact], Layer | None]] = []
        last: ProblemBrief | None = None
        for fact in group:
            home = self._which.surely(said(fact))
            # What comes before the first sure word of a problem leads to it.
            same = bool(cut) and (cut[-1][0][-1].text == fact.text or last is None or home in (None, last))
            if same:
                cut[-1][0].append(fact)
            else:
                cut.append(([fact], None))
            last = home or last
        return cut

    def _for_all(self, groups: list[list[Fact]]) -> bool:
        """Whether one thing was said for all problems: in one breath, or 都怪我."""
        if len(self.problems) < 2 or not groups:
            return False
        spoken = "".join(fact.quote for group in groups for fact in group)
        return (
            len(groups) == 1
            or re.match(r"(?:这?[几三两四]条)?(?:说到底|归根到底|归根结底|总之)?(?:全|都|全都)", spoken) is not None
        )


def _with_exclamations(groups: list[list[Fact]]) -> list[list[Fact]]:
    """“太远了。最远的嘎查127公里”: a sentence of a few characters opens the next, which says of what it is."""
    done: list[list[Fact]] = []
    waiting: list[Fact] = []
    for group in groups:
        whole = waiting + group
        short = len("".join(fact.quote for fact in whole)) <= _EXCLAIMED and whole[0].about is None
        waiting = whole if short and group is not groups[-1] else []
        if not waiting:
            done.append(whole)
    return done


def _for_the_rest(fact: Fact) -> bool:
    """Whether a statement only says who answers for the rest of its breath, or by when."""
    return fact.figure is None and _WHO_OR_WHEN.fullmatch(fact.quote) is not None


def _by_level(group: list[Fact]) -> list[tuple[list[Fact], Layer | None]]:
    """“班子是…；村书记是…；党员是…” cut where each level begins; else the breath as it is."""
    levels = [level_of(fact.quote) for fact in group]
    if len({level.name for level in levels if level}) < 2 and not (
        len({fact.text for fact in group}) <= 3 and levels[0]
    ):
        return [(group, None)]
    runs: list[tuple[list[Fact], Layer | None]] = []
    for fact, level in zip(group, levels, strict=True):
        if level is not None or not runs:
            runs.append(([], level))
        runs[-1][0].append(fact)
    return runs


def _said_already(fact: Fact, brief: ProblemBrief) -> bool:
    own = pairs(fact.text)
    told = [pairs(other.text) for other in (*brief.facts, *brief.shows)]
    return fact.kind == "act" and bool(own) and any(len(own & other) > _MOST_SHARED * len(own) for other in told)
