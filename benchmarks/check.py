"""How long checking takes: the rules over a report of about 3,500 characters (warm), and the whole command.

Rerun: python benchmarks/check.py
"""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

RULES_BUDGET_MS = 50
COMMAND_BUDGET_MS = 500
RUNS = 5
_SENTENCES = (
    "我主持党委会专题研究{n}次，到{n}个村同党员群众座谈，当场解决用水、修路一类的难题{n}件。",
    "举办村干部培训班{n}期，培训{n}0人次，组织跟班学习{n}批，村级后备干部增加{n}名。",
    "村集体经营性收入由2023年的{n}1万元增加到{n}8万元，超过20万元的村达到{n}个。",
    "针对阵地开放不够的问题，实行每日值班，{n}处活动室全部按时开门，群众办事少跑{n}趟。",
)


def sample(length: int = 3500) -> str:
    """A made-up report of about so many characters, with three parts and three items each."""
    parts = (("履职工作特色和亮点", 0.48), ("存在的主要问题及原因", 0.27), ("下一步工作思路和主要措施", 0.25))
    text = "2024年度抓基层党建工作述职报告\n根据会议安排，现将本人2024年度履行第一责任人职责情况报告如下：\n"
    for number, (title, share) in zip("一二三", parts, strict=True):
        text += f"{number}、{title}\n"
        for ordinal in "一二三":
            item = f"{ordinal}是突出重点任务，夯实基层基础。"
            n = 2
            while len(item) < length * share / 3:
                item += _SENTENCES[n % len(_SENTENCES)].format(n=n)
                n += 1
            text += item + "\n"
    return text + "以上述职，请予评议。\n"


def _median_ms(run: object, times: int = RUNS) -> float:
    assert callable(run)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> int:
    """Prints both medians; 1 where a budget is broken."""
    from assistant.checking.check import check_text
    from assistant.outline import find_outline

    outline = find_outline(None)
    texts = [sample() + f"编号{number}。\n" for number in range(RUNS + 1)]
    check_text(texts[0], outline)
    # A new text each time: what the rules remember of a text must not flatter them.
    fresh = iter(texts[1:])
    rules = _median_ms(lambda: check_text(next(fresh), outline))
    print(f"rules over {len(texts[0])} characters: {rules:.1f} ms (budget {RULES_BUDGET_MS})")
    broken = rules > RULES_BUDGET_MS
    if importlib.util.find_spec("assistant.cli") is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report.txt"
            path.write_text(texts[0], encoding="utf-8", newline="\n")
            command = [sys.executable, "-m", "assistant", "check", str(path)]
            whole = _median_ms(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=False))
        print(f"whole process of `assistant check`: {whole:.0f} ms (budget {COMMAND_BUDGET_MS})")
        broken = broken or whole > COMMAND_BUDGET_MS
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
