"""The page without a browser: what is shown is escaped, every act is known, every event private; one act to its updates."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from test_tabs import Seen

from assistant.app import App
from assistant.bringing import Bringing
from assistant.brought.uploads import Uploads
from assistant.conversation import Conversation
from assistant.documents import read_blocks
from assistant.errors import InputError, StorageError
from assistant.interview.brought_files import guess
from assistant.interview.events import Event, ItemWritten, SentenceWritten, Working
from assistant.outline import find_outline
from assistant.settings import settings
from assistant.storage import Store
from assistant.talk.standing import split_reply
from assistant.ui.frame import Doing, Page, Region, View, paced, seen_now
from assistant.ui.html import join, tag
from assistant.ui.live import Live
from assistant.ui.page import regions

NOTICE = """关于做好2025年度基层党建述职评议考核工作的通知
各乡镇党委、街道党工委：
一、述职报告分三部分。全文不超过2600字，问题部分不少于三分之一。
二、请于2026年1月10日前报县委组织部。
"""
LAST_YEAR = """2024年度抓基层党建工作述职报告
一、履职工作特色和亮点
一是抓实学习教育。举办读书班2期。
二、存在的主要问题及原因
一是流动党员管理松散。全镇流动党员89名，有21名一年没有联系上。
三、下一步工作思路和主要措施
一是管好流动党员。2025年底前全部建立联系，联系率达到95%。
"""
NOTES = """2025年度
全镇11个村3个社区，36个支部，党员1120名。
村干部培训办了5场，380人次。
发展党员6名，转正5名。
"""
NASTY = "<img src=x onerror=alert(1)>“&\"'</div><script>alert(2)</script>{{7*7}}${9}"


@pytest.fixture
def app() -> App:
    return App(settings(), Store.in_folder(settings().data_dir))


@pytest.fixture
def page(app: App) -> Page:
    return Page(app, regions())


@pytest.fixture
def talk(app: App) -> Conversation:
    begun = app.begin(find_outline(None), 2025)
    list(begun.go_on())
    return begun


def shown(page: Page, act: str, session: str = "", tab: str = "draft", **data: str) -> dict[str, str]:
    """All updates of one act, the last of each region."""
    told: dict[str, str] = {}
    for update in page.run({"act": act, "s": session, "tab": tab, "n": "7", **data}):
        told |= update
    return told


def words(html: str) -> str:
    return Seen(html).words


def kept(app: App, talk: Conversation, name: str, text: str) -> str:
    return Uploads(app.settings.data_dir).keep(talk.session_id, name, text.encode("utf-8")).id


# The frame --------------------------------------------------------------------------------------------------------


def test_elements_are_whole_and_escaped() -> None:
    assert tag("h1", "a<b") == "<h1>a&lt;b</h1>"
    assert tag("div", tag("p", "x"), "&", cls="card", data_item="1") == (
        '<div class="card" data-item="1"><p>x</p>&amp;</div>'
    )
    assert tag("input", name="y", disabled=True, value=None, checked=False) == '<input name="y" disabled>'
    assert tag("p", title=Markup('"><script>')) == '<p title="&#34;&gt;&lt;script&gt;"></p>'
    assert join(("<", tag("b", "x")), " ") == "&lt; <b>x</b>"


BUILD = """
import json
from assistant.app import build
from assistant.settings import quiet_libraries, settings
quiet_libraries()
from assistant.ui.page import build_page, regions
blocks = build_page(build(settings()))
config = blocks.get_config_file()
print(json.dumps({
    "visible": [event["api_visibility"] for event in config["dependencies"]],
    "limits": [event.concurrency_limit for event in blocks.fns.values()],
    "ids": [one["props"].get("elem_id") for one in config["components"]],
    "regions": [one.name for one in regions()],
}))
"""


def test_one_private_unlimited_event_and_a_place_for_every_region(data_dir: Path) -> None:
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", BUILD], capture_output=True, env=env, cwd=data_dir, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout.decode().splitlines()[-1])
    assert told["visible"] == ["private"]
    assert told["limits"] == [None]
    assert {f"at-{name}" for name in told["regions"]} <= set(told["ids"])


def test_what_a_browser_has_is_not_sent_again() -> None:
    new, seen = seen_now({"talk": "a", "head": "b"}, {})
    assert new == {"talk": "a", "head": "b"}
    again, seen = seen_now({"talk": "a", "head": "c"}, seen)
    assert again == {"head": "c"}
    assert seen_now({"talk": "a"}, seen)[0] == {}


def test_updates_come_at_most_ten_a_second_and_the_last_always() -> None:
    times = iter([0.0, *(number * 0.01 for number in range(1, 400))])
    updates = [{"busy": str(number)} for number in range(100)]
    sent = list(paced(updates, lambda: next(times)))
    assert len(sent) <= 30
    assert sent[-1]["busy"] == "99"
    assert list(paced([], lambda: 0.0)) == []


def test_strange_messages_are_no_act(page: Page, talk: Conversation) -> None:
    for sent in (None, [], "x", {"act": 3}, {"act": "nothing.there", "s": talk.session_id}, {"act": "talk.say"}):
        last = list(page.run(sent))[-1]
        assert "data-s=" in last["session"]
    assert talk.session.turns == []


def test_a_session_that_is_not_there_is_said_on_the_start_page(page: Page) -> None:
    told = shown(page, "open", "nowhere")
    assert "没有“nowhere”这次访谈" in words(told["notes"])
    assert 'data-s=""' in told["session"]
    assert "起草一份述职报告" in told["start"]


def test_a_bug_is_said_and_loses_nothing(app: App, talk: Conversation, caplog: pytest.LogCaptureFixture) -> None:
    def broken(doing: Doing) -> Iterator[Event]:
        raise KeyError("x")
        yield

    page = Page(app, [*regions(), Region("bad", "", lambda view: Markup(""), {"act": broken})])
    told = shown(page, "bad.act", talk.session_id)
    assert "程序出了错" in words(told["notes"])
    assert "KeyError" in caplog.text


def test_one_act_of_a_session_after_the_other_but_stop_at_once(app: App, talk: Conversation) -> None:
    inside, leave = threading.Event(), threading.Event()

    def slow(doing: Doing) -> Iterator[Event]:
        inside.set()
        assert leave.wait(10)
        yield Working("好了")

    page = Page(app, [*regions(), Region("slow", "", lambda view: Markup(""), {"act": slow})])
    first = threading.Thread(target=lambda: shown(page, "slow.act", talk.session_id))
    first.start()
    assert inside.wait(10)
    second = threading.Thread(target=lambda: shown(page, "talk.say", talk.session_id, text="没有"))
    second.start()
    shown(page, "talk.stop", talk.session_id)
    second.join(0.3)
    assert second.is_alive()
    assert talk.session.turns == []
    leave.set()
    first.join(10)
    second.join(10)
    assert [turn.said for turn in talk.session.turns] == ["没有"]


def test_what_is_being_written_is_shown_as_it_comes() -> None:
    live = Live()
    assert not live.hear(Working("正在起草各条"))
    assert live.hear(SentenceWritten("培训6场。", "work-1", "抓培训"))
    assert live.hear(SentenceWritten("<b>", "work-1"))
    assert words(str(live.html())).endswith("在写 培训6场。<b>")
    assert live.hear(ItemWritten("写好一条", "work-1", None, "一是抓培训。培训6场。"))
    assert words(str(live.html())).endswith("程序 一是抓培训。培训6场。")


# Start and what is brought ----------------------------------------------------------------------------------------


def test_a_new_report_of_a_kind_and_year(page: Page, app: App) -> None:
    told = shown(page, "start.begin", outline="party_building", year="2024")
    session = app.sessions()[0]
    assert f'data-s="{session.id}"' in told["session"]
    assert "2024年度" in words(told["head"])
    asked = app.resume(session.id).standing()
    assert asked.key
    assert asked.key != "A1"
    assert "年份不对" in words(shown(page, "start.begin", year="abcd")["notes"])
    assert "年份 1200 不对" in words(shown(page, "start.begin", year="1200")["notes"])


def test_the_example_is_whole_in_one_act_and_listed(page: Page, app: App) -> None:
    told = shown(page, "start.sample", outline="party_building", tab="facts")
    assert 'data-open="draft"' in told["done"]
    assert "一、" in words(told["draft"])
    start = words(shown(page, "open")["start"])
    assert "示例" in start
    assert "已成稿" in start


def test_what_another_kind_of_report_was_told_is_offered_but_never_the_example(page: Page, app: App) -> None:
    shown(page, "start.sample", outline="party_building")
    shown(page, "start.begin", outline="office_summary", year="2025")
    assert app.resume(app.sessions()[0].id).session.rows == []
    told = app.begin(find_outline("party_building"), 2025)
    list(told.say("F1：今年最大的硬仗是防汛，转移群众412人。"))
    carried = shown(page, "start.begin", outline="office_summary", year="2025")
    assert "转移群众412人" in words(carried["sheet"])
    other_year = shown(page, "start.begin", outline="office_summary", year="2024")
    assert "转移群众412人" not in words(other_year["sheet"])


def test_free_words_reach_the_draft_and_last_years_promises(app: App) -> None:
    talk = app.sample(find_outline(None))
    list(talk.say("去年的措施完成得怎么样"))
    assert "G2" in talk.session.turns[-1].reply
    list(talk.say("把第二个问题改具体点"))
    assert "第二个问题" in talk.session.turns[-1].reply
    assert talk.session.unplaced == []


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("通知.txt", NOTICE, "notice"),
        ("组织部来文.txt", NOTICE, "notice"),
        ("2024述职.txt", LAST_YEAR, "last_year"),
        ("终稿.txt", LAST_YEAR, "last_year"),
        ("随手记.txt", NOTES, "notes"),
        ("语音转写.txt", "那个我想想，去年我们村干部培训搞了四回。问题嘛就是后备干部不够。", "notes"),
        ("县委书记讲话.txt", "在全县基层党建工作会议上的讲话\n同志们：", "material"),
        ("农村基层组织工作条例.txt", "第一条 为了坚持和加强党对农村工作的全面领导", "material"),
    ],
)
def test_what_a_file_looks_like(name: str, text: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert guess(read_blocks(path)) == kind


def test_files_and_what_was_read_from_them_are_confirmed_at_once(page: Page, app: App, talk: Conversation) -> None:
    files = {"通知.txt": NOTICE, "2024述职.txt": LAST_YEAR, "记.txt": NOTES}
    ids = {name: kept(app, talk, name, text) for name, text in files.items()}
    told = shown(page, "sheet.look", talk.session_id, files=",".join(ids.values()))
    assert "放进来 3 个文件" in words(told["sheet"])
    assert [one.kind for one in talk.session.ready] == ["notice", "last_year", "notes"]
    for part in ("笔记", "2条要对账", "流动党员管理松散", "2600字", "从材料里归出"):
        assert part in words(told["sheet"]), part
    assert words(shown(page, "open", talk.session_id)["sheet"]) == words(told["sheet"])
    assert talk.session.answers == {}
    assert talk.session.turns == []
    assert talk.session_id in shown(page, "open")["start"]
    shown(page, "sheet.drop", talk.session_id, key="deadline")

    rows = talk.session.rows
    training = next(number for number, row in enumerate(rows, start=1) if "培训" in row.words)
    members = next(number for number, row in enumerate(rows, start=1) if "转正" in row.words)
    shown(page, "sheet.place", talk.session_id, number=str(training), question="E9")
    shown(page, "sheet.place", talk.session_id, number=str(members), question="-")
    shown(page, "sheet.place", talk.session_id, number="99", question="E1")
    told = shown(page, "sheet.accept", talk.session_id)
    assert "培训" in talk.session.answers["E9"]
    assert "E3" not in talk.session.answers
    assert "不超过2600字" in words(told["head"])
    assert "前报送" not in words(told["head"])
    assert talk.session.ready == []
    assert talk.session.unread is None
    assert [turn.said for turn in talk.session.turns] == [
        "（放进来“通知.txt”、“2024述职.txt”、“记.txt”，读出来的看过了）"
    ]
    assert "L1" in {one.key for part in talk.standing().parts for one in part.questions}
    assert words(told["sheet"]) == ""


def test_another_kind_is_read_anew_and_rows_put_by_hand_stay(page: Page, app: App, talk: Conversation) -> None:
    notes, last = kept(app, talk, "记.txt", NOTES), kept(app, talk, "2024述职.txt", LAST_YEAR)
    shown(page, "sheet.look", talk.session_id, files=notes)
    at = next(number for number, row in enumerate(talk.session.rows, start=1) if "培训" in row.words)
    shown(page, "sheet.place", talk.session_id, number=str(at), question="E9")
    told = shown(page, "sheet.look", talk.session_id, files=last)
    assert "放进来 2 个文件" in words(told["sheet"])
    assert talk.session.last_year is not None
    assert [row.question for row in talk.session.rows if "培训" in row.words] == ["E9"]

    told = shown(page, "sheet.mark", talk.session_id, file=last, kind="none")
    assert talk.session.last_year is None
    assert "对账" not in words(told["sheet"])
    assert [row.question for row in talk.session.rows if "培训" in row.words] == ["E9"]

    told = shown(page, "sheet.clear", talk.session_id)
    assert "都对，记下" not in words(told["sheet"])
    assert (talk.session.rows, talk.session.awaiting, talk.session.answers) == ([], "answer", {})


def test_said_to_be_right_is_taken_like_the_button(page: Page, app: App, talk: Conversation) -> None:
    """What was taken by 对 is not read, and its words not kept, a second time when one more file comes."""
    shown(page, "sheet.look", talk.session_id, files=kept(app, talk, "记.txt", NOTES))
    shown(page, "talk.say", talk.session_id, text="对")
    assert (talk.session.ready, talk.session.unread) == ([], None)
    answers = talk.session.answers
    shown(page, "sheet.look", talk.session_id, files=kept(app, talk, "另记.txt", "防汛转移群众412人。"))
    assert not any("培训" in row.words for row in talk.session.rows)
    shown(page, "sheet.accept", talk.session_id)
    assert {key: talk.session.answers[key] for key in answers if key != "F1"} == {
        key: words for key, words in answers.items() if key != "F1"
    }


def test_what_guides_goes_into_the_knowledge_store_by_word_too(
    page: Page, app: App, talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[str] = []

    class Shelf:
        def add(self, path: Path, *_: object) -> int:
            added.append(path.name)
            return 1

    monkeypatch.setattr(
        App, "bringing", lambda _, name: Bringing(app.resume(name), Uploads(app.settings.data_dir), Shelf())
    )  # type: ignore[arg-type]
    files = [kept(app, talk, "记.txt", NOTES), kept(app, talk, "2024述职.txt", LAST_YEAR)]
    shown(page, "sheet.look", talk.session_id, files=",".join(files))
    shown(page, "talk.say", talk.session_id, text="第1行不要")
    assert added == []
    told = shown(page, "talk.say", talk.session_id, text="对")
    assert added == ["2024述职.txt"]
    assert "“2024述职.txt”收进知识库了" in words(told["notes"])


@pytest.mark.parametrize("notes", [False, True])
def test_a_confirmed_notice_is_no_longer_laid_aside(notes: bool, page: Page, app: App, talk: Conversation) -> None:
    files = [kept(app, talk, "通知.txt", NOTICE), *([kept(app, talk, "记.txt", NOTES)] if notes else [])]
    shown(page, "sheet.look", talk.session_id, files=",".join(files))
    shown(page, "talk.say", talk.session_id, text="对")
    assert [one.name for one in talk.session.ready] == ["记.txt"] * notes
    told = shown(page, "sheet.clear", talk.session_id)
    assert talk.session.rows == []
    assert talk.session.notice is not None
    assert talk.session.awaiting == "answer"
    assert "不超过2600字" in words(told["head"])


def test_nothing_lies_ready_the_moment_it_is_taken(app: App, talk: Conversation) -> None:
    """Whatever happens after the turn that takes it, it cannot be taken twice."""
    bringing = app.bringing(talk.session_id)
    list(bringing.look([kept(app, talk, "记.txt", NOTES), kept(app, talk, "2024述职.txt", LAST_YEAR)]))
    list(talk.accept(talk.session.ready))
    assert (talk.session.ready, talk.session.unread, talk.session.rows) == ([], None, [])
    assert talk.session.last_year is not None


def test_a_year_that_was_answered_stays_when_files_are_read_anew(page: Page, app: App) -> None:
    talk = app.begin(find_outline(None))
    shown(page, "sheet.look", talk.session_id, files=kept(app, talk, "记.txt", NOTES))
    shown(page, "talk.say", talk.session_id, text="A1：写2024年度的")
    assert talk.session.year == 2024
    shown(page, "sheet.clear", talk.session_id)
    assert talk.session.year == 2024


def test_a_demand_dropped_by_hand_stays_dropped(page: Page, app: App, talk: Conversation) -> None:
    notice, notes = kept(app, talk, "通知.txt", NOTICE), kept(app, talk, "记.txt", NOTES)
    shown(page, "sheet.look", talk.session_id, files=f"{notice},{notes}")
    shown(page, "sheet.drop", talk.session_id, key="deadline")
    told = shown(page, "sheet.mark", talk.session_id, file=notes, kind="none")
    assert "2600字" in words(told["sheet"])
    assert "前报送" not in words(told["sheet"])
    shown(page, "talk.say", talk.session_id, text="第1行不要")
    left = talk.session.notice
    shown(page, "sheet.mark", talk.session_id, file=notes, kind="notes")
    assert left is not None
    assert "total" not in left.source
    assert talk.session.notice == left


def test_another_year_than_the_one_chosen_is_said(page: Page, app: App) -> None:
    talk = app.begin(find_outline(None), 2024)
    told = shown(page, "sheet.look", talk.session_id, files=kept(app, talk, "记.txt", NOTES))
    assert "材料里说的多是2025年度，您选的是2024年度" in words(told["notes"])
    assert "从材料里归出" in words(told["sheet"])
    shown(page, "talk.say", talk.session_id, text="A1：写2025年度的")
    assert talk.session.year == 2025


def test_a_file_that_is_gone_is_said_and_the_others_are_taken(page: Page, app: App, talk: Conversation) -> None:
    good = kept(app, talk, "记.txt", NOTES)
    bad = kept(app, talk, "2024述职.txt", "述职报告\n存在的问题\n")
    shown(page, "sheet.look", talk.session_id, files=f"{good},{bad}")
    told = shown(page, "sheet.mark", talk.session_id, file=bad, kind="last_year")
    assert "看不出是一份去年的述职报告" in words(told["notes"])
    assert "从材料里归出" in words(told["sheet"])
    with pytest.raises(InputError):
        list(page._acts["sheet.mark"](Doing(app, talk.session_id, {"file": good, "kind": "novel"})) or ())


# The talk ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_shown_taken_and_can_be_corrected_on_the_spot(page: Page, talk: Conversation) -> None:
    shown(page, "talk.goto", talk.session_id, key="E1")
    told = shown(page, "talk.say", talk.session_id, text="培训办了6场，420人次，头一课是我讲的。")
    read = talk.standing().read
    assert read is not None
    assert [fact.text for fact in read.facts][:2] == ["举办培训6场", "参训420人次"] or "6场" in read.facts[0].text
    assert "6场" in words(told["question"])
    assert "我记成" not in words(told["talk"])
    fact = next(fact for fact in read.facts if "420" in fact.text)
    shown(page, "talk.correct", talk.session_id, question="E1", quote=fact.quote, words="460人次")
    assert "460人次" in talk.session.answers["E1"]
    assert "420" not in talk.session.answers["E1"]
    shown(page, "talk.correct", talk.session_id, question="E1", quote="头一课是我讲的", words="x", gone="1")
    assert "头一课" not in talk.session.answers["E1"]
    before = talk.session.answers["E1"]
    shown(page, "talk.correct", talk.session_id, question="E1", quote="没说过的话", words="y")
    assert talk.session.answers["E1"] == before


def test_words_of_a_person_stay_words(page: Page, app: App, talk: Conversation) -> None:
    session = talk.session_id
    shown(page, "talk.say", session, text=NASTY)
    kept(app, talk, "a.txt", "x")
    shown(page, "sheet.look", session, files=kept(app, talk, f"记{NASTY[:40]}.txt", NOTES + NASTY))
    for act in ("open", "sheet.accept", "others.open"):
        told = shown(page, act, session)
        for name, html in told.items():
            seen = Seen(html)
            assert not {"script", "img"} & {element for element, _ in seen.elements}, name
            assert not any(key.startswith("on") for _, given in seen.elements for key in given), name
            assert seen.open == [], name
            assert len(seen.ids) == len(set(seen.ids)), name


def test_every_act_that_is_offered_is_there(page: Page, app: App, talk: Conversation) -> None:
    shown(page, "talk.say", talk.session_id, text="书面稿3000字以内。")
    sample = app.sample(find_outline(None))
    for session in ("", talk.session_id, sample.session_id):
        for act in ("open", "others.open"):
            for html in shown(page, act, session).values():
                for _, given in Seen(html).elements:
                    name = given.get("data-act") or given.get("data-drop")
                    assert name is None or name in page._acts, name


def test_progress_in_plain_words(talk: Conversation) -> None:
    told = talk.standing()
    assert told.progress.startswith("还有")
    assert told.progress.endswith("题可写第一部分")
    first = told.parts[0]
    assert first.left == int(told.progress.removeprefix("还有").removesuffix("题可写第一部分"))
    list(talk.say("书面稿3000字以内，分三部分。"))
    assert talk.standing().where.startswith("一、")
    assert set(talk.standing().chips) == {"没有", "不清楚", "稍后补", "不公开", "上一题"}


def test_what_is_read_back_is_of_the_last_answer_only(talk: Conversation) -> None:
    list(talk.go_to("E1"))
    list(talk.say("培训办了6场，420人次，请了县农技站的人来讲。"))
    assert talk.standing().read is not None
    list(talk.say("没有"))
    assert talk.standing().read is None


def test_a_part_of_which_nothing_was_said_is_named(talk: Conversation) -> None:
    list(talk.say("F1：今年最大的硬仗是防汛，转移群众412人。"))
    for _ in range(40):
        if talk.standing().kind == "done":
            break
        assert "（没有）" not in talk.standing().words
        list(talk.say("没有"))
    assert talk.standing().progress == "第二部分还一句没说，点开补一题就能写"


def test_a_chip_of_usual_work_comes_from_the_outline(talk: Conversation) -> None:
    list(talk.go_to("F1"))
    told = talk.standing()
    assert told.usual == find_outline(None).question("F1").usual
    assert len(told.usual) > 3


def test_a_reply_is_parted_from_the_question_that_ends_it() -> None:
    assert split_reply("E1 我记成：x，对吗？\n【E3】多少？\n  为什么问：y") == (
        "E1 我记成：x，对吗？",
        "【E3】多少？\n  为什么问：y",
    )
    assert split_reply("好。\n追问：几月？") == ("好。", "追问：几月？")
    assert split_reply("草稿写好了。") == ("草稿写好了。", "")


def test_half_a_word_is_never_redrawn(page: Page, talk: Conversation) -> None:
    """The box stands outside of every region, so no update can touch what is being typed."""
    told = shown(page, "talk.say", talk.session_id, text="没有")
    assert not any('id="say"' in html for html in told.values())


def test_a_second_window_sees_what_the_first_said(page: Page, app: App, talk: Conversation) -> None:
    shown(page, "talk.say", talk.session_id, text="书面稿3000字以内。")
    other = Page(App(settings(), Store.in_folder(settings().data_dir)), regions())
    assert "书面稿3000字以内" in words(shown(other, "open", talk.session_id)["talk"])


def test_another_account_does_not_get_in(app: App, talk: Conversation) -> None:
    theirs = app.of("甲").begin(find_outline(None))
    page = Page(app, regions())
    last = list(page.run({"act": "talk.say", "s": theirs.session_id, "text": "x", "n": "1"}, who="乙"))[-1]
    assert 'data-s=""' in last["session"]
    with pytest.raises(StorageError):
        app.of("乙").resume(theirs.session_id)
    assert theirs.session.turns == []


def test_a_view_without_a_session_shows_nothing_of_one(app: App) -> None:
    for region in regions():
        Seen(str(region.show(View(app))))
