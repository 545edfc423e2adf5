"""A whole report in a real browser: what lies on the desk brought, confirmed, asked on, written, taken away as Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fake_interviewer
import fake_writer
import pytest
from browser import PageServer, open_window, serve
from docx import Document
from fake_endpoint import Body, Reply, serving
from test_page import LAST_YEAR, NOTES, NOTICE
from test_page_browser import begin, say, settled

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
MORE = """C1：深入贯彻中央八项规定精神学习教育，办读书班2期、警示教育会1场，我讲专题党课2次。
D1：专题研究党建9次，我牵头解决了河口村断头路。
H1：一是村级后备力量不足；二是主题党日质量不高。
H2：第一条，4个村没有35岁以下的后备干部；第二条，应到的党员实到六成。
I1：第一条，怪我抓得晚；第二条，我督促少。
J1：第一条，2026年6月底前每个村储备2名后备干部，组织委员负责；第二条，2026年底前参加率提到85%，由我负责。"""


def brought(page: Any, folder: Path, files: dict[str, str]) -> None:
    """Puts files into the start page's zone."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    page.goto("/")
    page.select_option("select[name=year]", "2025")
    page.set_input_files("#at-start input[type=file]", [folder / name for name in files])
    page.wait_for_selector(".sheet select")
    settled(page)


def pressed(page: Any, words: str) -> None:
    """Presses the sheet's button and waits for what comes of it."""
    page.click(f'.sheet button:has-text("{words}")')
    settled(page)


def test_from_what_lies_on_the_desk_to_a_word_file(browser_page: Any, tmp_path: Path) -> None:
    page = browser_page
    brought(page, tmp_path, {"通知.txt": NOTICE, "2024年述职.txt": LAST_YEAR, "随手记.txt": NOTES})
    chosen = page.eval_on_selector_all(".sheet select[name=kind]", "all => all.map(one => one.selectedOptions[0].text)")
    assert set(chosen) == {"县里的通知", "去年的述职", "笔记、口述"}
    assert "2600字" in page.inner_text(".sheet")
    row = page.locator('.sheet tr:has(td:first-child:has-text("培训"))')
    assert row.locator("select").evaluate("one => one.value") == "E1"
    pressed(page, "都对，记下")
    page.wait_for_selector("#asked")
    assert "全文不超过2600字" in page.inner_text(".bar")

    for line in MORE.splitlines():
        say(page, line)
    say(page, "L1：21名里联系上了18名，3名出国了联系不上。")
    say(page, "写吧")
    page.wait_for_selector("#at-draft.open #paper")
    draft = page.inner_text("#paper")
    assert re.search(r"培训5场", draft)
    with page.expect_download() as taken:
        page.click("#tab-finish")
        page.click('#at-finish a[href*="report.docx"]')
    file = tmp_path / "稿.docx"
    taken.value.save_as(file)
    words = "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)
    assert taken.value.suggested_filename == "2025年度基层党建述职报告.docx"
    for told in ("2025年度", "培训5场", "380人次", "18名", "85%", "三、"):
        assert told in words, told
    assert page.evaluate("() => document.querySelector('#say').value") == ""


def test_a_fact_is_corrected_where_it_is_read_back(browser_page: Any) -> None:
    page = browser_page
    begin(page)
    page.click(".board > summary")
    page.click('.board .line:has-text("E1")')
    settled(page)
    assert "E1" in page.inner_text(".asking .where")
    say(page, "村干部培训办了6场，420人次。")
    page.click('.chip.fact:has-text("420人次")')
    page.fill(".taken-fact[open] textarea", "460人次")
    page.click(".taken-fact[open] button[type=submit]")
    page.wait_for_selector('.chip.fact:has-text("460人次")')
    settled(page)
    assert "460人次" in page.inner_text(".gathered")
    assert "420" not in page.inner_text(".gathered")


def test_usual_lines_begin_an_answer_and_chips_are_one(browser_page: Any) -> None:
    page = browser_page
    begin(page)
    say(page, "先说硬仗")
    page.click(".chip.usual >> nth=0")
    begun = page.input_value("#say")
    assert begun
    page.click(".chip.usual >> nth=1")
    assert page.input_value("#say").startswith(f"{begun}，")
    page.fill("#say", "")
    asked = page.inner_text("#asked")
    page.click('.chips button:has-text("稍后补")')
    page.wait_for_function("asked => document.querySelector('#asked')?.innerText !== asked", arg=asked)
    settled(page)
    page.click('.chips button:has-text("上一题")')
    page.wait_for_function("asked => document.querySelector('#asked')?.innerText === asked", arg=asked)


def test_the_sheet_for_colleagues_is_copied(browser_page: Any) -> None:
    page = browser_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page)
    page.click(".board > summary")
    page.click('button:has-text("问题单")')
    page.wait_for_selector("#at-others dialog[open] pre")
    who = page.inner_text("#at-others h3 >> nth=0")
    page.click("#at-others button:has-text('复制') >> nth=0")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length > 20")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert who.partition("（")[0] in copied
    assert "问：" in copied
    page.keyboard.press("Escape")
    page.wait_for_selector("#at-others dialog", state="hidden")


def test_on_a_phone_talk_comes_first_and_nothing_sticks_out(chromium: Any, page_server: PageServer) -> None:
    with open_window(chromium, page_server, 390, 844) as window:
        page = window.new_page()
        page.goto("/")
        page.click('[data-act="start.sample"]')
        page.wait_for_selector("#at-draft.open #paper")
        settled(page)
        talk, report = page.locator("#talk-side").bounding_box(), page.locator("#report-side").bounding_box()
        assert talk["y"] + talk["height"] <= report["y"] + 1
        for tab in ("draft", "facts", "chain", "lists", "findings", "sources", "versions", "finish"):
            page.click(f"#tab-{tab}")
            settled(page)
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= 390, tab


# With a model -----------------------------------------------------------------------------------------------------


def slowly(body: Body) -> Reply:
    """What an honest model would answer, after a while."""
    step = fake_writer.step_of(body)
    leads = step in ("Lead", "SortedNotes", "ReadFacts")
    reply = (fake_interviewer if leads else fake_writer).honest(body)
    reply.delay = 0.2 if leads or step == "Headlines" else 2.0
    return reply


@pytest.fixture
def modelled(tmp_path: Path) -> Iterator[PageServer]:
    """A server whose settings name a model that takes its time."""
    with serving(slowly) as endpoint:
        server = serve(tmp_path / "server", {"OPENAI_BASE_URL": endpoint.url, "ASSISTANT_MODEL": "fake-chat"})
        yield server
        server.stop()


def test_a_draft_grows_under_the_eyes_and_stops_when_told(modelled: PageServer, chromium: Any) -> None:
    with open_window(chromium, modelled) as window:
        page = window.new_page()
        begin(page)
        assert "fake-chat" in page.inner_text(".bar")
        say(page, "书面稿3000字以内。")
        page.fill("#say", f"B1：11个村。E1：培训5场，380人次。\n{MORE}")
        page.press("#say", "Enter")
        settled(page)
        page.fill("#say", "写吧")
        page.press("#say", "Enter")
        page.wait_for_selector(".live .done", timeout=20_000)
        page.set_default_timeout(30_000)
        page.click("#stop")
        page.wait_for_selector("#at-draft.open #paper", timeout=10_000)
        settled(page)
        assert "已停止，写好的都留着" in page.inner_text(".log")
        assert page.locator(".live").count() == 0
        assert "培训5场" in page.inner_text("#paper")


def test_a_report_is_named_laid_aside_and_taken_back(browser_page: Any) -> None:
    page = browser_page
    begin(page)
    say(page, "E1：培训6场，312人次。")
    name = page.url.rpartition("=")[2].partition("#")[0]
    page.goto("/")
    row = page.locator(f'.earlier li:has(a[href="/?s={name}"])')
    row.locator("summary").click()
    row.locator("input").fill("岷阳镇送审稿")
    row.locator("input").press("Enter")
    page.wait_for_selector('.earlier b:text-is("岷阳镇送审稿")')
    settled(page)

    row.locator(f"#remove-{name}").click()
    page.click('dialog.asked button:has-text("取消")')
    assert row.count() == 1
    row.locator(f"#remove-{name}").click()
    assert "已删除的" in page.inner_text("dialog.asked")
    page.click("dialog.asked .primary")
    row.wait_for(state="detached")
    settled(page)
    page.click(".gone > summary")
    page.click(f'.gone [data-act="start.restore"][data-report="{name}"]')
    row.wait_for()
    row.locator("a").click()
    settled(page)
    assert "岷阳镇送审稿" in page.inner_text(".bar")
    assert "培训6场" in page.inner_text(".gathered")


def test_the_list_of_measures_fits_a_small_office_screen(browser_page: Any) -> None:
    page = browser_page
    page.goto("/")
    page.click('[data-act="start.sample"]')
    page.wait_for_selector("#at-draft.open #paper")
    settled(page)
    page.click("#tab-lists")
    page.wait_for_selector(".list-open .scroll")
    settled(page)
    over = page.eval_on_selector(".list-open .scroll", "one => one.scrollWidth - one.clientWidth")
    assert over <= 1
