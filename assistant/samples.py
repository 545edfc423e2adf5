"""The finished example of each kind of report: the answers of a made-up secretary, from knowledge/samples."""

from __future__ import annotations

from assistant.documents import load_answers
from assistant.errors import InputError
from assistant.outline import Outline
from assistant.report import Answers
from assistant.settings import knowledge_files


def sample_answers(outline: Outline) -> Answers:
    """The sample answers of a kind of report; raises InputError where it has none."""
    for path in knowledge_files("samples", ".yaml"):
        answers = load_answers(path)
        if answers.outline in (outline.name, outline.id):
            return answers
    raise InputError(f"“{outline.name}”没有示例答案。", "请在 knowledge/samples 放一份。")
