"""The door: the `assistant` command and its exit codes; what each command does lies in `commands/`, imports of weight lazy."""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands import (
    chat,
    check,
    doctor,
    draft,
    knowledge,
    lists,
    notes,
    rereading,
    revise,
    serve,
    speaking,
    versions,
)
from assistant.commands.terminal import complain, print_out
from assistant.errors import AssistantError
from assistant.options import Run, parser

if TYPE_CHECKING:
    import logging

GROUPS = (
    serve.add,
    chat.add,
    notes.add,
    draft.add,
    check.add,
    knowledge.add,
    doctor.add,
    lists.add,
    revise.add,
    versions.add,
    speaking.add,
    rereading.add,
)


_KEPT = 50_000
"""Objects made before the first look for garbage: tables of knowledge are kept to the end, and Python's 700 would go
through them a hundred times in half a second."""

_WHY = {
    errno.ENOSPC: "：磁盘满了",
    errno.EACCES: "：没有权限",
    errno.EPERM: "：没有权限",
    errno.EROFS: "：这个盘是只读的",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code: 0 done, 1 `check` found something high, 2 bad input or failure."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(_KEPT)
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        args = parser(GROUPS).parse_args(_as_command(words))
        run: Run = args.run
        code = run(args)
        print_out(flush=True)
    except AssistantError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        complain("已中断。")
        return 130
    except OSError as error:
        return complain(
            f"读写{_named(error)}出了错{_WHY.get(error.errno or 0, '')}。请检查磁盘空间和文件夹权限后再试。"
        )
    except Exception:
        with _failure_log() as (logger, place):
            logger.exception("unexpected failure")
        return complain(f"程序出了意外，没有做完。详情记在 {place}，请把它交给维护的人。")
    return code


def _named(error: OSError) -> str:
    return f"“{error.filename}”" if isinstance(error.filename, str) else "文件"


def _as_command(words: list[str]) -> list[str]:
    """`assistant` alone is the page, and so are its options: `--port 8000` stands for `serve --port 8000`."""
    about = ("-h", "--help", "--version")
    return words if words and (not words[0].startswith("-") or words[0] in about) else ["serve", *words]


@contextmanager
def _failure_log() -> Iterator[tuple[logging.Logger, Path]]:
    """A logger into the data folder, or the folder for passing files where that cannot be written: a person sees one
    sentence, whoever maintains the program the traceback."""
    import logging
    import tempfile

    from assistant.settings import settings

    path = settings().data_dir / "error.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        path = Path(tempfile.gettempdir()) / "assistant-error.log"
        handler = logging.FileHandler(path, encoding="utf-8")
    logger = logging.getLogger("assistant")
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield logger, path
    finally:
        logger.removeHandler(handler)
        handler.close()
