"""Any walk of edits, undos and redos keeps required parts, bound figures and the chain: operations mixed at random."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from drafts import drafted
from test_revisions import TABLE, sound

from assistant.checking.check import check_report
from assistant.figures.reading import read_figures
from assistant.report import Report, Todo
from assistant.revising import Reviser
from assistant.soundness import unsound

FREE = yaml.safe_load((Path(__file__).parent / "data" / "free_speech.yaml").read_text(encoding="utf-8"))
SAYS = [
    *((row[0], row[1]) for rows in TABLE.values() for row in rows),
    *((row[1], row[2]) for rows in FREE.values() for row in rows),
]
CHAIN = [
    ("-", "第一个问题拆成两个"),
    ("-", "第二个问题拆成两个"),
    ("-", "第一个问题和第二个问题合并"),
    ("-", "第二个问题后面加一句：原因是我一年没有去过一次"),
    ("-", "以成绩为准"),
    ("-", "以前一个为准"),
    ("-", "以后一个为准"),
    ("-", "第一条措施对应第二个问题"),
    ("-", "第三条措施对应第一个问题"),
    ("-", "第二条措施的责任人是组织委员"),
    ("-", "第三条措施的时限改成10月底前"),
    ("-", "第二条措施的现状基数是12个"),
    ("-", "第二条措施的抓手是积分制"),
    ("-", "措施部分加一条：夯实阵地建设，由党建办负责，6月底前改造党群服务中心2个"),
    ("-", "问题部分加一条：阵地建设滞后，龙洞村活动室只有20平方米"),
    ("-", "第一条批注采纳"),
    ("-", "第二条批注不采纳，台账核过没有错"),
    ("problems", "第二条别动"),
    ("problems", "第二条解锁"),
    ("-", "全文砍掉一成"),
    ("-", "第二条措施拆成两条"),
    ("-", "第一条措施和第三条措施合并"),
    ("-", "删掉第三个问题"),
    ("-", "删掉第二条措施"),
]
BACK = [("-", "撤销"), ("-", "撤销"), ("-", "重做"), ("-", "退回到第1版")]


@pytest.mark.parametrize("name", ["hunan", "sichuan", "jiangsu"])
def test_any_walk_keeps_parts_figures_and_chain(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.revising.reviser.rechecked", lambda before, after, outline: after)
    report, outline = drafted(name)
    remarks = [Todo(id="T1", text="谁来办？"), Todo(id="T2", text="数对不对？")]
    report = report.model_copy(update={"todos": remarks})
    had = {finding.quote for finding in check_report(report, outline, only=frozenset({"B01"}))}
    chance = random.Random(f"{name}-6")
    now, known = report, {report.version: report.model_dump_json(exclude={"versions", "at"})}
    done = 0
    for _ in range(60):
        part, say = chance.choice(chance.choice([SAYS, CHAIN, CHAIN, BACK]))
        before = now
        revised = Reviser(outline, None if part == "-" else part).revise(now, say)
        now = revised.report
        done += now is not before
        sound(now)
        assert unsound(now) is None, say
        if now.version not in known:
            fresh = {f.quote for f in check_report(now, outline, only=frozenset({"B01"})) if f.quote not in had}
            told = "".join(span.text for span in read_figures(say))
            assert not [quote for quote in fresh if quote not in told], (say, fresh)
        whole = now.model_dump_json(exclude={"versions", "at"})
        assert known.setdefault(now.version, whole) == whole, say
        assert {version.id for version in now.versions} | {now.version} == set(known)
        assert Report.model_validate_json(now.model_dump_json()) == now
    assert done > 15
