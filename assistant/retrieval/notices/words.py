"""The words by which a notice is read, from knowledge/notices: a clerk may add to them without touching Python."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files

Phrases = tuple[str, ...]


class NoticeWords(BaseModel):
    """The lists of knowledge/notices/reading.yaml, each of regular expressions; what each is for is said there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scanned: tuple[tuple[str, str], ...]
    before_length: Phrases
    parts: dict[str, Phrases]
    changed: Phrases
    not_wanted: Phrases
    report: Phrases
    spoken: Phrases
    script: Phrases
    other: Phrases
    others_report: Phrases
    each_item: Phrases
    each_part: Phrases
    unlimited: Phrases
    past: Phrases
    demand: Phrases
    not_share: Phrases
    share_of: Phrases
    minutes: Phrases
    written: Phrases
    oral: Phrases
    no_oral: Phrases
    no_written: Phrases
    submit: Phrases
    submit_lead: Phrases
    not_submitted: Phrases
    finished: Phrases
    format: Phrases
    part_leads: Phrases
    topic_leads: Phrases
    not_topics: Phrases
    never_topics: Phrases
    topic_head: Phrases
    topic_tail: Phrases
    telling: Phrases
    set_phrases: Phrases
    verbs: Phrases
    strong: Phrases
    adverbs: Phrases
    also: Phrases
    filler: Phrases
    object_ends: Phrases
    matter_ends: Phrases
    matter_words: Phrases
    opens_list: Phrases
    opens_case: Phrases
    asked_which: Phrases
    asking: Phrases
    open_question: Phrases
    named_plans: Phrases
    of_review: Phrases
    tackled: Phrases
    not_leads: Phrases
    asked_whether: Phrases
    yes: Phrases
    not_titles: Phrases
    apart: Phrases
    at_front: Phrases
    called_notice: Phrases
    told_by_one: Phrases
    not_told: Phrases
    causes_inline: Phrases
    causes_block: Phrases


@cache
def notice_words() -> NoticeWords:
    """The lists; raises InputError naming the file where it cannot be used."""
    for path in knowledge_files("notices", ".yaml"):
        try:
            data: Any = read_yaml(path.read_text(encoding="utf-8"))
            return NoticeWords.model_validate(data)
        except (yaml.YAMLError, ValidationError) as error:
            raise InputError(f"{path.name} 读不出来。", "请照文件里的样子改，或换回原来的文件。") from error
    raise InputError("缺少读通知用的词表。", "请重新安装。")


@cache
def words_of(kind: str) -> re.Pattern[str]:
    """One list as a pattern, the longest of it first."""
    listed = getattr(notice_words(), kind)
    return re.compile("|".join(sorted(listed, key=lambda words: (-len(words), words))))
