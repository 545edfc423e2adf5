"""Pictures and scans of Chinese pages: rendered, turned, slanted, noisy, badly lit; and what is said without the extra."""

from __future__ import annotations

import difflib
import importlib.util
from pathlib import Path
from typing import Any

import pytest
from made_files import FONT, encoded, picture

from assistant.documents import Document, read_blocks
from assistant.errors import FileError

LINES = [
    "关于报送述职报告的通知",
    "各乡镇党委、街道党工委：",
    "　　根据县委统一安排，现就做好2025年度抓基层党",
    "建工作述职评议考核有关事项通知如下。报告全文不",
    "超过3000字，其中问题部分不少于全文的30%。",
    "　　一、报送时间。请于2026年1月15日前报县委组织",
    "部组织科。联系电话0936-5521234。",
]
WORDS = "".join(LINES).replace("　", "")
FIGURES = ("2025年度", "3000字", "30%", "2026年1月15日", "0936-5521234")

able = pytest.mark.skipif(
    FONT is None or importlib.util.find_spec("rapidocr") is None, reason="没有中文字体，或没有装 ocr"
)


def _noisy(page: Any, seed: int) -> Any:
    import numpy as np
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(seed)
    grey = np.asarray(page.filter(ImageFilter.GaussianBlur(0.8))).astype(float)
    shade = np.linspace(0.72, 1.0, grey.shape[1])[None, :, None]
    grey = grey * shade + chance.normal(0, 14, grey.shape)
    return Image.fromarray(grey.clip(0, 255).astype("uint8"))


def _turned(degrees: float) -> Any:
    return picture(LINES).rotate(degrees, expand=True, fillcolor=(250, 250, 248), resample=3)


def _read(folder: Path, data: bytes, name: str) -> Document:
    (folder / name).write_bytes(data)
    document = read_blocks(folder / name)
    text = document.text.replace("\n", "")
    assert document.recognised
    assert difflib.SequenceMatcher(None, WORDS, text, autojunk=False).ratio() > 0.98, document.text
    for figure in FIGURES:
        assert figure in text
    assert document.text.split("\n")[0] == LINES[0]
    return document


@able
def test_a_slanted_photograph_turned_on_its_side(tmp_path: Path) -> None:
    document = _read(tmp_path, encoded(_turned(92), quality=80), "a.jpg")
    assert document.blocks[2].text == "".join(LINES[2:5]).replace("　", "")
    assert document.blocks[2].locator == "第1页第3行"


@able
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [0, 1, -2, 3, -4, 5, 90, 180, 270, 175])
def test_every_turn(tmp_path: Path, degrees: int) -> None:
    _read(tmp_path, encoded(_turned(degrees), quality=80), "a.jpg")


@able
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_noise_blur_and_uneven_light(tmp_path: Path, seed: int) -> None:
    _read(tmp_path, encoded(_noisy(_turned(seed - 2), seed), "JPEG", quality=60), "a.jpg")


@able
@pytest.mark.slow
def test_scanned_pages_of_a_pdf(tmp_path: Path) -> None:
    pages = [picture(LINES[:4]), picture(LINES[4:])]
    scan = encoded(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=150)
    document = _read(tmp_path, scan, "a.pdf")
    assert document.blocks[-1].locator.startswith("第2页")
    assert "不超过3000字" in document.text


@pytest.mark.skipif(FONT is None, reason="没有中文字体")
@pytest.mark.parametrize(("name", "form"), [("通知.jpg", "JPEG"), ("通知.png", "PNG"), ("扫描.pdf", "PDF")])
def test_without_the_extra_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.setattr("assistant.documents.reading._can_recognise", lambda: False)
    (tmp_path / name).write_bytes(encoded(picture(LINES[:2]), form))
    with pytest.raises(FileError, match=r"图片.*assistant\[ocr\]"):
        read_blocks(tmp_path / name)


@able
def test_an_empty_picture_has_no_words(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "a.png").write_bytes(encoded(Image.new("RGB", (600, 400), "white"), "PNG"))
    with pytest.raises(FileError, match="没有文字"):
        read_blocks(tmp_path / "a.png")
