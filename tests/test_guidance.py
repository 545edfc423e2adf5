"""What the store says beside questions and items: it changes with the store, keeps facts of other towns out, holds the year."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from knowledge_files import Words, open_store

from assistant.app import App, build
from assistant.conversation import Conversation
from assistant.drafts.guided import guidance_for
from assistant.encoder import HashedPairs
from assistant.interview.events import Asked, Drafted
from assistant.outline import find_outline
from assistant.report import Answers
from assistant.retrieval import endpoint
from assistant.retrieval.guidance import About, Guide
from assistant.settings import settings
from assistant.workflow import draft

pytestmark = pytest.mark.knowledge

LAST_YEAR = """2022年度抓基层党建工作述职报告

一、履职工作特色和亮点
一是抓队伍。全年举办村党组织书记、村干部、后备干部培训5期，培训280人次，重点讲民事调解和合同常识。
二是抓治理。全镇划分网格37个，排查调处矛盾纠纷216件。

二、存在的主要问题及原因
一是流动党员管理不细。在外党员46名，能联系上的31名。原因是底数一年才对一次。

三、下一步工作思路和主要措施
一是按季核对底数。2023年3月底前由组织委员负责，46名逐人建卡。
"""
TOLD = {
    "E1": "村书记、村干部培训办了6场，来了312人次。",
    "H1": "一是流动党员管理不细",
    "H2": "在外党员46名，联系得上的31名",
    "I1": "怪我一年才对一次底数",
    "J1": "明年3月底前组织委员牵头，46名逐人建卡",
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with what is shipped, made once."""
    folder = tmp_path_factory.mktemp("shipped")
    with open_store(folder) as store:
        assert store.ready.passages
    return folder / "library"


@pytest.fixture(autouse=True)
def _light_and_filled(monkeypatch: pytest.MonkeyPatch, shipped: Path, data_dir: Path) -> None:
    monkeypatch.setattr(endpoint, "local_embedder", HashedPairs)
    shutil.copytree(shipped, data_dir / "library", ignore=shutil.ignore_patterns("lock"))


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    path = tmp_path / "2022述职.txt"
    path.write_text(LAST_YEAR, encoding="utf-8")
    return path


@pytest.fixture
def app() -> Iterator[App]:
    app = build(settings(), say=Words())
    yield app
    app.close()


def asked(conversation: Conversation, words: str) -> Asked:
    found = [event for event in conversation.say(words) if isinstance(event, Asked)]
    return found[-1]


def begun(app: App) -> Conversation:
    conversation = app.begin(find_outline(None))
    list(conversation.start())
    list(conversation.say("2023年度"))
    return conversation


def test_changing_the_store_changes_what_is_shown_and_asked(data_dir: Path, last_year: Path) -> None:
    first = build(settings(), say=Words())
    without = asked(begun(first), "先说培训")
    first.close()
    with open_store(data_dir) as store:
        store.add(last_year, "own")
    second = build(settings(), say=Words())
    beside = asked(begun(second), "先说培训")
    second.close()
    assert without.ask == beside.ask
    assert "去年的报告里写过" not in without.text
    assert "去年的报告里写过：“全年举办村党组织书记、村干部、后备干部培训5期" in beside.text
    assert "今年到了哪一步" in beside.text
    assert ("2022述职.txt", "去年写的") in {(one.source, one.label) for one in beside.references}
    with open_store(data_dir) as store:
        store.remove(store.documents()[0].id)
    third = build(settings(), say=Words())
    again = asked(begun(third), "先说培训")
    third.close()
    assert again.text == without.text


def test_a_changed_term_changes_what_is_shown(data_dir: Path, app: App) -> None:
    folder = data_dir / "knowledge" / "terms"
    folder.mkdir(parents=True)
    (folder / "campaigns.yaml").write_text(
        "- {id: X1, form: “晒账日”专题学习教育, meaning: 本县当年开展的学习教育。, issued_by: 县委, date: '2023', "
        "valid_from: 2023, valid_until: 2023, certainty: known, source: 本县}\n",
        encoding="utf-8",
    )
    question = asked(begun(app), "先说C1")
    assert "规范表述：“晒账日”专题学习教育" in question.text


def test_every_question_of_fact_has_something_beside_it(data_dir: Path) -> None:
    outline = find_outline(None)
    with open_store(data_dir) as store:
        guide = Guide(store)
        bare = [q.id for q in outline.questions if not guide.question(About(q.ask, q.cues), 2024).passages]
    told = [q.id for q in outline.questions if q.role not in ("setting", "private")]
    assert len(set(bare) & set(told)) <= len(told) // 10, bare


def test_exemplars_come_without_their_figures_and_names(data_dir: Path) -> None:
    outline = find_outline(None)
    with open_store(data_dir) as store:
        guide = Guide(store)
        for question in outline.questions:
            usual = guide.question(About(question.ask, question.cues), 2024).usual
            if usual is not None:
                assert not re.search(r"\d", usual.text), usual.text
        for about in ("抓流动党员管理，建卡76名", "集体经济收入1320万元", "网格46个，调解312件"):
            for one in guide.item(about, year=2024).exemplars:
                assert not re.search(r"\d", one.masked), one.masked


def test_the_term_is_that_of_the_year(data_dir: Path) -> None:
    question = find_outline(None).question("C1")
    with open_store(data_dir) as store:
        guide = Guide(store)
        for year, form in (
            (2021, "党史学习教育"),
            (2023, "主题教育"),
            (2024, "党纪学习教育"),
            (2025, "中央八项规定精神"),
        ):
            term = guide.question(About(question.ask, question.cues), year).term
            assert term is not None
            assert form in term.text, (year, term.text)


def test_settings_and_private_questions_have_nothing_beside_them(app: App) -> None:
    conversation = app.begin(find_outline(None))
    first = next(event for event in conversation.start() if isinstance(event, Asked))
    assert first.ask.question.role == "setting"
    assert first.references == ()


def test_a_busy_store_is_said_once_and_the_talk_goes_on(data_dir: Path, app: App) -> None:
    with FileLock(data_dir / "library" / "lock"):
        conversation = app.begin(find_outline(None))
        early = [
            event.text
            for words in (None, "2023年度")
            for event in (conversation.say(words) if words else conversation.start())
        ]
        told = [event.text for event in conversation.say("先说培训")]
        more = [event.text for event in conversation.say("先说问题")]
    assert sum("知识库正被另一个" in words for words in [*early, *told]) == 1
    assert not any("知识库" in words for words in more)
    assert any("【" in words for words in more)


def test_the_draft_says_which_passages_guided_which_item(app: App) -> None:
    conversation = begun(app)
    shown = asked(conversation, "先说培训").references
    list(conversation.say(TOLD["E1"]))
    for words in (
        "H1：一是流动党员管理不细",
        "H2：在外党员46名，联系得上的31名",
        "I1：怪我一年才对一次底数",
        "J1：明年3月底前组织委员牵头，46名逐人建卡",
    ):
        list(conversation.say(words))
    report = next(event.report for event in conversation.draft() if isinstance(event, Drafted))
    guided = {name for part in report.parts for item in part.items for name in item.guided_by}
    assert shown
    assert {one.passage for one in shown} <= guided


def test_a_writer_gets_masked_passages_for_each_item(data_dir: Path, last_year: Path) -> None:
    answers = Answers(
        outline=find_outline(None).name,
        year=2023,
        answers=TOLD,
    )
    report = draft(answers, find_outline(None))
    with open_store(data_dir) as store:
        store.add(last_year, "own")
        guide = Guide(store)
        texts, by_item = guidance_for(report, guide)
        assert texts
        assert not re.search(r"\d", "".join(texts))
        assert set(by_item) == {item.id for part in report.parts for item in part.items}
        given = {name for names in by_item.values() for name in names}
        assert given
        assert all(guide.passage(name) is not None for name in given)


def test_what_is_kept_of_a_question_goes_when_the_store_changes(tmp_path: Path) -> None:
    store = open_store(tmp_path / "d")
    guide = Guide(store)
    about = About("村集体经济收入多少", ("村集体", "收入"))
    first = guide.question(about, 2025)
    assert guide.question(about, 2025) is first
    masker = guide._masker
    own = tmp_path / "2024年述职.txt"
    own.write_text(
        "一、履职工作\n一是壮大集体经济。枣林坡村村集体经济收入达到36万元，比上年增长一成。\n", encoding="utf-8"
    )
    store.add(own, "own", 2024)
    assert guide.question(about, 2025) is not first
    assert guide._masker is not masker
    store.close()
