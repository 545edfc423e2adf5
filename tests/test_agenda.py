"""What is asked next, what is enough, the board, and what is understood as a wish."""

from __future__ import annotations

import pytest

from assistant.interview.agenda import Agenda
from assistant.interview.answer_words import (
    for_problem,
    joined_words,
    named_problems,
    problems_spoken_of,
    without_problem,
)
from assistant.interview.by_id import by_id
from assistant.outline import Outline

THREE = "头一条是思路不宽，办法不多。第二条是书记带富能力弱。第三条是党员参加活动不积极，来的人少。"


def agenda(outline: Outline, answers: dict[str, str], *, full: bool = False, **states: str) -> Agenda:
    known = dict.fromkeys(answers, "confirmed") | states
    return Agenda(outline, answers, known, full=full)


def problem_id(outline: Outline) -> str:
    return next(q.id for q in outline.questions if q.role == "problem" and q.minimal)


def test_minimal_set_first_then_the_rest_on_wish(outline: Outline) -> None:
    minimal = [q.id for q in outline.questions if q.minimal]
    first = agenda(outline, {})
    assert [ask.question.id for ask in first.asks] == minimal
    assert [ask.question.id for ask in agenda(outline, {}, full=True).asks][: len(minimal) - 1] == minimal[:-1]
    assert {ask.question.id for ask in agenda(outline, {}, full=True).asks} == {q.id for q in outline.questions}


def test_confirmation_comes_last(outline: Outline) -> None:
    confirm = outline.setting("confirm")
    assert confirm is not None
    for full in (False, True):
        assert agenda(outline, {}, full=full).asks[-1].question == confirm


def test_on_from_where_one_is_and_round_again(outline: Outline) -> None:
    known = agenda(outline, {problem_id(outline): THREE})
    after = known.next(problem_id(outline))
    assert after is not None
    assert after.question.per_problem
    last = known.asks[-2]
    settled = {ask.key: "pending" for ask in known.asks[3:-1]}
    round_again = agenda(outline, {problem_id(outline): THREE}, **settled).next(last.key)
    assert round_again == known.asks[0]


@pytest.mark.parametrize("state", ["confirmed", "pending", "not_applicable", "private"])
def test_answered_or_waived_is_not_asked_again(outline: Outline, state: str) -> None:
    first = outline.questions[0].id
    assert agenda(outline, {}).next().question.id == first  # type: ignore[union-attr]
    assert agenda(outline, {}, **{first: state}).next().question.id != first  # type: ignore[union-attr]


def test_each_named_problem_is_asked_for(outline: Outline) -> None:
    known = agenda(outline, {problem_id(outline): THREE})
    per_problem = [q.id for q in outline.questions if q.per_problem and q.minimal]
    asked = [(ask.question.id, ask.problem) for ask in known.asks if ask.problem]
    assert asked == [(q, n) for q in per_problem for n in (1, 2, 3)]
    assert "书记带富能力弱" in next(ask for ask in known.asks if ask.problem == 2).words()


def test_an_answer_that_numbers_one_problem_leaves_the_others_open(outline: Outline) -> None:
    evidence = next(q.id for q in outline.questions if q.per_problem)
    known = agenda(outline, {problem_id(outline): THREE, evidence: "第三条，应到30人实到18人"})
    opened = [ask.problem for ask in known.open() if ask.question.id == evidence]
    assert opened == [1, 2]


def test_waived_as_a_whole_it_is_waived_for_each(outline: Outline) -> None:
    evidence = next(q.id for q in outline.questions if q.per_problem)
    known = agenda(outline, {problem_id(outline): THREE, evidence: "不清楚"}, **{evidence: "pending"})
    assert not [ask for ask in known.open() if ask.question.id == evidence]


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (THREE, ["思路不宽", "书记带富能力弱", "党员参加活动不积极"]),
        ("一是抓得不紧；二是办法不多", ["抓得不紧", "办法不多"]),
        ("1、抓得不紧\n2、办法不多", ["抓得不紧", "办法不多"]),
        ("抓得不紧\n办法不多", ["抓得不紧", "办法不多"]),
        ("抓得不紧，办法也不多。", ["抓得不紧"]),
        ("第一书记作用发挥得不好", ["第一书记作用发挥得不好"]),
        ("", []),
    ],
)
def test_named_problems(answer: str, named: list[str]) -> None:
    assert named_problems(answer) == named


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("第一条怪我，第二条怪我，第三条也怪我", {1, 2, 3}),
        ("第二条：抓得不紧", {2}),
        ("第一季度开了两次会", set()),
        ("怪我抓得不紧", set()),
    ],
)
def test_problems_spoken_of(answer: str, numbers: set[int]) -> None:
    assert problems_spoken_of(answer) == numbers


def test_a_part_is_writable_when_its_minimal_questions_are_settled(outline: Outline) -> None:
    answers: dict[str, str] = {}
    part = outline.parts[0]
    wanted = [q.id for q in agenda(outline, {}).part_questions(part) if q.minimal]
    for question in wanted:
        assert not agenda(outline, answers).writable(part)
        answers[question] = "做了3次"
    assert agenda(outline, answers).writable(part)


def test_a_part_of_nothing_but_waivers_is_not_writable(outline: Outline) -> None:
    part = outline.parts[0]
    for state, words in (("not_applicable", "没有"), ("pending", "稍后补"), ("private", "不公开")):
        ids = [q.id for q in agenda(outline, {}).part_questions(part)]
        assert not agenda(outline, dict.fromkeys(ids, words), **dict.fromkeys(ids, state)).writable(part)


def test_the_board_counts_every_question_once(outline: Outline) -> None:
    rows = agenda(outline, {problem_id(outline): THREE}).board()
    ids = [q for row in rows for q in (*row.answered, *row.missing, *row.optional)]
    assert sorted(ids) == sorted(q.id for q in outline.questions)
    assert any(problem_id(outline) in row.answered for row in rows)
    required = {q.id for q in outline.questions if q.required}
    for row in rows:
        assert set(row.missing) <= required
        assert not set(row.optional) & required


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("上一题", "back"), ("回到上一题", "back"), ("返回上一题吧", "back"), ("上一个问题", "back"),
        ("上一步", "back"), ("跳过", "skip"), ("先跳过吧", "skip"), ("这题跳过", "skip"), ("下一题", "skip"),
        ("过。", "skip"), ("这个跳过吧", "skip"),
        ("到哪了", "where"), ("到哪了？", "where"), ("到哪儿了", "where"), ("问到哪了", "where"), ("进度", "where"),
        ("看看进度", "where"), ("还有多少题", "where"), ("还剩几题？", "where"),
        ("还缺什么", "missing"), ("还缺哪些？", "missing"), ("还差什么", "missing"), ("现在还缺啥", "missing"),
        ("全部都问", "full"), ("再问细一点", "full"), ("问细一点吧", "full"), ("都问", "full"), ("继续问", "full"),
        ("写吧", "draft"), ("起草", "draft"), ("起草吧", "draft"), ("可以了", "draft"), ("可以写了", "draft"),
        ("开始写吧", "draft"), ("帮我写吧", "draft"), ("出稿", "draft"),
        ("帮助", "help"), ("？", "help"), ("怎么用", "help"),
        ("退出", "quit"), ("先到这吧", "quit"), ("再见", "quit"), ("今天先到这里", "quit"),
    ],
)  # fmt: skip
def test_wishes(outline: Outline, said: str, kind: str) -> None:
    command = agenda(outline, {}).command(said)
    assert command is not None
    assert command.kind == kind


@pytest.mark.parametrize(
    "said",
    [
        "没有", "不清楚", "对", "6场", "培训办了6场，还有什么记不清", "先说培训吧，今年办了6场", "过了年再说",
        "写了3篇", "还缺2个支部书记", "去年的问题都改了", "可以的话写上抗旱", "跳过了两个村没去", "下一步抓培训",
        "先说明一下情况", "一共问了20户", "都问过了没有问题", "过去两年都没有", "写进了制度", "全部做完了",
        "我先讲党课", "先谈心谈话25人", "起草了3个制度",
    ],
)  # fmt: skip
def test_answers_are_no_wishes(outline: Outline, said: str) -> None:
    assert agenda(outline, {}).command(said) is None


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("先说问题吧", "problem"), ("先说问题", "problem"), ("直接说问题吧", "problem"), ("跳到问题部分", "problem"),
        ("先说措施吧", "measure"), ("先说打算", "measure"), ("先问原因吧", "cause"), ("我们先说问题吧", "problem"),
        ("先说培训的事", "fact"), ("先说抗旱吧", "fact"), ("先谈集体经济", "fact"),
    ],
)  # fmt: skip
def test_jumps(outline: Outline, said: str, role: str) -> None:
    known = agenda(outline, {})
    command = known.command(said)
    assert command is not None
    assert command.kind == "jump"
    ask = known.find(command.target)
    assert ask is not None
    assert ask.question.role == role


def test_a_jump_goes_to_what_is_open(outline: Outline) -> None:
    known = agenda(outline, {problem_id(outline): THREE})
    command = known.command("先说问题吧")
    assert command is not None
    assert command.target == next(q.id for q in outline.questions if q.per_problem) + "#1"


def test_a_jump_by_question_id(outline: Outline) -> None:
    third = outline.questions[2].id
    command = agenda(outline, {}).command(f"先答{third}")
    assert command is not None
    assert command.target == third


def test_answers_by_id(outline: Outline) -> None:
    a, b, c = (question.id for question in outline.questions[:3])
    text = f"{a}：写2022年度\n{b.lower()}: 3000字\n书面的\n（{c}）：两年"
    before, placed, strange = by_id(text, outline)
    assert (before, strange) == ("", [])
    assert [(e.question, e.words) for e in placed] == [(a, "写2022年度"), (b, "3000字\n书面的"), (c, "两年")]


@pytest.mark.parametrize(
    "form", ["{}：6场", "{} ：6场", "  {}: 6场", "{}．有6场", "{}、有6场", "- {}：6场", "【{}】：6场"]
)
def test_forms_of_an_id(outline: Outline, form: str) -> None:
    question = outline.questions[3].id
    _, placed, _ = by_id(form.format(question), outline)
    assert [entry.question for entry in placed] == [question]
    assert placed[0].words.endswith("6场")


def test_full_width_ids_and_slashes(outline: Outline) -> None:
    a, b = outline.questions[0].id, outline.questions[1].id
    wide = a.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    _, placed, _ = by_id(f"{wide}：2022年／{b}：不清楚", outline)
    assert [(e.question, e.words) for e in placed] == [(a, "2022年"), (b, "不清楚")]


def test_words_before_and_ids_that_are_not_there(outline: Outline) -> None:
    a = outline.questions[0].id
    before, placed, strange = by_id(f"书记让我回\nZ9：六场\n{a}：2022年", outline)
    assert before == "书记让我回"
    assert [e.question for e in placed] == [a]
    assert strange == ["Z9：六场"]


def test_an_addition_says_so(outline: Outline) -> None:
    a = outline.questions[0].id
    for text in (f"补充{a}：还有2场", f"{a}补充：还有2场"):
        _, placed, _ = by_id(text, outline)
        assert placed[0].add


def test_a_sheet_sent_back_gives_only_its_answers(outline: Outline) -> None:
    a, b = outline.questions[0], outline.questions[1]
    head = "【书记】请补2题\n请在题号后面写答案，连题号一起发回来。\n\n"
    sheet = f"{head}问：{a.ask}\n例：{a.example}\n{a.id}：2022年\n\n问：{b.ask}\n{b.id}：\n"
    before, placed, strange = by_id(sheet, outline)
    assert (before, strange) == ("", [])
    assert [(e.question, e.words) for e in placed] == [(a.id, "2022年")]


@pytest.mark.parametrize("line", ["问：{ask}", "例：{example}", "【书记】请补12题", "{id}："])
def test_an_empty_sheet_holds_no_answer(outline: Outline, line: str) -> None:
    q = next(q for q in outline.questions if q.example)
    assert by_id(line.format(ask=q.ask, example=q.example, id=q.id), outline) == ("", [], [])


@pytest.mark.parametrize(
    "text", ["问：谁来牵头", "例：某村的水渠", "6场", "培训：6场", "12:30开的会", "一共3：2通过", "iphone15：没有配"]
)
def test_plain_answers_hold_no_id(outline: Outline, text: str) -> None:
    assert by_id(text, outline) == (text, [], [])


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("六场", "300人", "六场。300人"),
        ("六场。", "300人", "六场。300人"),
        ("", "300人", "300人"),
        ("六场", "", "六场"),
    ],
)
def test_joined_words(first: str, second: str, both: str) -> None:
    assert joined_words(first, second) == both


def test_one_problem_can_be_taken_out_of_an_answer() -> None:
    left = without_problem("第一条：抓得不紧，去得少。第二条：办法不多。第三条：跟踪不够。", 2)
    assert "办法不多" not in left
    assert problems_spoken_of(left) == {1, 3}
    assert "去得少" in left


def test_numbers_are_put_before_an_answer_that_has_none() -> None:
    assert for_problem("怪我抓得不紧", 2, 3) == "第二条：怪我抓得不紧"
    assert for_problem("第二条怪我", 2, 3) == "第二条怪我"
    assert for_problem("怪我抓得不紧", 2, 1) == "怪我抓得不紧"


def test_a_long_answer_is_read_in_linear_time(outline: Outline) -> None:
    import time

    began = time.perf_counter()
    for text in ("一" * 20_000, "第" * 20_000, "A1" * 10_000, "（" * 20_000, "第一条，" * 5_000):
        by_id(text, outline)
        named_problems(text)
        agenda(outline, {}).command(text)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("E3 转正4名", {"E3": "转正4名"}),
        ("Ｅ３：转正4名", {"E3": "转正4名"}),
        ("e3:转正4名", {"E3": "转正4名"}),
        ("E3：转正4名；E4：一年12次", {"E3": "转正4名", "E4": "一年12次"}),
        ("E3：转正4名。E4：一年12次", {"E3": "转正4名。", "E4": "一年12次"}),
        ("E3：转正4名 E4：一年12次", {"E3": "转正4名", "E4": "一年12次"}),
        ("【E3】转正4名\n【E4】 一年12次", {"E3": "转正4名", "E4": "一年12次"}),
        ("E3 转正4名\nE4 一年12次", {"E3": "转正4名", "E4": "一年12次"}),
    ],
)
def test_replies_find_their_place(outline: Outline, text: str, told: dict[str, str]) -> None:
    assert {entry.question: entry.words for entry in by_id(text, outline)[1]} == told


@pytest.mark.parametrize(
    "text", ["医院的B超：查了3人", "买了T3 型号的电脑", "村里5G 基站建了2个", "共4人，其中E9 型车2辆"]
)
def test_letters_inside_a_line_are_no_ids(outline: Outline, text: str) -> None:
    assert by_id(text, outline)[1:] == ([], [])
