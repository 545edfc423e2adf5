"""What is said against what is written: tests/data/register_pairs.yaml, where a word put badly gets a line of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.wording.register import plain_speech, retold, write

PAIRS = yaml.safe_load((Path(__file__).parent / "data" / "register_pairs.yaml").read_text(encoding="utf-8"))


def written(said: str) -> str:
    return write(plain_speech(said), year=2025)


@pytest.mark.parametrize(("said", "wanted"), PAIRS["written"])
def test_it_is_written_like_this(said: str, wanted: str) -> None:
    assert written(said) == wanted


@pytest.mark.parametrize("said", PAIRS["kept"])
def test_it_stays_as_it_was_said(said: str) -> None:
    assert written(said) == said


@pytest.mark.parametrize(("said", "wrong"), PAIRS["never"])
def test_it_is_never_written_like_that(said: str, wrong: str) -> None:
    assert wrong not in written(said)


@pytest.mark.parametrize(("said", "wanted"), PAIRS["told"])
def test_a_story_is_told_like_this(said: str, wanted: str) -> None:
    assert retold(said, year=2025) == wanted
