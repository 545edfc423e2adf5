"""`assistant chat`: the interview in a terminal or from a pipe."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.inputs import REPORT_SUFFIXES, last_year_file, note_texts, notice_file, out_path
from assistant.commands.modelling import model_of, show_authors
from assistant.commands.terminal import print_out, progress, told_aside
from assistant.errors import AssistantError, FileError
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.app import App
    from assistant.conversation import Conversation
    from assistant.interview.events import Event
    from assistant.outline import Outline
    from assistant.report import Report


def add(commands: Commands) -> None:
    """Adds the command."""
    chat = commands.add_parser("chat", help="在终端里一问一答，随时可停，回来接着答")
    chat.add_argument("--from", dest="notes", nargs="+", metavar="文件", help="先从这些笔记、台账、口述里取材")
    chat.add_argument("--last-year", metavar="文件", help="去年的述职报告（或 report.json）：去年的承诺逐条问")
    chat.add_argument("--notice", metavar="文件", help="县里的通知：读出要求，请您确认")
    chat.add_argument("--outline", metavar="名称", help="报告种类")
    chat.add_argument("--model", choices=("off", "auto"), default="auto", help="off：不用大模型")
    chat.add_argument("--yes", action="store_true", help="要发到外部的大模型时不再询问")
    chat.add_argument("-o", dest="out", action="append", metavar="输出", help="答完后把草稿写到这里（可多次）")
    chat.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Talks until the input ends or the person stops; everything said is kept."""
    from assistant.app import build
    from assistant.outline import find_outline
    from assistant.settings import settings

    paths = [out_path(name, REPORT_SUFFIXES) for name in args.out or ()]
    outline = find_outline(args.outline)
    told = note_texts(args.notes or ())
    last_year = last_year_file(args.last_year, outline, None)
    notice = notice_file(args.notice, outline, None)
    model = None if getattr(args, "model", "auto") == "off" else model_of(getattr(args, "yes", False))
    app = build(settings(), say=told_aside, model=model)
    conversation = _open(app, outline, fresh=bool(told))
    farewell = f"已保存在 {conversation.place}，再运行 assistant chat 就从这里接着答。"
    try:
        begun = not conversation.session.turns
        carried = app.told_elsewhere(outline) if begun and not told else None
        _show(conversation.start(asking=not told and carried is None and notice is None and last_year is None))
        if last_year is not None:
            _show(conversation.take_last_year(last_year, asking=notice is None and not told and carried is None))
        if notice is not None:
            _show(conversation.take_notice(notice))
        if told:
            _take_notes(conversation, told, outline)
        if carried is not None:
            print_out(f"写“{carried.rows[0].source}”时答过的 {len(carried.rows)} 题，这里也用得上。")
            _show(conversation.take_notes(carried))
        drafted = _talk(conversation, paths)
        if paths and not drafted:
            with progress("正在起草"):
                _show(conversation.draft(), paths, conversation.stop)
        print_out(farewell, flush=True)
    except KeyboardInterrupt:
        print_out("", farewell, flush=True)
    except AssistantError:
        print_out(farewell, flush=True)
        raise
    finally:
        app.close()
    return 0


def _open(app: App, outline: Outline, *, fresh: bool) -> Conversation:
    """The unfinished interview or a new one: asked on a terminal; a pipe continues unless it brings notes."""
    unfinished = app.unfinished(outline)
    if sys.stdin.isatty():
        last = unfinished or app.latest(outline)
        if last is None:
            return app.begin(outline)
        what = "已经写成稿的" if last.drafted else "没做完的"
        when = f"{last.updated.astimezone():%Y-%m-%d %H:%M}"
        asked = f"有一次{what}访谈（{when}，说了 {last.turns} 句）。接着说请按回车，重新开始请打“新开”："
        return app.begin(outline) if input(asked).strip().startswith(("新", "n", "N")) else app.resume(last.id)
    if unfinished is None:
        return app.begin(outline)
    if fresh:
        print_out("上次没做完的访谈还留着；不带 --from 运行 assistant chat 可以接着答。")
    return app.begin(outline) if fresh else app.resume(unfinished.id)


def _take_notes(conversation: Conversation, texts: list[tuple[str, str]], outline: Outline) -> None:
    from assistant.encoder import local_embedder
    from assistant.interview.intake import intake

    with progress("正在归题"):
        taken = intake(texts, outline, None, local_embedder())
    _show(conversation.take_notes(taken))


def _talk(conversation: Conversation, paths: Sequence[Path]) -> bool:
    """Talks until the input ends; whether the last thing done was to write a draft of all that was said."""
    from assistant.interview.events import Drafted, Ended

    drafted = False
    for line in _lines():
        with progress("正在想"):
            said = conversation.say(line)
            first = next(said, None)
        events = _show(said if first is None else chain((first,), said), paths, conversation.stop)
        ended = any(isinstance(event, Ended) for event in events)
        if ended:
            break
        drafted = any(isinstance(event, Drafted) for event in events)
    return drafted


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


def _show(events: Iterable[Event], paths: Sequence[Path] = (), stop: Callable[[], bool] = lambda: False) -> list[Event]:
    """Shows events as they come; returns them. Ctrl-C ends a draft under way, else the talk."""
    from assistant.interview.events import Drafted, SentenceWritten, Working

    shown = []
    coming = iter(events)
    while True:
        try:
            event = next(coming, None)
            if isinstance(event, Working):
                if sys.stderr.isatty():
                    told_aside(f"  {event.text}" if isinstance(event, SentenceWritten) else f"{event.text}……")
                continue
        except KeyboardInterrupt:
            if not stop():
                raise
            continue
        if event is None:
            break
        shown.append(event)
        print_out(event.text)
        if isinstance(event, Drafted):
            _save(event.report, paths or _draft_paths(event.report))
    print_out(flush=True)
    return shown


def _save(report: Report, paths: Sequence[Path]) -> None:
    """Writes the draft and says where, and what must be changed; everything else is shown on wish (意见, 还缺什么)."""
    from assistant.export.save import save_reports
    from assistant.waiving import unexplained

    try:
        save_reports(report, paths)
    except FileError as error:
        if not sys.stdin.isatty():
            raise
        print_out(f"{error}您说的话都记着，处理好以后再说“写吧”。")
        return
    print_out(*(f"已写好：{path.resolve()}" for path in paths))
    if report.writer.kind == "model":
        show_authors(report)
    high = unexplained(report)
    if high:
        print_out("【必须改】", *(f"  {finding.rule}  {finding.message}" for finding in high))


def _draft_paths(report: Report) -> list[Path]:
    """Where a draft asked for in the talk goes when no -o was given: the data folder, a new name each time."""
    from assistant.settings import settings

    folder = settings().data_dir / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    number = sum(1 for _ in folder.glob("*.docx")) + 1
    name = f"{report.outline}-{report.year}-第{number}稿{'（定稿）' if report.final else ''}"
    return [folder / f"{name}.docx", folder / f"{name}.json"]
