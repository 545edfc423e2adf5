"""Old Office files (.doc .wps .rtf .odt .xls .et): turned into .docx or .xlsx by a converter that is on this machine.

LibreOffice first, because it keeps tables and automatic numbers; catdoc for .doc where LibreOffice is absent or fails.
Where there is neither, the person is asked to save the file anew.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.documents.document import Document, Piece, assembled
from assistant.documents.plain import decoded
from assistant.errors import FileError

WALL = 15.0
"""Seconds a conversion may take; LibreOffice needs two or three."""
MEMORY = 1024 * 1024 * 1024
TARGETS = {
    ".doc": ("docx", "MS Word 97"),
    ".wps": ("docx", "MS Word 97"),
    ".rtf": ("docx", "Rich Text Format"),
    ".odt": ("docx", "writer8"),
    ".xls": ("xlsx", "MS Excel 97"),
    ".et": ("xlsx", "MS Excel 97"),
    ".ods": ("xlsx", "calc8"),
}
"""For each old suffix the new one and what LibreOffice is told the file is: left to guess, it takes rubbish for text."""

_SMALLEST_OLE = 1536
_LOCKED = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))
_OFFICE_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_PROFILE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""No macro runs, no link is followed; should one be, it meets a proxy that is not there."""


def converted(data: bytes, name: str, suffix: str) -> tuple[bytes, str] | Document:
    """The file as bytes of the new format and its suffix, or its text where only catdoc could read it.

    Raises FileError where no converter is there, or it fails, hangs or takes too much memory.
    """
    target = TARGETS[suffix][0]
    _refuse_locked(data, name, target)
    office, catdoc = _office(), shutil.which("catdoc")
    if not office and not (catdoc and suffix in (".doc", ".wps")):
        raise FileError(
            f"这台电脑上没有能打开“{name}”的程序。", f"请用 Word、WPS 或 Excel 打开它，另存为 .{target} 再用。"
        )
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"in{suffix}"
        source.write_bytes(data)
        made = _by_office(office, source, target) if office else None
        if made:
            return made, f".{target}"
        words = _by_catdoc(catdoc, source) if catdoc and suffix in (".doc", ".wps") else b""
    if words.strip():
        lines = decoded(words, name).split("\n")
        return assembled(name, "word", ([Piece(line, f"第{number}行")] for number, line in enumerate(lines, 1)))
    raise FileError(f"“{name}”打不开：文件坏了、加了密码，或不是 {suffix} 文件。", f"请打开它，另存为 .{target} 再用。")


def _refuse_locked(data: bytes, name: str, target: str) -> None:
    """What is plain before any converter is started: a stump of a file, or one locked by a password."""
    if any(mark in data for mark in _LOCKED):
        raise FileError(f"“{name}”加了密码。", f"请去掉密码，另存为 .{target} 再用。")
    if data.startswith(b"\xd0\xcf") and len(data) < _SMALLEST_OLE:
        raise FileError(f"“{name}”打不开：文件坏了。", f"请找一份完整的，另存为 .{target} 再用。")


def _office() -> str | None:
    return shutil.which("soffice") or next((place for place in _OFFICE_PLACES if Path(place).is_file()), None)


def _by_office(office: str, source: Path, target: str) -> bytes | None:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(path=path, name=key, value=value) for path, key, value in _PROFILE)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
        newline="\n",
    )
    command = [
        *(office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"),
        *(
            f"--infilter={TARGETS[source.suffix][1]}",
            "--convert-to",
            target,
            "--outdir",
            str(source.parent / "out"),
            str(source),
        ),
    ]
    _run(command)
    made = source.parent / "out" / f"in.{target}"
    return made.read_bytes() if made.is_file() and made.stat().st_size < 100 * 1024 * 1024 else None


def _by_catdoc(catdoc: str, source: Path) -> bytes:
    return _run([catdoc, "-d", "utf-8", "-w", str(source)])


def _run(command: Sequence[str]) -> bytes:
    """Runs a converter with an eye on clock and memory of all its processes; b"" where it failed."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        end = time.monotonic() + WALL
        while process.poll() is None:
            if time.monotonic() > end or _family_memory(process.pid) > MEMORY:
                _end(process)
                return b""
            time.sleep(0.03)
        out.seek(0)
        return out.read(8 * 1024 * 1024) if process.returncode == 0 else b""


def _family_memory(pid: int) -> int:
    import psutil

    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            total += int(process.memory_info().rss)
    except psutil.Error:
        return total
    return total


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a converter and what it started (soffice is a script around the real one)."""
    import psutil

    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        family = []
    for child in family:
        try:
            child.kill()
        except psutil.Error:
            continue
    process.kill()
    process.wait()
