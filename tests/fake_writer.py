"""Replies of a make-believe model to each drafting step, read from the prompt alone: honest, and ready to be spoilt."""

from __future__ import annotations

import json
import re
from typing import Any

from fake_endpoint import Body, Reply, fitting, requested_schema

_ROW = re.compile(r"^- [^｜\n]+｜(F\d+.*)$", re.MULTILINE)


def step_of(body: Body) -> str:
    """The reply type that is asked for: DraftedItem, Headlines …"""
    schema = requested_schema(body) or {}
    return str(schema.get("title", ""))


def honest(body: Body) -> Reply:
    """What a plain, careful model would answer."""
    value = honest_value(body)
    return fitting(body, json.dumps(value, ensure_ascii=False))


def honest_value(body: Body) -> Any:
    """The honest reply as a value."""
    brief = body["messages"][-1]["content"]
    return {
        "Headlines": _headlines,
        "DraftedItem": _item,
        "DraftedProblem": _problem,
        "DraftedMeasures": _measures,
        "Unified": lambda _: {"edits": []},
        "CondensedPart": _condensed,
    }[step_of(body)](brief)


def _headlines(brief: str) -> Any:
    found = re.findall(r"【(\w+)】（[^）]*）程序拟的：(.+)", brief)
    return {"items": [{"id": item_id, "headline": words} for item_id, words in found]}


def _sentences(brief: str) -> list[dict[str, Any]]:
    """One sentence a text of the facts listed, with the ids that share it."""
    rows = [row.split(" ", 1) for line in _ROW.findall(brief) for row in line.split("｜")]
    return [{"text": f"{text}。", "facts": ids.split("、")} for ids, text in rows]


def _item(brief: str) -> Any:
    headline = re.search(r"标题句：(.+)", brief)
    must, _, _ = brief.partition("可以写进去的")
    return {"headline": headline[1] if headline else "", "sentences": _sentences(must)}


def _problem(brief: str) -> Any:
    headline = re.search(r"程序拟的标题句：(.+)", brief)
    shows, _, causes = brief.partition("可以写进去的")[0].partition("说原因的事实：")
    return {
        "headline": headline[1] if headline else "",
        "shows": _sentences(shows),
        "causes": _sentences(causes),
    }


def _measures(brief: str) -> Any:
    rows = re.findall(r"^\s*- (M\d+)：(.+?)（事实 ([^；）]*?)[；）]", brief, re.MULTILINE)
    return {
        "measures": [
            {"id": measure, "sentences": [{"text": text, "facts": [f for f in facts.split("、") if f]}]}
            for measure, text, facts in rows
        ]
    }


def _condensed(brief: str) -> Any:
    """Each item's sentences that have to stay, said without their lead-in where the rest still holds the figures."""
    items = []
    for block in re.split(r"^(?=【)", brief.split("要求：")[0], flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^  \d+\. （要留）(.+)（([^（）]*)）$", block, re.MULTILINE)
        sentences = [{"text": _shorter(text), "facts": re.findall(r"F\d+", ids)} for text, ids in rows]
        items.append({"id": block[1 : block.index("】")], "sentences": sentences})
    return {"items": items}


def _shorter(text: str) -> str:
    lead, comma, rest = text.partition("，")
    return rest if comma and len(rest) > 8 and not re.search(r"[\d“我一二三四五六七八九十]", lead) else text
