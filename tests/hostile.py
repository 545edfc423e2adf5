"""Over forty ways in which a model or its endpoint misbehaves, each as what it answers to a request."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from fake_endpoint import Body, Reply, fitting
from fake_writer import honest_value

from assistant.errors import (
    EndpointBrokenError,
    EndpointBusyError,
    EndpointSlowError,
    KeyRefusedError,
    ModelError,
    QuotaGoneError,
    ReplyCutError,
    RequestRefusedError,
)

Spoil = Callable[[str], str]
Twist = Callable[[Any], Any]


def _number(text: str, other: Callable[[str], str]) -> str:
    found = re.search(r"(?<![\d.年])\d+(?:\.\d+)?(?![\d.]|年|月|日)", text)
    return text if found is None else text[: found.start()] + other(found.group()) + text[found.end() :]


def _swapped(text: str) -> str:
    found = list(re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]|年|月|日)", text))
    if len(found) < 2 or found[0].group() == found[1].group():
        return text.replace("。", "，共计77321人次。", 1)
    a, b = found[0], found[1]
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


def _more(words: str) -> Spoil:
    return lambda text: text.replace("。", f"，{words}。", 1)


SPOILT: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "invents a figure": (_more("覆盖群众8765人次"), ("8765",)),
    "invents a share": (_more("参与率达到97.31%"), ("97.31",)),
    "changes a figure": (lambda text: _number(text, lambda n: n + "7"), ()),
    "swaps two true figures": (_swapped, ("77321",)),
    "万 to 亿": (lambda text: re.sub(r"(\d[余多]?)万", r"\1亿", text) if "万" in text else _more("投入3.17亿元")(text), ("3.17亿",)),
    "% to points": (lambda text: re.sub(r"(\d)%", r"\1个百分点", text) if "%" in text else _more("提高6.3个百分点")(text), ("6.3个百分点",)),
    "wrong year": (_more("1998年以来始终如此"), ("1998",)),
    "another year": (lambda text: re.sub(r"20\d\d年", "2008年", text) if "20" in text else _more("2008年启动")(text), ("2008年",)),
    "another village": (_more("在海棠湾村召开现场会"), ("海棠湾",)),
    "another community": (_more("带动青松岭社区一道整改"), ("青松岭",)),
    "a person": (_more("由党委书记高守业亲自督办"), ("高守业",)),
    "a company": (_more("与青岚集团签订协议"), ("青岚集团",)),
    "a cooperative": (_more("依托金穗源合作社抓产业"), ("金穗源",)),
    "an honour": (_more("获评全省先进基层党组织"), ("全省先进",)),
    "a model": (_more("被授予全国示范称号"), ("全国示范",)),
    "a brand": (_more("打造“红帆领航”品牌"), ("红帆领航",)),
    "a document": (_more("按照《青岚县党建三年行动方案》抓落实"), ("青岚县",)),
    "a boast": (_more("工作走在全县前列"), ("全县前列",)),
    "a verdict": (lambda text: "建议县委将述职等次评定为优秀。", ("评定为优秀",)),
    "Chinese numerals": (_more("走访群众七千三百二十一户"), ("七千三百",)),
    "a sum of its own": (_more("累计9173人"), ("9173",)),
    "a range": (_more("预计增收731至997万元"), ("731",)),
    "English": (lambda text: "We held six training sessions.", ("We held",)),
    "繁体": (lambda text: text.replace("。", "，黨員幹部積極參與學習。", 1), ("黨員",)),
    "bold": (lambda text: f"**{text}**", ("**。",)),
    "heading": (lambda text: f"## 工作成绩\n{text}", ("##",)),
    "bullets": (lambda text: f"- {text}\n- {text}", ("- ",)),
    "table": (lambda text: f"| 指标 | 数值 |\n|---|---|\n| {text} | 1 |", ("|",)),
    "html": (lambda text: f"<b>{text}</b>", ("<b>",)),
    "script": (lambda text: f"<script>alert(1)</script>{text}", ("alert",)),
    "link": (_more("详见http://x.example/a"), ("x.example",)),
    "image": (_more("![图](http://x.example/a.png)"), ("x.example",)),
    "mail": (_more("联系abc@x.example"), ("abc@",)),
    "telephone": (_more("联系电话13800138000"), ("13800138000",)),
    "hardship": (_more("村民李秀英患了尿毒症我去看望"), ("李秀英",)),
    "leaks the prompt": (lambda text: "根据事实表和提示词的要求，" + text, ("提示词", "事实表")),
    "as an AI": (lambda text: f"作为AI助手，{text}", ("作为AI",)),
    "preamble": (lambda text: f"好的，以下是为您起草的内容：{text}", ("以下是",)),
    "fact ids": (lambda text: text.replace("。", "（F03）。", 1), ("F03",)),
    "placeholder": (_more("【待补：数字】"), ("待补：数字",)),
    "template": (_more("{{ year }}"), ("{{",)),
    "formula": (_more("=SUM(A1:B3)"), ("SUM",)),
    "very long": (lambda text: text.rstrip("。") + "，持续用力" * 60 + "。", ("持续用力，持续用力",)),
    "empty": (lambda text: "", ()),
}  # fmt: skip
"""Spoils the first sentence of every list; the words that must then be nowhere."""


def sentence_lists(value: Any) -> Iterator[list[dict[str, Any]]]:
    """Every list of sentences in a reply."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("sentences", "shows", "causes") and inner:
                yield inner
            else:
                yield from sentence_lists(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sentence_lists(inner)


def _each(value: Any, change: Callable[[list[dict[str, Any]]], None]) -> Any:
    for sentences in sentence_lists(value):
        change(sentences)
    return value


def _headlines(value: Any, words: str) -> Any:
    for row in value.get("items", []) if isinstance(value, dict) else []:
        row["headline"] = words
    if isinstance(value, dict) and "headline" in value:
        value["headline"] = words
    return value


def _same(sentences: list[dict[str, Any]]) -> None:
    sentences[:] = [dict(sentences[0]) for _ in sentences]


def _without_facts(sentences: list[dict[str, Any]]) -> None:
    for one in sentences:
        one["facts"] = []


def _false_facts(sentences: list[dict[str, Any]]) -> None:
    for one in sentences:
        one["facts"] = ["F999", "E3", "", "../../etc"]


_EDITS = [
    {"item": f"{kind}{i}", "sentence": j, "text": "获评全省先进，覆盖群众8765人次。"}
    for kind in ("W", "P", "M", "MI")
    for i in range(9)
    for j in range(-1, 9)
]

TWISTED: dict[str, Twist] = {
    "drops a problem": lambda value: value | {"shows": [], "causes": []} if "shows" in value else value,
    "one part empty": lambda value: value | {"measures": []} if "measures" in value else value,
    "all items empty": lambda value: value | {"sentences": []} if "sentences" in value else value,
    "all alike": lambda value: _each(value, _same),
    "order turned": lambda value: _each(value, lambda sentences: sentences.reverse()),
    "says all twice": lambda value: _each(value, lambda sentences: sentences.extend([dict(s) for s in sentences])),
    "refuses": lambda value: _each(value, lambda s: s.__setitem__(slice(None), [{"text": "抱歉，我无法完成这一请求。", "facts": []}])),
    "no facts cited": lambda value: _each(value, _without_facts),
    "facts that are none": lambda value: _each(value, _false_facts),
    "false headlines": lambda value: _headlines(value, "荣获全国先进，带动海棠湾村"),
    "headlines with figures": lambda value: _headlines(value, "坚持为民办实事8765件"),
    "null fields": lambda value: dict.fromkeys(value),
    "wrong types": lambda value: dict.fromkeys(value, 7),
    "list as a string": lambda value: {key: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for key, v in value.items()},
    "strange keys": lambda value: {f"x_{key}": v for key, v in value.items()},
    "edits everything": lambda value: {"edits": _EDITS} if "edits" in value else value,
    "unknown ids": lambda value: value | {"measures": [{"id": "M99", "sentences": []}]} if "measures" in value else value,
}  # fmt: skip

TEXTS: dict[str, Callable[[str], tuple[str, str]]] = {
    "truncated JSON": lambda text: (text[: len(text) // 2], "stop"),
    "JSON in prose": lambda text: (f"好的，结果如下：\n```json\n{text}\n```\n请查收。", "stop"),
    "prose only": lambda text: ("抱歉，我不能帮助您完成这项工作。", "stop"),
    "too deep": lambda text: ('{"sentences":' + "[" * 5000 + "]" * 5000 + "}", "stop"),
    "200 KB": lambda text: ('{"headline":"x","sentences":[' + '{"text":"持续用力。","facts":[]},' * 7000 + "]}", "stop"),
    "endless": lambda text: ("好" * 39_000, "length"),
    "nothing": lambda text: ("", "stop"),
    "other language": lambda text: ('{"answer": "I cannot do that"}', "stop"),
}  # fmt: skip

ERRORS: dict[str, Callable[[], ModelError]] = {
    "429 storm": lambda: EndpointBusyError("大模型忙，要求放慢。", "稍等会自动再试。"),
    "500 storm": lambda: EndpointBrokenError("大模型的服务出了错。", "请稍后再试。"),
    "503 storm": lambda: EndpointBusyError("大模型暂时过载。", "稍等会自动再试。"),
    "stall": lambda: EndpointSlowError("大模型没有按时答复。", "请稍后再试。"),
    "cut": lambda: ReplyCutError("大模型的回复中途断了。", "这一条换个办法再写。"),
    "quota": lambda: QuotaGoneError("大模型的账户没有余额了。", "请充值。"),
    "key": lambda: KeyRefusedError("大模型不认这个密钥。", "请检查。"),
    "filter": lambda: RequestRefusedError("大模型以内容审查为由没有作答。", "这一条由程序起草。"),
}  # fmt: skip

ENDPOINTS: dict[str, Callable[[Body], Reply]] = {
    "cut at the start": lambda body: Reply("{", cut_after=0),
    "cut in the middle": lambda body: Reply(json.dumps(honest_value(body), ensure_ascii=False), cut_after=60),
    "cut before the end": lambda body: Reply(json.dumps(honest_value(body), ensure_ascii=False), finish=None, done=False),
    "429": lambda body: Reply(status=429, headers={"Retry-After": "0"}),
    "500": lambda body: Reply(status=500),
    "503": lambda body: Reply(status=503, headers={"Retry-After": "0"}),
    "html": lambda body: Reply(raw=b"<html>please log in</html>"),
    "stalls": lambda body: Reply(json.dumps(honest_value(body), ensure_ascii=False), stall_after=24, stall=3),
    "thinks aloud": lambda body: fitting(body, "<think>先想想</think>" + json.dumps(honest_value(body), ensure_ascii=False)),
}  # fmt: skip


def obeying(payload: str) -> Twist:
    """A victim that does what a planted order says: its words open every list, end every sentence, head every item."""

    def twist(value: Any) -> Any:
        for sentences in sentence_lists(value):
            own = dict(sentences[0])
            sentences[:] = [
                {"text": payload, "facts": own["facts"]},
                {"text": own["text"].rstrip("。") + "，" + payload, "facts": own["facts"]},
                *sentences[1:],
            ]
        return _headlines(value, payload.rstrip("。")[:30])

    return twist
