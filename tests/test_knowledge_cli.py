"""`assistant knowledge`: what is printed, exit codes, JSON; the shipped knowledge is searched by its real encoder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from knowledge_files import open_store, write

from assistant.cli import main
from assistant.encoder import HashedPairs
from assistant.retrieval import endpoint
from assistant.wording.terms import load_terms


@pytest.fixture(autouse=True)
def _light_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "local_embedder", HashedPairs)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["knowledge", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_file_is_taken_in_listed_found_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, 7)
    code, out, err = run(capsys, "add", str(path))
    assert code == 0
    assert "按“材料”收" in out
    assert "自带的规范表述" in err
    assert "已经有了" in run(capsys, "add", str(path), "--kind", "material")[1]
    code, out, _ = run(capsys, "list")
    name = next(line for line in out.splitlines() if "材料7.txt" in line).split()[0]
    code, out, _ = run(capsys, "search", "第7号材料的第2件事", "-n", "2", "--json")
    hits = json.loads(out)
    assert len(hits) == 2
    assert hits[0]["source"] == "材料7.txt"
    assert {"kind", "score", "source", "locator", "text"} <= hits[0].keys()
    assert hits[0]["score"] >= hits[1]["score"]
    assert run(capsys, "remove", name)[0] == 0
    assert "材料7.txt" not in run(capsys, "list")[1]
    assert run(capsys, "remove", name)[0] == 2


def test_every_shipped_term_is_found_by_its_form(capsys: pytest.CaptureFixture[str], data_dir: Path) -> None:
    from assistant.retrieval.retriever import Retriever

    with open_store(data_dir) as store:
        retriever = Retriever(store)
        for term in load_terms():
            for name in (term.form, *term.names):
                found = [hit.passage.locator for hit in retriever.search(name, 5, kinds=("term",))]
                assert term.id in found, name


def test_a_campaign_of_another_year_never_stands_first(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "当年开展的学习教育", "--json", "-n", "5", "--year", "2024", "--kind", "term")
    hits = json.loads(out)
    assert hits
    for hit in hits:
        assert (hit["valid_from"] or 0) <= 2024 <= (hit["valid_until"] or 9999)


def test_several_files_a_bad_one_stops_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "add", str(tmp_path / "没有.txt"), str(write(tmp_path, 1)), "--kind", "own")
    assert code == 2
    assert "找不到" in err
    assert "已收进" in out


def test_an_own_report_of_no_year_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, 5)
    assert "没看出是哪一年度" in run(capsys, "add", str(path), "--kind", "own")[1]
    assert "没看出" not in run(capsys, "add", str(path), "--kind", "own", "--year", "2022")[1]
    assert "2022年度" in run(capsys, "list")[1]


def test_a_busy_store_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], data_dir: Path) -> None:
    with open_store(data_dir):
        code, _, err = run(capsys, "list")
    assert code == 2
    assert "一次只能有一个" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [[], ["search"], ["search", " "], ["search", "党", "-n", "0"], ["add"], ["飞"]])
def test_bad_words_are_one_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, *words)
    assert code == 2
    assert err.count("\n") == 1


def test_rebuild_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "rebuild")
    assert code == 0
    assert "已重建" in out
