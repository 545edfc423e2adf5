"""What a person does to the draft on the page: each act kept, undone, refused with a sentence; nothing else moves."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.errors import InputError
from assistant.export.save import save_report
from assistant.interview.events import Drafted, Event, Interview
from assistant.outline import find_outline
from assistant.ports import Prompt, T, Watch
from assistant.report import Finding, Report
from assistant.settings import knowledge_files
from assistant.storage import Store
from assistant.waiving import key
from assistant.writing.steps import RevisedPassage, SentenceEdit

SAMPLE = next(path for path in knowledge_files("samples", ".yaml") if path.name.startswith("party"))


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    answers = load_answers(SAMPLE)
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    conversation = Conversation.begin(store, find_outline(answers.outline))
    saved = store.load(conversation.session_id, Interview)
    saved.session.answers, saved.session.year = dict(answers.answers), answers.year
    saved.session.states = dict.fromkeys(answers.answers, "confirmed")
    store.save(saved)
    list(conversation.draft())
    return conversation


def report(talk: Conversation) -> Report:
    return Report.model_validate(talk.session.report)


def text(talk: Conversation) -> str:
    return "\n".join(part.text for part in report(talk).parts)


def words(events: Iterable[Event]) -> str:
    return "\n".join(event.text for event in events)


def put_in(talk: Conversation, **fields: object) -> None:
    """Alters the kept report, as an earlier turn would have."""
    saved = talk._store.load(talk.session_id, Interview)
    kept = report(talk).model_copy(update=fields)
    saved.session.report = Report.model_validate(kept.model_dump()).model_dump(mode="json")
    talk._store.save(saved)


def spoil(talk: Conversation, part: int, old: str, new: str) -> None:
    """A slip in the words of an item, as a person's own sentence might hold."""
    now = report(talk)
    parts = []
    for number, one in enumerate(now.parts):
        items = one.items
        if number == part:
            items = []
            for item in one.items:
                at = item.text.find(old)
                shift = len(new) - len(old)
                uses = [
                    use.model_copy(
                        update={"start": use.start + shift * (use.start > at), "end": use.end + shift * (use.end > at)}
                    )
                    if at >= 0
                    else use
                    for use in item.uses
                ]
                items.append(item.model_copy(update={"text": item.text.replace(old, new), "uses": uses}))
        text = one.text.replace(old, new) if number == part else one.text
        parts.append(one.model_copy(update={"text": text, "items": items}))
    from assistant.checking.check import check_report

    changed = now.model_copy(update={"parts": parts})
    put_in(talk, parts=parts, findings=check_report(changed, find_outline(now.outline)))


# ---- offers ----


def test_an_offer_leaves_the_draft_alone_until_it_is_taken(talk: Conversation) -> None:
    first, item = text(talk), report(talk).parts[0].items[1].id
    told = words(talk.ask_way("shorter", item))
    assert "还没有动正文" in told
    assert text(talk) == first
    offer = talk.session.offer
    assert offer is not None
    change = offer.open[0].changes[0]
    assert len(change.after) < len(change.before)
    words(talk.decide(1, accept=True))
    now = report(talk)
    assert talk.session.offer is None
    assert now.parts[0].items[1].text == change.after
    assert [i.text for n, i in enumerate(now.parts[0].items) if n != 1] == [
        i.text for n, i in enumerate(_first(talk).parts[0].items) if n != 1
    ]
    assert now.version == "v2"
    words(talk.restore())
    assert text(talk) == first


def _first(talk: Conversation) -> Report:
    return Report.model_validate(report(talk).versions[0].report)


def test_what_is_set_from_above_is_never_squeezed_out(talk: Conversation) -> None:
    for said in ("全文压到2000字", "第一部分压到800字"):
        words(talk.ask_change(said))
        if talk.session.offer is not None:
            words(talk.decide_all(accept=True))
        for form in (
            "为指导，深入学习贯彻党的二十届四中全会精神",
            "“两个确立”",
            "“两个维护”",
            "第一，关于村级后备力量",
        ):
            assert form in text(talk)
        assert not [finding for finding in report(talk).findings if finding.rule in ("F01", "D13")]


@pytest.mark.parametrize("role", ["problems", "achievements", "measures"])
def test_each_kind_of_item_is_asked_its_own_question(talk: Conversation, role: str) -> None:
    now = report(talk)
    item = {"problems": now.parts[1], "achievements": now.parts[0], "measures": now.parts[2]}[role].items[-1].id
    asked = words(talk.ask_way("concrete", item))
    assert ("看出来的" in asked or "差在哪里" in asked or "写得虚" in asked or "没做什么" in asked) == (
        role == "problems"
    )


def test_an_offer_refused_leaves_nothing_but_the_turn(talk: Conversation) -> None:
    first, turns = text(talk), len(talk.session.turns)
    words(talk.ask_way("shorter", report(talk).parts[1].items[0].id))
    words(talk.decide_all(accept=False))
    assert text(talk) == first
    assert report(talk).version == "v1"
    assert len(talk.session.turns) == turns + 2


def test_of_two_requests_one_is_taken_and_one_left(talk: Conversation) -> None:
    before = report(talk)
    words(talk.ask_change("第一个问题精简一点，培训不是6场是8场"))
    offer = talk.session.offer
    assert offer is not None
    assert [todo.number for todo in offer.open] == [1, 2]
    words(talk.decide(1, accept=False))
    assert text(talk) == "\n".join(part.text for part in before.parts)
    words(talk.decide(2, accept=True))
    now = report(talk)
    assert "培训8场" in text(talk)
    assert now.parts[1].text == before.parts[1].text


def test_the_place_a_button_stands_at_is_the_place_that_changes(talk: Conversation) -> None:
    before = report(talk)
    for part in range(3):
        for number in range(len(before.parts[part].items)):
            item = before.parts[part].items[number].id
            try:
                words(talk.ask_way("shorter", item))
            except InputError:
                continue
            offer = talk.session.offer
            if offer is None:
                continue
            changed = Report.model_validate(offer.after)
            touched = [
                i.id
                for was, now in zip(before.parts, changed.parts, strict=True)
                for old, i in zip(was.items, now.items, strict=True)
                if old.text != i.text
            ]
            assert touched == [item]
            words(talk.decide_all(accept=False))


def test_a_vague_wish_is_asked_back_and_an_answer_is_offered(talk: Conversation) -> None:
    item = report(talk).problems[0].id
    told = words(talk.ask_way("concrete", item))
    assert "？" in told or "哪" in told
    assert talk.session.offer is None
    words(talk.ask_way("concrete", item, "石桥村全年只开了2次支部会"))
    offer = talk.session.offer
    assert offer is not None
    assert "石桥村" in offer.open[0].changes[0].after
    words(talk.decide_all(accept=True))
    assert "石桥村全年" in text(talk)


def test_without_a_model_a_rewrite_says_what_else_there_is(talk: Conversation) -> None:
    with pytest.raises(InputError, match="没有连接大模型"):
        list(talk.ask_way("rewrite", report(talk).parts[0].items[0].id))


class Reworder:
    """A model that puts other words for the second sentence, other ones at each attempt."""

    name = "试验模型"

    def __init__(self) -> None:
        self.attempts: list[int] = []

    def reply(self, prompt: Prompt, kind: type[T], watch: Watch | None = None) -> T:
        self.attempts.append(prompt.attempt)
        lines = re.findall(r"^  2\. (.*?)（F", prompt.brief, re.MULTILINE)
        item = re.search(r"【(.+?)】", prompt.brief)
        assert item is not None
        text = lines[0].replace("我", "本人", 1) if len(self.attempts) < 3 else "我引进企业99家。"
        edits = [SentenceEdit(item=item[1], sentence=2, text=text)]
        return kind.model_validate(RevisedPassage(understood=True, edits=edits).model_dump())


def test_a_model_rewrites_an_item_and_never_past_the_facts(talk: Conversation) -> None:
    model, item = Reworder(), report(talk).parts[0].items[1]
    talk.with_model(model)
    for _ in range(2):
        words(talk.ask_way("rewrite", item.id))
        offer = talk.session.offer
        assert offer is not None
        assert "本人" in offer.open[0].changes[0].after
    assert model.attempts == [1, 2]
    with pytest.raises(InputError):
        list(talk.ask_way("rewrite", item.id))
    assert "99" not in text(talk)
    assert talk.session.turns[-1].said == "（重写）"
    assert talk.session.turns[-1].reply


def test_an_offer_is_void_once_the_draft_has_changed(talk: Conversation) -> None:
    words(talk.ask_way("shorter", report(talk).parts[0].items[1].id))
    fact = next(f for f in report(talk).facts if f.figure and "举办村干部和后备干部培训" in f.text)
    words(talk.change_fact(fact.id, "8"))
    with pytest.raises(InputError):
        list(talk.decide(1, accept=True))


def test_free_words_name_the_item_by_themselves(talk: Conversation) -> None:
    item = report(talk).parts[0].items[2]
    words(talk.ask_change("压到150字", item.id))
    offer = talk.session.offer
    assert offer is not None
    assert [change.before for todo in offer.open for change in todo.changes] == [item.text]


# ---- facts and measures ----


def test_a_figure_changed_once_changes_everywhere_and_what_is_worked_out_of_it_too(talk: Conversation) -> None:
    now = report(talk)
    income = next(f for f in now.facts if f.figure and f.figure.value == 386 and f.status == "ok")
    told = words(talk.change_fact(income.id, "400", "经管站年报"))
    assert "400万元" in text(talk)
    rate = next(
        (f for f in report(talk).facts if f.origin.kind == "computed" and f.origin.ref == income.origin.ref), None
    )
    if rate is not None and rate.figure is not None:
        assert float(rate.figure.value or 0) == round((400 - 341) / 341 * 100, 1)
        assert rate.text in text(talk)
        assert "跟着改成" in told
    assert "从400万元提高到430万元" in text(talk)
    assert not [f for f in report(talk).findings if f.rule in ("B01", "B03", "B07")]
    fact = next(f for f in report(talk).facts if f.id == income.id)
    assert fact.origin.kind == "person"
    assert fact.quote == "经管站年报"
    words(talk.restore())
    assert "400万元" not in text(talk)


def test_a_figure_put_right_stays_right_in_a_draft_written_anew(talk: Conversation) -> None:
    fact = next(f for f in report(talk).facts if f.figure and "举办村干部和后备干部培训" in f.text)
    words(talk.change_fact(fact.id, "8场"))
    words(talk.say("E7：党建经费今年没有变化"))
    assert talk.behind
    list(talk.draft())
    now = report(talk)
    assert "培训8场" in text(talk)
    assert not talk.behind
    assert [version.id for version in now.versions] == ["v1", "v2"]
    words(talk.restore("v1"))
    assert "培训6场" in text(talk)
    words(talk.say("G1：另外补一句，今年又评了一次"))
    list(talk.draft())
    assert "培训6场" in text(talk)


def test_what_is_no_figure_is_refused_and_nothing_is_kept(talk: Conversation) -> None:
    fact = next(f for f in report(talk).facts if f.figure)
    turns = len(talk.session.turns)
    for said in ("很多", "", "3个村5个支部", "从3个增加到7个", "9万元", "<script>alert(1)</script>"):
        with pytest.raises(InputError):
            list(talk.change_fact(fact.id, said))
    with pytest.raises(InputError, match="不在"):
        list(talk.change_fact("F999", "8"))
    assert len(talk.session.turns) == turns
    assert report(talk).version == "v1"


def test_owner_due_and_target_are_filled_where_they_are_shown(talk: Conversation) -> None:
    measure = next((m for m in report(talk).measures if m.owner.startswith("【待补")), report(talk).measures[0])
    words(talk.fill_measure(measure.id, "owner", "副书记李某"))
    words(talk.fill_measure(measure.id, "due", "2026年10月底前"))
    now = next(m for m in report(talk).measures if m.id == measure.id)
    assert now.owner == "副书记李某"
    assert now.due == "2026年10月底前"
    assert now.due_date is not None
    assert "副书记李某" in text(talk)
    with pytest.raises(InputError):
        list(talk.fill_measure(measure.id, "owner", " "))


def test_of_two_answers_the_one_chosen_is_written_and_the_other_forgotten(tmp_path: Path) -> None:
    answers = load_answers(SAMPLE)
    store = Store(f"sqlite:///{tmp_path / 'two.db'}")
    talk = Conversation.begin(store, find_outline(answers.outline))
    saved = store.load(talk.session_id, Interview)
    saved.session.answers = {**answers.answers, "C2": f"{answers.answers.get('C2', '')}党课我讲了6次。"}
    saved.session.year = answers.year
    saved.session.states = dict.fromkeys(saved.session.answers, "confirmed")
    store.save(saved)
    list(talk.draft())
    disputed = [fact for fact in report(talk).facts if fact.status == "conflict"]
    assert {float(fact.figure.value or 0) for fact in disputed if fact.figure} == {4, 6}
    assert any(finding.rule == "B03" for finding in report(talk).findings)
    holds = next(fact for fact in disputed if fact.origin.ref == "D4")
    words(talk.choose_fact(holds.id))
    now = report(talk)
    assert not [finding for finding in now.findings if finding.rule == "B03"]
    assert not [fact for fact in now.facts if fact.status == "conflict"]
    assert "党课4次" in now.parts[0].text
    assert "党课我讲了6次" not in talk.session.answers["C2"]
    assert not talk.behind
    list(talk.draft())
    assert not [finding for finding in report(talk).findings if finding.rule == "B03"]


def test_a_name_put_right_is_right_everywhere_and_in_the_next_draft(talk: Conversation) -> None:
    count = text(talk).count("下坝村")
    assert count >= 3
    words(talk.rename("下坝村", "上坪村"))
    assert "下坝村" not in text(talk)
    assert text(talk).count("上坪村") == count
    now = report(talk)
    assert all(not [use for use in item.uses if use.end > len(item.text)] for part in now.parts for item in part.items)
    assert not [finding for finding in now.findings if finding.rule == "B09"]
    assert all("下坝村" not in problem.text for problem in now.problems)
    words(talk.say("E7：党建经费今年没有变化"))
    list(talk.draft())
    assert "下坝村" not in text(talk)
    for old, new in (("没有这个村", "别的村"), ("上坪村", "上坪村"), ("6场", "8场"), ("", "x")):
        with pytest.raises(InputError):
            list(talk.rename(old, new))
    words(talk.restore("v1"))
    assert text(talk).count("下坝村") == count


# ---- findings ----


def test_a_slip_with_one_right_form_is_mended_in_its_place_only(talk: Conversation) -> None:
    first = text(talk)
    spoil(talk, 0, "举办读书班", "举办, 读书班")
    finding = next(f for f in report(talk).findings if f.rule in ("G01", "G03"))
    words(talk.mend(key(finding)))
    assert report(talk).version == "v2"
    words(talk.mend_all()) if any(f.rule == "G03" for f in report(talk).findings) else None
    assert text(talk) == first.replace("举办读书班", "举办，读书班")


def test_what_takes_a_person_is_not_done_for_them(talk: Conversation) -> None:
    finding = next(f for f in report(talk).findings if f.rule == "H08")
    with pytest.raises(InputError, match="您自己定"):
        list(talk.mend(key(finding)))


def test_a_high_finding_is_waved_through_with_a_reason_and_taken_back(talk: Conversation) -> None:
    high = Finding(rule="B03", level="high", part="work", quote="专题研究党建9次", message="两处说法不一")
    put_in(talk, findings=[*report(talk).findings, high], pending=[])
    assert "必须改" in words(talk.finish())
    with pytest.raises(InputError, match="理由"):
        list(talk.wave(key(high), "好"))
    words(talk.wave(key(high), "会议记录已核对，确是九次"))
    assert next(f for f in report(talk).findings if f.rule == "B03").reason == "会议记录已核对，确是九次"
    words(talk.wave_no_more(key(high)))
    assert "必须改" in words(talk.finish())
    words(talk.wave(key(high), "会议记录已核对，确是九次"))
    events = list(talk.finish())
    assert isinstance(events[-1], Drafted)
    assert report(talk).final


# ---- what comes back ----


def test_the_file_edited_in_word_comes_back_with_its_questions(talk: Conversation, tmp_path: Path) -> None:
    import docx

    path = tmp_path / "改过.docx"
    save_report(report(talk), path)
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if "专题研究党建9次" in paragraph.text:
            run = next(run for run in paragraph.runs if "专题研究党建9次" in run.text)
            run.text = run.text.replace("专题研究党建9次", "专题研究党建11次")
    document.save(str(path))
    told = words(talk.take_back(path, "改过.docx"))
    assert "v2" in told
    assert "专题研究党建11次" in text(talk)
    place = next(n for n, p in enumerate(report(talk).pending) if "11次" in p.what)
    words(talk.own_figure(place, "党委会议记录"))
    now = report(talk)
    assert not any("11次" in p.what for p in now.pending)
    fact = next(f for f in now.facts if f.origin.kind == "person" and f.quote == "党委会议记录")
    assert fact.figure is not None
    assert fact.figure.value == 11
    assert not [f for f in now.findings if f.rule == "B01" and "11次" in f.quote]
    words(talk.restore("v1"))
    assert "专题研究党建9次" in text(talk)


def test_a_file_that_is_not_ours_is_refused_and_nothing_is_kept(talk: Conversation, tmp_path: Path) -> None:
    other = tmp_path / "别的.txt"
    other.write_text("会议通知\n明天开会。\n", encoding="utf-8")
    with pytest.raises(InputError):
        list(talk.take_back(other, other.name))
    assert report(talk).version == "v1"


def test_acts_need_a_draft(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    bare = Conversation.begin(store, find_outline(None))
    for act in (
        lambda: bare.ask_change("压到200字"),
        lambda: bare.change_fact("F01", "8"),
        lambda: bare.restore("v1"),
        lambda: bare.finish(),
        lambda: bare.mend("x"),
    ):
        with pytest.raises(InputError, match="还没有草稿"):
            list(act())


def test_every_act_is_on_disk_when_it_returns(talk: Conversation) -> None:
    fact = next(f for f in report(talk).facts if f.figure and "举办村干部和后备干部培训" in f.text)
    talk.change_fact(fact.id, "8场")
    again = Conversation(Store(str(talk._store._url)), talk.session_id)
    assert "培训8场" in text(again)
    assert "改为8场" in again.session.turns[-1].said


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_run_of_acts_leaves_a_report_that_hangs_together(talk: Conversation, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(25):
        with suppress(InputError):
            list(any_act(talk, rng))
        if talk.session.offer is not None and rng.random() < 0.8:
            list(talk.decide_all(accept=True))
        whole(report(talk))


def any_act(talk: Conversation, rng: random.Random) -> Iterable[Event]:
    """One act on the draft as it stands, with words that may fit it or not."""
    now = report(talk)
    item = rng.choice([item.id for part in now.parts for item in part.items])
    figure = rng.choice([fact.id for fact in now.facts if fact.figure])
    measure, problem = rng.choice(now.measures).id, rng.choice(now.problems).id
    versions = [version.id for version in now.versions] or ["v1"]
    acts: list[Callable[[], Iterable[Event]]] = [
        lambda: talk.ask_way(rng.choice(["shorter", "softer", "lock", "unlock", "delete"]), item),
        lambda: talk.ask_change(rng.choice(["压到120字", "拆成两条", "移到最前", "加一句：年底我回访了6个村"]), item),
        lambda: talk.change_fact(figure, rng.choice(["8", "15", "约40", "3.5"])),
        lambda: talk.fill_measure(measure, "owner", rng.choice(["副书记", "组织委员牵头"])),
        lambda: talk.link_measure(measure, problem),
        lambda: talk.rename(rng.choice(["下坝村", "组织委员"]), rng.choice(["新桥村", "副书记"])),
        lambda: talk.restore(rng.choice(versions)),
        lambda: talk.mend_all(),
    ]
    return rng.choice(acts)()


def whole(now: Report) -> None:
    """Items stand in their parts, spans in their items, links lead somewhere, findings point at their words."""
    facts, measures = {fact.id for fact in now.facts}, {measure.id for measure in now.measures}
    text = "\n".join(part.text for part in now.parts)
    for part in now.parts:
        for item in part.items:
            assert item.text in part.text
            assert all(0 <= use.start < use.end <= len(item.text) and use.fact in facts for use in item.uses)
        for finding in now.findings:
            if finding.part == part.id and finding.start is not None:
                assert part.text[finding.start : finding.end] == finding.quote.split("……")[0]
    assert all(set(problem.measures) <= measures for problem in now.problems)
    assert all(one.text in text for one in (*now.causes, *now.measures))
