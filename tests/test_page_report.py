"""The report's side of the page in a real browser: revise and undo, a figure changed, findings jumped to, Word and back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from browser import PageServer

from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.interview.events import Interview
from assistant.outline import find_outline
from assistant.report import Report
from assistant.settings import knowledge_files
from assistant.storage import Store

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
SAMPLE = next(path for path in knowledge_files("samples", ".yaml") if path.name.startswith("party"))


@pytest.fixture
def talk(page_server: PageServer) -> Any:
    """A session with a finished draft, made beside the running server."""
    answers = load_answers(SAMPLE)
    store = Store.in_folder(page_server.data_dir)
    conversation = Conversation.begin(store, find_outline(answers.outline))
    saved = store.load(conversation.session_id, Interview)
    saved.session.answers, saved.session.year = dict(answers.answers), answers.year
    saved.session.states = dict.fromkeys(answers.answers, "confirmed")
    store.save(saved)
    list(conversation.draft())
    yield conversation
    store.close()


def report(talk: Conversation) -> Report:
    return Report.model_validate(talk.session.report)


def opened(page: Any, talk: Conversation, tab: str) -> Any:
    page.goto(f"/?s={talk.session_id}#{tab}")
    page.wait_for_selector(f"#at-{tab} .region > *", state="visible")
    return page


def test_revise_take_and_undo(browser_page: Any, talk: Conversation) -> None:
    page = opened(browser_page, talk, "draft")
    before = page.inner_text("#item-duty .prose")
    page.click("#item-duty button:has-text('精简')")
    page.wait_for_selector("#offer del")
    assert page.inner_text("#item-duty > .prose") == before
    page.click("#offer button:has-text('采纳')")
    page.wait_for_selector("#offer", state="detached")
    assert len(page.inner_text("#item-duty .prose")) < len(before)
    page.reload()
    page.wait_for_selector("#item-duty .prose")
    assert report(talk).version == "v2"
    page.click("button:has-text('撤销')")
    page.wait_for_function("words => document.querySelector('#item-duty .prose').innerText === words", arg=before)


def test_a_figure_changed_once_is_changed_in_every_place(browser_page: Any, talk: Conversation) -> None:
    page = opened(browser_page, talk, "facts")
    page.fill("#facts-find", "村集体经济总收入386万元")
    row = page.locator("#facts-table tr[data-state]:visible").first
    row.locator("summary").click()
    row.locator("input[name=words]").fill("400")
    row.locator("input[name=words]").press("Enter")
    page.wait_for_selector("#at-notes .note:has-text('400')")
    page.click("#tab-draft")
    page.wait_for_selector("#paper")
    words = page.inner_text("#paper")
    assert "总收入400万元" in words
    assert "从400万元提高到430万元" in words
    assert "17.3%" in words
    assert "386万元" not in words
    page.click("#tab-lists")
    page.wait_for_selector("textarea.cell")
    assert any("从400万元" in cell.input_value() for cell in page.query_selector_all("textarea.cell"))


def test_a_finding_jumps_to_its_words(browser_page: Any, talk: Conversation) -> None:
    page = opened(browser_page, talk, "findings")
    place = page.locator(".finding:has(button[data-jump^='#at-'])").first
    target = place.locator("button[data-jump^='#at-']").get_attribute("data-jump")
    place.locator("button[data-jump^='#at-']").click()
    page.wait_for_function("at => document.activeElement && '#' + document.activeElement.id === at", arg=target)
    assert page.evaluate("location.hash") == "#draft"
    time.sleep(0.8)  # it scrolls there gently
    assert 0 <= page.locator(target).bounding_box()["y"] < page.viewport_size["height"]


def test_the_file_edited_in_word_comes_back(browser_page: Any, talk: Conversation, tmp_path: Path) -> None:
    import docx

    page = opened(browser_page, talk, "finish")
    with page.expect_download() as told:
        page.click("a[href$='report.docx'] >> nth=0")
    path = tmp_path / "改过.docx"
    told.value.save_as(path)
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("专题研究党建9次", "专题研究党建11次")
    document.save(str(path))
    page.set_input_files("#edited-file", str(path))
    page.wait_for_selector("#came-back .asks form")
    assert "11次" in page.inner_text("#came-back")
    page.fill("#came-back .asks input", "党委会议记录")
    page.click("#came-back .asks button[type=submit]")
    page.wait_for_selector("#came-back .asks form", state="detached")
    assert any(fact.quote == "党委会议记录" for fact in report(talk).facts)
    assert "专题研究党建11次" in report(talk).parts[0].text


def test_a_part_is_copied_as_plain_words(window: Any, talk: Conversation) -> None:
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(window.new_page(), talk, "draft")
    page.click("#part-plan button:has-text('复制这部分')")
    page.wait_for_selector("#at-notes .note:has-text('已复制')")
    copied = page.evaluate("navigator.clipboard.readText()")
    part = report(talk).parts[2]
    assert copied.split("\n") == [part.heading, *part.text.split("\n")]


def test_the_keyboard_reaches_a_figure_and_its_answer(browser_page: Any, talk: Conversation) -> None:
    page = opened(browser_page, talk, "draft")
    page.focus("#item-duty mark.fig >> nth=0")
    assert "D1" in page.inner_text("#popover")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('#item-duty mark.fig')")
    assert page.is_visible("#popover")
    page.keyboard.press("Escape")
    assert not page.query_selector("#popover")


def test_words_of_a_person_never_run(window: Any, talk: Conversation) -> None:
    nasty = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>${window.hit=1}{{window.hit}}"
    saved = talk._store.load(talk.session_id, Interview)
    now = Report.model_validate(saved.session.report)
    facts = [now.facts[0].model_copy(update={"quote": nasty, "text": nasty}), *now.facts[1:]]
    measures = [now.measures[0].model_copy(update={"owner": nasty}), *now.measures[1:]]
    saved.session.report = now.model_copy(
        update={"title": nasty, "why": nasty, "facts": facts, "measures": measures}
    ).model_dump(mode="json")
    talk._store.save(saved)
    page = window.new_page()
    for tab in ("draft", "facts", "chain", "lists", "findings", "sources", "versions", "finish"):
        opened(page, talk, tab)
        assert page.evaluate("window.hit") is None
    opened(page, talk, "draft")
    assert nasty in page.inner_text("#paper h2")
    assert window.seen.abroad == []


def test_a_change_is_asked_and_taken_by_the_keyboard_alone(browser_page: Any, talk: Conversation) -> None:
    page = opened(browser_page, talk, "draft")
    page.focus("#shorter-duty")
    page.keyboard.press("Enter")
    page.wait_for_selector("#offer del")
    page.wait_for_function("document.activeElement.id === 'offer'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "采纳"
    page.keyboard.press("Enter")
    page.wait_for_selector("#offer", state="detached")
    page.wait_for_function("document.activeElement.closest('#item-duty') !== null")
    assert report(talk).version == "v2"


def test_a_finding_that_wants_a_look_opens_the_draft(browser_page: Any, talk: Conversation) -> None:
    page = opened(browser_page, talk, "findings")
    page.click(".finding button:has-text('精简这一条')")
    page.wait_for_selector("#offer", state="visible")
    assert page.evaluate("location.hash") == "#draft"
    page.click("#offer button:has-text('不要')")
    page.wait_for_selector("#offer", state="detached")
    assert report(talk).version == "v1"
