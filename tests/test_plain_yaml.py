"""Knowledge is read as yaml.CSafeLoader would read it, and what it refuses is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.plain_yaml import read_yaml
from assistant.settings import shipped_folder

FILES = sorted(shipped_folder("knowledge").rglob("*.yaml"))
ODD = [
    "",
    "# 只有备注\n",
    "村",
    '- 1\n- true\n- 0x1f\n- 2001-01-01\n- ~\n- ""\n- "1"\n- 1.5\n-',
    "a: 1\na: 2",
    "2: 三",
    "a: {<<: {c: 1}, d: 2}",
    "- &a [1]\n- *a",
    "x: !!int '3'\ny: !!str 12\nz: ! 12",
    "k: |\n  甲\n  乙\n",
]
REFUSED = [
    "? [a]\n: b",
    "- =",
    "a: [",
    "a: 1\n---\nb: 2",
    "- *b",
    "a: @b",
    "!!python/object x",
    "a: !!seq x",
    "!!map [1]",
    "!!str [1]",
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_the_knowledge_is_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert repr(read_yaml(text)) == repr(yaml.load(text, Loader=yaml.CSafeLoader))


@pytest.mark.parametrize("text", ODD)
def test_odd_yaml_is_read_the_same(text: str) -> None:
    assert repr(read_yaml(text)) == repr(yaml.load(text, Loader=yaml.CSafeLoader))


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_yaml_is_refused_alike(text: str) -> None:
    with pytest.raises(yaml.YAMLError) as known:
        yaml.load(text, Loader=yaml.CSafeLoader)
    with pytest.raises(type(known.value)) as told:
        read_yaml(text)
    assert str(told.value) == str(known.value)
