"""Last year's report: what it owes, the questions that become of it, the draft that answers, the rules that notice."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from last_year_score import reports, score

from assistant.answers_file import parse_answers
from assistant.checking.check import check_text
from assistant.cli import main
from assistant.errors import AnswersError
from assistant.interview.promises import same_matter
from assistant.outline import Outline, find_outline
from assistant.report import Commitment, LastYear, Report
from assistant.retrieval.last_year import read_last_year, text_of
from assistant.workflow import draft

DATA = Path(__file__).parent / "data" / "last_year"
REAL = Path(os.environ.get("ASSISTANT_TEST_DATA", "../shared/data")) / "000_b54b24ad007351e6.txt"
PAST = (DATA / "fengshu_2024.txt").read_text(encoding="utf-8")
ANSWERS = (DATA / "fengshu_2025.yaml").read_text(encoding="utf-8")


@pytest.fixture
def past(outline: Outline) -> LastYear:
    return read_last_year(PAST, "去年述职", outline, 2025)


@pytest.fixture(scope="module")
def drafted() -> Report:
    outline = find_outline(None)
    return draft(
        parse_answers(ANSWERS, "答案", generated=True), outline, read_last_year(PAST, "去年述职", outline, 2025)
    )


def by_text(commitments: Sequence[Commitment], words: str) -> Commitment:
    return next(one for one in commitments if words in (one.text, one.headline) or words in one.text)


@pytest.mark.skipif(not REAL.is_file(), reason="the real report is not there")
def test_the_real_report_owes_six_quantities_and_three_problems(outline: Outline) -> None:
    told = read_last_year(REAL.read_text(encoding="utf-8"), "去年述职", outline)
    targets = [(c.target, c.unit, c.metric) for c in told.commitments if c.kind == "target"]
    assert [(value, unit) for value, unit, _ in targets] == [
        (5, "个"),
        (3, "个"),
        (2, "个"),
        (1, "个"),
        (1, "个"),
        (5, "个"),
    ]
    names = ("协议", "合同", "落地", "样板党支部", "示范党支部", "合作社")
    assert all(name in metric for name, (_, _, metric) in zip(names, targets, strict=True))
    landed = by_text(told.commitments, "落地5000万元以上项目2个")
    assert landed.figure is not None
    assert landed.figure.threshold is not None
    assert (int(landed.figure.threshold.value), landed.figure.threshold.unit) == (5000, "万元")
    assert [c.headline for c in told.commitments if c.kind == "problem"] == [
        "党建引领经济发展的成效不佳",
        "基层党组织抓党建补短板的能力不足",
        "党员先锋作用发挥不充分",
    ]
    assert told.year == 2022
    assert all(c.year == 2023 and "第" in c.locator for c in told.commitments)


def test_promises_hold_target_due_owner_and_place(past: LastYear) -> None:
    one = by_text(past.commitments, "储备后备干部26名")
    assert (one.target, one.unit, one.metric, one.owner, one.year) == (26, "名", "储备后备干部", "组织委员", 2025)
    assert one.due == "9月底前"
    assert "第一条" in one.locator
    assert [c.id for c in past.commitments] == [f"L{n}" for n in range(1, len(past.commitments) + 1)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2025年底前，新建党群服务中心2个、改造3个。", ["新建党群服务中心2个", "改造3个"]),
        ("在现有12个示范点的基础上，深化“五个一”工程。", []),
        ("每季度专题研究党建1次，每月驻村不少于4天。", ["每季度专题研究党建1次", "每月驻村不少于4天"]),
        ("村集体经济总收入从386万元提高到430万元。", ["村集体经济总收入从386万元提高到430万元"]),
        ("力争全年收入持续增长，一手抓党建、一手抓发展。", []),
        ("落实“四议两公开”，推进“三项机制”。", []),
    ],
)
def test_what_counts_as_a_promise(words: str, found: list[str], outline: Outline) -> None:
    text = f"2024年度述职报告\n一、履职情况\n一是抓队伍。开了会。\n二、存在的主要问题\n一是学习不够。\n三、下一步打算\n一是坚持学习。{words}\n"
    told = read_last_year(text, "去年", outline, 2025)
    assert [c.text for c in told.commitments if c.kind == "target"] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("举办村党组织书记培训", "村党组织书记培训", True),
        ("村书记培训", "后备干部培训", False),
        ("村集体经济总收入", "村集体经济经营性收入", False),
        ("村集体经济总收入", "村集体总收入", True),
        ("培育样板党支部", "示范党支部", False),
        ("新建冷库", "改造冷库", False),
        ("培训", "村书记培训", False),
        ("签订合同项目", "争取落实协议项目", False),
        ("培训村书记", "村书记培训", True),
        ("建成党群服务中心", "改造党群服务中心", False),
    ],
)
def test_only_the_same_quantity_is_matched(one: str, other: str, same: bool) -> None:
    assert same_matter(one, other) is same


def test_each_promise_is_answered_or_pending(drafted: Report) -> None:
    outcomes = {c.text if c.kind == "target" else c.headline: c.outcome for c in drafted.commitments}
    assert outcomes == {
        "村级后备力量储备不足": "done",
        "流动党员教育管理不严": "unanswered",
        "部分村集体经济路子不宽": "unanswered",
        "举办村党组织书记培训4期": "partly",
        "储备后备干部26名": "done",
        "在杭州、苏州建立流动党员党支部2个": "partly",
        "每季度开展线上组织生活1次": "unanswered",
        "村集体经济总收入达到400万元": "partly",
        "新建冷库3座": "partly",
        "消除5万元以下的薄弱村2个": "done",
    }
    pending = {entry.question: entry.what for entry in drafted.pending if "今年" in entry.what}
    open_ones = [c for c in drafted.commitments if c.outcome == "unanswered"]
    assert all((c.headline or c.text) in pending[c.id] for c in open_ones)
    assert all(c.id not in pending for c in drafted.commitments if c.outcome != "unanswered")


def test_target_and_result_stand_in_one_sentence(drafted: Report) -> None:
    sentences = "".join(part.text for part in drafted.parts).split("。")
    for promise, result in (("培训4期", "3期"), ("达到400万元", "386万元"), ("冷库3座", "2座"), ("党支部2个", "1个")):
        assert any(promise in sentence and result in sentence for sentence in sentences), promise
    assert any("储备后备干部26名" in sentence and "完成" in sentence for sentence in sentences)


def test_what_was_not_done_is_a_problem_too(drafted: Report) -> None:
    problems = next(part for part in drafted.parts if part.id == "problems").text
    for words in ("培训承诺4期、实际3期", "总收入承诺400万元、实际386万元", "冷库承诺3座、实际2座"):
        assert words in problems


def test_last_years_figures_have_their_source(drafted: Report) -> None:
    files = [fact for fact in drafted.facts if fact.origin.kind == "file"]
    assert any(fact.figure and int(fact.figure.value or 0) == 400 and fact.year == 2025 for fact in files)
    assert not [finding for finding in drafted.findings if finding.rule == "B01"]
    ids = [fact.id for fact in drafted.facts]
    assert len(ids) == len(set(ids))
    for part in drafted.parts:
        for item in part.items:
            assert {use.fact for use in item.uses} <= set(ids)


def test_a_base_told_differently_is_a_conflict(drafted: Report) -> None:
    found = [f for f in drafted.findings if f.rule == "B03" and f.level == "high"]
    assert any("335万元" in f.message and "341万元" in f.message for f in found)
    assert "335" not in "".join(part.text for part in drafted.parts)
    assert any(entry.question == "B4" and "341万元" in entry.what for entry in drafted.pending)


def test_dropped_and_repeated_are_found(outline: Outline, past: LastYear) -> None:
    again = check_text(PAST.replace("2025年", "2026年").replace("2024年", "2025年"), outline, last_year=past)
    rules = [f for f in again.findings if f.rule in ("D14", "E03")]
    assert any(f.rule == "E03" and f.level == "high" for f in rules)
    assert sum("几乎一样" in f.message for f in rules) == 3
    assert any("又写进了下一步" in f.message and "新建冷库3座" in f.message for f in rules)
    fresh = check_text("2025年度述职报告\n一、履职情况\n一是抓学习。开展集中学习12次。\n", outline, last_year=past)
    dropped = [f for f in fresh.findings if f.rule == "D14"]
    assert len(dropped) == len(past.commitments)
    assert all(f.level == "medium" and "没有交代" in f.message for f in dropped)
    assert not [f for f in fresh.findings if f.rule == "E03"]
    assert {s.rule for s in check_text(PAST, outline).skipped} >= {"D14", "E03"}


@pytest.mark.parametrize(("share", "level"), [(0.05, None), (0.12, "medium"), (0.4, "high")])
def test_copied_text_is_weighed(share: float, level: str | None, outline: Outline, past: LastYear) -> None:
    own = "".join(chr(0x4E00 + (n * 7919) % 15000) for n in range(1000))
    start = PAST.index("一是压实")
    text = own + "\n" + PAST[start : start + int(1100 * share / (1 - share))]
    found = [f for f in check_text(text, outline, last_year=past, year=2025).findings if f.rule == "E03"]
    assert [f.level for f in found] == ([level] if level else [])


def test_a_problem_that_says_why_it_is_there_again_may_stand(outline: Outline, past: LastYear) -> None:
    told = (
        "2025年度述职报告\n一、履职情况\n一是抓学习。开展学习12次。\n二、存在的主要问题及原因\n"
        "一是流动党员教育管理不严。去年就有这个问题，整改不彻底，仍有31名没有参加组织生活。\n三、下一步打算\n一是抓管理。\n"
    )
    messages = [f.message for f in check_text(told, outline, last_year=past).findings if f.rule == "D14"]
    assert not [m for m in messages if "流动党员教育管理不严" in m]


def test_answers_to_promises_need_the_file(outline: Outline, past: LastYear) -> None:
    with pytest.raises(AnswersError):
        parse_answers(ANSWERS, "答案")
    answers = parse_answers(ANSWERS, "答案", generated=True)
    with pytest.raises(AnswersError, match="L5"):
        draft(answers, outline)


def test_our_own_report_serves_as_last_years(drafted: Report, outline: Outline) -> None:
    told = read_last_year(text_of(drafted), "report", outline, 2026)
    assert told.year == 2025
    assert by_text(told.commitments, "逐个建").target == 31
    assert len([c for c in told.commitments if c.kind == "problem"]) == len(drafted.problems)


def test_the_commands_take_both_files(tmp_path: Path) -> None:
    out, notice = tmp_path / "r.json", tmp_path / "通知.txt"
    notice.write_text("述职报告2500字以内，必须写明流域党建联盟情况。\n", encoding="utf-8")
    past, answers = str(DATA / "fengshu_2024.txt"), str(DATA / "fengshu_2025.yaml")
    assert main(["draft", answers, "--last-year", past, "--notice", str(notice), "--model", "off", "-o", str(out)]) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert len(report["commitments"]) == 10
    assert report["limits"]["total"] == [None, 2500]
    assert report["limits"]["source"]["total"] == "notice"
    assert any(
        f["rule"] == "N01" and f["level"] == "high" and "流域党建联盟" in f["message"] for f in report["findings"]
    )
    assert any(entry["question"] == "T1" for entry in report["pending"])
    assert Report.model_validate(report).commitments[0].headline
    assert main(["check", past, "--last-year", past, "--year", "2025"]) == 1
    with_report = main(["check", past, "--last-year", str(out), "--notice", str(notice)])
    assert with_report == 1
    assert main(["check", past, "--last-year", str(notice)]) == 2


@pytest.mark.parametrize(
    ("promise", "answer", "outcome"),
    [
        ("投诉量下降30%", "投诉量降了36%。", "done"),
        ("社区台账压减到12本以内", "压到14本。", "partly"),
        ("社区台账压减到12本以内", "压到11本。", "done"),
        ("新建冷库3座", "3座里头2座建成了，1座没批下来。", "partly"),
        ("成立流动党员党支部2个", "没有成立起来。", "open"),
        ("成立流动党员党支部2个", "都成立了。", "done"),
        ("举办村书记培训4期", "办了6期。", "done"),
        ("举办村书记培训4期", "只办了3期。", "partly"),
    ],
)
def test_what_an_answer_comes_to(promise: str, answer: str, outcome: str, outline: Outline) -> None:
    text = f"2024年度述职报告\n一、履职情况\n一是抓队伍。开了会。\n二、存在的问题\n一是学习不够。\n三、下一步打算\n一是坚持学习。{promise}。\n"
    past = read_last_year(text, "去年", outline, 2025)
    asked = next(one for one in past.commitments if one.kind == "target")
    answers = parse_answers(ANSWERS, "答案", generated=True)
    kept = {q: words for q, words in answers.answers.items() if not q.startswith("L")} | {asked.id: answer}
    report = draft(answers.model_copy(update={"answers": kept}), outline, past)
    assert next(one for one in report.commitments if one.id == asked.id).outcome == outcome


@pytest.mark.parametrize("name", reports())
def test_a_report_of_any_style_is_read(name: str) -> None:
    right, missing, extra = score(reports()[name])
    assert not extra
    assert len(missing) <= len(right) // 10, missing


ANSWERED = [
    "完成了。",
    "只完成了{half}{unit}，因为资金没到位，明年6月底前补上。",
    "没做成，因为场地没落实，明年9月底前补上。",
    "",
]


@pytest.mark.parametrize("name", ["1_shortfalls_paragraph", "7_four_parts", "8_long_sentences", "12_unseen_mixed"])
def test_the_draft_answers_every_promise_of_any_style(name: str, outline: Outline) -> None:
    past = read_last_year(reports()[name]["text"], "去年述职", outline, 2025)
    targets = [one for one in past.commitments if one.kind == "target" and (one.target or 0) > 1]
    lines = [line for line in ANSWERS.splitlines() if not line.startswith("  L")]
    for number, one in enumerate(targets):
        said = ANSWERED[number % 4].format(half=int(one.target or 0) // 2, unit=one.unit)
        lines += [f"  {one.id}: {said}"] if said else []
    report = draft(parse_answers("\n".join(lines), "答案", generated=True), outline, past)
    outcomes = {one.id: one.outcome for one in report.commitments}
    assert [outcomes[one.id] for one in targets] == [
        ("done", "partly", "open", "unanswered")[number % 4] for number in range(len(targets))
    ]
    sentences = "".join(part.text for part in report.parts).split("。")
    problems = next(part.text for part in report.parts if part.id == "problems")
    for number, one in enumerate(targets):
        figure = f"{one.target:g}{one.unit}"
        if number % 4 == 1:
            half = f"{int(one.target or 0) // 2}{one.unit}"
            assert any(figure in sentence and half in sentence for sentence in sentences), one.text
        if number % 4 in (1, 2):
            assert figure in problems, one.text
        if number % 4 == 3:
            assert any(entry.question == one.id for entry in report.pending), one.text
