"""What may leave the machine: the last look at a prompt before it goes to an address that is not this one."""

from __future__ import annotations

from functools import lru_cache

from assistant.ports import Prompt
from assistant.wording.screening import normalise, private_spans

HELD_BACK = {"I02": "（个人信息略）", "F10": "（涉密内容略）"}


def fit_to_leave(prompt: Prompt) -> Prompt:
    """The prompt without marks of secrecy and document numbers, personal numbers, hardship told by name.

    Answers were screened when they were read; this is the last line, over both halves and whatever came into them.
    A prompt that holds nothing of the kind goes out byte for byte.
    """
    shared, brief = held_back(prompt.shared), held_back(prompt.brief)
    if (shared, brief) == (prompt.shared, prompt.brief):
        return prompt
    return Prompt(prompt.step, shared, brief, prompt.longest, prompt.attempt)


@lru_cache(maxsize=32)
def held_back(text: str) -> str:
    """The text with what may not leave put behind a mark."""
    plain = normalise(text)
    spans = private_spans(plain)
    if not spans:
        return text
    pieces, at = [], 0
    for start, end, rule in sorted(spans):
        if start >= at:
            pieces += [plain[at:start], HELD_BACK[rule]]
        at = max(at, end)
    return "".join([*pieces, plain[at:]])
