"""The list of reports kept in order: a name of one's own, laid aside and taken back, for good; what nothing needs goes."""

from __future__ import annotations

import os
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_page import LAST_YEAR, NOTICE, shown, words

from assistant.app import App
from assistant.brought.uploads import KEPT, Uploads
from assistant.copies import COPIES, copy_of
from assistant.errors import FileError, InputError, StorageError
from assistant.outline import find_outline
from assistant.retrieval.last_year import read_last_year
from assistant.retrieval.notices.demanded import read_notice
from assistant.settings import settings
from assistant.storage import FILE_NAME, Store
from assistant.ui.frame import Page
from assistant.ui.page import regions

NEW = "岷阳镇送审稿"


@pytest.fixture
def app() -> App:
    return App(settings(), Store.in_folder(settings().data_dir))


@pytest.fixture
def page(app: App) -> Page:
    return Page(app, regions())


def begun(app: App) -> str:
    talk = app.begin(find_outline(None), 2025)
    list(talk.say("E1：培训6场，312人次。F1：今年最大的硬仗是防汛，转移群众412人。"))
    return talk.session_id


def test_a_name_of_its_own_stands_on_the_list_and_over_the_work(page: Page, app: App) -> None:
    name = begun(app)
    assert "2025年度基层党建述职" in words(shown(page, "open")["start"])
    told = shown(page, "start.rename", report=name, title=f"  {NEW}\n")
    assert f"{NEW}还在答" in words(told["start"]).replace(" ", "")
    assert NEW in words(shown(page, "open", name)["head"])
    assert "2025年度基层党建述职" in words(shown(page, "start.rename", report=name, title="")["start"])
    assert "名字太长了" in words(shown(page, "start.rename", report=name, title="长" * 41)["notes"])
    nasty = shown(page, "start.rename", report=name, title="<b>甲</b>")["start"]
    assert "<b>甲" not in nasty


def test_laid_aside_taken_back_and_gone_for_good(page: Page, app: App) -> None:
    name, other = begun(app), begun(app)
    uploads = Uploads(app.settings.data_dir)
    file = uploads.keep(name, "记.txt", "培训6场".encode())
    told = shown(page, "start.remove", report=name)
    assert [one.id for one in app.sessions()] == [other]
    assert "已删除的（1）" in words(told["start"])
    assert app.resume(name).session.answers["E1"].startswith("培训6场")
    assert "只有已删除的才能彻底删掉" in words(shown(page, "start.erase", report=other)["notes"])

    shown(page, "start.restore", report=name)
    assert {one.id for one in app.sessions()} == {name, other}
    shown(page, "start.remove", report=name)
    told = shown(page, "start.erase", report=name)
    assert "已删除的" not in words(told["start"])
    with pytest.raises(StorageError):
        _ = app.resume(name).session
    with pytest.raises(FileError):
        uploads.path(name, file.id)
    rows = sqlite3.connect(app.settings.data_dir / FILE_NAME)
    for table, column in (("sessions", "id"), ("turns", "session"), ("owners", "session"), ("shelf", "session")):
        assert rows.execute(f"select count(*) from {table} where {column} = ?", (name,)).fetchone() == (0,)
    rows.close()


def test_nothing_of_what_was_erased_is_left_on_the_disk(page: Page, app: App) -> None:
    name, other = begun(app), begun(app)
    secret = "柳树沟村文书挪用公款"
    for number in range(5):
        list(app.resume(name).say(f"G1：{secret}{number}。" * 200))
    app.remove(name)
    assert "收进知识库的不在内，请到知识库里删" in shown(page, "open")["start"]
    app.erase(name)
    for path in app.settings.data_dir.glob(f"{FILE_NAME}*"):
        assert secret.encode() not in path.read_bytes(), path.name
    assert app.resume(other).session.answers


def test_the_lists_load_each_report_once_and_no_empty_one(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    said, gone = begun(app), [begun(app) for _ in range(45)]
    for name in gone:
        app.remove(name)
    for _ in range(3):
        app.start(find_outline(None), 2024)
    ready = app.start(find_outline(None), 2025).session_id
    file = Uploads(app.settings.data_dir).keep(ready, "记.txt", "培训6场".encode())
    list(app.bringing(ready).look([file.id]))
    loaded: list[str] = []
    load = Store.load

    def counted(store: Store, session_id: str, kind: Any) -> Any:
        loaded.append(session_id)
        return load(store, session_id, kind)

    monkeypatch.setattr(Store, "load", counted)
    assert {one.summary.id for one in app.recent()} == {said, ready}
    assert sorted(loaded) == sorted([said, ready])
    assert {one.summary.id for one in app.removed()} == set(gone)


def test_what_was_laid_aside_is_not_carried_into_another_report(app: App) -> None:
    name = begun(app)
    other = find_outline("office_summary")
    assert app.told_elsewhere(other, 2025) is not None
    app.remove(name)
    assert app.told_elsewhere(other, 2025) is None


def test_accounts_keep_their_hands_off_each_others(app: App) -> None:
    name = begun(app.of("zhang"))
    other = app.of("li")
    for act in (lambda: other.entitle(name, "我的"), lambda: other.remove(name), lambda: other.take_back(name)):
        with pytest.raises(StorageError):
            act()
    app.of("zhang").remove(name)
    assert other.removed() == []
    with pytest.raises(InputError):
        other.erase(name)
    assert [one.summary.id for one in app.of("zhang").removed()] == [name]


def test_a_store_of_before_is_opened_and_kept_in_order(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    talk = App(settings(), store).begin(find_outline(None), 2025)
    store.close()
    old = sqlite3.connect(tmp_path / FILE_NAME)
    old.execute("drop table shelf")
    old.commit()
    old.close()
    again = Store.in_folder(tmp_path)
    assert [(one.id, one.title) for one in again.sessions()] == [(talk.session_id, "")]
    again.entitle(talk.session_id, NEW)
    assert again.sessions()[0].title == NEW


def test_files_that_nothing_needs_go_and_the_others_stay(app: App) -> None:
    uploads = Uploads(app.settings.data_dir)
    name, damaged, gone = begun(app), begun(app), "0123456789ab"
    used, ready, fresh = (uploads.keep(name, f"{n}.txt", "培训6场".encode()).id for n in range(3))
    checked = uploads.keep(name, "别人的.txt", "培训6场".encode()).id
    hers, lost = (uploads.keep(owner, "记.txt", "培训6场".encode()).id for owner in (damaged, gone))
    list(app.bringing(name).look([ready]))
    list(app.resume(name).bring_to_check(checked, "别人的.txt"))
    rows = sqlite3.connect(app.settings.data_dir / FILE_NAME)
    rows.execute("update sessions set state = 'x' where id = ?", (damaged,))
    rows.commit()
    rows.close()
    for place in (app.settings.data_dir / "uploads").glob("*/*"):
        if place.name != fresh:
            os.utime(place, (1, 1))

    app.tidy()
    assert {place.name for place in (app.settings.data_dir / "uploads").glob("*/*")} == {ready, fresh, checked, hers}
    for owner, file in ((name, used), (gone, lost)):
        with pytest.raises(FileError):
            uploads.path(owner, file)
    assert KEPT >= 24 * 3600


@pytest.mark.parametrize("what", [one for one in COPIES if one.endswith(("docx", "xlsx")) and "checked" not in one])
def test_a_clock_that_stands_at_its_beginning_is_said_on_the_page_too(
    what: str, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reset(date):
        @classmethod
        def today(cls) -> Reset:
            return cls(1970, 1, 1)

    session = app.sample(find_outline(None)).session
    monkeypatch.setattr("assistant.export.packed.date", Reset)
    with pytest.raises(FileError, match="日期是1970年"):
        copy_of(session, what, 6)


def test_the_sheet_taken_away_asks_what_notice_and_last_year_ask(app: App) -> None:
    talk = app.begin(find_outline(None), 2025)
    outline = talk.outline_of(talk.session)
    list(talk.take_last_year(read_last_year(LAST_YEAR, "2024述职", outline, 2025), asking=False))
    list(talk.take_notice(read_notice(NOTICE.replace("二、", "二、要写到人才引进情况。\n三、"), outline, 2025)))
    list(talk.accept())
    sheet = copy_of(talk.session, "missing.md").data.decode()
    more = [one for one in talk.outline_of(talk.session).questions if one.id not in {q.id for q in outline.questions}]
    assert {one.id[0] for one in more} == {"L", "T"}
    for question in more:
        assert question.ask in sheet
