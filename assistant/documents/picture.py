"""The words on a picture or a scanned page (the extra `ocr`): turned upright, made level, recognised, put in lines.

Every figure read this way is marked to be confirmed: `Document.recognised`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from statistics import median
from typing import TYPE_CHECKING, Any

from assistant.documents.document import Document, assembled
from assistant.documents.layout import Line, Page, paragraphs
from assistant.errors import FileError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 60_000_000
"""A phone of today takes 50 million."""
_LONGEST = 2200
"""Pixels of the longer side that recognition is given: A4 at 190 dots an inch."""
_LEVEL = 0.6
"""Degrees of slant that recognition bears without harm."""
_SMALLEST = 16
_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
_CLEARER = "请重新拍一张：放平、对正、光线匀，一页一张。"


@dataclass(frozen=True)
class _Box:
    """A recognised stretch: corners clockwise from its own upper left, its words, how sure (0–1)."""

    corners: tuple[tuple[float, float], ...]
    text: str
    sure: float

    @property
    def width(self) -> float:
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        return math.dist(self.corners[0], self.corners[3])

    @property
    def angle(self) -> float:
        (x, y), (right, lower) = self.corners[0], self.corners[1]
        return math.degrees(math.atan2(lower - y, right - x))


def read_picture(data: bytes, name: str) -> Document:
    """One photographed or scanned page as text; raises FileError where it is no picture, too large or unreadable."""
    return _document([_page(_opened(data, name), 1)], name)


def read_scan(data: bytes, name: str, number: int) -> Document:
    """Page `number` (from 1) of a scanned PDF; raises FileError like `read_pdf`."""
    from assistant.documents.pdf import drawn

    return _document([_page(drawn(data, name, number), number)], name)


def _document(pages: Sequence[Page], name: str) -> Document:
    return replace(assembled(name, "picture", paragraphs(pages)), recognised=True)


def _opened(data: bytes, name: str) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    large = FileError(f"“{name}”太大，超过了{MAX_PIXELS // 10_000}万像素。", "请缩小一些再用。")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        picture = Image.open(BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise large
        if min(picture.size) < _SMALLEST:
            raise FileError(f"“{name}”太小，看不出字。", _CLEARER)
        picture.draft("RGB", (2 * _LONGEST, 2 * _LONGEST))
        return ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError as error:
        raise large from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileError(f"“{name}”打不开：图片坏了，或不是图片。", _CLEARER) from error


def _page(picture: Image, number: int) -> Page:
    from PIL.Image import Resampling

    picture = _shrunk(picture)
    boxes = _recognised(picture)
    if _lies_on_its_side(boxes):
        turned = [
            (_recognised(one), one) for one in (picture.rotate(90, expand=True), picture.rotate(270, expand=True))
        ]
        boxes, picture = max(turned, key=lambda pair: _worth(pair[0]))
    slant = _slant(boxes)
    if _LEVEL < abs(slant) < 30:
        picture = picture.rotate(slant, expand=True, fillcolor=(255, 255, 255), resample=Resampling.BICUBIC)
        boxes = _recognised(picture)
    if _stands_on_its_head(picture, boxes):
        picture = picture.rotate(180)
        boxes = _recognised(picture)
    return Page(number, float(picture.width), float(picture.height), tuple(_lines(boxes)))


def _shrunk(picture: Image) -> Image:
    longest = max(picture.size)
    if longest <= _LONGEST:
        return picture
    return picture.resize((round(picture.width * _LONGEST / longest), round(picture.height * _LONGEST / longest)))


def _worth(boxes: Sequence[_Box]) -> float:
    """How much was read how surely: the right way up wins."""
    return sum(box.sure * len(box.text) for box in boxes if box.sure > 0.6)


def _lies_on_its_side(boxes: Sequence[_Box]) -> bool:
    long = [box for box in boxes if max(box.width, box.height) > 3 * min(box.width, box.height)]
    upright = sum(1 for box in long if _spread(box, 1) > _spread(box, 0))
    return bool(long) and upright * 2 > len(long)


def _spread(box: _Box, axis: int) -> float:
    values = [corner[axis] for corner in box.corners]
    return max(values) - min(values)


def _stands_on_its_head(picture: Image, boxes: Sequence[_Box]) -> bool:
    """Whether the recogniser had to turn the longest lines before it could read them."""
    import numpy as np

    longest = sorted(boxes, key=lambda box: -box.width)[:5]
    lines = []
    for box in longest:
        xs, ys = [x for x, _ in box.corners], [y for _, y in box.corners]
        cut = picture.crop((math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))))
        lines.append(np.asarray(cut)[:, :, ::-1])
    turned = sum(1 for label, _ in _engine().text_cls(lines).cls_res if label == "180") if lines else 0
    return turned * 2 > len(lines)


def _slant(boxes: Sequence[_Box]) -> float:
    """Degrees by which the lines fall to the right: the median of the long ones."""
    angles = [box.angle for box in boxes if box.width > 5 * box.height]
    return float(median(angles)) if angles else 0.0


def _lines(boxes: Sequence[_Box]) -> list[Line]:
    """Boxes of one height are one line, parted where there is room between them."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: _middle(box, 1)):
        if rows and abs(_middle(rows[-1][-1], 1) - _middle(box, 1)) < 0.5 * min(box.height, rows[-1][-1].height):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [_line(sorted(row, key=lambda box: _middle(box, 0))) for row in rows]


def _middle(box: _Box, axis: int) -> float:
    return sum(corner[axis] for corner in box.corners) / 4


def _line(row: Sequence[_Box]) -> Line:
    size = float(median(box.height for box in row))
    cells = [row[0].text]
    for one, other in itertools.pairwise(row):
        gap = min(x for x, _ in other.corners) - max(x for x, _ in one.corners)
        if gap > 1.5 * size:
            cells.append(other.text)
        else:
            cells[-1] += other.text
    xs = [x for box in row for x, _ in box.corners]
    ys = [y for box in row for _, y in box.corners]
    return Line(tuple(cells), min(xs), max(xs), min(ys), max(ys), size)


def _recognised(picture: Image) -> list[_Box]:
    import numpy as np

    found = _engine()(np.asarray(picture)[:, :, ::-1])
    if found.boxes is None or found.txts is None:
        return []
    return [
        _Box(tuple((float(x), float(y)) for x, y in corners), text, float(sure))
        for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip() and sure >= 0.5
    ]


@cache
def _engine() -> Any:
    """The recogniser, loaded once a process, silent; its weights lie in its wheel.

    Lines are looked for on the page made smaller and read off it as it is: a quarter of the time, nothing less found.
    """
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Det.limit_side_len": 1280, "Det.limit_type": "max"})
