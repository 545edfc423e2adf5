"""Spoilt drafts: twelve operators over fact sets put together by chance; a sample here, all of them marked long."""

from __future__ import annotations

import pytest
from mutants import OPERATORS, measure


def test_a_sample_of_spoilt_drafts_is_caught() -> None:
    found = measure(range(201, 205), 8, 20)
    assert found.spoilt >= 70
    assert found.caught >= found.spoilt - 1, [row.passed for row in found.rows.values()]
    assert len(found.alarms) <= 1, found.alarms


@pytest.mark.long
def test_spoilt_drafts_are_caught() -> None:
    found = measure(range(1, 91), 100, 200)
    assert all(row.spoilt >= 100 and len(row.sets) >= 40 for row in found.rows.values()), found.rows
    assert set(found.rows) == set(OPERATORS)
    assert found.caught >= 0.99 * found.spoilt, [row.passed for row in found.rows.values()]
    assert found.rows["swap"].recall >= 0.99, found.rows["swap"].passed
    assert len(found.alarms) <= 0.01 * found.clean, found.alarms
