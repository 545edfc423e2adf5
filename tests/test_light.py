"""Below a limit when only figures are left: what weighs least is offered by number, goes when agreed to, and hurts nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from drafts import drafted

from assistant.checking.check import check_report, rendered
from assistant.cli import main
from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.interview.events import Event, Interview
from assistant.outline import find_outline
from assistant.report import Limits, Proposal, Report, Spare
from assistant.revising import Reviser
from assistant.revising.agreeing import Answer, answer_to
from assistant.revising.measured import over_limit
from assistant.revising.succession import edited_again, succeeding
from assistant.revising.todos import Revised
from assistant.storage import Store
from assistant.text.spans import size
from assistant.versions import restored
from assistant.writing.board import Board
from assistant.writing.light_clauses import leans, must_stay, parts_at

NAMES = ("dongbei", "hunan", "jiangsu", "qiaoxiang", "shanbei", "sichuan", "zhejiang")


def length(report: Report) -> int:
    return size(rendered(report)[0])


def sentences(report: Report) -> list[list[str]]:
    board = Board(report)
    return [[piece.text.strip() for piece in row.built.pieces] for laid in board.laid for row in laid.rows]


def notes(revised: Revised) -> str:
    return "\n".join(todo.note for todo in revised.todos)


def squeezed(name: str, share: float) -> tuple[Report, int]:
    """A report squeezed to a share of its length, and that length in 字."""
    report, outline = drafted(name)
    most = int(length(report) * share)
    return Reviser(outline).revise(report, f"全文压到{most}字").report, most


@pytest.mark.parametrize("share", [0.82, 0.72, 0.6])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_agreed_to_go_brings_the_text_below_the_limit_or_says_what_is_the_least(
    name: str, share: float
) -> None:
    _, outline = drafted(name)
    before, most = squeezed(name, share)
    if before.proposal is None:
        assert length(before) <= most
        return
    offered = before.proposal
    revised = Reviser(outline).revise(before, "照这个删")
    after = revised.report
    assert length(before) - length(after) == sum(spare.saves for spare in offered.spares)
    if length(after) > most:
        assert f"离{most}字还多{length(after) - most}字" in notes(revised)
    assert [part.id for part in after.parts] == [part.id for part in before.parts]
    assert [item.id for part in after.parts for item in part.items] == [
        item.id for part in before.parts for item in part.items
    ]
    silent = {(one.rule, re.sub(r"\d", "", one.message)) for one in check_report(before, outline)}
    for one in check_report(after, outline):
        assert one.rule[0] not in "ACD" or (one.rule, re.sub(r"\d", "", one.message)) in silent, one
        assert one.rule != "B04" or (one.rule, re.sub(r"\d", "", one.message)) in silent, one
    left = {spare.left for spare in offered.spares if spare.left}
    for old, new in zip(sentences(before), sentences(after), strict=True):
        for at, sentence in enumerate(new):
            assert sentence in old or sentence in left
            if sentence in old and leans(sentence) and old.index(sentence):
                lead = old[old.index(sentence) - 1]
                assert at
                assert new[at - 1] == lead or new[at - 1] in left or not re.match("其中|占|比|同比", sentence)


def test_what_must_be_written_is_never_offered() -> None:
    for name in NAMES:
        report, outline = drafted(name)
        offer = Reviser(outline).revise(report, "全文压到900字").report.proposal
        assert offer is not None
        never = {fact.text for fact in report.facts if fact.origin.ref in ("B1", "E8", "G1", "G2", "H2", "I1")}
        for spare in offer.spares:
            words = spare.words if spare.stretches else "".join(spare.sentences)
            assert not must_stay(words, report.emphasis), words
            assert not any(text in spare.words for text in never if len(text) > 6), words
            assert spare.where.startswith(("成绩", "第")), spare.where


def test_the_points_to_be_remembered_stay() -> None:
    assert must_stay("凌晨三点半以前全撤完，387人没有一个受伤", "一，雨夜387人一个没伤。二，1038个人重新上了班。")
    assert must_stay("两个软弱村今年转过来了", "水引过来了、花椒翻番了、两个软弱村转过来了")
    assert not must_stay("培训办了4期", "水引过来了、花椒翻番了、两个软弱村转过来了")


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "举办培训8期，参训1034人次，其中书记专题2期；虾稻技术2期、矛盾调解1期、电商3期。",
            ["其中书记专题2期；虾稻技术2期、矛盾调解1期、电商3期"],
        ),
        ("调用收割机178台，其中外调61台；组建突击队24支。", ["其中外调61台"]),
        (
            "举办培训5期，讲食用菌的2期，讲清产核资的1期，讲换届纪律的2期。",
            ["讲食用菌的2期，讲清产核资的1期，讲换届纪律的2期"],
        ),
        ("接收预备党员13名，其中35岁以下9名、致富能手4名，转正11名。", ["其中35岁以下9名、致富能手4名"]),
        ("讲食用菌的2期，讲清产核资的1期，讲换届纪律的1期，讲光伏的1期。", []),
        ("计划搬迁213户，搬迁187户，剩26户。", []),
        ("走访26次，驻点4晚。", []),
    ],
)
def test_the_parts_of_a_count_are_told_from_what_else_is_counted(sentence: str, parts: list[str]) -> None:
    from assistant.writing.light_clauses import clauses_in

    clauses = clauses_in(sentence)
    found = [sentence[clauses[first][0] : clauses[last][1]].strip("，；。") for first, last in parts_at(sentence)]
    assert found == parts


PROPOSAL = Proposal(
    most=100,
    kind="whole",
    spares=[
        Spare(item="a", where="成绩第一条", sentences=[words], words=words, saves=2)
        for words in ("一。", "二。", "三。", "四。", "请一位老渔民来唱。")
    ],
)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("照这个删", Answer((1, 2, 3, 4, 5))),
        ("好，就照这个删吧。", Answer((1, 2, 3, 4, 5))),
        ("好", None),
        ("就照这个删吧", Answer((1, 2, 3, 4, 5))),
        ("都删了吧", Answer((1, 2, 3, 4, 5))),
        ("第2处留着，其余照删", Answer((1, 3, 4, 5), (2,))),
        ("第2处和第4处留着，别的都删掉", Answer((1, 3, 5), (2, 4))),
        ("2、4处留着，其他的照删", Answer((1, 3, 5), (2, 4))),
        ("第二处别删", Answer((), (2,))),
        ("只删第1处和第3处", Answer((1, 3))),
        ("删第1到3处", Answer((1, 2, 3))),
        ("都不删", Answer(none=True)),
        ("除了第2、5处都删", Answer((1, 3, 4), (2, 5))),
        ("前三处删了，其他先不动", Answer((1, 2, 3))),
        ("不删第2处，其余没意见", Answer((1, 3, 4, 5), (2,))),
        ("老渔民那句留着，其余照删", Answer((1, 2, 3, 4), (5,))),
        ("台账那句留着，其余照删", None),
        ("第二条别动，其余的都删掉", None),
        ("第2处改短一点", None),
        ("第9处留着，其余照删", None),
        ("删掉第三条", None),
        ("第二条太虚", None),
        ("换届别提", None),
        ("删掉“走访26次”", None),
    ],
)
def test_what_is_said_to_an_offer_is_told_from_other_requests(said: str, answer: Answer | None) -> None:
    assert answer_to(said, PROPOSAL) == answer
    assert answer_to(said, None) is None


def test_a_place_that_is_to_stay_stays_and_the_next_lightest_is_offered() -> None:
    _, outline = drafted("zhejiang")
    before, most = squeezed("zhejiang", 0.8)
    assert before.proposal is not None
    kept = before.proposal.spares[0]
    revised = Reviser(outline).revise(before, "第1处留着，其余照删")
    after = revised.report
    assert all(sentence in rendered(after)[0] for sentence in kept.sentences)
    assert after.proposal is not None
    assert all(kept.sentences != spare.sentences or kept.words != spare.words for spare in after.proposal.spares)
    assert f"到{most}字还多" in notes(revised).replace("离", "到")
    only = Reviser(outline).revise(before, "第1处留着")
    assert rendered(only.report)[0] == rendered(before)[0]
    assert "要照删" in notes(only)


def test_a_part_and_an_item_are_offered_alike_and_nothing_outside_them() -> None:
    report, outline = drafted("zhejiang")
    for say, part, inside in (("成绩部分压到1500字", None, "work"), ("第四条压到200字", "work", "work")):
        offer = Reviser(outline, part).revise(report, say).report.proposal
        assert offer is not None
        homes = {item.id: one.id for one in report.parts for item in one.items}
        assert {homes[spare.item] for spare in offer.spares} == {inside}
    assert offer.kind == "item"
    assert {spare.item for spare in offer.spares} == {report.parts[0].items[3].id}


def test_a_locked_sentence_is_not_offered_and_undo_brings_all_back() -> None:
    report, outline = drafted("zhejiang")
    first = Reviser(outline).revise(report, "全文压到2400字").report.proposal
    assert first is not None
    words = first.spares[0].sentences[0].rstrip("。")
    locked = Reviser(outline).revise(report, f"“{words[:12]}”这句别动").report
    assert locked.locks
    before = Reviser(outline).revise(locked, "全文压到2400字").report
    assert before.proposal is not None
    assert all(words not in "".join(spare.sentences) for spare in before.proposal.spares)
    after = Reviser(outline).revise(before, "照这个删").report
    assert locked.locks[0].text in rendered(after)[0]
    again = restored(after)
    assert rendered(again)[0] == rendered(before)[0]
    assert again.left_out == []
    assert again.proposal == before.proposal


def test_a_draft_written_anew_leaves_the_same_places_out() -> None:
    report, outline = drafted("zhejiang")
    before = Reviser(outline).revise(report, "全文压到2700字").report
    after = Reviser(outline).revise(before, "照这个删").report
    assert after.taken
    fresh = succeeding(after.model_dump(mode="json"), report)
    again = edited_again(after.model_dump(mode="json"), fresh, outline)
    assert rendered(again.report)[0] == rendered(after)[0]
    assert set(again.report.left_out) == set(after.left_out)
    assert not [one for one in again.report.findings if one.rule == "B04" and one not in report.findings]


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("参加率，台账上报的是93%，我不认。", "台账上报的是93%，我不认"),
        ("以后哪家企业要关停，安置方案跟关停方案一起报。", "安置方案跟关停方案一起报"),
        ("一个63岁的老党员，过去是救护队的，说“这房是我男人拿命换的”。", "过去是救护队的"),
        ("转移群众1326人，无人员伤亡，塌方23处。", "无人员伤亡"),
        ("收入50万元以上的村5个，最低的是后岭村，3万余元。", "最低的是后岭村"),
        ("煤占的比重从71%降至63%，一半是因为煤的钱少了，不全是别的钱多了。", "一半是因为煤的钱少了"),
    ],
)
def test_a_squeeze_takes_no_clause_that_the_rest_means_something_else_without(sentence: str, left: str) -> None:
    from assistant.report import Fact, Origin, Use
    from assistant.writing.fitting import Squeeze

    report, _ = drafted("zhejiang")
    board = Board(report)
    row = board.laid[0].rows[1]
    start = sentence.index(left.split("，")[-1])
    facts = [Fact(id="X1", kind="act", text=left, quote=left, origin=Origin(kind="answer", ref="E4"))]
    piece = row.built.groups[0].pieces[0]
    piece.text, piece.facts = sentence, ["X1"]
    piece.uses = [Use(fact="X1", start=start, end=start + len(left.split("，")[-1]))]
    Squeeze(board, [row], facts, [], 2025, [piece]).to(1, lambda: 1000)
    text = "".join(one.text for one in row.built.pieces)
    assert left in text or sentence[:6] not in text


# ---- where it is said ----


def test_the_command_offers_takes_and_takes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, _ = drafted("zhejiang")
    limits = Limits(total=(None, 2700), source={"total": "notice"})
    path, squeezed_path, out = (tmp_path / name for name in ("a.json", "b.json", "c.json"))
    path.write_text(report.model_copy(update={"limits": limits}).model_dump_json(), encoding="utf-8")
    assert main(["revise", str(path), "--model", "off", "--say", "压到2700字", "-o", str(squeezed_path)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"再删下面\d+处就到2[67]\d\d字：\n1\. （成绩第.条）“", told)
    assert "要照删，说“照这个删”" in told
    command = ["revise", str(squeezed_path), "--model", "off", "--say", "照这个删", "-o", str(out)]
    assert main([*command, "--only", "1"]) == 0
    assert "留着" in capsys.readouterr().out
    one = json.loads(out.read_text(encoding="utf-8"))
    assert len(one["taken"]) == 1
    assert main(command) == 0
    capsys.readouterr()
    all_gone = Report.model_validate_json(out.read_text(encoding="utf-8"))
    assert length(all_gone) <= 2700
    assert all_gone.proposal is None
    assert main(["undo", str(out), "-o", str(out)]) == 0
    back = Report.model_validate_json(out.read_text(encoding="utf-8"))
    assert rendered(back)[0] == rendered(Report.model_validate_json(squeezed_path.read_text(encoding="utf-8")))[0]


def test_a_draft_over_its_limit_says_so_in_a_sentence() -> None:
    report, _ = drafted("zhejiang")
    over = report.model_copy(update={"limits": Limits(total=(None, 2700), source={"total": "notice"})})
    assert over_limit(over) == (
        f"比通知要求的2700字多{length(report) - 2700}字，说“压到2700字”，我先压空话，再把可删的列给您挑。"
    )
    free = report.model_copy(update={"limits": Limits(total=(None, 2700), source={"total": "outline"})})
    assert over_limit(free) == ""
    assert (
        over_limit(report.model_copy(update={"limits": Limits(total=(None, 9000), source={"total": "notice"})})) == ""
    )


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    answers = load_answers(Path(__file__).parent / "data" / "answers" / "zhejiang.yaml")
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    conversation = Conversation.begin(store, find_outline(answers.outline))
    saved = store.load(conversation.session_id, Interview)
    saved.session.answers, saved.session.year = dict(answers.answers), answers.year
    saved.session.states = dict.fromkeys(answers.answers, "confirmed")
    store.save(saved)
    return conversation


def words(events: Iterable[Event]) -> str:
    return "\n".join(event.text for event in events)


def standing(talk: Conversation) -> Report:
    return Report.model_validate(talk.session.report)


def test_in_the_talk_the_offer_is_answered_and_taken_back(talk: Conversation) -> None:
    assert "我先压空话，再把可删的列给您挑" in words(talk.draft())
    assert "要照删，说“照这个删”" in words(talk.say("压到2700字"))
    before = standing(talk)
    assert before.proposal is not None
    assert talk.standing().chips[:2] == ("照这个删", "都不删")
    assert "留着" in words(talk.say("第1处留着，其余照删"))
    after = standing(talk)
    assert len(after.taken) == len(before.proposal.spares) - 1
    list(talk.say("撤销"))
    assert rendered(standing(talk))[0] == rendered(before)[0]
    list(talk.say("照这个删"))
    assert length(standing(talk)) <= 2700
    list(talk.say("第2处不要"))
    second = before.proposal.spares[1]
    assert all(sentence in rendered(standing(talk))[0] for sentence in second.sentences)


def test_on_the_page_each_place_is_taken_or_left_like_any_change(talk: Conversation) -> None:
    list(talk.draft())
    list(talk.ask_change("压到2700字"))
    list(talk.decide_all(accept=True))
    before, offer = standing(talk), talk.session.offer
    assert before.proposal is not None
    assert offer is not None
    assert [todo.number for todo in offer.open] == list(range(1, len(before.proposal.spares) + 1))
    list(talk.decide(1, accept=False))
    list(talk.decide_all(accept=True))
    after = standing(talk)
    assert [spare.words for spare in after.taken] == [spare.words for spare in before.proposal.spares[1:]]
    assert all(sentence in rendered(after)[0] for sentence in before.proposal.spares[0].sentences)
    list(talk.restore())
    assert rendered(standing(talk))[0] == rendered(before)[0]


def test_a_squeeze_never_leaves_only_what_led_up_to_a_fact() -> None:
    from assistant.report import Fact, Origin, Use
    from assistant.writing.fitting import Squeeze

    report, _ = drafted("zhejiang")
    board = Board(report)
    row, group = next(
        (row, group)
        for row in board.laid[2].rows
        for group in row.built.groups
        if group.kind == "measure" and len(group.pieces) == 1
    )
    piece = group.pieces[0]
    piece.text, piece.facts = "对上级已作部署的工作，做好换届工作。", ["X1"]
    piece.uses = [Use(fact="X1", start=11, end=17)]
    facts = [Fact(id="X1", kind="act", text="做好换届工作", quote="", origin=Origin(kind="answer", ref="J6"))]
    Squeeze(board, [row], facts, [], 2025, [piece]).to(1, lambda: 1000)
    assert "做好换届工作" in "".join(one.text for one in row.built.pieces)


def test_the_page_says_by_how_much_a_draft_is_too_long_and_has_the_button(talk: Conversation) -> None:
    from assistant.app import App
    from assistant.settings import settings
    from assistant.ui import draft_tab
    from assistant.ui.frame import View

    list(talk.draft())
    most = standing(talk).limits.total[1]
    assert most is not None
    app = App(settings(), Store.in_folder(settings().data_dir))
    shown = str(draft_tab.show(View(app, talk)))
    assert f"比您说的{most}字多" in shown
    assert f'data-words="压到{most}字"' in shown
