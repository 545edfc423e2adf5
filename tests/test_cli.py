"""The command line: what each command does, its exit codes, and one Chinese sentence for whatever is wrong."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from assistant import cli
from assistant.commands import check
from assistant.settings import settings

SEED = Path(__file__).parent / "data" / "answers_seed.yaml"
ROOT = Path(__file__).parent.parent
TEXT = "述职报告\n\n一、存在的问题\n一是学习不够。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SEED, tmp_path / "答案.yaml")
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*words: str) -> int:
    try:
        return cli.main(list(words))
    except SystemExit as stop:
        return int(stop.code or 0)


def spawn(*words: str, said: bytes = b"", cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; the knowledge store, seconds to open, is held by this one."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ASSISTANT_DATA_DIR": str(cwd / "data")}
    with knowledge_held(cwd):
        return subprocess.run(
            [sys.executable, "-m", "assistant", *words], input=said, capture_output=True, env=env, cwd=cwd, timeout=120
        )


def knowledge_held(cwd: Path) -> FileLock:
    """While it is entered, talks in other processes go on without the knowledge store."""
    return FileLock(cwd / "data" / "library" / "lock")


def one_sentence(error: str) -> None:
    assert "Traceback" not in error
    assert len(error.strip().splitlines()) == 1
    assert re.search("[一-龥]", error)
    assert "程序出了意外" not in error


# What is wrong ---------------------------------------------------------------------------------------------------

BAD = [
    ["nonsense"],
    ["draft"],
    ["draft", "答案.yaml"],
    ["draft", "-o", "r.md"],
    ["draft", "答案.yaml", "--sample", "-o", "r.md"],
    ["draft", "答案.yaml", "-o", "r.pdf"],
    ["draft", "答案.yaml", "-o", "r"],
    ["draft", "答案.yaml", "-o", "没有/r.md"],
    ["draft", "答案.yaml", "-o", "."],
    ["draft", "没有.yaml", "-o", "r.md"],
    ["draft", "答案.yaml", "--outline", "x", "-o", "r.md"],
    ["draft", "--sample", "--outline", "没有的报告", "-o", "r.md"],
    ["draft", "答案.yaml", "--model", "maybe", "-o", "r.md"],
    ["draft", "答案.yaml", "--last-year", "x.docx", "-o", "r.md"],
    ["draft", "答案.yaml", "--mod", "off", "-o", "r.md"],
    ["draft", "答案.yaml", "-o"],
    ["draft", "稿.txt", "-o", "r.md"],
    ["draft", "空.yaml", "-o", "r.md"],
    ["draft", "坏.yaml", "-o", "r.md"],
    ["draft", "年.yaml", "-o", "r.md"],
    ["draft", "无年.yaml", "-o", "r.md"],
    ["draft", "少.yaml", "-o", "r.md"],
    ["draft", "题.yaml", "-o", "r.md"],
    ["draft", "重.yaml", "-o", "r.md"],
    ["draft", "种.yaml", "-o", "r.md"],
    ["draft", "大.yaml", "-o", "r.md"],
    ["check"],
    ["check", "没有.txt"],
    ["check", "空.yaml"],
    ["check", "二进制.txt"],
    ["check", "乱码.txt"],
    ["check", "大.txt"],
    ["check", "稿.txt", "--year", "20222"],
    ["draft", "无年.yaml", "--year", "20222", "-o", "r.md"],
    ["check", "稿.txt", "--year", "两千"],
    ["check", "稿.txt", "--answers", "没有.yaml"],
    ["check", "稿.txt", "稿.txt"],
    ["missing", "答案.yaml"],
    ["missing", "答案.yaml", "-o", "问题单.json"],
    ["missing", "坏.json", "-o", "问题单.txt"],
    ["missing", "没有.json", "-o", "问题单.txt"],
    ["intake", "稿.txt"],
    ["intake", "-o", "a.yaml"],
    ["intake", "稿.txt", "-o", "a.docx"],
    ["intake", "没有.txt", "-o", "a.yaml"],
    ["intake", "稿.txt", "--year", "20222", "-o", "a.yaml"],
    ["chat", "--from", "没有.txt"],
    ["chat", "--outline", "没有的报告"],
    ["chat", "-o", "a.pdf"],
]


@pytest.mark.parametrize("words", BAD, ids=" ".join)
def test_bad_input_is_one_sentence_exit_2_and_nothing_written(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = SEED.read_text(encoding="utf-8")
    first = re.search(r"^  (\w+):", seed, re.MULTILINE)
    assert first is not None
    (folder / "空.yaml").write_bytes(b"")
    (folder / "坏.yaml").write_text("outline: [x\nanswers: {", encoding="utf-8")
    (folder / "年.yaml").write_text(seed.replace("year: 2022", "year: 20222"), encoding="utf-8")
    (folder / "无年.yaml").write_text(seed.replace("year: 2022\n", ""), encoding="utf-8")
    (folder / "少.yaml").write_text("\n".join(seed.splitlines()[:5]) + "\n", encoding="utf-8")
    (folder / "题.yaml").write_text(seed + "  Z99: 六场\n", encoding="utf-8")
    (folder / "重.yaml").write_text(seed + f"  {first[1]}: 又说一遍\n", encoding="utf-8")
    (folder / "种.yaml").write_text(re.sub("outline: .*", "outline: 没有的报告", seed), encoding="utf-8")
    (folder / "大.yaml").write_text(re.sub(rf"(  {first[1]}:).*", rf"\1 {'很' * 20_001}", seed), encoding="utf-8")
    (folder / "二进制.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "乱码.txt").write_bytes(b"\xff\x81\x30\x81" * 99 + b"\xff")
    (folder / "大.txt").write_bytes("字".encode() * 1_800_000)
    (folder / "坏.json").write_text("{}", encoding="utf-8")
    before = {path.name for path in folder.iterdir()}
    assert run(*words) == 2
    said = capsys.readouterr()
    one_sentence(said.err)
    assert said.out == ""
    assert {path.name for path in folder.iterdir()} == before


def test_the_whole_tree_of_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    top = capsys.readouterr().out
    assert "usage" not in top
    for command in ("chat", "intake", "missing", "draft", "check"):
        assert command in top
        assert run(command, "--help") == 0
        told = capsys.readouterr().out
        assert "用法：" in told
        assert "options" not in told


def test_an_unexpected_failure_is_a_sentence_and_a_record(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_args: object) -> int:
        raise RuntimeError("inside")

    monkeypatch.setattr(check, "run", broken)
    assert run("check", "稿.txt") == 2
    error = capsys.readouterr().err
    assert "Traceback" not in error
    record = settings().data_dir / "error.log"
    assert str(record) in error
    assert "RuntimeError: inside" in record.read_text(encoding="utf-8")


# draft, check, intake, missing -----------------------------------------------------------------------------------


def test_draft_writes_all_forms_and_says_what_it_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("draft", "答案.yaml", "--model", "off", "-o", "r.docx", "-o", "r.md", "-o", "r.json") == 0
    said = capsys.readouterr().out
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    for name in ("r.docx", "r.md", "r.json"):
        assert str(folder / name) in said
        assert (folder / name).stat().st_size > 0
    assert f"核稿意见 {len(report['findings'])} 条" in said
    for finding in report["findings"]:
        assert finding["message"] in said
    assert f"待补 {len(report['pending'])} 项" in said


def test_the_year_can_be_said_beside_the_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = SEED.read_text(encoding="utf-8").replace("year: 2022\n", "")
    (folder / "无年.yaml").write_text(seed, encoding="utf-8")
    assert run("draft", "无年.yaml", "--year", "2022", "-o", "r.md") == 0
    assert "2022年度" in (folder / "r.md").read_text(encoding="utf-8")


def test_another_year_than_the_file_says_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("draft", "答案.yaml", "--year", "2022", "--model", "off", "-o", "同.md") == 0
    capsys.readouterr()
    assert run("draft", "答案.yaml", "--year", "2023", "--model", "off", "-o", "异.md") == 2
    error = capsys.readouterr().err
    one_sentence(error)
    assert "2022" in error
    assert "2023" in error
    assert not (folder / "异.md").exists()


def test_draft_of_the_sample(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("draft", "--sample", "-o", "样.json") == 0
    assert json.loads((folder / "样.json").read_text(encoding="utf-8"))["parts"]


def test_check_exits_1_on_something_high_and_quotes_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "稿.txt", "--year", "2022") == 1
    assert "【必须改】" in capsys.readouterr().out


def test_check_as_json_keeps_to_its_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("check", "稿.txt", "--json")
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"findings", "counts", "skipped", "text"}
    assert sum(data["counts"].values()) == len(data["findings"])
    assert code == int(data["counts"]["high"] > 0)
    assert all(set(entry) == {"rule", "why"} for entry in data["skipped"])
    for finding in data["findings"]:
        if finding["quote"] and "……" not in finding["quote"]:
            assert data["text"][finding["start"] : finding["end"]] == finding["quote"]


def test_check_against_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "稿.txt", "--answers", "答案.yaml", "--json") in (0, 1)
    skipped = {entry["rule"] for entry in json.loads(capsys.readouterr().out)["skipped"]}
    run("check", "稿.txt", "--json")
    without = {entry["rule"] for entry in json.loads(capsys.readouterr().out)["skipped"]}
    assert skipped < without


def test_intake_then_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.documents import load_answers

    words = load_answers(Path("答案.yaml")).answers.values()
    (folder / "笔记.txt").write_text("\n".join(words) + "\n嗯嗯啊啊乱七八糟\n", encoding="utf-8")
    assert run("intake", "笔记.txt", "--year", "2022", "-o", "归题.yaml") == 0
    said = capsys.readouterr().out
    assert "待补" in said
    answers = load_answers(Path("归题.yaml"))
    assert answers.year == 2022
    assert len(answers.answers) > 15
    assert run("draft", "归题.yaml", "-o", "r.md") == 0


def test_intake_without_a_year_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "笔记.txt").write_text("培训办了6场次。\n抗旱保灌保住了。\n", encoding="utf-8")
    assert run("intake", "笔记.txt", "-o", "归题.yaml") == 0
    assert "year" in capsys.readouterr().out
    assert run("draft", "归题.yaml", "-o", "r.md") == 2


@pytest.mark.parametrize("form", ["txt", "md", "docx"])
def test_missing_from_answers_and_from_a_report(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("missing", "答案.yaml", "-o", f"问题单.{form}") == 0
    assert (folder / f"问题单.{form}").stat().st_size > 0
    assert run("draft", "答案.yaml", "-o", "r.json") == 0
    assert run("missing", "r.json", "-o", f"问题单2.{form}") == 0
    assert (folder / f"问题单2.{form}").stat().st_size > 0


def test_a_sheet_goes_round(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The 问题单 filled in and pasted back finds its places."""
    from assistant.interview.by_id import by_id
    from assistant.outline import find_outline

    run("missing", "答案.yaml", "-o", "问题单.txt")
    sheet = (folder / "问题单.txt").read_text(encoding="utf-8")
    asked = re.findall(r"^(\w+)：$", sheet, re.MULTILINE)
    assert asked
    filled = re.sub(r"^(\w+)：$", r"\1：三百六十五", sheet, flags=re.MULTILINE)
    before, placed, strange = by_id(filled, find_outline(None))
    assert (before, strange) == ("", [])
    assert [entry.question for entry in placed] == asked
    assert {entry.words for entry in placed} == {"三百六十五"}


# chat ------------------------------------------------------------------------------------------------------------


def test_chat_from_a_pipe_ends_cleanly_and_says_where(tmp_path: Path) -> None:
    done = spawn("chat", said="2022年度\n3000字\n到哪了\n".encode(), cwd=tmp_path)
    out = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert "已答" in out
    assert str(tmp_path / "data") in out.splitlines()[-1]


def test_chat_goes_on_where_it_stopped(tmp_path: Path) -> None:
    spawn("chat", said="2022年度\n".encode(), cwd=tmp_path)
    out = spawn("chat", said="3000字\n".encode(), cwd=tmp_path).stdout.decode("utf-8")
    assert "接着上次" in out
    assert "哪一年" not in out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_pipe_may_speak_gb18030(tmp_path: Path, encoding: str) -> None:
    out = spawn("chat", said="2022年度\n到哪了\n".encode(encoding), cwd=tmp_path).stdout.decode("utf-8")
    assert "已答" in out


def test_chat_writes_a_draft_at_the_end(tmp_path: Path) -> None:
    from assistant.documents import load_answers

    said = "\n".join(f"{question}：{words}" for question, words in load_answers(SEED).answers.items())
    done = spawn("chat", "-o", "r.md", "-o", "r.json", said=said.encode(), cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["year"] == 2022
    again = spawn("chat", said=b"", cwd=tmp_path).stdout.decode("utf-8")
    assert "接着上次" not in again, "a drafted interview is finished"


def test_chat_with_too_little_for_a_draft_says_so_and_keeps_what_was_said(tmp_path: Path) -> None:
    done = spawn("chat", "-o", "r.md", said="2022年度\n".encode(), cwd=tmp_path)
    assert done.returncode == 2
    one_sentence(done.stderr.decode())
    assert not (tmp_path / "r.md").exists()
    assert "接着上次" in spawn("chat", cwd=tmp_path).stdout.decode("utf-8")


def test_chat_from_notes(tmp_path: Path) -> None:
    (tmp_path / "笔记.txt").write_text("2022年度村干部培训办了6场次。\n抗旱保灌保住了。\n", encoding="utf-8")
    out = spawn("chat", "--from", "笔记.txt", said="对\n到哪了\n".encode(), cwd=tmp_path).stdout.decode("utf-8")
    assert "第1行" in out
    assert "培训办了6场次" in out
    assert "记下了" in out


@pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")
def test_ctrl_c_is_clean(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ASSISTANT_DATA_DIR": str(tmp_path / "data")}
    with knowledge_held(tmp_path):
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=env,
            cwd=tmp_path,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("2022年度\n".encode())
        process.stdin.flush()
        asked = 0
        while asked < 2:
            asked += process.stdout.readline().decode().startswith("【")
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0
        assert err == b""
        assert "已保存在" in out.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes as on POSIX")
def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    (folder / "长.txt").write_text("述职报告\n" + "一是学习不够。\n" * 3000, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "check", "长.txt", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=folder,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 1)
    assert error == b""


def test_output_is_utf8_wherever_it_goes(folder: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "check", "没有.txt"], capture_output=True, env=env, cwd=folder, timeout=60
    )
    assert done.returncode == 2
    assert "没有.txt" in done.stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal as on POSIX")
def test_on_a_terminal_an_unfinished_talk_is_offered(tmp_path: Path) -> None:
    import pty

    spawn("chat", said="2022年度\n".encode(), cwd=tmp_path)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ASSISTANT_DATA_DIR": str(tmp_path / "data"), "TERM": "dumb"}
    leader, follower = pty.openpty()
    held = knowledge_held(tmp_path)
    held.acquire()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "chat"], stdin=follower, stdout=follower, stderr=follower, env=env
    )
    os.close(follower)
    told = b""
    os.write(leader, "新开\n".encode())
    os.write(leader, "退出\n".encode())
    while process.poll() is None or told == b"":
        try:
            told += os.read(leader, 65536)
        except OSError:
            break
    process.wait(timeout=30)
    held.release()
    os.close(leader)
    shown = told.decode("utf-8", "replace")
    assert "没做完的访谈" in shown
    assert "哪一年" in shown
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], ["serve"]),
        (["--no-browser"], ["serve", "--no-browser"]),
        (["--port", "8000"], ["serve", "--port", "8000"]),
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
        (["chat"], ["chat"]),
        (["check", "-o", "x"], ["check", "-o", "x"]),
    ],
)
def test_the_command_alone_and_its_options_are_the_page(words: list[str], command: list[str]) -> None:
    assert cli._as_command(words) == command


@pytest.mark.parametrize(
    ("name", "value"),
    [("ASSISTANT_TIMEOUT", "两分钟"), ("ASSISTANT_TIMEOUT", "nan"), ("ASSISTANT_PARALLEL", "-1")],
)
def test_a_setting_that_is_no_number_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    assert run("doctor") == 2
    error = capsys.readouterr().err
    one_sentence(error)
    assert name in error


def test_settings_kept_in_the_encoding_of_an_office_are_read(folder: Path) -> None:
    (folder / ".env").write_bytes("# 单位的端点\nASSISTANT_MODEL=通义\n".encode("gb18030"))
    settings.cache_clear()
    assert settings().model == "通义"


@pytest.mark.parametrize(
    "command",
    [
        ["draft", "答案.yaml", "--model", "off", "-o", "长" * 300 + ".md"],
        ["draft", "答案.yaml", "--model", "off", "-o", "长" * 300 + "/r.md"],
        ["speak", "r.json", "--minutes", "八", "-o", "r.md"],
    ],
)
def test_no_english_in_a_refusal(command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert run(*command) == 2
    error = capsys.readouterr().err
    one_sentence(error)
    assert not re.search("[A-Za-z]{5,}", re.sub(r"--\w+|assistant \w+", "", error)), error
    assert sorted(path.name for path in folder.iterdir()) == before


def test_nothing_is_written_over_a_file_that_was_handed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("draft", "答案.yaml", "--model", "off", "-o", "稿.docx", "-o", "稿.json") == 0
    with contextlib.suppress(OSError):  # Windows lets few accounts do this
        (folder / "别名.docx").symlink_to("稿.docx")
    links = [["measures", "稿.docx", "-o", "别名.docx"]] if (folder / "别名.docx").is_symlink() else []
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for command in (
        *links,
        ["check", "稿.docx", "-o", "./稿.docx"],
        ["measures", "稿.json", "-o", "稿.json"],
        ["draft", "答案.yaml", "--model", "off", "--last-year", "稿.docx", "-o", "稿.docx"],
    ):
        capsys.readouterr()
        assert run(*command) == 2, command
        error = capsys.readouterr().err
        one_sentence(error)
        assert "原件" in error
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_no_console_is_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run("draft", "答案.yaml", "--model", "off", "-o", "r.md") == 0
    assert (folder / "r.md").is_file()


def test_a_clock_that_stands_at_its_beginning_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Reset(date):
        @classmethod
        def today(cls) -> Reset:
            return cls(1970, 1, 1)

    monkeypatch.setattr("assistant.export.packed.date", Reset)
    assert run("draft", "答案.yaml", "--model", "off", "-o", "r.docx") == 2
    error = capsys.readouterr().err
    one_sentence(error)
    assert "1970年" in error
    assert not (folder / "r.docx").exists()
    assert run("draft", "答案.yaml", "--model", "off", "-o", "r.md") == 0
