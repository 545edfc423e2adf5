"""Versions: any change can be taken back and made again, byte for byte."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.documents import load_answers
from assistant.errors import InputError
from assistant.outline import find_outline
from assistant.report import Report
from assistant.versions import changed, history, restored
from assistant.workflow import draft

SEED = Path(__file__).parent / "data" / "answers_seed.yaml"


@pytest.fixture(scope="module")
def report() -> Report:
    answers = load_answers(SEED)
    return draft(answers, find_outline(answers.outline))


def bare(report: Report) -> str:
    return report.model_dump_json(exclude={"versions", "at"})


def edited(report: Report, words: str) -> Report:
    return report.model_copy(update={"closing": words})


def test_undo_and_redo_restore_byte_for_byte(report: Report) -> None:
    second = changed(report, edited(report, "二"), "结语改一下")
    third = changed(second, edited(second, "三"), "再改")
    assert [row[0] for row in history(third)] == ["v1", "v2", "v3"]
    back = restored(third)
    assert bare(back) == bare(second)
    first = restored(back)
    assert bare(first) == bare(report)
    assert bare(restored(first, "v3")) == bare(third)
    branched = changed(first, edited(first, "四"), "另起")
    assert branched.version == "v4"
    assert bare(restored(branched, "v2")) == bare(second)


def test_any_walk_through_versions_loses_none(report: Report) -> None:
    chance = random.Random(7)
    known = {"v1": bare(report)}
    now = report
    for step in range(60):
        if chance.random() < 0.4:
            now = changed(now, edited(now, f"第{step}稿"), f"改{step}")
            known[now.version] = bare(now)
        elif len(known) > 1:
            wanted = chance.choice([version for version in known if version != now.version])
            now = restored(now, wanted)
        assert bare(now) == known[now.version]
        assert {row[0] for row in history(now)} == set(known)


def test_a_version_that_is_not_there_is_named_with_those_that_are(report: Report) -> None:
    with pytest.raises(InputError, match="最早的一版"):
        restored(report)
    second = changed(report, edited(report, "二"), "改")
    with pytest.raises(InputError, match="v1"):
        restored(second, "v9")
    with pytest.raises(InputError, match="就是 v2"):
        restored(second, "v2")


def test_the_command_writes_the_earlier_version(report: Report, tmp_path: Path, capsys) -> None:
    second = changed(report, edited(report, "二"), "结语改一下")
    (tmp_path / "r.json").write_text(second.model_dump_json(), encoding="utf-8")
    assert main(["undo", str(tmp_path / "r.json"), "-o", str(tmp_path / "u.json")]) == 0
    told = json.loads((tmp_path / "u.json").read_text(encoding="utf-8"))
    assert told["version"] == "v1"
    assert told["closing"] == report.closing
    assert [version["id"] for version in told["versions"]] == ["v2"]
    assert "结语改一下" in capsys.readouterr().out
    assert main(["undo", str(tmp_path / "u.json"), "--to", "v2", "-o", str(tmp_path / "w.json")]) == 0
    assert json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))["closing"] == "二"
    assert main(["undo", str(tmp_path / "u.json"), "-o", str(tmp_path / "x.json")]) == 2
    assert not (tmp_path / "x.json").exists()
