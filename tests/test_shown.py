"""The typed views of a report: nothing lost, nothing unbound, every number the one that the engines have."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking.check import check_report
from assistant.checking.rule import RULES
from assistant.documents import load_answers
from assistant.outline import Outline, find_outline
from assistant.report import Fact, Figure, Finding, Origin, Report, Use
from assistant.revising.mending import mend_of, mended
from assistant.settings import knowledge_files
from assistant.shown.chain import chain_shown
from assistant.shown.comparing import compared
from assistant.shown.draft import ItemShown, draft_shown
from assistant.shown.facts import fact_rows
from assistant.shown.findings import findings_shown
from assistant.shown.runs import Mark, cut_runs
from assistant.shown.sources import sources_shown
from assistant.shown.tables import tables_shown
from assistant.shown.versions import differences, version_rows
from assistant.versions import changed
from assistant.workflow import draft
from assistant.writing.lists import sheets


def drafted(path: Path) -> tuple[Report, Outline]:
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    return draft(answers, outline), outline


@pytest.fixture(scope="module", params=["party_building.yaml", "office_summary.yaml"])
def sample(request: pytest.FixtureRequest) -> tuple[Report, Outline]:
    return drafted(next(path for path in knowledge_files("samples", ".yaml") if path.name == request.param))


def test_the_runs_of_a_draft_are_its_words(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    shown = draft_shown(report, outline)
    for part, told in zip(report.parts, shown.parts, strict=True):
        texts = [
            "".join(run.text for run in (block.runs if isinstance(block, ItemShown) else block))
            for block in told.blocks
        ]
        assert "".join(texts).replace("\n", "") == part.text.replace("\n", "")
        assert [item.id for item in told.items] == [item.id for item in part.items]


def test_every_figure_that_is_bound_is_marked_with_its_fact(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    shown = draft_shown(report, outline)
    facts = {fact.id: fact for fact in report.facts}
    marked = {fact for part in shown.parts for item in part.items for run in item.runs for fact in run.facts}
    bound = {use.fact for part in report.parts for item in part.items for use in item.uses}
    assert marked == bound
    for part in shown.parts:
        for item in part.items:
            for run in item.runs:
                if run.kind == "figure":
                    assert all(facts[fact].figure is not None for fact in run.facts)
                assert all(fact in shown.sources for fact in run.facts)


def test_runs_overlap_without_losing_a_character() -> None:
    text = "举办培训6场、420人次，【待补：时间】，经验被推广。"
    figure = Fact(
        id="F1",
        kind="figure",
        text="举办培训6场",
        quote="培训办了六回",
        figure=Figure(value=6, unit="场"),
        origin=Origin(kind="answer", ref="E3"),
    )
    name = Fact(id="F2", kind="act", text="经验被推广", quote="", origin=Origin(kind="person", ref="E3"))
    uses = [Use(fact="F1", start=0, end=6), Use(fact="F2", start=22, end=27), Use(fact="F9", start=0, end=3)]
    runs = cut_runs(text, uses, {"F1": figure, "F2": name}, [Mark(3, 4, 12), Mark(4, -5, 2)])
    assert "".join(run.text for run in runs) == text
    assert [run.text for run in runs if run.kind == "figure"] == ["6场"]
    assert [run.text for run in runs if run.kind == "pending"] == ["【待补：时间】"]
    assert "".join(run.text for run in runs if 3 in run.findings) == text[4:12]
    assert "".join(run.text for run in runs if 4 in run.findings) == text[:2]


def test_meters_agree_with_the_checks_of_length(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    shown = draft_shown(report, outline)
    found = {
        finding.rule: finding.message for finding in check_report(report, outline) if finding.rule in ("H01", "H02")
    }
    assert (shown.meter.state == "ok" or shown.meter.state == "free") == ("H01" not in found)
    for part in shown.parts:
        title = part.heading.partition("、")[2]
        told = found.get("H02", "")
        if f"“{title}”部分占全文" in told:
            assert part.meter.state in ("short", "long")
            assert f"{part.meter.share:.1%}" in told


def test_facts_know_their_places(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    rows = fact_rows(report, outline)
    assert [row.id for row in rows] == [fact.id for fact in report.facts]
    items = {item.id: item for part in report.parts for item in part.items}
    for row in rows:
        assert (row.state == "used") == bool(row.places)
        for place in row.places:
            assert place.words in items[place.item].text


def test_the_chain_links_what_the_report_links(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    shown = chain_shown(report, outline)
    assert [row.id for row in shown.problems] == [problem.id for problem in report.problems]
    told = [measure.id for row in shown.problems for measure in row.measures] + [one.id for one in shown.loose]
    assert sorted(told) == sorted(measure.id for measure in report.measures)
    for row in shown.problems:
        assert all(words not in row.shows for _, words in row.causes)
        for measure in row.measures:
            assert bool(measure.blanks) == any(measure.text[:14] in gap for gap in row.gaps)


def test_a_problem_left_alone_is_a_gap(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    bare = report.problems[0].model_copy(update={"causes": [], "measures": []})
    shown = chain_shown(report.model_copy(update={"problems": [bare, *report.problems[1:]]}), outline)
    assert shown.problems[0].gaps == ("还没有写原因", "还没有措施来接")
    assert {one.id for one in shown.loose} >= set(report.problems[0].measures)


def test_tables_are_the_lists_and_their_cells_the_measures(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    measures = {measure.id: measure for measure in report.measures}
    tables = tables_shown(report, outline)
    for table, sheet in zip(tables, sheets(report, outline), strict=True):
        assert table.headings == sheet.headings
        for row, cells in zip(table.rows, sheet.rows, strict=True):
            assert [cell.words for cell in row.cells] == ["" if one is None else str(one) for one in cells]
            for cell in row.cells:
                if cell.field:
                    assert cell.words == getattr(measures[row.measure], cell.field)


def test_findings_are_told_once_each_the_high_ones_first(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    high = Finding(rule="B03", level="high", message="两处说法不一")
    let = Finding(rule="B01", level="high", message="没有来源", reason="台账已核对")
    report = report.model_copy(update={"findings": [*report.findings, let, high]})
    shown = findings_shown(report, outline)
    assert sorted(row.number for row in shown.rows) == list(range(1, len(report.findings) + 1))
    assert [row.level for row in shown.rows][:2] == ["high", "high"]
    assert [row.rule for row in shown.open_high] == ["B03"]
    for row in shown.rows:
        finding = report.findings[row.number - 1]
        assert (row.rule, row.message) == (finding.rule, finding.message)
        assert bool(row.why) == (row.rule in RULES)


def test_findings_are_marked_in_the_draft_where_they_are() -> None:
    report, outline = drafted(next(p for p in knowledge_files("samples", ".yaml") if p.name.startswith("party")))
    shown = draft_shown(report, outline)
    for number, finding in enumerate(report.findings, 1):
        if finding.part is None or not finding.quote:
            continue
        part = next(one for one in shown.parts if one.id == finding.part)
        marked = "".join(run.text for item in part.items for run in item.runs if number in run.findings)
        assert (
            marked == report.parts[[p.id for p in report.parts].index(finding.part)].text[finding.start : finding.end]
        )


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("举办读书班", "举办,读书班", "G01"),
        ("一是抓实", "一是，抓实", "G07"),
        ("学习24次", "学习２４次", "G05"),
        ("村（社区）书记", "村 （社区）书记", "G03"),
    ],
)
def test_one_right_form_is_put_in_one_place(old: str, new: str, rule: str) -> None:
    report, outline = drafted(next(p for p in knowledge_files("samples", ".yaml") if p.name.startswith("party")))
    part = report.parts[0]
    items = [
        item.model_copy(update={"text": item.text.replace(old, new, 1), "uses": []}) if old in item.text else item
        for item in part.items
    ]
    spoilt = part.model_copy(update={"text": part.text.replace(old, new, 1), "items": items})
    report = report.model_copy(update={"parts": [spoilt, *report.parts[1:]]})
    report = report.model_copy(update={"findings": check_report(report, outline)})
    finding = next(one for one in report.findings if one.rule == rule)
    mend = mend_of(report, finding, outline)
    assert mend is not None
    assert mend.right is not None
    after = mended(report, finding, mend.right)
    assert after.parts[0].text != spoilt.text
    assert not [one for one in check_report(after, outline) if one.rule == rule]
    assert after.parts[1:] == report.parts[1:]


def test_versions_are_listed_and_compared(sample: tuple[Report, Outline]) -> None:
    report, _ = sample
    item = report.parts[0].items[0]
    text = item.text.replace("。", "；", 1)
    part = report.parts[0].model_copy(
        update={
            "text": report.parts[0].text.replace(item.text, text, 1),
            "items": [item.model_copy(update={"text": text}), *report.parts[0].items[1:]],
        }
    )
    after = changed(report, report.model_copy(update={"parts": [part, *report.parts[1:]]}), "标点")
    assert [(row.id, row.why, row.stands) for row in version_rows(after)] == [
        ("v2", "标点", True),
        ("v1", "初稿", False),
    ]
    pairs = differences(after, "v1", "v2")
    assert [pair.where for pair in pairs] == [item.headline]
    assert "".join(piece.text for piece in pairs[0].before) == item.text
    assert [piece.text for piece in pairs[0].after if piece.kind == "new"] == ["；"]


def test_what_the_person_changed_since_it_was_drafted_is_told(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    assert not [item for part in draft_shown(report, outline).parts for item in part.items if item.edited]
    item = report.parts[0].items[0]
    text = item.text.replace("。", "；", 1)
    part = report.parts[0].model_copy(
        update={
            "text": report.parts[0].text.replace(item.text, text, 1),
            "items": [item.model_copy(update={"text": text}), *report.parts[0].items[1:]],
        }
    )
    after = changed(report, report.model_copy(update={"parts": [part, *report.parts[1:]]}), "标点")
    edited = [item.id for part in draft_shown(after, outline).parts for item in part.items if item.edited]
    assert edited == [item.id]


def test_comparing_keeps_both_texts() -> None:
    for before, after in (
        ("", "新的"),
        ("旧的", ""),
        ("培训6场，共420人次", "培训8场，共500人次"),
        ("一二三", "三二一"),
    ):
        pair = compared("", before, after)
        assert "".join(piece.text for piece in pair.before) == before
        assert "".join(piece.text for piece in pair.after) == after


def test_terms_and_passages_behind_an_item(sample: tuple[Report, Outline]) -> None:
    report, outline = sample
    items = report.parts[0].items
    guided = [items[0].model_copy(update={"guided_by": ["一", "没有了"]}), *items[1:]]
    part = report.parts[0].model_copy(update={"items": guided})
    report = report.model_copy(update={"parts": [part, *report.parts[1:]]})

    class Passage:
        kind, source, locator, text = "exemplar", "范文.md", "第2段", "某镇的写法"

    shown = sources_shown(report, outline, lambda name: Passage() if name == "一" else None)
    assert [(one.source, one.text) for one in shown[0].passages] == [("范文.md", "某镇的写法")]
    assert shown[0].missing == 1
    assert all(term.form for one in shown for term in one.terms)
