"""Files of words: read when asked for, and every fault in them named in the words of a clerk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.errors import InputError
from assistant.settings import settings
from assistant.word_file import WordFile


class Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    right: str
    several: tuple[str, ...]


@pytest.fixture
def file() -> Iterator[Path]:
    """A place where a file of words can be written."""
    path = settings().data_dir / "knowledge" / "interview" / "trial.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    yield path
    path.unlink(missing_ok=True)


def trial() -> WordFile[Keys]:
    return WordFile("interview", "trial.yaml", Keys)


def test_what_the_file_says_is_looked_for(file: Path) -> None:
    words = trial()
    file.write_text("right: 对[的了]\nseveral: [是的, 好的]\n", encoding="utf-8")
    assert words.one("right").search("都对了")
    assert not words.one("right").search("都好")
    assert [one.expression for one in words.table("several").likely("好的")] == ["好的"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, r"缺少 knowledge/interview/trial\.yaml"),
        ("rihgt: 对\nseveral: []\n", r"trial\.yaml 第1行：rihgt 是不认识的键"),
        ("several: []\n", r"trial\.yaml 第1行：right 缺少这一项"),
        ("right: [\n", r"trial\.yaml 第\d行不是正确的 YAML"),
        ("right: 对(\nseveral: []\n", r"trial\.yaml里的“对\(”不是正确的正则式"),
    ],
)
def test_a_fault_is_named(file: Path, content: str | None, said: str) -> None:
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        trial().one("right").search("对")
