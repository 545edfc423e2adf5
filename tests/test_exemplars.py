"""The exemplars are good reports, fictional and marked so, and nobody's words or names pass from them unseen (E04)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.checking.check import check_text
from assistant.documents import front_matter, read_text
from assistant.errors import InputError
from assistant.exemplars import (
    Exemplar,
    exemplars,
    names_of_exemplars,
    read_exemplar,
    share_of_runs,
    shared_with_exemplars,
)
from assistant.outline import find_outline
from assistant.settings import knowledge_files
from assistant.text.spans import size
from assistant.wording.terms import year_forms

OUTLINE = find_outline(None)


def by_name(exemplar: Exemplar) -> str:
    return exemplar.name


def test_there_are_enough_and_they_differ() -> None:
    heads = [exemplar.head for exemplar in exemplars()]
    assert len(heads) >= 10
    assert len({head.province for head in heads}) == len(heads)
    assert len({head.kind for head in heads}) == len(heads)
    assert len({head.year for head in heads}) >= 6
    assert all("虚构" in head.note for head in heads)


@pytest.mark.parametrize("exemplar", exemplars(), ids=by_name)
def test_an_exemplar_passes_the_checks(exemplar: Exemplar) -> None:
    checked = check_text(exemplar.text, OUTLINE, year=exemplar.head.year)
    assert [(f.rule, f.quote, f.message) for f in checked.findings if f.level != "low"] == []
    assert 2300 <= size(exemplar.text) <= 3200
    campaign = year_forms(exemplar.head.year).campaign
    assert campaign in exemplar.text


@pytest.mark.parametrize("exemplar", exemplars(), ids=by_name)
def test_its_names_stand_in_it_and_in_no_other(exemplar: Exemplar) -> None:
    assert len(exemplar.head.names) >= 5
    for name in exemplar.head.names:
        assert name in exemplar.text
        assert not [other.name for other in exemplars() if other is not exemplar and name in other.text]


def test_exemplars_do_not_copy_each_other() -> None:
    runs: dict[str, str] = {}
    for exemplar in exemplars():
        body = exemplar.text.partition("一、")[2]
        for term in sorted(
            {w for y in range(2019, 2026) for w in vars(year_forms(y)).values() if w}, key=len, reverse=True
        ):
            body = body.replace(term, "\n")
        for line in body.split("\n"):
            for start in range(len(line) - 20):
                assert runs.setdefault(line[start : start + 21], exemplar.name) == exemplar.name


def test_the_head_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text("---\ntitle: 甲\nnames: [乙]\n---\n\n2025年度述职报告\n正文。\n", encoding="utf-8")
    text = read_text(path)
    assert "title" not in text
    assert text.split("\n")[5] == "2025年度述职报告"  # lines keep their numbers
    assert front_matter("---\n这是一条线\n---\n正文") == ("", "---\n这是一条线\n---\n正文")


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (("fictional: true", "fictional: false"), "fictional"),
        (("province:", "provinz:"), "provinz"),
        (("year: 2021", "year: 二〇二一"), "year"),
        (("names: [", "names: ["), ""),
    ],
)
def test_a_spoilt_head_is_said_with_its_file(spoilt: tuple[str, str], told: str, tmp_path: Path) -> None:
    shipped = next(path for path in knowledge_files("reports", ".md") if path.name.startswith("guizhou"))
    path = tmp_path / "范文.md"
    path.write_text(shipped.read_text(encoding="utf-8").replace(*spoilt), encoding="utf-8")
    if not told:
        assert read_exemplar(path).head.year == 2021
        return
    with pytest.raises(InputError, match=re.escape("范文.md")) as caught:
        read_exemplar(path)
    assert told in str(caught.value) or "province" in str(caught.value)


# ---- E04 ----

OWN = """2025年度抓基层党建工作述职报告
一、履职工作特色和亮点
一是突出政治统领，抓实学习教育。我讲党课3次。
{more}
二、存在的主要问题及原因
一是组织生活质量不高，形式单一。主要表现在抽查的3个支部有2个只念文件。原因是我过问少。
三、下一步工作思路和主要措施
一是抓组织生活，针对组织生活质量不高的问题，由组织委员牵头，2026年6月底前办成6场。
"""


def e04(more: str) -> list[tuple[str, str]]:
    checked = check_text(OWN.format(more=more), OUTLINE, year=2025)
    return [(finding.level, finding.quote) for finding in checked.findings if finding.rule == "E04" and finding.quote]


def passage(length: int) -> str:
    """So many 字 of an exemplar, from within a sentence of its own."""
    text = next(exemplar.text for exemplar in exemplars() if exemplar.head.year == 2022)
    start = text.index("请老支书出面讲旧情")
    return text[start : start + length]


def test_a_copied_passage_is_found_wherever_it_begins() -> None:
    assert e04("二是我到村里去。") == []
    for lead in range(30):
        found = e04("二是" + "我" * lead + passage(21) + "好")
        assert found == [("high", passage(21))], lead
    assert e04("二是我" + passage(20) + "好") == []


def test_sanctioned_wording_is_no_copy() -> None:
    forms = year_forms(2025)
    assert e04(f"二是{forms.guiding}，{forms.study}，{forms.upholding}。") == []


def test_a_name_of_an_exemplar_is_found() -> None:
    assert e04("二是我包联凉桐村。") == [("medium", "凉桐")]
    assert [span.title for span in names_of_exemplars("在凉桐、在蔸坪")] == ["凉桐", "蔸坪"]


def test_an_exemplar_itself_is_none_of_its_copies_and_a_changed_one_is() -> None:
    exemplar = exemplars()[0]
    assert share_of_runs(exemplar.text) == 1.0
    changed = exemplar.text.replace("我", "本人")
    found = [f for f in check_text(changed, OUTLINE, year=exemplar.head.year).findings if f.rule == "E04"]
    assert len(found) > 20
    assert len(shared_with_exemplars(changed)) > 10
