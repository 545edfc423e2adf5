"""A model that gives its whole prompt back, over the real way of drafting: nothing of past reports reaches prompt or text.

Two hundred figures, places, persons, units, brands and honours stand in eight carriers in past reports so like this
year's that they are what is found for every item.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_endpoint import Body, Reply, fitting, requested_schema, serving
from name_cases import BRANDS, HONOURS, PERSONS, SYLLABLES

from assistant.cli import main
from assistant.documents import load_answers
from assistant.outline import find_outline
from assistant.retrieval.last_year import text_of
from assistant.settings import settings
from assistant.workflow import draft

pytestmark = [pytest.mark.knowledge, pytest.mark.loopback, pytest.mark.slow]
SEED = Path(__file__).parent / "data" / "answers_seed.yaml"
_DIGITS = "一二三四五六七八九"
_HEIGHTS = ("云盖", "铁匠", "蒿子", "乌龟", "獐子", "笔架", "香樟", "苦竹", "滴水")
_FIRMS = ["恒昱精工", "绿丰源", "茂禾谷", "金穗垄", "众鑫达", "沃土源", "云栖茶", "润泽菌", "溪畔果", "塬上红"]

CARRIERS: dict[str, tuple[str, ...]] = {
    "numeral": ("全年培训党员{}人次，效果不错。", "村集体收入{}万元，比上年有增加。", "走访群众{}户，逐户登记。"),
    "chinese": ("参加学习的党员有{}名。", "化解矛盾{}件，群众满意。", "投入党建经费{}元，用在刀刃上。"),
    "place": (
        "我包联{}村，每月去一次。",
        "{}社区党组织带头整改。",
        "在{}镇召开现场会，推广做法。",
        "{}村党支部按期换届。",
    ),
    "bare": ("我到{}调研，当场定下整改时限。", "在{}召开现场会，推广好的做法。", "{}的党员主动认领任务。"),
    "person": ("村党支部书记{}主动上门调解。", "党员{}带头清理垃圾。", "{}同志事迹感人，群众都服气。"),
    "unit": ("引进{}公司，带动群众就业。", "{}合作社带着农户干。", "与{}签订协议，保底收购。"),
    "quoted": ("打造“{}”品牌，群众反映好。", "开展“{}”活动，党员带头参加。", "“{}”成了党建名片。"),
    "honour": ("被评为{}，群众都高兴。", "荣获{}称号，作用发挥好。", "今年拿下{}。"),
}


def _han(number: int) -> str:
    thousand, hundred, ten, one = (int(digit) for digit in f"{number:04d}")
    return f"{_DIGITS[thousand - 1]}千{_DIGITS[hundred - 1]}百{_DIGITS[ten - 1]}十{_DIGITS[one - 1]}"


def plants() -> dict[str, list[str]]:
    """Two hundred plants by carrier, none of which any answer or shipped text holds."""
    chance = random.Random(11)
    numbers = [n for n in chance.sample(range(3111, 9999), 400) if "0" not in str(n)]
    places = [name for name in SYLLABLES if len(name) > 2]
    made = [a + b for a in ("磨盘", "鹿角", "白沙", "石涧", "桑园", "野鸭") for b in ("岭坳", "湾头", "洼子", "垴上")]
    return {
        "numeral": [str(n) for n in numbers[:40]],
        "chinese": [_han(n) for n in numbers[40:65]],
        "place": [*places, *made[:18]],
        "bare": [*made[18:], *(a + b for a in _HEIGHTS for b in ("坪里", "冲口", "塘边", "崖脚"))],
        "person": [name for name in PERSONS if len(name) > 2],
        "unit": _FIRMS,
        "quoted": [
            *BRANDS,
            "崖畔红灯",
            "渡口夜校",
            "塬上灯火",
            "驼铃先锋",
            "苇荡红哨",
            "石磨议事",
            "炭火夜话",
            "榫卯行动",
        ],
        "honour": [*HONOURS, "全省抗旱保供先进集体", "全市移风易俗标兵镇", "省级红色村落示范点", "全县最强党支部"],
    }


def _planted_reports(tmp_path: Path) -> Iterator[Path]:
    """Four past reports in the very words of this year's draft, a planted sentence behind each of its own."""
    own = draft(load_answers(SEED), find_outline(None))
    chance = random.Random(5)
    sentences = [
        chance.choice(CARRIERS[carrier]).replace("{}", plant) for carrier, all_ in plants().items() for plant in all_
    ]
    chance.shuffle(sentences)
    for number in range(4):
        told = iter(sentences[number::4] * 3)
        lines = []
        for line in text_of(own).split("\n"):
            pieces = [piece for piece in line.split("。") if piece]
            lines.append(line if len(pieces) < 2 else "".join(f"{piece}。{next(told)}" for piece in pieces))
        path = tmp_path / f"往年述职{number}.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        yield path


def _value(schema: dict[str, Any], told: str, defs: dict[str, Any]) -> Any:
    """A value of a schema, each of its words the whole prompt."""
    if "$ref" in schema:
        return _value(defs[schema["$ref"].rsplit("/", 1)[1]], told, defs)
    for choice in schema.get("anyOf", []):
        if choice.get("type") != "null":
            return _value(choice, told, defs)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: _value(one, told, defs) for name, one in schema.get("properties", {}).items()}
    if kind == "array":
        return [_value(schema.get("items", {"type": "string"}), told, defs)] * max(1, schema.get("minItems", 1))
    return {"integer": 1, "number": 1, "boolean": True}.get(str(kind), told)


def _echo(body: Body) -> Reply:
    prompt = "\n".join(str(message["content"]) for message in body["messages"])
    schema = requested_schema(body)
    if schema is None:
        return Reply(prompt)
    return fitting(body, json.dumps(_value(schema, prompt, schema.get("$defs", {})), ensure_ascii=False))


def test_an_echo_shows_nothing_of_past_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    paths = [str(path) for path in _planted_reports(tmp_path)]
    assert main(["knowledge", "add", *paths, "--kind", "exemplar"]) == 0
    with serving(_echo) as fake:
        for name, value in (("OPENAI_BASE_URL", fake.url), ("OPENAI_API_KEY", "k"), ("ASSISTANT_MODEL", "fake-chat")):
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        assert main(["draft", str(SEED), "--yes", "-o", "r.json", "-o", "r.md"]) == 0
        prompts = "\n".join(str(message["content"]) for body in fake.requests for message in body["messages"])
    report = Path("r.json").read_text(encoding="utf-8")
    written = Path("r.md").read_text(encoding="utf-8") + report
    sown = [plant for each in plants().values() for plant in each]
    assert len(sown) >= 200
    assert len(fake.requests) >= 5
    # What stands around the plants did reach the prompt: it is these reports that guided the draft.
    tails = {pattern.rsplit("，", 1)[-1] for patterns in CARRIERS.values() for pattern in patterns if "，" in pattern}
    assert sum(tail in prompts for tail in tails) >= 2
    assert [plant for plant in sown if plant in prompts] == []
    assert [plant for plant in sown if plant in written] == []
    settings.cache_clear()
    capsys.readouterr()
