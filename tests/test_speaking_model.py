"""The spoken version by a model: never longer than the time, no figure but the report's, the program's words where it fails."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile
import pytest
from fake_writer import honest_value

from assistant.cli import main
from assistant.documents import load_answers, read_text
from assistant.drafts.speaking import Condensed, spoken_by_model
from assistant.errors import EndpointBrokenError
from assistant.export.save import save_reports
from assistant.outline import find_outline
from assistant.report import Report
from assistant.workflow import draft
from assistant.writing.ladder import Ladder
from assistant.writing.raw_reply import Raw
from assistant.writing.spoken import RATE, spoken

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml"]
Twist = Callable[[Any], Any]


class Reader:
    """A model that condenses honestly, but for what `twist` does to its replies."""

    def __init__(self, twist: Twist = lambda value: value) -> None:
        self.twist, self.asked = twist, 0

    def ask(self, prompt, extra, watch=None, *, stream=True) -> Raw:
        self.asked += 1
        value = self.twist(honest_value({"messages": [{"content": prompt.shared}, {"content": prompt.brief}], **extra}))
        return Raw(json.dumps(value, ensure_ascii=False), "stop")


def report_of(path: Path) -> Report:
    answers = load_answers(path)
    return draft(answers, find_outline(answers.outline))


def condensed(report: Report, transport: Any, minutes: float) -> Condensed:
    ladder = Ladder(transport, "fake")
    ladder.wait = lambda seconds: None
    return spoken_by_model(report, find_outline(report.outline), ladder, minutes)


def figures(report: Report) -> set[str]:
    return {fact for part in report.parts for item in part.items for fact in item.facts}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("minutes", [4, 8])
def test_an_honest_model_shortens_and_keeps_every_figure(path: Path, minutes: int) -> None:
    report = report_of(path)
    reader = Reader()
    done = condensed(report, reader, minutes)
    plain = spoken(report, minutes).report
    items = [item for part in done.spoken.report.parts for item in part.items]
    assert done.spoken.length <= minutes * RATE
    assert len(done.by_model) >= 0.8 * len(items)
    told = {fact.id for fact in report.facts if fact.figure is not None}
    assert figures(plain) & told <= figures(done.spoken.report)
    assert [part.id for part in done.spoken.report.parts] == [part.id for part in plain.parts]
    assert {cause.id for cause in plain.causes} <= {cause.id for cause in done.spoken.report.causes}
    assert {measure.id for measure in plain.measures} <= {measure.id for measure in done.spoken.report.measures}
    for item in items:
        assert all(0 <= use.start < use.end <= len(item.text) for use in item.uses)
    assert reader.asked <= 2 * len(report.parts)


@pytest.mark.parametrize("name", sorted(hostile.SPOILT)[::4])
def test_a_lying_model_puts_nothing_into_the_speech(name: str) -> None:
    spoil, traces = hostile.SPOILT[name]

    def twist(value: Any) -> Any:
        for item in value["items"]:
            for sentence in item["sentences"]:
                sentence["text"] = spoil(sentence["text"])
        return value

    report = report_of(FILES[0])
    done = condensed(report, Reader(twist), 6)
    text = "\n".join(part.text for part in done.spoken.report.parts)
    whole = "\n".join(part.text for part in report.parts)
    assert done.spoken.length <= 6 * RATE
    for words in traces:
        assert text.count(words) <= whole.count(words)
    assert all(part.text for part in done.spoken.report.parts)


def test_a_model_that_says_too_much_or_nothing_or_fails_leaves_the_programs_choice() -> None:
    report = report_of(FILES[-1])
    plain = spoken(report, 5)

    def longer(value: Any) -> Any:
        for item in value["items"]:
            item["sentences"] = item["sentences"] * 6
        return value

    def broken(value: Any) -> Any:
        raise EndpointBrokenError("坏了。", "换一个。")

    for twist in (longer, lambda value: {"items": []}, broken):
        done = condensed(report, Reader(twist), 5)
        assert done.spoken.report.parts == plain.report.parts
        assert done.by_model == ()
        assert done.fallbacks
        assert done.spoken.length <= 5 * RATE


def test_the_command_says_who_condensed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    report = report_of(FILES[-1])
    save_reports(report, [tmp_path / "r.json"])
    ladder = Ladder(Reader(), "fake")
    monkeypatch.setattr("assistant.commands.speaking.model_of", lambda yes: ladder)
    assert main(["speak", str(tmp_path / "r.json"), "--minutes", "5", "-o", str(tmp_path / "s.md")]) == 0
    told = capsys.readouterr().out
    assert re.search(r"由模型“fake”压缩 \d+ 条", told)
    assert "〔5分〕" in read_text(tmp_path / "s.md") or "〔4分〕" in read_text(tmp_path / "s.md")
    assert (
        main(["speak", str(tmp_path / "r.json"), "--minutes", "5", "--model", "off", "-o", str(tmp_path / "t.md")]) == 0
    )
    assert "压缩" not in capsys.readouterr().out
