"""How fast files are read, with the parser process kept, and how long the hostile ones take.

python benchmarks/documents.py            files a second by format, 50 of each
python benchmarks/documents.py --hostile  wall time of each case of tests/test_hostile_files.py (from a checkout)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from made_files import paragraph, pdf, sheet, typeset, word

from assistant.documents import read_blocks
from assistant.documents.archive import parsed
from assistant.documents.word import SMALL_XML
from assistant.errors import FileError

WORDS = "一是抓班子带队伍。全年举办“三会一课”观摩6场次，培训村干部312人次，发展党员4名，落实率达到98.5%。" * 4
REPORT = [WORDS] * 25
FILES: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: "\n".join(REPORT).encode("gb18030"),
    "a.docx": lambda: word("".join(paragraph(text) for text in REPORT)),
    "大.docx": lambda: word("".join(paragraph(text) for text in REPORT * 20)),
    "a.pdf": lambda: pdf(typeset(REPORT)),
    "a.xlsx": lambda: sheet([["村名", "党员数（人）", "收入（万元）"], *[[f"村{n}", n, n * 1.5] for n in range(200)]]),
}


def speed(folder: Path) -> None:
    for name, make in FILES.items():
        path = folder / name
        path.write_bytes(make())
        begun = time.perf_counter()
        read_blocks(path)
        first = time.perf_counter() - begun
        times = []
        for _ in range(50):
            begun = time.perf_counter()
            read_blocks(path)
            times.append(time.perf_counter() - begun)
        each = statistics.median(times)
        print(f"{name}: 第一份 {first * 1000:.0f} ms，以后每份 {each * 1000:.0f} ms，每秒 {1 / each:.0f} 份")


def worst_small() -> None:
    """What the largest Word file that is parsed without a process of its own can cost."""
    for unit in (b"<w:p/>", b"<w:r><w:t>a</w:t></w:r>"):
        head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        xml = head + unit * ((SMALL_XML - 200) // len(unit)) + b"</w:body></w:document>"
        begun = time.perf_counter()
        parsed(xml, "a.docx")
        print(f"{len(xml) / 1e6:.1f} MB 的 XML（{unit.decode()}）：{time.perf_counter() - begun:.2f} 秒")


def hostile(folder: Path) -> None:
    import test_hostile_files as cases

    makers = cases.REFUSED | {name: make for name, (make, _) in cases.READ.items()}
    slowest = 0.0
    for name, make in makers.items():
        path = folder / name
        path.write_bytes(make())
        begun = time.perf_counter()
        try:
            said = f"读了 {len(read_blocks(path).text)} 字"
        except FileError as error:
            said = error.message
        took = time.perf_counter() - begun
        slowest = max(slowest, took)
        print(f"{took:6.2f} 秒  {said}")
    print(f"{len(makers)} 个，最慢 {slowest:.2f} 秒")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        if "--hostile" in sys.argv[1:]:
            hostile(Path(name))
        else:
            speed(Path(name))
            worst_small()
