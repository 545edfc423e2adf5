"""What a notice changes: limits and where they come from, the parts, the questions, the findings, the interview."""

from __future__ import annotations

from pathlib import Path

import pytest
from notice_score import notices

from assistant.app import build
from assistant.by_notice import demand_rows, limits_by_notice, outline_by_notice, without_demand
from assistant.checking.check import check_text, limits_in_force
from assistant.interview.events import Interview
from assistant.outline import Outline
from assistant.report import Limits
from assistant.retrieval.last_year import read_last_year
from assistant.retrieval.notices.demanded import read_notice
from assistant.settings import settings

CASES = notices()
PAST = (Path(__file__).parent / "data" / "last_year" / "fengshu_2024.txt").read_text(encoding="utf-8")


def notice(name: str, outline: Outline) -> Limits:
    return read_notice(CASES[name][0], outline, None)


def test_the_notice_wins_and_says_so(outline: Outline) -> None:
    given = Limits(total=(None, 3000), source={"total": "answer"})
    read = notice("01_gansu", outline)
    limits, findings = limits_by_notice(limits_in_force(given, outline), read, outline)
    assert limits.total == (None, 2200)
    assert limits.source["total"] == "notice"
    assert limits.quotes["total"] == "书面稿不超过二千二百字，现场稿控制在1500字以内。"
    assert limits.shares["work"] == (None, 0.4)
    assert any(f.rule == "H01" and f.level == "low" and "您说的" in f.message for f in findings)
    assert any(f.rule == "H02" and f.level == "low" for f in findings)


def test_what_the_notice_leaves_open_stays_as_it_was(outline: Outline) -> None:
    read = read_notice("述职报告问题部分不少于三分之一。", outline, 2025)
    limits, _ = limits_by_notice(limits_in_force(None, outline), read, outline)
    assert limits.total == outline.limits.total
    assert limits.source["total"] == "outline"
    assert limits.shares == {"problems": (0.3333, None), "work": (None, 0.5)}
    assert (limits.source["shares.problems"], limits.source["shares.work"]) == ("notice", "outline")


def test_rectification_becomes_a_part_of_its_own(outline: Outline) -> None:
    varied = outline_by_notice(outline, notice("07_guizhou_md", outline))
    assert [part.id for part in varied.parts] == ["review", "work", "problems", "plan"]
    assert varied.heading("review") == "一、上年度点评问题整改情况"
    work = next(part for part in varied.parts if part.id == "work")
    assert all(not item.review for block in work.blocks for item in block.items)
    plain = outline_by_notice(outline, notice("17_xinjiang", outline))
    assert [part.id for part in plain.parts] == [part.id for part in outline.parts]


def test_a_text_is_held_against_parts_titles_and_topics(outline: Outline) -> None:
    read = notice("25_guangxi_table", outline)
    varied = outline_by_notice(outline, read)
    limits, _ = limits_by_notice(limits_in_force(None, outline), read, outline)
    text = (
        "2025年度述职报告\n一、上年问题整改情况\n一是整改到位。改了。\n二、主要做法\n一是抓学习。学了12次。\n"
        "三、存在问题与原因\n一是学得不深。\n四、2026年工作打算\n一是抓学习。\n"
    )
    found = check_text(text, varied, limits=limits, year=2025).findings
    assert not [f for f in found if f.rule == "A03"]
    assert [f.quote for f in found if f.rule == "N02"] == ["二、主要做法"]
    lengths = [f for f in found if f.rule == "H01"]
    assert lengths
    assert all(f.level == "high" and "通知" in f.message for f in lengths)
    without = check_text(text.replace("一、上年问题整改情况\n一是整改到位。改了。\n", ""), varied, limits=limits)
    assert any(f.rule == "A03" and "上年问题整改情况" in f.message for f in without.findings)


def test_a_joint_share_is_counted_together(outline: Outline) -> None:
    read = read_notice("述职报告中问题和措施部分合计不得少于全文的二分之一。", outline, 2025)
    limits, _ = limits_by_notice(limits_in_force(None, outline), read, outline)
    text = f"一、履职情况\n一是抓学习。{'学' * 300}。\n二、存在问题\n一是不深。\n三、下一步打算\n一是抓。\n"
    found = [f for f in check_text(text, outline, limits=limits, year=2025).findings if f.rule == "H02"]
    assert any(f.level == "high" and "通知要求不少于50%" in f.message for f in found)


def test_topics_become_questions_and_findings(outline: Outline) -> None:
    text = "述职报告必须写明流域党建联盟情况。重点围绕村级集体经济、移民安置村党建等方面述职。"
    read = read_notice(text, outline, 2025)
    varied = outline_by_notice(outline, read)
    added = [q for q in varied.questions if q.id.startswith("T")]
    assert {q.cues[0] for q in added} == {"流域党建联盟", "移民安置村党建"}
    assert all(q.required and q.minimal for q in added)
    assert varied.question("B4").required
    limits, _ = limits_by_notice(limits_in_force(None, outline), read, outline)
    said = "一、履职情况\n一是抓经济。发展壮大村级集体经济，总收入300万元。\n二、存在问题\n一是不深。\n三、打算\n一是抓。\n"
    found = {f.message: f.level for f in check_text(said, varied, limits=limits, year=2025).findings if f.rule == "N01"}
    assert {level for message, level in found.items() if "流域" in message} == {"high"}
    assert {level for message, level in found.items() if "移民" in message} == {"medium"}
    assert not [message for message in found if "集体经济" in message]


def test_every_demand_can_be_shown_and_dropped(outline: Outline) -> None:
    for name in CASES:
        read = notice(name, outline)
        for row in demand_rows(read, outline):
            assert row.words
            assert "".join(row.quote.split()) in "".join(CASES[name][0].split())
        while rows := demand_rows(read, outline):
            read = without_demand(read, rows[0].key)
            assert len(demand_rows(read, outline)) == len(rows) - 1


def test_the_interview_confirms_the_notice_and_asks_for_promises(outline: Outline) -> None:
    app = build(settings())
    talk = app.begin(outline)
    list(talk.start())
    told = "\n".join(e.text for e in talk.take_last_year(read_last_year(PAST, "去年述职", outline)))
    assert "L4  举办村党组织书记培训4期" in told
    read = read_notice("述职报告2500字以内。\n必须写明流域党建联盟情况。", outline, 2025)
    shown = "\n".join(e.text for e in talk.take_notice(read))
    assert "全文不超过2500字" in shown
    assert "通知原话：“述职报告2500字以内。”" in shown
    assert "T1" in "\n".join(e.text for e in talk.say("都对"))
    list(talk.say("写2025年度的"))
    list(talk.say("E1：村党组织书记培训办了3期，来了168人次，我讲的课，考了。"))
    asked = "\n".join(e.text for e in talk.say("L3：收入路子宽了，新增2个产业项目。"))
    for _ in range(40):
        if "L4（去年" in asked:
            break
        asked = "\n".join(e.text for e in talk.say("稍后补"))
    assert "就按您在 E1 说的“村党组织书记培训办了3期”算" in asked
    again = app.resume(talk.session_id)
    assert isinstance(again.session, Interview)
    assert again.session.notice is not None
    assert again.session.last_year is not None


def test_a_row_of_the_notice_can_be_dropped_in_the_talk(outline: Outline) -> None:
    talk = build(settings()).begin(outline)
    list(talk.start())
    read = read_notice("述职报告2500字以内，问题部分不少于三分之一。", outline, 2025)
    list(talk.take_notice(read))
    assert "去掉了：全文不超过2500字" in "\n".join(e.text for e in talk.say("第1行不要"))
    list(talk.say("对"))
    notice_kept = talk.session.notice
    assert notice_kept is not None
    assert "total" not in notice_kept.source
    assert notice_kept.shares == {"problems": (0.3333, None)}


def test_rows_dropped_together_are_those_that_were_meant(outline: Outline) -> None:
    """Things to write of are numbered anew as one goes."""
    talk = build(settings()).begin(outline)
    read = read_notice(
        "必须写明流域党建联盟情况。\n必须写明移民安置村党建情况。\n必须写明电商党建情况。", outline, 2025
    )
    list(talk.take_notice(read))
    assert len(read.topics) == 3
    list(talk.say("第1行不要，第2行不要"))
    assert talk.session.notice is not None
    assert talk.session.notice.topics == read.topics[2:]


@pytest.mark.parametrize(("dated", "late"), [("2026年1月12日", True), ("2026年1月8日", False)])
def test_a_report_dated_after_the_deadline_is_told(dated: str, late: bool, outline: Outline) -> None:
    read = read_notice("述职报告请于2026年1月8日前报县委组织部。", outline, 2025)
    limits, _ = limits_by_notice(limits_in_force(None, outline), read, outline)
    text = (
        f"2025年度述职报告\n一、工作成效\n一是抓学习。学了12次。\n二、存在问题\n一是学得不深。\n某镇党委书记\n{dated}\n"
    )
    found = [f for f in check_text(text, outline, limits=limits, year=2025).findings if f.rule == "N03"]
    assert [(f.level, f.quote) for f in found] == ([("low", dated)] if late else [])
