"""The interview turn by turn: what is asked, read back, kept; and that everything shown is on disk before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.errors import NothingToWriteError, StorageError
from assistant.interview.answers import read_answers
from assistant.interview.events import (
    Asked,
    Board,
    Drafted,
    Ended,
    Event,
    FactsRead,
    FollowUp,
    Interview,
    Notice,
    Said,
    Table,
)
from assistant.interview.intake import Intake, Row
from assistant.outline import Outline, find_outline
from assistant.storage import Store

THREE = "第一条是思路不宽。第二条是书记带富能力弱。第三条是党员参加活动不积极。"
NOW = datetime(2023, 1, 10, 8, 0, tzinfo=UTC)


@dataclass
class Room:
    """A conversation under test with what was last shown."""

    talk: Conversation
    store: Store
    outline: Outline
    events: tuple[Event, ...] = ()

    def say(self, *lines: str) -> tuple[Event, ...]:
        for line in lines:
            self.events = tuple(self.talk.say(line))
        return self.events

    def one(self, kind: type[Event]) -> Event | None:
        return next((event for event in self.events if isinstance(event, kind)), None)

    @property
    def session(self) -> Interview:
        return self.talk.session

    def id(self, fits: Callable[..., bool]) -> str:
        return next(q.id for q in self.outline.questions if fits(q))


@pytest.fixture
def room(tmp_path: Path) -> Room:
    store, outline = Store.in_folder(tmp_path), find_outline(None)
    talk = Conversation.begin(store, outline, lambda: NOW)
    return Room(talk, store, outline, tuple(talk.start()))


def numbers(outline: Outline) -> list[str]:
    """Minimal questions of fact that want a number."""
    return [q.id for q in outline.questions if q.minimal and q.role == "fact" and "number" in q.types]


def test_greets_and_asks_the_first_question_with_why_and_example(room: Room) -> None:
    asked = room.one(Asked)
    assert isinstance(asked, Asked)
    first = room.outline.questions[0]
    assert asked.ask.question == first
    assert first.why in asked.text
    assert "比如：" in asked.text
    assert isinstance(room.one(Said), Said)


def test_one_question_at_a_time(room: Room) -> None:
    for line in ("2022年度的", "3000字", "稍后补", "没有", "跳过"):
        assert sum(isinstance(event, Asked | FollowUp) for event in room.say(line)) == 1


def test_the_turn_is_on_disk_before_anything_is_yielded(room: Room) -> None:
    room.talk.say("2022年度的")  # not one event has been taken
    kept = room.session
    assert kept.turns[-1].said == "2022年度的"
    assert kept.turns[-1].question == room.outline.questions[0].id
    assert kept.year == 2022
    assert kept.turns[-1].reply


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("写2022年度的，下一步写到2023年", 2022),
        ("二〇二二年", 2022),
        ("22年度", 2022),
        ("去年的", 2022),
        ("今年", 2023),
        ("２０２１年", 2021),
    ],
)
def test_the_year_is_understood(room: Room, said: str, year: int) -> None:
    room.say(said)
    assert room.session.year == year


@pytest.mark.parametrize(("today", "year"), [(datetime(2023, 1, 10), 2022), (datetime(2022, 12, 20), 2021)])
def test_last_year_is_read_back_as_the_draft_will_have_it(room: Room, today: datetime, year: int) -> None:
    room.talk = Conversation.begin(room.store, room.outline, lambda: today.replace(tzinfo=UTC))
    tuple(room.talk.start())
    said = "党课去年全年讲了6次"
    room.say("2022年度的", f"D4：{said}")
    read = room.one(FactsRead)
    assert isinstance(read, FactsRead)
    assert [(fact.year, fact.quote) for fact in read.facts] == [(year, said)]
    assert f"{year}年" in read.text
    drafted = read_answers(room.session.told(), room.outline).facts
    assert [(fact.year, fact.text) for fact in drafted] == [(fact.year, fact.text) for fact in read.facts]


def test_a_year_not_understood_is_asked_again(room: Room) -> None:
    room.say("就是那一年")
    assert isinstance(room.one(Notice), Notice)
    assert room.session.current == room.outline.questions[0].id
    assert room.session.year is None


def test_facts_are_read_back_and_confirmed(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：办了6场次，一共300人次，从200人次增加到300人次")
    read = room.one(FactsRead)
    assert isinstance(read, FactsRead)
    assert "6场次" in read.text
    assert read.text.endswith("对吗？")
    before = room.session.answers
    room.say("对")
    assert room.session.answers == before
    assert room.session.last is None


def test_a_denial_corrects_the_answer_read_back(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：培训办了6场次")
    room.session_current = room.session.current  # type: ignore[attr-defined]
    room.say("不对，是8场次")
    read = room.one(FactsRead)
    assert isinstance(read, FactsRead)
    assert "8场次" in read.text
    assert "6场次" not in read.text
    assert room.session.answers[question] == "培训办了6场次。不对，是8场次"


def test_a_bare_denial_asks_what_is_wrong(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：培训办了6场次", "不对")
    assert isinstance(room.one(Notice), Notice)
    assert room.session.answers[question] == "培训办了6场次"


def test_assent_with_nothing_to_confirm_is_no_answer(room: Room) -> None:
    room.say("2022年度", "对")
    assert len(room.session.answers) == 1
    assert isinstance(room.one(Asked), Asked)


def test_at_most_two_follow_ups_and_their_answers_join(room: Room) -> None:
    room.say("2022年度", "3000字左右")
    question = room.session.current
    assert question is not None
    asked = 0
    room.say("不少，有提高，效果明显")
    while isinstance(room.one(FollowUp), FollowUp):
        asked += 1
        assert asked <= 2
        room.say(f"有明显提高{asked}")
    assert asked >= 1
    assert room.session.answers[question].startswith("不少，有提高，效果明显。有明显提高1")
    assert room.session.current != question


def test_a_follow_up_can_be_waived(room: Room) -> None:
    room.say("2022年度", "3000字左右")
    question = room.session.current or ""
    room.say("成效显著，群众评价较好")
    assert isinstance(room.one(FollowUp), FollowUp)
    room.say("没有")
    assert room.session.answers[question] == "成效显著，群众评价较好"
    room.talk.say("跳过")
    assert room.session.answers[question] == "成效显著，群众评价较好"


@pytest.mark.parametrize(
    ("said", "state"),
    [("没有", "not_applicable"), ("不清楚", "pending"), ("稍后补", "pending"), ("不公开", "private")],
)
def test_the_four_meanings(room: Room, said: str, state: str) -> None:
    room.say("2022年度", "3000字")
    question = room.session.current or ""
    room.say(said)
    assert room.session.states[question] == state
    assert room.session.current != question
    assert not isinstance(room.one(FollowUp), FollowUp)


def test_not_known_says_where_to_look(room: Room) -> None:
    question = next(q for q in room.outline.questions if q.minimal and q.lookup)
    room.say("2022年度", f"先答{question.id}", "不清楚")
    notice = room.one(Notice)
    assert isinstance(notice, Notice)
    assert question.lookup in notice.text


def test_back_keeps_later_answers(room: Room) -> None:
    room.say("2022年度", "3000字", "没有", "没有")
    before = room.session
    room.say("上一题", "上一题")
    assert room.session.answers == before.answers
    asked = room.one(Asked)
    assert isinstance(asked, Asked)
    room.say("补充：还有一件，解决了3户的事")
    kept = room.session.answers
    assert "还有一件，解决了3户的事" in kept[asked.ask.question.id]
    assert {k: v for k, v in kept.items() if k != asked.ask.question.id} == {
        k: v for k, v in before.answers.items() if k != asked.ask.question.id
    }


def test_back_and_said_anew_replaces(room: Room) -> None:
    room.say("2022年度", "3000字", "上一题", "2500字")
    assert room.session.answers[room.outline.questions[1].id] == "2500字"


def test_back_and_skip_leaves_it_alone(room: Room) -> None:
    room.say("2022年度", "3000字", "上一题", "跳过")
    assert room.session.answers[room.outline.questions[1].id] == "3000字"
    assert room.session.states[room.outline.questions[1].id] == "confirmed"


def test_back_at_the_beginning(room: Room) -> None:
    room.say("上一题")
    assert isinstance(room.one(Notice), Notice)
    assert isinstance(room.one(Asked), Asked)


def test_skip_moves_on_but_not_past_what_cannot_be_skipped(room: Room) -> None:
    room.say("跳过")
    assert isinstance(room.one(Notice), Notice)
    assert room.session.current == room.outline.questions[0].id
    room.say("2022年度", "跳过")
    assert room.session.states[room.outline.questions[1].id] == "pending"
    assert room.outline.questions[1].id not in room.session.answers


def test_problems_first_and_each_one_asked(room: Room) -> None:
    room.say("2022年度", "先说问题吧")
    problem = room.id(lambda q: q.role == "problem" and q.minimal)
    assert room.session.current == problem
    room.say(THREE)
    evidence = room.id(lambda q: q.per_problem)
    assert room.session.current == f"{evidence}#1"
    asked = room.one(Asked)
    assert asked is not None
    assert "第1个问题（思路不宽）" in asked.text
    room.say("3个村没有项目，占一半")
    while isinstance(room.one(FollowUp), FollowUp):
        room.say("跳过")
    assert room.session.current == f"{evidence}#2"
    room.say("5个村书记不会算账")
    assert room.session.answers[evidence] == "第一条：3个村没有项目，占一半。第二条：5个村书记不会算账"


def test_one_problem_said_anew_leaves_the_others(room: Room) -> None:
    evidence = room.id(lambda q: q.per_problem)
    problem = room.id(lambda q: q.role == "problem" and q.minimal)
    room.say("2022年度", f"{problem}：{THREE}", f"{evidence}：第一条，3个村没项目。第二条，5个书记不会算账。")
    room.say(f"先答{evidence}", "10次里到了4次，30人只来18人", "上一题", "12次里到了5次")
    answer = room.session.answers[evidence]
    assert "12次里到了5次" in answer
    assert "10次里" not in answer
    assert "3个村没项目" in answer
    assert "5个书记不会算账" in answer


def test_board_and_what_is_missing(room: Room) -> None:
    room.say("2022年度", "到哪了")
    board = room.one(Board)
    assert isinstance(board, Board)
    assert "已答" in board.text
    assert "还缺" in board.text
    assert "可跳过" in board.text
    assert isinstance(room.one(Asked), Asked)
    room.say("还缺什么")
    said = room.one(Said)
    assert said is not None
    required = [q for q in room.outline.questions if q.required]
    assert said.text.count("\n") == len(required) - 1


def test_a_part_is_called_writable_once(room: Room) -> None:
    room.say("2022年度")
    part = room.outline.parts[0]
    ids = [q for block in part.blocks for item in block.items for q in item.questions]
    told = []
    for question in (q for q in room.outline.questions if q.id in ids and q.minimal):
        told += [e.text for e in room.say(f"{question.id}：办了3场次，有120人参加") if "可以写了" in e.text]
        while room.one(FollowUp):
            told += [e.text for e in room.say("没有") if "可以写了" in e.text]
    assert len(told) == 1
    assert part.title in told[0]


def test_several_ids_in_one_breath(room: Room) -> None:
    a, b = numbers(room.outline)[:2]
    current = room.session.current
    room.say(f"{a}：培训办了6场次\n{b}：没有")
    assert room.session.answers[a] == "培训办了6场次"
    assert room.session.states[b] == "not_applicable"
    assert room.session.current == current


def test_an_id_again_replaces_and_says_so_or_joins(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：培训办了6场次", f"{question}：培训办了8场次")
    assert "换成" in "".join(event.text for event in room.events)
    room.say(f"补充{question}：还外出学习2次")
    assert room.session.answers[question] == "培训办了8场次。还外出学习2次"
    said = [turn.said for turn in room.session.turns]
    assert f"{question}：培训办了6场次" in said


def test_a_later_reply_joins_what_was_pending(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：稍后补", f"{question}：办了6场次")
    assert "办了6场次" in room.session.answers[question]


def test_a_reply_fills_the_gap_of_an_answer_and_keeps_the_rest(room: Room) -> None:
    room.say("2022年度", "B4：村集体经济增收16%，具体多少钱要查三资平台，稍后补。", "B4：总收入470万元")
    assert room.session.answers["B4"] == "村集体经济增收16%。总收入470万元"
    room.say("到哪了", "定稿", "先放着", "还缺什么")
    assert "B4（" not in "".join(event.text for event in room.events)


def test_a_reply_that_knows_nothing_leaves_the_answer_alone(room: Room) -> None:
    room.say("2022年度", "B4：村集体经济增收16%，具体多少钱稍后补。", "B4：不清楚")
    assert room.session.answers["B4"].startswith("村集体经济增收16%")


@pytest.mark.parametrize("said", ["改{q}：办了8场次", "{q}改成办了8场次", "把{q}改为：办了8场次", "更正{q} 办了8场次"])
def test_an_answer_is_changed_by_its_id(room: Room, said: str) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：办了6场次", said.format(q=question))
    assert room.session.answers[question] == "办了8场次"


def test_a_bare_change_asks_the_question_again(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say("2022年度", f"{question}：办了6场次", f"改{question}")
    assert (room.session.current or "").startswith(question)
    assert "办了6场次" in "".join(event.text for event in room.events)


@pytest.mark.parametrize(
    "said", ["刚才那个数不对，是8场次", "刚才那个数不对是8场次", "前面说的不对，应该是8场次", "记错了，8场次"]
)
def test_the_figure_read_back_is_denied_however_it_is_said(room: Room, said: str) -> None:
    room.say("2022年度", f"{numbers(room.outline)[0]}：培训办了6场次", said)
    read = room.one(FactsRead)
    assert isinstance(read, FactsRead)
    assert [fact.figure.value for fact in read.facts if fact.figure is not None] == [8]


def test_an_empty_sheet_is_no_answer(room: Room) -> None:
    first = room.outline.questions[1]
    room.say("2022年度", f"问：{first.ask}")
    room.say(f"{first.id}：")
    assert list(room.session.answers) == [room.outline.questions[0].id]
    assert isinstance(room.one(Notice), Notice)


def test_before_the_last_question_the_facts_are_listed(room: Room) -> None:
    question = numbers(room.outline)[0]
    confirm = room.outline.setting("confirm")
    assert confirm is not None
    room.say("2022年度", f"{question}：培训办了6场次")
    for _ in range(40):
        if room.session.current == confirm.id:
            break
        room.say("稍后补")
    told = "\n".join(event.text for event in room.events)
    assert "6场次" in told
    assert "待补" in told
    room.say("都对")
    assert room.session.states[confirm.id] == "confirmed"
    assert room.session.current is None


def test_what_contradicts_itself_is_shown_to_be_settled(room: Room) -> None:
    confirm = room.outline.setting("confirm")
    assert confirm is not None
    room.say("\n".join(f"{question}：{words}" for question, words in seed_answers().items()))
    room.say(f"先答{confirm.id}")
    notice = [event.text for event in room.events if isinstance(event, Notice)]
    assert any("100%" in text and "六成" in text for text in notice)


def test_unknown_ids_are_kept_and_told(room: Room) -> None:
    room.say("Z9：六场")
    assert room.session.unplaced == ["Z9：六场"]
    assert "Z9" in "".join(event.text for event in room.events)


def test_three_times_nothing_moves_on_with_one_example(room: Room) -> None:
    sections: dict[str, list[str]] = {}
    for question in room.outline.questions:
        if question.role == "fact" and question.minimal:
            sections.setdefault(question.id[0], []).append(question.id)
    letter, many = next((k, v) for k, v in sections.items() if len(v) >= 3)
    room.say("2022年度", f"先答{many[0]}")
    for _ in range(3):
        assert (room.session.current or "").startswith(letter)
        room.say("没有")
    assert any("不再逐题问" in event.text for event in room.events)
    assert (room.session.current or "").startswith(letter)
    room.say("跳过")
    assert not (room.session.current or "").startswith(letter)


def test_long_answers_are_refused_with_a_sentence(room: Room) -> None:
    before = room.session
    room.say("2022年度" + "很" * 20_000)
    assert isinstance(room.one(Notice), Notice)
    assert room.session == before


def test_twenty_thousand_characters_are_taken(room: Room) -> None:
    question = numbers(room.outline)[0]
    words = ("培训办了6场次，" * 4000)[: 20_000 - len(question) - 1]
    room.say(f"{question}：{words}")
    assert room.session.answers[question] == words


def test_control_characters_never_reach_the_store(room: Room) -> None:
    question = numbers(room.outline)[0]
    room.say(f"{question}：办了\x00\x1b[31m6场\ud800次")
    assert room.session.answers[question] == "办了[31m6场次"


def test_nothing_said(room: Room) -> None:
    room.say("   ")
    assert isinstance(room.one(Notice), Notice)
    assert isinstance(room.one(Asked), Asked)


def test_quit_ends_and_a_new_conversation_goes_on(room: Room) -> None:
    room.say("2022年度", "3000字", "先到这吧")
    assert isinstance(room.one(Ended), Ended)
    again = tuple(Conversation(room.store, room.talk.session_id).start())
    asked = next(event for event in again if isinstance(event, Asked))
    assert asked.ask.key == room.session.current


def test_a_follow_up_survives_a_restart(room: Room) -> None:
    room.say("2022年度", "3000字", "成效显著，群众评价较好")
    follow_up = room.one(FollowUp)
    assert follow_up is not None
    again = tuple(Conversation(room.store, room.talk.session_id).start())
    assert follow_up.text in [event.text for event in again]


def test_two_windows_do_not_overwrite_each_other(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Conversation(room.store, room.talk.session_id)
    save = room.store.save

    def late(saved: object) -> object:
        monkeypatch.setattr(room.store, "save", save)
        list(other.say("2021年度"))
        return save(saved)  # type: ignore[arg-type]

    monkeypatch.setattr(room.store, "save", late)
    with pytest.raises(StorageError):
        room.talk.say("2022年度")
    assert room.session.year == 2021


def notes(outline: Outline) -> Intake:
    a, b = numbers(outline)[:2]
    rows = (Row(a, "培训办了6场次", "笔记.txt"), Row(b, "修渠道2.1公里", "笔记.txt"), Row(b, "天气不错", "笔记.txt"))
    return Intake(outline.name, 2022, rows, ("这句放不下",))


def test_notes_are_shown_moved_dropped_and_taken(room: Room) -> None:
    a, b = numbers(room.outline)[:2]
    c = numbers(room.outline)[2]
    room.events = tuple(room.talk.take_notes(notes(room.outline)))
    table = room.one(Table)
    assert isinstance(table, Table)
    assert "第1行" in table.text
    assert "这句放不下" in table.text
    assert room.session.answers == {}
    room.say(f"第2行归{c}，第3行不要")
    room.say("都对")
    session = room.session
    assert session.answers == {a: "培训办了6场次", c: "修渠道2.1公里"}
    assert session.origins == {a: "notes", c: "notes"}
    assert session.unplaced == ["这句放不下"]
    assert session.year == 2022
    assert session.current not in (a, c, room.outline.questions[0].id)
    assert b not in session.answers


def test_what_fits_nowhere_can_be_placed_from_the_table(room: Room) -> None:
    a = numbers(room.outline)[0]
    room.events = tuple(room.talk.take_notes(notes(room.outline)))
    room.say(f"第4行归{a}", "对")
    assert room.session.answers[a] == "培训办了6场次。这句放不下"
    assert room.session.unplaced == []


@pytest.mark.parametrize("said", ["第99行归{a}", "第1行归Z9", "今天天气好"])
def test_a_table_is_not_changed_by_what_is_not_understood(room: Room, said: str) -> None:
    room.events = tuple(room.talk.take_notes(notes(room.outline)))
    before = room.session.rows
    room.say(said.format(a=numbers(room.outline)[0]))
    assert isinstance(room.one(Notice), Notice)
    assert room.session.rows == before
    assert room.session.awaiting == "notes"


def test_the_table_survives_a_restart(room: Room) -> None:
    room.events = tuple(room.talk.take_notes(notes(room.outline)))
    again = tuple(Conversation(room.store, room.talk.session_id).start())
    assert any(isinstance(event, Table) for event in again)


def test_writing_too_early_says_what_is_wanting(room: Room) -> None:
    room.say("2022年度", "写吧")
    assert isinstance(room.one(Notice), Notice)
    assert room.session.report is None
    assert isinstance(room.one(Asked), Asked)
    with pytest.raises(NothingToWriteError):
        room.talk.draft()


def seed_answers() -> dict[str, str]:
    from assistant.documents import load_answers

    return dict(load_answers(Path(__file__).parent / "data" / "answers_seed.yaml").answers)


def test_told_by_id_and_written(room: Room) -> None:
    room.say("\n".join(f"{question}：{words}" for question, words in seed_answers().items()))
    assert room.session.answers == seed_answers()
    room.say("写吧")
    drafted = room.one(Drafted)
    assert isinstance(drafted, Drafted)
    assert [part.id for part in drafted.report.parts] == [part.id for part in room.outline.parts]
    assert room.session.report is not None
    assert room.store.sessions()[0].drafted


def test_from_notes_to_a_draft_in_at_most_25_turns(room: Room) -> None:
    from assistant.encoder import local_embedder
    from assistant.interview.intake import intake

    seed = seed_answers()
    text = "\n".join(words for question, words in seed.items())
    room.events = tuple(room.talk.take_notes(intake([("笔记.txt", text)], room.outline, None, local_embedder())))
    room.say("对")
    turns = 1
    while room.session.current is not None:
        turns += 1
        question = (room.session.current or "").partition("#")[0]
        if isinstance(room.one(FollowUp), FollowUp):
            room.say("不清楚")
        elif room.outline.question(question).setting == "confirm":
            room.say("都对")
        else:
            room.say(seed.get(question, "没有"))
        assert turns < 25
    room.say("写吧")
    assert isinstance(room.one(Drafted), Drafted)
    assert turns + 1 <= 25


# Answers taken from notes, moved words ------------------------------------------------------------------------------


def test_a_vague_answer_from_notes_is_asked_back_about_once_all_else_is_asked(room: Room) -> None:
    told = [Row(q.id, "抓了一些工作，培训办了很多场", "笔记.txt") for q in room.outline.questions if q.minimal][2:3]
    room.events = tuple(room.talk.take_notes(Intake(room.outline.name, 2022, tuple(told), ())))
    room.say("对")
    while (current := room.session.current) is not None and not isinstance(room.one(FollowUp), FollowUp):
        assert current != told[0].question
        room.say("没有")
    asked = room.one(FollowUp)
    assert isinstance(asked, FollowUp)
    assert asked.question == told[0].question
    assert "笔记里说" in asked.text
    room.say("不清楚")
    again = room.one(FollowUp)
    assert not isinstance(again, FollowUp) or again.question != told[0].question


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ("把第2行挪到{c}", {1: "{c}"}),
        ("把第二条挪到{c}", {1: "{c}"}),
        ("第1、3行归{c}", {0: "{c}", 2: "{c}"}),
        ("第1到3行都归{c}", {0: "{c}", 1: "{c}", 2: "{c}"}),
        ("第１行应该是{c}的", {0: "{c}"}),
    ],
)
def test_rows_are_moved_however_it_is_said(room: Room, said: str, moved: dict[int, str]) -> None:
    c = numbers(room.outline)[2]
    room.events = tuple(room.talk.take_notes(notes(room.outline)))
    before = [row.question for row in room.session.rows]
    room.say(said.format(c=c))
    wanted = [moved.get(place, "").format(c=c) or question for place, question in enumerate(before)]
    assert [row.question for row in room.session.rows] == wanted


def test_half_a_row_is_moved_and_the_rest_stays(room: Room) -> None:
    a, _, c = numbers(room.outline)[:3]
    rows = (Row(a, "培训办了6场次，修渠道2.1公里，来了300人次", "笔记.txt"),)
    room.events = tuple(room.talk.take_notes(Intake(room.outline.name, 2022, rows, ())))
    room.say(f"第1行的“修渠道2.1公里”归{c}", "对")
    assert room.session.answers[a] == "培训办了6场次，来了300人次"
    assert room.session.answers[c] == "修渠道2.1公里"


def test_words_are_moved_from_one_answer_to_another(room: Room) -> None:
    a, b = numbers(room.outline)[:2]
    room.say("2022年度", f"{a}：培训办了6场次，修渠道2.1公里", f"把{a}的“修渠道2.1公里”挪到{b}")
    assert room.session.answers[a] == "培训办了6场次"
    assert room.session.answers[b] == "修渠道2.1公里"
    room.say(f"把{b}挪到{a}")
    assert b not in room.session.answers
    assert room.session.answers[a] == "培训办了6场次。修渠道2.1公里"
    room.say(f"把{a}的“没有这句”挪到{b}")
    assert isinstance(room.one(Notice), Notice)


# The final copy -------------------------------------------------------------------------------------------------------


def test_a_high_finding_is_shown_before_the_final_copy_and_a_reason_lets_it_through(room: Room) -> None:
    room.say("\n".join(f"{question}：{words}" for question, words in seed_answers().items()), "定稿")
    shown = room.one(Notice)
    assert isinstance(shown, Notice)
    reviewed: list[str] = []
    while room.session.awaiting == "reason":
        assert room.session.reviewing not in reviewed
        reviewed.append(room.session.reviewing)
        assert room.session.reviewing.partition("|")[0] in "".join(event.text for event in room.events)
        room.say("对")
        assert room.session.reasons.keys() == set(reviewed[:-1])
        room.say("理由：台账已经核对过，情况属实")
    drafted = room.one(Drafted)
    assert isinstance(drafted, Drafted)
    high = [finding for finding in drafted.report.findings if finding.level == "high"]
    assert high
    assert all(finding.reason == "台账已经核对过，情况属实" for finding in high)
    assert not drafted.report.final
    waived = [entry.question for entry in drafted.report.pending if entry.required]
    assert waived
    room.say("\n".join(f"{question}：没有" for question in dict.fromkeys(waived)), "定稿")
    drafted = room.one(Drafted)
    assert isinstance(drafted, Drafted)
    assert drafted.report.final
    assert room.session.report is not None
    assert room.session.report["final"] is True


def test_putting_off_the_final_copy_goes_on_with_the_talk(room: Room) -> None:
    room.say("\n".join(f"{question}：{words}" for question, words in seed_answers().items()), "定稿", "先放着")
    assert room.session.awaiting != "reason"
    assert room.session.reasons == {}
    assert Conversation(room.store, room.talk.session_id).session.awaiting == room.session.awaiting


def test_a_correction_in_the_middle_of_it_is_drafted_anew(room: Room) -> None:
    room.say("\n".join(f"{question}：{words}" for question, words in seed_answers().items()), "定稿")
    assert room.session.reviewing.startswith("D12")
    room.say("E4：主题党日开展了12次，参加率没统计")
    assert not room.session.reviewing.startswith("D12")


# Told once, used by another kind of report ---------------------------------------------------------------------------


def test_what_one_kind_was_told_serves_the_other(tmp_path: Path) -> None:
    from assistant.app import build
    from assistant.outline import outlines
    from assistant.settings import Settings

    one, other = outlines()[:2]
    app = build(Settings(data_dir=tmp_path))
    shared = [q.id for q in other.questions if q.id in {p.id for p in one.questions} and q.role == "fact"]
    assert app.told_elsewhere(other) is None
    first = app.begin(one)
    tuple(first.start())
    tuple(first.say("2022年度"))
    tuple(first.say(f"{shared[0]}：学习教育办了6场研讨\n{shared[1]}：不公开，先不写"))
    carried = app.told_elsewhere(other)
    assert carried is not None
    assert {row.question for row in carried.rows} >= {shared[0]}
    assert shared[1] not in {row.question for row in carried.rows}
    second = app.begin(other)
    tuple(second.start(asking=False))
    tuple(second.take_notes(carried))
    tuple(second.say("对"))
    assert second.session.answers[shared[0]] == "学习教育办了6场研讨"
    assert second.session.year == 2022
    assert second.session.current not in (shared[0], other.questions[0].id)


@pytest.mark.parametrize("said", ["这个上面说过了嘛", "前面不是讲过了吗", "你帮我想想"])
def test_a_digression_is_no_fact_without_a_model_either(room: Room, said: str) -> None:
    question = numbers(room.outline)[0]
    room.say(f"{question}：{said}")
    assert room.one(FactsRead) is None
    assert room.session.states[question] == "pending"
