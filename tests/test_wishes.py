"""Where to go next, said in many ways; what only begins like it is an answer."""

from __future__ import annotations

import pytest

from assistant.interview.wishes import wish


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("先说问题吧", "问题"),
        ("你先问问题那块吧", "问题"),
        ("要不先说措施行不行", "措施"),
        ("您先问问培训吧", "培训"),
        ("那先讲一下问题", "问题"),
        ("跳到E3", "e3"),
        ("先说问题，我们有三个，都不小，得慢慢说", ""),
        ("我先说说今年的培训，办了6场", ""),
        ("先进党支部评了2个", ""),
    ],
)
def test_where_to_go_next(said: str, target: str) -> None:
    assert wish(said) == (None, target)
