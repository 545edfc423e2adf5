"""report.json: the whole report to a file, and back with every slip of a hand said plainly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.documents import read_plain
from assistant.errors import FileError
from assistant.report import SCHEMA_VERSION, Report
from assistant.soundness import unsound

MAX_JSON = 64 * 1024 * 1024
_AGAIN = "请用程序生成的原文件，不要手工改它。"


def render(report: Report) -> str:
    """The report as JSON: Chinese as it is, keys in the nouns' order, a newline at the end."""
    return report.model_dump_json(indent=2) + "\n"


def load(path: Path | str) -> Report:
    """Reads a report.json; raises FileError where it is none, cut short, of another version, or edited amiss."""
    path = Path(path)
    data = _parsed(read_plain(path, MAX_JSON), path.name)
    if not isinstance(data, dict) or "schema_version" not in data:
        raise FileError(f"“{path.name}”不是本程序的 report.json。", "请用 draft 命令生成的 .json 文件。")
    if data["schema_version"] != SCHEMA_VERSION:
        raise FileError(
            f"“{path.name}”的格式版本是{str(data['schema_version'])[:20]}，本程序只认第{SCHEMA_VERSION}版。",
            "请用生成它的那一版程序打开，或重新生成。",
        )
    try:
        report = Report.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
        where = ".".join(str(step) for step in first["loc"][:6]) or "全文"
        raise FileError(f"“{path.name}”的内容不对：{where} {_reason(first)}。", _AGAIN) from error
    fault = unsound(report)
    if fault is not None:
        raise FileError(f"“{path.name}”前后对不上：{fault}。", _AGAIN)
    return report


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        what = "不完整，像是没有写完" if cut else "不是正确的 JSON"
        raise FileError(f"“{name}”{what}（第{error.lineno}行）。", _AGAIN) from error
    except (RecursionError, ValueError) as error:
        raise FileError(f"“{name}”不是本程序的 report.json。", _AGAIN) from error


def _reason(error: Any) -> str:
    """Why pydantic refused it, in Chinese: our own words where we said them."""
    known = {"missing": "没有这一项", "extra_forbidden": "是不认识的项"}
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return known.get(str(error["type"]), "的值不对")
