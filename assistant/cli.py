"""The door: the `assistant` command, its options, what it prints and its exit codes; all imports of weight are lazy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, InputError
from assistant.options import Run, parser

if TYPE_CHECKING:
    import logging

    from assistant.app import App
    from assistant.conversation import Conversation
    from assistant.export.sheet import SheetEntry
    from assistant.interview.events import Event
    from assistant.outline import Outline
    from assistant.report import Answers, Finding, Pending, Report

LEVELS = {"high": "必须改", "medium": "建议改", "low": "供参考"}
REPORT_SUFFIXES = (".docx", ".md", ".json")
SHEET_SUFFIXES = (".docx", ".md", ".txt")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code: 0 done, 1 `check` found something high, 2 bad input or failure."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        args = parser(RUNS).parse_args(words or ["chat"])
        run: Run = args.run
        code = run(args)
        _print_out(flush=True)
    except AssistantError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        _complain("已中断。")
        return 130
    except OSError as error:
        return _complain(f"读写文件出了错：{error.strerror or error}。请检查磁盘空间和文件夹权限后再试。")
    except Exception:
        with _failure_log() as (logger, place):
            logger.exception("unexpected failure")
        return _complain(f"程序出了意外，没有做完。详情记在 {place}，请把它交给维护的人。")
    return code


def _complain(sentence: str) -> int:
    try:
        print(sentence, file=sys.stderr, flush=True)
    except BrokenPipeError:
        _close(sys.stderr.fileno())
    return 2


@contextmanager
def _failure_log() -> Iterator[tuple[logging.Logger, Path]]:
    """A logger into the data folder: a person sees one sentence, whoever maintains the program the traceback."""
    import logging

    from assistant.settings import settings

    path = settings().data_dir / "error.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    logger = logging.getLogger("assistant")
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield logger, path
    finally:
        logger.removeHandler(handler)
        handler.close()


def _close(descriptor: int) -> None:
    """Points a descriptor whose reader has gone at the null device, so that nothing fails at exit."""
    import os

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


def _print_out(*lines: str, flush: bool = False) -> None:
    """Prints to standard output; a reader that has gone (`| head`) is no error and never changes the exit code."""
    try:
        for line in lines:
            print(line)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        _close(sys.stdout.fileno())


@contextmanager
def _progress(what: str) -> Iterator[None]:
    """Says what is being done where it takes over a second and a person is watching."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    timer = threading.Timer(1.0, lambda: print(f"{what}……", file=sys.stderr, flush=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _out_path(name: str, suffixes: tuple[str, ...]) -> Path:
    path = Path(name)
    if path.suffix.lower() not in suffixes:
        raise InputError(f"不会写成“{path.name}”这种文件。", f"后缀请用 {' '.join(suffixes)} 之一。")
    if path.is_dir():
        raise InputError(f"“{name}”是一个文件夹。", "请写出文件名。")
    if not path.parent.is_dir():
        raise InputError(f"没有“{path.parent}”这个文件夹。", "请先建好，或换一个位置。")
    return path


def _year(year: int | None) -> int | None:
    if year is not None and not 1978 <= year <= 2099:
        raise InputError(f"年份 {year} 不对。", "请写四位的述职年度，例如 2022。")
    return year


def _answers(name: str) -> Answers:
    from assistant.documents import load_answers

    return load_answers(Path(name))


def _load_report(name: str) -> Report:
    from pydantic import ValidationError

    from assistant.report import Report

    try:
        return Report.model_validate_json(Path(name).read_bytes())
    except OSError as error:
        raise InputError(f"打不开“{name}”。", "请检查文件名和所在的文件夹。") from error
    except ValidationError as error:
        raise InputError(f"{name} 不是本工具写出的 report.json。", "请换用 draft 写出的 .json 文件。") from error


# draft -----------------------------------------------------------------------------------------------------------


def _draft(args: argparse.Namespace) -> int:
    from assistant.export.save import save_reports
    from assistant.outline import find_outline
    from assistant.workflow import draft

    paths = [_out_path(name, REPORT_SUFFIXES) for name in args.out]
    if args.sample == (args.file is not None):
        raise InputError(
            "draft 要么给一个答案文件，要么写 --sample。", "例如：assistant draft 答案.yaml -o 草稿.docx。"
        )
    if args.outline and not args.sample:
        raise InputError("--outline 只与 --sample 同用。", "答案文件里的 outline 一行已经写明报告种类。")
    answers = _sample(args.outline) if args.sample else _answers(args.file)
    with _progress("正在起草"):
        report = draft(answers, find_outline(answers.outline))
        save_reports(report, paths)
    _print_draft(report, paths)
    return 0


def _sample(name: str | None) -> Answers:
    from assistant.outline import find_outline
    from assistant.settings import knowledge_files

    outline = find_outline(name)
    for path in knowledge_files("samples", ".yaml"):
        answers = _answers(str(path))
        if answers.outline in (outline.name, outline.id):
            return answers
    raise InputError(f"“{outline.name}”没有自带的示例答案。", "请给一个答案文件。")


def _print_draft(report: Report, paths: Iterable[Path]) -> None:
    for path in paths:
        _print_out(f"已写好：{path.resolve()}")
    _print_findings(report.findings)
    _print_pending(report.pending)


def _print_pending(pending: Sequence[Pending]) -> None:
    if pending:
        _print_out(f"待补 {len(pending)} 项：", *(f"  {entry.question}  {entry.what}" for entry in pending))


def _print_findings(findings: Sequence[Finding]) -> None:
    counts = "，".join(f"{label} {sum(f.level == level for f in findings)} 条" for level, label in LEVELS.items())
    _print_out(f"核稿意见 {len(findings)} 条：{counts}")
    for level, label in LEVELS.items():
        group = [finding for finding in findings if finding.level == level]
        if group:
            _print_out(f"【{label}】")
        for finding in group:
            quote = f"“{finding.quote}”：" if finding.quote else ""
            _print_out(f"  {finding.rule}  {quote}{finding.message}")


# check -----------------------------------------------------------------------------------------------------------


def _check(args: argparse.Namespace) -> int:
    from assistant.checking.check import check_text
    from assistant.documents import read_text
    from assistant.outline import find_outline

    year, facts, limits = _year(args.year), None, None
    outline = find_outline(args.outline)
    if args.answers:
        from assistant.interview.answers import read_answers

        answers = _answers(args.answers)
        outline = find_outline(args.outline or answers.outline)
        reading = read_answers(answers, outline)
        year, facts, limits = year or answers.year, tuple(reading.facts), reading.limits
    with _progress("正在核稿"):
        checked = check_text(read_text(Path(args.file)), outline, year=year, facts=facts, limits=limits)
    if args.json:
        import json

        counts = {level: sum(f.level == level for f in checked.findings) for level in LEVELS}
        findings = [finding.model_dump(mode="json") for finding in checked.findings]
        skipped = [{"rule": rule, "why": why} for rule, why in checked.skipped]
        data = {"findings": findings, "counts": counts, "skipped": skipped, "text": checked.text}
        _print_out(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        _print_findings(checked.findings)
        if checked.skipped:
            _print_out("没有核的：" + "；".join(f"{rule}（{why}）" for rule, why in checked.skipped))
    return int(any(finding.level == "high" for finding in checked.findings))


# intake and missing ----------------------------------------------------------------------------------------------


def _intake(args: argparse.Namespace) -> int:
    from datetime import date

    from assistant.answers_file import dump_answers
    from assistant.documents import save
    from assistant.encoder import local_embedder
    from assistant.interview.answers import read_answers
    from assistant.interview.intake import intake
    from assistant.outline import find_outline

    path = _out_path(args.out, (".yaml", ".yml"))
    outline = find_outline(args.outline)
    with _progress("正在归题"):
        taken = intake(_texts(args.files), outline, _year(args.year), local_embedder())
        answers = taken.answers(outline)
        dated = answers.model_copy(update={"year": answers.year or date.today().year})
        pending = read_answers(dated, outline).pending
    kept = [f"# {line}" for words in taken.unplaced for line in words.splitlines()]
    rest = "\n".join(["", "# 没找到合适题目的话：", *kept, ""]) if kept else ""
    save(path, (dump_answers(answers) + rest).encode("utf-8"))
    _print_out(f"已写好：{path.resolve()}", "请照下表看一遍，归错的题号在文件里改过来。")
    _print_out(*(f"  {row.question}  {row.words}" for row in taken.rows))
    if answers.year is None:
        _print_out("没看出是哪一年的述职：请在文件的 year 一行填上年份，再起草。")
    if taken.unplaced:
        _print_out(f"有 {len(taken.unplaced)} 处没找到合适的题，也写在文件里了：", *(f"  {t}" for t in taken.unplaced))
    _print_pending(pending)
    return 0


def _texts(names: Iterable[str]) -> list[tuple[str, str]]:
    from assistant.documents import read_text

    return [(Path(name).name, read_text(Path(name))) for name in names]


def _missing(args: argparse.Namespace) -> int:
    from assistant.export.save import save_sheets
    from assistant.outline import find_outline

    path = _out_path(args.out, SHEET_SUFFIXES)
    if Path(args.file).suffix.lower() == ".json":
        report = _load_report(args.file)
        outline, pending = find_outline(report.outline), report.pending
    else:
        from assistant.interview.answers import read_answers

        answers = _answers(args.file)
        outline = find_outline(answers.outline)
        pending = list(read_answers(answers, outline).pending)
    save_sheets(_sheets(pending, outline), path)
    _print_out(f"已写好：{path.resolve()}")
    _print_pending(pending)
    return 0


def _sheets(pending: Iterable[Pending], outline: Outline) -> dict[str, list[SheetEntry]]:
    """What is pending, by who can know it, each question once, in the outline's order."""
    from assistant.export.sheet import SheetEntry

    lacking: dict[str, list[str]] = {}
    for entry in pending:
        lacking.setdefault(entry.question, []).append(entry.what)
    sheets: dict[str, list[SheetEntry]] = {}
    for question in outline.questions:
        if question.id in lacking:
            sheet = SheetEntry(question.id, question.ask, question.example, question.lookup)
            sheets.setdefault(question.who, []).append(sheet)
    return sheets


# chat ------------------------------------------------------------------------------------------------------------


def _chat(args: argparse.Namespace) -> int:
    from assistant.app import build
    from assistant.outline import find_outline
    from assistant.settings import settings

    paths = [_out_path(name, REPORT_SUFFIXES) for name in args.out or ()]
    outline = find_outline(args.outline)
    texts = _texts(args.notes or ())
    app = build(settings())
    conversation = _open(app, outline, fresh=bool(texts))
    farewell = f"已保存在 {conversation.place}，再运行 assistant chat 就从这里接着答。"
    try:
        _show(conversation.start())
        if texts:
            _take_notes(conversation, texts, outline)
        _talk(conversation, paths)
        if paths:
            with _progress("正在起草"):
                _show(conversation.draft(), paths)
        _print_out(farewell, flush=True)
    except KeyboardInterrupt:
        _print_out("", farewell, flush=True)
    return 0


def _open(app: App, outline: Outline, *, fresh: bool) -> Conversation:
    """The unfinished interview or a new one: asked on a terminal; a pipe continues unless it brings notes."""
    unfinished = app.unfinished(outline)
    if unfinished is None:
        return app.begin(outline)
    when = unfinished.updated.astimezone()
    if sys.stdin.isatty():
        asked = f"有一次没做完的访谈（{when:%Y-%m-%d %H:%M}，说了 {unfinished.turns} 句）。继续还是新开？[继续] "
        fresh = input(asked).strip().startswith(("新", "n", "N"))
    elif fresh:
        _print_out("上次没做完的访谈还留着；不带 --from 运行 assistant chat 可以接着答。")
    return app.begin(outline) if fresh else app.resume(unfinished.id)


def _take_notes(conversation: Conversation, texts: list[tuple[str, str]], outline: Outline) -> None:
    from assistant.encoder import local_embedder
    from assistant.interview.intake import intake

    with _progress("正在归题"):
        taken = intake(texts, outline, None, local_embedder())
    _show(conversation.take_notes(taken))


def _talk(conversation: Conversation, paths: Sequence[Path]) -> None:
    from assistant.interview.events import Ended

    for line in _lines():
        events = list(conversation.say(line))
        _show(events, paths)
        if any(isinstance(event, Ended) for event in events):
            return


def _lines() -> Iterator[str]:
    """What the person says, line by line until the input ends; bytes of a pipe are read as UTF-8, else GB18030."""
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401  (line editing and history on a terminal)
        with suppress(EOFError):
            while True:
                yield input("> ")
        return
    for data in sys.stdin.buffer:
        line = data.strip(b"\r\n")
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield line.decode("gb18030", errors="replace")


def _show(events: Iterable[Event], paths: Sequence[Path] = ()) -> None:
    from assistant.export.save import save_reports
    from assistant.interview.events import Drafted

    for event in events:
        _print_out(event.text)
        if isinstance(event, Drafted):
            written = paths or [_draft_path(event.report)]
            save_reports(event.report, written)
            _print_draft(event.report, written)
    _print_out(flush=True)


def _draft_path(report: Report) -> Path:
    """Where a draft asked for in the talk goes when no -o was given: the data folder, a new name each time."""
    from assistant.settings import settings

    folder = settings().data_dir / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    number = sum(1 for _ in folder.glob("*.docx")) + 1
    return folder / f"{report.outline}-{report.year}-第{number}稿.docx"


RUNS: dict[str, Run] = {"chat": _chat, "intake": _intake, "missing": _missing, "draft": _draft, "check": _check}
