"""The interview led by a model: what is admitted, what is refused, and that no model can store what was not said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fake_interviewer as modes
import fake_writer
import pytest
from fake_endpoint import Answer, Body, FakeEndpoint, Reply, fitting, serving

from assistant.address import Address
from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.figures.reading import read_figures
from assistant.interview.admitting import Admitted, Seen, admit
from assistant.interview.answers import read_answer
from assistant.interview.events import Asked, Drafted, Event, FollowUp, Interview, Said, Table
from assistant.interview.intake import Intake, Row
from assistant.interview.steps import Lead
from assistant.outline import find_outline
from assistant.ports import Verdict
from assistant.storage import Store
from assistant.writing.calls import Calls
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import Ladder

pytestmark = pytest.mark.loopback
DATA = Path(__file__).parent / "data"
FILES = [sorted((DATA / "answers").glob("*.yaml"))[0], DATA / "answers_seed.yaml"]
NOW = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)


class Room:
    """A talk with a model of the given ways."""

    def __init__(self, folder: Path, fake: FakeEndpoint) -> None:
        self.fake = fake
        self.endpoint = Endpoint(Address(fake.url, "k", "fake", 10))
        ladder = Ladder(self.endpoint, "fake")
        ladder.wait = lambda seconds: None
        self.talk = Conversation.begin(Store.in_folder(folder), find_outline(None), lambda: NOW)
        self.talk.with_model(Calls(ladder, None, most_calls=500))
        self.events: list[Event] = list(self.talk.start())

    def say(self, *lines: str) -> list[Event]:
        for line in lines:
            self.events = list(self.talk.say(line))
        return self.events

    def text(self) -> str:
        return "\n".join(event.text for event in self.events)

    @property
    def session(self) -> Interview:
        return self.talk.session


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[[Answer], Room]]:
    opened: list[Any] = []

    def make(answer: Answer) -> Room:
        server = serving(answer)
        made = Room(tmp_path, server.__enter__())
        opened.append((server, made.endpoint))
        return made

    yield make
    for server, endpoint in opened:
        endpoint.close()
        server.__exit__(None, None, None)


def replying(**changes: Any) -> Answer:
    """An honest model with these parts of its lead replaced; a callable value is given the honest one."""

    def answer(body: Body) -> Reply:
        if fake_writer.step_of(body) != "Lead":
            return modes.honest(body)
        value = modes.lead_value(body)
        value |= {key: change(value) if callable(change) else change for key, change in changes.items()}
        return fitting(body, json.dumps(value, ensure_ascii=False))

    return answer


def interview(room: Room, path: Path) -> list[list[Event]]:
    """Answers what is asked out of a file until nothing is open."""
    told, shown = load_answers(path), []
    answers = {**told.answers, "A1": f"{told.year}年度的"}
    for _ in range(90):
        current = room.session.current
        if current is None:
            break
        if room.session.awaiting == "follow_up":
            line = "就这些，没有更多了"
        else:
            line = answers.get(current.partition("#")[0], "没有") if current != "K1" else "都没有错"
        before = len(room.fake.requests)
        shown.append(room.say(line))
        room.calls_of_turn = len(room.fake.requests) - before  # type: ignore[attr-defined]
        if room.fake.answer is not modes.broken:
            assert room.calls_of_turn <= 1, line  # type: ignore[attr-defined]
    return shown


MODES = [modes.honest, modes.lazy, modes.talkative, modes.lying, modes.broken]


@pytest.mark.parametrize("mode", MODES, ids=lambda m: m.__name__)
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_whole_interview_ends_well_whatever_the_model_does(
    room: Callable[[Answer], Room], path: Path, mode: Answer
) -> None:
    talk = room(mode)
    told = load_answers(path)
    turns = interview(talk, path)
    session = talk.session
    assert session.current is None
    assert len(turns) < 90
    for events in turns:
        assert sum(isinstance(event, Asked | FollowUp) for event in events) <= 1
        assert events, "a turn without a word"
    said = "\n".join(turn.said for turn in session.turns)
    for question, words in session.answers.items():
        for sentence in words.replace("第一条：", "").replace("第二条：", "").replace("第三条：", "").split("。"):
            bare = sentence.removesuffix("，稍后补").removesuffix("，不公开")
            assert bare in said, (question, sentence)
    minimal = {q.id for q in find_outline(None).questions if q.minimal and q.id not in ("A1", "K1")}
    for question in minimal & set(told.answers):
        assert told.answers[question].strip() in said
        assert told.answers[question].strip("。") in session.answers.get(question, ""), question
    shown = "\n".join(event.text for events in turns for event in events)
    assert "青石岭" not in shown
    assert "满分" not in shown
    assert "成绩斐然" not in shown
    quiet = sum("大模型这会儿没接上" in event.text for events in turns for event in events)
    assert quiet == (1 if mode is modes.broken else 0)


def test_the_turn_is_on_disk_before_the_model_is_called(room: Callable[[Answer], Room]) -> None:
    kept: list[str] = []
    holder: list[Room] = []

    def answer(body: Body) -> Reply:
        kept.append(holder[0].session.turns[-1].said)
        return modes.honest(body)

    talk = room(answer)
    holder.append(talk)
    talk.say("2025年度的", "3000字以内")
    assert kept == ["2025年度的", "3000字以内"]
    assert talk.session.turns[-1].reply == talk.text()


def test_an_honest_model_is_heard_and_asks_in_its_own_words(room: Callable[[Answer], Room]) -> None:
    talk = room(modes.honest)
    talk.say("2025年度的", "书面3000字以内")
    assert isinstance(talk.events[0], Said)
    assert "书面3000字以内" in talk.events[0].text
    asked = talk.events[-1]
    assert isinstance(asked, Asked)
    assert "接着说，" in asked.text
    assert "点评的人会拿它跟去年比" in asked.text


def test_all_calls_share_one_prefix_and_hold_nothing_private(room: Callable[[Answer], Room]) -> None:
    talk = room(modes.honest)
    talk.say("2025年度的", "3000字以内", "村集体收入460万，去年410万", "办了读书班3期")
    before = len(talk.fake.requests)
    talk.say("上面批评过我们两次，这件事不要写")
    assert len(talk.fake.requests) == before
    talk.say("村书记王建国身份证号是110101196803077531，培训办了6场", "E1：培训办了6场")
    sent = json.dumps(talk.fake.requests, ensure_ascii=False)
    assert "批评过我们" not in sent
    assert "11010119" not in sent
    assert len({body["messages"][0]["content"] for body in talk.fake.requests}) == 1


@pytest.mark.parametrize(
    ("intent", "said", "check"),
    [
        ("help", "你帮我想想怎么说", lambda s: s.current == "C1" and "C1" not in s.answers),
        ("jump", "咱们还是从培训那块聊起吧", lambda s: s.current == "E1" and "C1" not in s.answers),
        ("skip", "这个没啥好说的，往下走", lambda s: s.states["C1"] == "pending" and s.current != "C1"),
        ("pending", "这得翻一下宣传委员的本子", lambda s: s.states["C1"] == "pending"),
        ("private", "这个不好对外讲，你知道就行", lambda s: s.states["C1"] == "private"),
        ("told", "这个我前面讲过了", lambda s: s.states["C1"] == "not_applicable" and "460" not in s.answers["C1"]),
        ("skip", "办了读书班3期，别的不说了", lambda s: "读书班3期" in s.answers["C1"]),
        ("private", "全镇党员都参加了读书班", lambda s: "读书班" in s.answers["C1"]),
    ],
)
def test_digressions_are_understood_where_the_words_allow_it(
    room: Callable[[Answer], Room], intent: str, said: str, check: Callable[[Interview], bool]
) -> None:
    cited = [{"question": "B4", "quote": "村集体收入460万", "what": "收入"}]
    begun = {"now": False}

    def answer(body: Body) -> Reply:
        changes: dict[str, Any] = {"intent": intent, "next": "E1" if intent == "jump" else "C1", "facts": []}
        if intent == "told":
            changes["facts"] = cited
        return (replying(**changes) if begun["now"] else modes.lazy)(body)

    talk = room(answer)
    talk.say("2025年度的", "3000字以内", "村集体收入460万，去年410万，经营性180万，过10万的村8个", "对")
    while talk.session.current != "C1":
        talk.say("跳过")
    begun["now"] = True
    talk.say(said)
    assert check(talk.session), (talk.session.answers, talk.session.states, talk.session.current)
    assert talk.session.turns[-1].said == said


def test_what_was_taken_for_no_answer_can_be_taken_as_one(room: Callable[[Answer], Room]) -> None:
    begun = {"now": False}
    talk = room(lambda body: (replying(intent="skip") if begun["now"] else modes.lazy)(body))
    talk.say("2025年度的")
    begun["now"] = True
    talk.say("没啥好说的，老三样")
    assert "A2" not in talk.session.answers
    assert "就记这句" in talk.text()
    talk.say("就记这句")
    assert talk.session.answers["A2"] == "没啥好说的，老三样"


def test_a_correction_of_an_earlier_answer_goes_there(room: Callable[[Answer], Room]) -> None:
    begun = {"now": False}
    fact = {"question": "B4", "quote": "是470万", "what": "村集体收入470万"}
    talk = room(lambda body: (replying(intent="correction", facts=[fact]) if begun["now"] else modes.lazy)(body))
    talk.say("2025年度的", "3000字以内", "村集体总收入460万，去年410万", "跳过", "办了读书班3期")
    begun["now"] = True
    open_before = talk.session.current
    talk.say("哎，集体收入那个我报错了，是470万")
    assert "470万" in talk.session.answers["B4"]
    assert open_before not in talk.session.answers
    assert "470万" in talk.text()


def test_an_answer_and_a_correction_in_one_breath_are_both_kept(room: Callable[[Answer], Room]) -> None:
    begun = {"now": False}
    facts = [
        {"question": "C1", "quote": "讲了2次", "what": "讲课2次"},
        {"question": "B4", "quote": "前面经营性的那个数不对，是128万", "what": "经营性收入128万"},
    ]
    talk = room(lambda body: (replying(intent="correction", facts=facts) if begun["now"] else modes.lazy)(body))
    talk.say("2025年度的", "3000字以内", "村集体总收入460万，去年410万，经营性收入170万，石桥村出租晒场收了41万")
    for _ in range(4):
        if talk.session.current != "C1":
            talk.say("跳过")
    talk.say("办了读书班3期")
    assert talk.session.awaiting == "follow_up"
    begun["now"] = True
    talk.say("讲了2次。对了前面经营性的那个数不对，是128万。")
    read = read_answer(find_outline(None).question("B4"), talk.session.answers["B4"], 2025, find_outline(None))
    figures = {fact.text for fact in read.facts}
    assert any("128万元" in text and "经营性" in text for text in figures), figures
    assert any("41万元" in text for text in figures)
    assert not any("170万" in text for text in figures)
    assert talk.session.answers["C1"] == "办了读书班3期。讲了2次"
    assert talk.session.current != "C1"


@pytest.mark.parametrize("own", [True, False])
def test_what_a_third_question_asks_is_kept_beside_an_answer_and_a_correction(
    room: Callable[[Answer], Room], own: bool
) -> None:
    begun = {"now": False}
    facts = [
        {"question": "E3", "quote": "今年发展党员8名", "what": "发展党员8名"},
        {"question": "B4", "quote": "前面经营性的那个数不对，是128万", "what": "经营性收入128万"},
    ]
    facts += [{"question": "C1", "quote": "讲了2次", "what": "讲课2次"}] if own else []
    talk = room(lambda body: (replying(intent="correction", facts=facts) if begun["now"] else modes.lazy)(body))
    talk.say("2025年度的", "3000字以内", "村集体总收入460万，去年410万，经营性收入170万，石桥村出租晒场收了41万")
    for _ in range(4):
        if talk.session.current != "C1":
            talk.say("跳过")
    talk.say("办了读书班3期")
    begun["now"] = True
    talk.say(f"{'讲了2次。' if own else ''}今年发展党员8名。对了前面经营性的那个数不对，是128万。")
    assert talk.session.answers["E3"] == "今年发展党员8名"
    assert "记到E3了" in talk.text()
    assert "128万" in talk.session.answers["B4"]
    assert talk.session.answers["C1"] == ("办了读书班3期。讲了2次" if own else "办了读书班3期")


def test_words_that_ask_what_another_question_asks_are_not_put(room: Callable[[Answer], Room]) -> None:
    other = "那就说您包联的村：包联的是哪个村、哪个支部，去了几次，帮着解决了什么？"
    talk = room(replying(next="D1", wording=other, facts=[]))
    talk.say("2025年度的")
    assert talk.session.current == "D1"
    assert other not in talk.text()
    assert find_outline(None).question("D1").ask in talk.text()


def test_words_for_another_question_go_there_where_the_program_agrees(room: Callable[[Answer], Room]) -> None:
    fact = {"question": "E3", "quote": "今年转正党员4名、接收预备党员6名", "what": "发展党员"}
    talk = room(replying(facts=lambda value: [fact] if "转正党员" in str(value["facts"]) else []))
    talk.say("2025年度的", "3000字以内", "村集体总收入460万，去年410万", "跳过", "跳过")
    open_before = talk.session.current
    talk.say("读书班办了3期，今年转正党员4名、接收预备党员6名")
    session = talk.session
    assert session.answers["E3"] == "今年转正党员4名、接收预备党员6名"
    assert session.answers[open_before or ""] == "读书班办了3期"
    assert "记到E3了" in talk.text()


def test_extra_questions_need_a_citation_and_are_counted(room: Callable[[Answer], Room]) -> None:
    extra = {"extra_question": "那座冷库是谁跑下来的？", "extra_because": "石桥村的冷库", "extra_feeds": "B4"}
    talk = room(replying(**extra, facts=[]))
    talk.say("2025年度的", "3000字以内")
    assert not talk.session.extras
    talk.say("村集体总收入460万，去年410万，经营性收入180万，过10万的村8个，靠的是石桥村的冷库")
    while not talk.session.extras and talk.session.awaiting == "follow_up":
        talk.say("石桥村的冷库租出去了")
    assert talk.session.extras == ["那座冷库是谁跑下来的？"]
    assert "多问一句：那座冷库是谁跑下来的？" in talk.text()
    talk.say("支部书记老彭带人跑下来的")
    assert "支部书记老彭带人跑下来的" in talk.session.answers["B4"]
    for _ in range(12):
        talk.say("石桥村的冷库是大伙一起建的")
    assert len(talk.session.extras) == 1


def test_the_model_may_choose_the_next_open_question(room: Callable[[Answer], Room]) -> None:
    talk = room(replying(next="E1", wording="培训办了几场、多少人次、讲些什么？", facts=[]))
    talk.say("2025年度的")
    assert talk.session.current == "E1"
    assert "培训办了几场" in talk.events[-1].text


def test_notes_are_sorted_by_the_model_too_and_doubts_shown(room: Callable[[Answer], Room]) -> None:
    def answer(body: Body) -> Reply:
        lines = [{"number": 1, "question": "E1"}, {"number": 2, "question": "E3"}, {"number": 3, "question": "Q7"}]
        return fitting(body, json.dumps({"lines": lines}))

    talk = room(answer)
    rows = [Row("E1", "培训办了6场", "x"), Row("E4", "转正4名", "x"), Row("F1", "抗旱", "x")]
    talk.events = list(talk.talk.take_notes(Intake("", 2025, tuple(rows), ())))
    assert len(talk.fake.requests) == 1
    table = next(event for event in talk.events if isinstance(event, Table))
    assert "第2行  E4（还是E3？）" in table.text
    assert table.text.count("还是") == 1
    talk.say("带问号的都归后面的", "对")
    assert talk.session.answers["E3"] == "转正4名"
    assert talk.session.answers["F1"] == "抗旱"


def test_chatter_among_notes_is_marked_and_dropped_on_wish(room: Callable[[Answer], Room]) -> None:
    rows = [Row("E1", "培训办了6场", "x"), Row("D3", "今年的事我随便说说，你们给归归类", "x"), Row("F1", "抗旱", "x")]

    def answering(*questions: str) -> Answer:
        lines = [{"number": n, "question": question} for n, question in enumerate(questions, 1)]
        return lambda body: fitting(body, json.dumps({"lines": lines}))

    talk = room(answering("E1", "", "F1"))
    talk.events = list(talk.talk.take_notes(Intake("", 2025, tuple(rows), ())))
    assert "第2行  D3（还是不归题？）" in talk.text()
    talk.say("带问号的都归后面的", "对")
    assert "D3" not in talk.session.answers
    assert talk.session.answers["F1"] == "抗旱"


def test_a_model_that_puts_nothing_anywhere_marks_nothing(room: Callable[[Answer], Room]) -> None:
    lines = [{"number": n, "question": ""} for n in (1, 2)]
    talk = room(lambda body: fitting(body, json.dumps({"lines": lines})))
    rows = (Row("E1", "培训办了6场", "x"), Row("F1", "抗旱", "x"))
    talk.events = list(talk.talk.take_notes(Intake("", 2025, rows, ())))
    assert "还是" not in talk.text()


def test_the_draft_in_the_talk_is_the_models(room: Callable[[Answer], Room]) -> None:
    def answer(body: Body) -> Reply:
        lead = fake_writer.step_of(body) in ("Lead", "ReadFacts", "SortedNotes")
        return modes.lazy(body) if lead else fake_writer.honest(body)

    talk = room(answer)
    told = load_answers(FILES[1])
    talk.say("\n".join(f"{question}：{words}" for question, words in told.answers.items()))
    talk.say("写吧")
    drafted = next(event for event in talk.events if isinstance(event, Drafted))
    assert drafted.report.writer.kind == "model"
    assert drafted.report.writer.fallbacks == []
    calls = len(talk.fake.requests)
    talk.say("意见")
    assert len(talk.fake.requests) == calls
    assert talk.session.report is not None
    assert talk.session.report["writer"]["kind"] == "model"


class Passing:
    """A guard that lets everything pass."""

    def sentence(self, text: str, facts: Sequence[str] = ()) -> Verdict:
        return Verdict(text)


def lead(**changes: Any) -> Lead:
    empty: dict[str, Any] = dict.fromkeys(Lead.model_fields, "") | {"facts": [], "ideas": []}
    return Lead.model_validate(empty | changes)


SEEN = Seen(
    said="培训办了6场，来了312人次，抽水泵不够也保住了苗",
    asked="E1",
    open={"E3": "发展党员各多少？"},
    answers={"B4": "收入460万"},
    questions=frozenset({"E1", "E3", "B4"}),
    told="收入460万。培训办了6场，来了312人次，抽水泵不够也保住了苗。5万元以上的村几个？",
    read=[span.figure for span in read_figures("6场")],
    passages=["我带队逐户走访，【数】户都签了字。"],
)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"acknowledgement": "抽水泵不够还能保住苗，不容易。"}, lambda a: a.acknowledgement),
        ({"acknowledgement": "6场312人次，人来得不少。"}, lambda a: a.acknowledgement),
        ({"acknowledgement": "8场，人来得不少。"}, lambda a: not a.acknowledgement),
        ({"acknowledgement": "好的，已记录。"}, lambda a: not a.acknowledgement),
        ({"acknowledgement": "成绩显著，培训办得非常好。"}, lambda a: not a.acknowledgement),
        (
            {"acknowledgement": "抽水泵不够还保住了苗。您这一年真是太辛苦了，我听了很受触动，咱们接着往下聊。"},
            lambda a: a.acknowledgement == "抽水泵不够还保住了苗。",
        ),
        (
            {"wording": "这个事情说起来话就长了，" * 12 + "。保苗是哪个村最吃劲？"},
            lambda a: a.wording == "保苗是哪个村最吃劲？",
        ),
        ({"acknowledgement": "培" * 41}, lambda a: not a.acknowledgement),
        ({"wording": "5万元以上的村有几个，哪个村先说一件事？"}, lambda a: a.wording),
        ({"wording": "是不是办了9场？"}, lambda a: not a.wording),
        ({"wording": "请接着说。"}, lambda a: not a.wording),
        ({"next": "e3"}, lambda a: a.next == "E3"),
        ({"next": "B4"}, lambda a: a.next == ""),
        ({"facts": [("E1", "来了312人次", "参训312人次")]}, lambda a: a.unheard == "来了312人次"),
        ({"facts": [("E1", "培训办了6场", "培训6场")]}, lambda a: a.facts and not a.unheard),
        ({"facts": [("E1", "培训办了6场", "培训8场")]}, lambda a: not a.facts),
        ({"facts": [("E1", "培训办了七场", "培训")]}, lambda a: not a.facts),
        ({"facts": [("Q1", "培训办了6场", "培训")]}, lambda a: not a.facts),
        ({"extra": ("泵是谁借来的？", "抽水泵不够", "B4")}, lambda a: a.extra),
        ({"extra": ("签字的人家都说了啥？", "逐户走访", "B4")}, lambda a: a.extra),
        ({"extra": ("泵是谁借来的？", "水库决口了", "B4")}, lambda a: not a.extra),
        ({"extra": ("泵是谁借来的？", "抽水泵不够", "E3")}, lambda a: not a.extra),
        ({"intent": "skip"}, lambda a: a.intent == "answer"),
        ({"intent": "快跳过"}, lambda a: a.intent == "answer"),
    ],
)
def test_rules_accept_replace_or_refuse(changes: dict[str, Any], check: Callable[[Admitted], object]) -> None:
    if "facts" in changes:
        rows = [dict(zip(("question", "quote", "what"), fact, strict=True)) for fact in changes["facts"]]
        changes = {"facts": rows}
    if "extra" in changes:
        changes = dict(zip(("extra_question", "extra_because", "extra_feeds"), changes["extra"], strict=True))
    assert check(admit(lead(**changes), SEEN, Passing()))
