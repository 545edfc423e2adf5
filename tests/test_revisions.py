"""Requests in plain words over six reports: what is asked changes, and nothing else, byte for byte."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import drafted, items

from assistant.cli import main
from assistant.report import Report
from assistant.revising import Reviser
from assistant.revising.editing import ModelEditor
from assistant.text.spans import size
from assistant.writing import steps

DATA = Path(__file__).parent / "data"
TABLE: dict[str, list[list[Any]]] = yaml.safe_load((DATA / "revisions.yaml").read_text(encoding="utf-8"))
CASES = [(name, *row) for name, rows in TABLE.items() for row in rows]


def sound(report: Report) -> None:
    """Parts hold their items, spans their words, problems, causes and measures what stands in the text."""
    facts = {fact.id for fact in report.facts}
    assert len(facts) == len(report.facts)
    by_id = {}
    for part in report.parts:
        assert part.text.strip()
        assert part.items
        at = 0
        for item in part.items:
            found = part.text.find(item.text, at)
            assert found >= 0, item.id
            at = found + len(item.text)
            assert item.headline in item.text
            by_id[item.id] = item
            for use in item.uses:
                assert 0 <= use.start < use.end <= len(item.text)
                assert use.fact in facts
                assert use.fact in item.facts
    whole = "\n".join(part.text for part in report.parts)
    ids = {one.id for one in (*report.causes, *report.measures)}
    for problem in report.problems:
        assert problem.text == by_id[problem.id].text
        assert set(problem.causes) | set(problem.measures) <= ids
    for cause in report.causes:
        assert cause.text in whole, cause.text
        assert cause.problem in by_id
    for measure in report.measures:
        assert measure.text in whole, measure.text
        assert measure.problem is None or measure.problem in by_id
        assert measure.owner
        assert measure.due
        assert measure.target
    assert [part.id for part in report.parts] == [part.id for part in report.required_parts]


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings left as they were: what is edited is looked at here, and checking takes its time."""
    monkeypatch.setattr("assistant.revising.reviser.rechecked", lambda before, after, outline: after)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 120
    assert len(TABLE) == 6


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(("name", "part", "say", "states", "named", "has", "gone"), CASES, ids=lambda v: str(v)[:24])
def test_a_request_changes_what_it_names_and_nothing_else(
    name: str, part: str, say: str, states: str, named: Any, has: str, gone: str
) -> None:
    report, outline = drafted(name)
    before = report.model_dump_json()
    revised = Reviser(outline, None if part == "-" else part).revise(report, say)
    assert report.model_dump_json() == before
    assert [todo.state for todo in revised.todos] == states.split(), [todo.note for todo in revised.todos]
    assert all(todo.changes or todo.note for todo in revised.todos)
    old, new = items(report), items(revised.report)
    touched = {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
    if named != "*":
        fresh = touched - set(named)
        assert len(fresh) == (1 if "+" in named else 0), touched
        assert set(named) - {"+"} <= touched, touched
    changed = "\n".join(new.get(one, "") for one in touched)
    assert has in changed
    assert not gone or gone not in changed
    if not revised.done:
        assert revised.report is report
    sound(revised.report)


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("name", ["hunan", "zhejiang"])
def test_any_walk_of_edits_undos_and_redos_keeps_parts_figures_and_chain(name: str) -> None:
    report, outline = drafted(name)
    chance = random.Random(name)
    says = [(row[0], row[1]) for rows in TABLE.values() for row in rows]
    now, known = report, {report.version: report.model_dump_json(exclude={"versions", "at"})}
    for _ in range(60):
        part, say = chance.choice([*says, ("-", "撤销"), ("-", "撤销"), ("-", "重做")])
        revised = Reviser(outline, None if part == "-" else part).revise(now, say)
        now = revised.report
        sound(now)
        whole = now.model_dump_json(exclude={"versions", "at"})
        assert known.setdefault(now.version, whole) == whole
        assert {version.id for version in now.versions} | {now.version} == set(known)
    assert len(known) > 10


def test_wording_is_as_strong_as_what_is_told_bears_out() -> None:
    report, outline = drafted("sichuan")
    told = {
        "第五条写突出点：矛盾化解率全县第二，群众满意率从91%升到96%": "成效明显",
        "成绩第五条写得亮眼点：冷库3座建成了2座": "取得进展",
        "第五条再出彩一点：已进场4家施工队": "正在有序推进",
        "第五条写好看点：12月开始打地基": "已经启动",
    }
    for say, level in told.items():
        after = Reviser(outline).revise(report, say).report
        assert level in after.parts[0].items[4].text, say
        others = [words for words in told.values() if words != level]
        assert not any(words in after.parts[0].items[4].text for words in others)
        assert [item.text for item in after.parts[0].items[:4]] == [item.text for item in report.parts[0].items[:4]]
    assert Reviser(outline).revise(report, "第五条写突出点").report is report


def test_findings_follow_the_text() -> None:
    report, outline = drafted("guizhou")
    revised = Reviser(outline, "plan").revise(report, "第四条的责任人写组织委员，12月底前完成").report
    assert not any("设岗80个" in entry.what or "在发挥党员作用上" in entry.what for entry in revised.pending)
    assert len([f for f in revised.findings if f.rule == "B01"]) == 0
    corrections = [f for f in report.findings if f.rule in ("F03", "W01") and f.part is None]
    assert [f for f in corrections if f not in revised.findings] == []


def test_the_command_says_before_and_after_and_takes_only_what_is_accepted(tmp_path: Path, capsys: Any) -> None:
    report, _ = drafted("hunan")
    source, out = tmp_path / "r.json", tmp_path / "o.json"
    source.write_text(report.model_dump_json(), encoding="utf-8")
    say = "督查不是3次是4次，换届不要提了"
    assert main(["revise", str(source), "--part", "work", "--say", say, "--only", "1", "-o", str(out)]) == 0
    told = capsys.readouterr().out
    assert "前：" in told
    assert "督查4次" in told
    written = out.read_text(encoding="utf-8")
    assert "换届" in json.loads(written)["parts"][0]["text"]
    assert json.loads(written)["versions"][0]["id"] == "v1"
    fact = next(f for f in json.loads(written)["facts"] if f["text"].startswith("开展督查4次"))
    assert fact["origin"]["kind"] == "person"


@pytest.mark.parametrize(
    "say",
    [
        "第九条删掉",
        "把参与率写成95%",
        "今天天气好",
        "删掉这一部分",
        "",
        "第一部分删掉",
        "“没有这句话”那句删掉",
        "全文责任人是组织委员",
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_written(say: str, tmp_path: Path, capsys: Any) -> None:
    report, _ = drafted("hunan")
    source, out = tmp_path / "r.json", tmp_path / "o.json"
    source.write_text(report.model_dump_json(), encoding="utf-8")
    assert main(["revise", str(source), "--part", "work", "--say", say, "-o", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not out.exists()


class Scripted:
    """A model that gives one reply to every call and keeps the briefs it was shown."""

    name = "scripted"

    def __init__(self, *edits: tuple[str, int, str], understood: bool = True) -> None:
        self.value = {"understood": understood, "edits": [{"item": i, "sentence": n, "text": t} for i, n, t in edits]}
        self.briefs: list[str] = []

    def reply(self, prompt: Any, kind: Any, watch: Any = None) -> Any:
        self.briefs.append(prompt.brief)
        return kind.model_validate(self.value)


def by_model(name: str, part: str, say: str, model: Scripted) -> tuple[Report, Any]:
    report, outline = drafted(name)
    return report, Reviser(outline, part, editor=ModelEditor(model, report, outline)).revise(report, say)


@pytest.mark.usefixtures("unchecked")
def test_a_model_takes_free_speech_and_changes_only_what_was_spoken_of() -> None:
    model = Scripted(("P2", 1, "突出体现在我抽查16个村的台账，其中9个是事后补记的。"), ("P1", 1, "全变了。"))
    report, revised = by_model("hunan", "problems", "第二条语气软一点", model)
    old = {item.id: item.text for p in report.parts for item in p.items}
    new = {item.id: item.text for p in revised.report.parts for item in p.items}
    assert [name for name in old if old[name] != new[name]] == ["P2"]
    assert "其中9个是事后补记的" in new["P2"]
    assert "16个村" in model.briefs[0]
    sound(revised.report)


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    "bad",
    [
        "突出体现在我抽查18个村的台账，有9个为事后补记。",
        "突出体现在有的村台账事后补记。",
        "<b>在海棠湾村召开现场会。</b>",
        "",
    ],
)
def test_a_model_cannot_put_in_or_lose_a_figure(bad: str) -> None:
    report, revised = by_model("hunan", "problems", "第二条语气软一点", Scripted(("P2", 1, bad)))
    assert "我抽查16个村的台账，有9个为事后补记" in revised.report.parts[1].text
    assert bad not in revised.report.parts[1].text or not bad
    sound(revised.report)
    assert report.version == "v1"


@pytest.mark.usefixtures("unchecked")
def test_a_model_that_comes_out_too_long_leaves_the_squeezing_to_the_program() -> None:
    report, revised = by_model("hunan", "work", "第三条压到200字", Scripted(("organisation", 1, "换届完成。")))
    item = revised.report.parts[0].items[2]
    assert len(item.text) < len(report.parts[0].items[2].text)
    assert "400余人次" in item.text


@pytest.mark.usefixtures("unchecked")
def test_the_program_goes_on_from_where_a_model_has_squeezed_to() -> None:
    shorter = "免去1名村党组织书记职务，能者上、庸者下。"
    report, revised = by_model("hunan", "work", "第三条压到235字", Scripted(("organisation", 3, shorter)))
    item = revised.report.parts[0].items[2]
    assert shorter in item.text
    assert size(item.text) <= 235 < size(report.parts[0].items[2].text)
    sound(revised.report)


@pytest.mark.usefixtures("unchecked")
def test_a_model_that_expands_part_of_the_way_is_taken_and_what_lacks_is_said() -> None:
    longer = "反思原因，责任首先在我：光布置、不教，做台账都做不转，书记不会的还是不会。"
    _, revised = by_model("hunan", "problems", "第二条写到150字以上", Scripted(("P2", 3, longer)))
    assert longer in revised.report.parts[1].items[1].text
    assert "还差" in revised.todos[0].note
    sound(revised.report)


@pytest.mark.usefixtures("unchecked")
def test_a_model_does_not_expand_by_what_was_never_said() -> None:
    longer = "反思原因，责任首先在我：只布置、不教，从未召集他们集中学习过新系统的操作。"
    _, revised = by_model("hunan", "problems", "第二条写到150字以上", Scripted(("P2", 3, longer)))
    assert "新系统" not in revised.report.parts[1].text
    sound(revised.report)


@pytest.mark.parametrize(("squeeze", "only"), [(True, "整句删"), (False, "只展不删")])
def test_the_prompt_says_of_taking_out_only_where_it_is_to_be_shorter(squeeze: bool, only: str) -> None:
    call = steps.Call(steps.shared_prefix(steps.About("述职", 2024, "书记", {}), (), (), ()), 0)
    brief = call.prompt("fit_length", 100, rows=[], now=200, count=150, squeeze=squeeze).brief
    assert only in brief
    assert ("只收紧词句" in brief) == squeeze


@pytest.mark.usefixtures("unchecked")
def test_what_neither_understands_is_said() -> None:
    _, revised = by_model("hunan", "work", "今天中午吃什么", Scripted(understood=False))
    assert revised.todos[0].state == "unknown"
    assert "可以说" in revised.todos[0].note
