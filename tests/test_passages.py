"""Cutting: whole sentences, nothing lost, places that a person can look up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document as new_docx
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents import read_blocks
from assistant.documents.document import Document, Piece, assembled
from assistant.exemplars import exemplars
from assistant.retrieval.passages import LEAST, MOST, About, Passage, packed, passages_of
from assistant.retrieval.shipped import shipped_passages
from assistant.text.spans import Span, sentences

REPORT = """2024年度抓基层党建述职报告

根据安排，现将履职情况报告如下。

一、履职工作特色和亮点
一是抓学习。全年组织集中学习12次，班子成员讲党课8次。针对学用脱节，开了4场交流会，请3名老支书讲自己的办法，与会的86名党员当场提了21条建议，镇党委逐条作了答复。
抓整顿。牵头整顿1个支部，驻村4个月，理清旧账7笔。
二是抓队伍。培训6期。

二、存在的主要问题及原因
一是流动党员管理不细。在外党员46名，能联系上的31名。原因是底数一年才对一次。

三、下一步工作思路和主要措施
一是按季核对底数。2025年3月底前由组织委员负责，46名逐人建卡。
"""


def cut(text: str, **more: object) -> list[Passage]:
    document = assembled(
        "稿.txt", "text", [[Piece(line, f"第{n}行")] for n, line in enumerate(text.split("\n"), start=1)]
    )
    return passages_of(document, About("own", "0" * 12, "稿.txt", **more))  # type: ignore[arg-type]


def test_a_report_is_cut_along_its_parts_and_items() -> None:
    found = cut(REPORT)
    assert all(passage.year == 2024 for passage in found)
    flows = next(passage for passage in found if "流动党员" in passage.text)
    assert flows.locator.startswith("二、存在的主要问题及原因 第一条 第11行")
    assert "流动党员管理不细" in flows.heading
    learning = [p for p in found if "抓学习" in p.heading]
    assert learning
    assert all("抓队伍" not in passage.text for passage in learning), "two items never share a passage"
    assert all("一、履职" not in passage.text for passage in found), "a part's heading is context"


def test_words_stand_where_the_passage_says() -> None:
    for passage in cut(REPORT):
        assert REPORT[passage.start : passage.end] == passage.text


@given(st.lists(st.text(alphabet="党建工作，。；！\n一二、抓好", min_size=0, max_size=120), max_size=12))
def test_no_sentence_is_cut_and_none_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = assembled("x.txt", "text", [[Piece(line, "")] for line in lines])
    found = passages_of(document, About("material", "0" * 12, "x.txt"))
    for one, other in pairwise(found):
        assert one.end <= other.start
    for sentence in sentences(Span(text, 0, len(text))):
        holders = [p for p in found if p.start < sentence.end and sentence.start < p.end]
        if holders:
            assert [(p.start <= sentence.start, sentence.end <= p.end) for p in holders] == [(True, True)]
        else:
            assert len(sentence.text) <= 50, "only a part's heading stands in no passage"


def test_groups_are_of_one_size() -> None:
    text = "\n".join(f"第{n}项工作按期做完，共办了{n}件实事，群众都说好。" for n in range(1, 60))
    sizes = [len(passage.text) for passage in cut(text)]
    assert max(sizes) <= MOST + 60
    assert all(size >= LEAST for size in sizes[:-1])


def test_a_long_sentence_stands_alone_uncut() -> None:
    long = "我们" + "抓紧抓实" * 100 + "。"
    found = cut(f"先说一句。{long}再说一句。")
    assert long in [passage.text for passage in found]


def test_rows_of_a_table_are_passages_under_their_heads(tmp_path: Path) -> None:
    docx = new_docx()
    docx.add_paragraph("集体经济收入台账")
    table = docx.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        [("村名", "2023年（万元）", "2024年（万元）"), ("柳湾村", "31", "42"), ("石桥村", "8", "15")]
    ):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    docx.save(tmp_path / "台账.docx")
    found = passages_of(read_blocks(tmp_path / "台账.docx"), About("material", "0" * 12, "台账.docx"))
    row = next(passage for passage in found if "柳湾村" in passage.text)
    assert row.text.split("\t") == ["柳湾村", "31", "42"]
    assert row.locator == "表1第2行"
    assert "2024年（万元）" in row.heading


def test_ids_are_stable_and_say_content() -> None:
    one, again, other = cut(REPORT), cut(REPORT), cut(REPORT.replace("6期", "7期"))
    assert one == again
    assert len({passage.id for passage in one}) == len(one)
    changed = [a.id != b.id for a, b in zip(one, other, strict=True)]
    assert sum(changed) == 1
    assert one[0].id.startswith(f"{'0' * 12}-1of{len(one)}-")


def test_an_exemplar_has_its_year_and_not_its_head() -> None:
    found = [passage for passage in shipped_passages() if passage.kind == "exemplar"]
    assert {passage.year for passage in found} == {exemplar.head.year for exemplar in exemplars()}
    assert "fictional" not in "".join(passage.text for passage in found)


@pytest.mark.parametrize(("year", "fits"), [(2023, True), (2024, False), (2022, False), (None, True)])
def test_a_term_fits_its_years(year: int | None, fits: bool) -> None:
    term = Passage("", "term", "", "", "", "", valid_from=2023, valid_until=2023)
    assert term.fits(year) is fits


def test_packed_comes_back() -> None:
    for passage in cut(REPORT):
        assert Passage(**packed(passage)) == passage  # type: ignore[arg-type]


def test_nothing_comes_of_nothing() -> None:
    assert passages_of(Document("x", "text", "", ()), About("own", "0" * 12, "x")) == []
