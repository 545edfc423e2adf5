"""A page in two columns is read column by column; a table is not taken for one."""

from __future__ import annotations

from pathlib import Path

from made_files import Placed, pdf

from assistant.documents import read_blocks

SIZE = 12.0
_WIDE = 16


def _column(paragraphs: list[str], left: float) -> list[Placed]:
    lines = [words[at : at + _WIDE] for words in paragraphs for at in range(0, len(words), _WIDE)]
    return [(left, 700 - 20 * row, SIZE, line) for row, line in enumerate(lines)]


def _paragraphs(first: int) -> list[str]:
    return [
        f"第{n}段，全镇改造村级阵地{n}处，培训党员人次比上年多，群众反映良好，年底前都已完成。"
        for n in range(first, first + 6)
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    head: list[Placed] = [(60, 740, SIZE, "述职报告的标题横跨两栏，从左边一直写到右边的最末尾，长长一行")]
    page = [*head, *_column(_paragraphs(1), 60), *_column(_paragraphs(7), 310)]
    (tmp_path / "两栏.pdf").write_bytes(pdf([page]))
    document = read_blocks(tmp_path / "两栏.pdf")
    unbroken = "".join(document.text.split())
    assert unbroken.startswith("述职报告的标题")
    assert [unbroken.index(words) for words in (*_paragraphs(1), *_paragraphs(7))] == sorted(
        unbroken.index(words) for words in (*_paragraphs(1), *_paragraphs(7))
    )
    assert len({block.locator for block in document.blocks}) == len(document.blocks)


def test_running_headers_of_pages_in_two_columns_are_left_out_and_not_counted(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        head: list[Placed] = [(60, 790, SIZE, "云岭镇党委二〇二五年度抓基层党建工作述职报告（送审稿）第一卷")]
        foot: list[Placed] = [(280, 30, SIZE, f"— {number} —")]
        first = 12 * number - 11
        pages.append([*head, *_column(_paragraphs(first), 60), *_column(_paragraphs(first + 6), 310), *foot])
    (tmp_path / "两栏.pdf").write_bytes(pdf(pages))
    document = read_blocks(tmp_path / "两栏.pdf")
    unbroken = "".join(document.text.split())
    assert "送审稿" not in unbroken
    assert "—" not in unbroken
    assert all(words in unbroken for words in _paragraphs(43))
    assert document.blocks[0].locator == "第1页第1行"
    assert [block.locator for block in document.blocks if block.text.startswith("第13段")] == ["第2页第1行"]


def test_a_table_of_four_long_cells_a_row_stays_a_table(tmp_path: Path) -> None:
    rows = [
        (60 + 125 * place, 700 - 20 * row, SIZE, f"第{row}行第{place}格有字") for row in range(12) for place in range(4)
    ]
    (tmp_path / "表.pdf").write_bytes(pdf([rows]))
    lines = read_blocks(tmp_path / "表.pdf").text.split("\n")
    assert lines[0].split("\t") == [f"第0行第{place}格有字" for place in range(4)]


def test_a_table_of_two_short_columns_stays_a_table(tmp_path: Path) -> None:
    rows = [(60.0 + 250 * place, 700 - 20 * row, SIZE, f"村{row}数{place}") for row in range(12) for place in range(2)]
    (tmp_path / "表.pdf").write_bytes(pdf([rows]))
    assert read_blocks(tmp_path / "表.pdf").text.split("\n")[3] == "村3数0\t村3数1"
