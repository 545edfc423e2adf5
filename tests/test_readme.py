"""README's table tells where everything lies: each path it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
NAMED = re.compile(r"`((?:assistant|tests|prompts|knowledge|benchmarks|\.pictures)/[\w./*-]*)`")


@pytest.mark.parametrize("path", sorted(set(NAMED.findall(README.read_text(encoding="utf-8")))))
def test_a_path_named_in_readme_is_there(path: str) -> None:
    assert list(ROOT.glob(path.rstrip("/"))), f"README names {path}"
