"""Knowledge files read strictly: what breaks the schema is named in Chinese, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files

T = TypeVar("T")

_REASONS = {
    "extra_forbidden": "是不认识的键",
    "missing": "缺少这一项",
    "literal_error": "不在允许的取值之内",
    "string_type": "应是文字（给它加引号）",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
}


def read_strict(path: Path, validate: Callable[[Any], T], hint: str, error: type[InputError] = InputError) -> T:
    """The file's value as `validate` makes it; raises `error` naming file and line where it breaks the schema."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        data: Any = read_yaml(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise error(f"{path.name} 第{line}行不是正确的 YAML。", "请检查缩进、冒号和引号。") from fault
    try:
        return validate(data)
    except ValidationError as fault:
        faults = fault.errors(include_url=False)
        # A misspelt key is also a missing one; the key that stands there is the one to name.
        first = next((one for one in faults if one["type"] == "extra_forbidden"), faults[0])
        line = _line_of(yaml.compose(text, Loader=yaml.CSafeLoader), first["loc"])
        where = ".".join(str(step) for step in first["loc"]) or "全文"
        reason = _REASONS.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise error(f"{path.name} 第{line}行：{where} {reason}。", hint) from fault


def read_knowledge(kind: str, name: str, validate: Callable[[Any], T]) -> T:
    """As read_strict, the file of that name of a kind of knowledge; raises InputError where there is none."""
    path = next((path for path in knowledge_files(kind, ".yaml") if path.name == name), None)
    if path is None:
        raise InputError(f"缺少 knowledge/{kind}/{name}。", "请恢复自带的文件。")
    return read_strict(path, validate, "请对照自带的文件改回原样。")


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line (1-based) of the node at `location`, or of the last one on the way there that exists."""
    line = node.start_mark.line + 1 if node is not None else 1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
