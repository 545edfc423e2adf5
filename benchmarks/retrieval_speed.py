"""Speed and memory of the knowledge store. Run: python benchmarks/retrieval_speed.py [10000] [hashed]

Linux (peak memory from /proc). Synthetic passages of about 180 字; open to first answer is measured in a process of its
own.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from corpora import one_each, store_of

from assistant.encoder import HashedPairs, local_embedder
from assistant.retrieval.passages import KINDS

CHILD = """
import json, sys, time
begun = time.perf_counter()
from pathlib import Path
from assistant.encoder import HashedPairs, local_embedder
from assistant.retrieval import store as module
module.shipped_passages = lambda: []
module.KnowledgeStore._is_stale = lambda *_: False
from assistant.retrieval.store import KnowledgeStore
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.passages import KINDS
queries = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
with KnowledgeStore(Path(sys.argv[1]), HashedPairs() if sys.argv[3] == "hashed" else local_embedder()) as store:
    retriever = Retriever(store)
    retriever.search(queries[0])
    first = time.perf_counter() - begun
    times = {"lexical": [], "fused": [], "fused, CPU": []}
    for query in queries:
        t = time.perf_counter(); store.ready.lexical.scores(query).argmax(); times["lexical"].append(time.perf_counter() - t)
        t, c = time.perf_counter(), time.process_time(); retriever.search(query, kinds=KINDS)
        times["fused"].append(time.perf_counter() - t); times["fused, CPU"].append(time.process_time() - c)
    # not ru_maxrss: a child starts with its parent's
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
print(json.dumps({"first": first, "peak": peak, **times}))
"""
SUBJECTS = (
    "党委会",
    "组织委员",
    "包村干部",
    "驻村工作队",
    "党建办",
    "网格党小组",
    "老党员",
    "村“两委”",
    "支部书记",
    "镇纪委",
)
ACTS = (
    "专题研究",
    "逐户走访",
    "牵头整顿",
    "集中培训",
    "现场督办",
    "结对帮带",
    "公开承诺",
    "按季对账",
    "上门服务",
    "跟踪问效",
)
THINGS = (
    "流动党员",
    "集体经济",
    "人居环境",
    "矛盾纠纷",
    "后备力量",
    "三会一课",
    "党群服务中心",
    "防汛值守",
    "产业路",
    "饮水管网",
)
ENDS = ("群众满意度明显提高", "问题逐条销号", "底数清楚、责任到人", "短板基本补齐", "经验在全县交流", "矛盾没有出村")


def synthetic(count: int) -> list[str]:
    """Texts of three to five sentences, each its own."""
    chance = random.Random(count)
    found = []
    for number in range(count):
        sentences = [
            f"{chance.choice(SUBJECTS)}围绕{chance.choice(THINGS)}{chance.choice(ACTS)}{chance.randrange(2, 90)}次，"
            f"第{chance.randrange(1, 999)}组的{chance.choice(THINGS)}由{chance.choice(SUBJECTS)}负责，{chance.choice(ENDS)}。"
            for _ in range(chance.randrange(3, 6))
        ]
        found.append(f"{number}号：" + "".join(sentences))
    return found


def told(name: str, seconds: list[float]) -> None:
    spread = np.percentile(np.array(seconds) * 1000, [50, 95, 99])
    print(f"  {name}: p50 {spread[0]:.1f} ms, p95 {spread[1]:.1f} ms, p99 {spread[2]:.1f} ms")


def main() -> None:
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdigit()), 10_000)
    how = "hashed" if "hashed" in words else "encoder"
    embedder = HashedPairs() if how == "hashed" else local_embedder()
    texts = synthetic(count)
    passages = one_each(texts)
    chance = random.Random(1)
    queries = [
        f"{chance.choice(THINGS)}{chance.choice(ACTS)}以后，{chance.choice(SUBJECTS)}怎么负责？" for _ in range(300)
    ]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        begun = time.perf_counter()
        with store_of(passages, folder, embedder) as store:
            made = time.perf_counter() - begun
            print(f"{count} passages, {sum(map(len, texts)) // count} 字 each, {embedder.id}")
            print(f"  made with encoding: {count / made:.0f} passages/s ({made:.0f} s)")
            begun = time.perf_counter()
            store.rebuild()
            again = time.perf_counter() - begun
            print(f"  rebuilt, vectors at hand: {count / again:.0f} passages/s")
            begun = time.perf_counter()
            store.ready  # noqa: B018
            print(f"  lexical index and files for the next start: {time.perf_counter() - begun:.1f} s")
        asked = folder / "queries.json"
        asked.write_text(json.dumps(queries), encoding="utf-8")
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, "-c", CHILD, str(folder), str(asked), how], capture_output=True, check=True, text=True
            )
            found = json.loads(done.stdout)
            print(
                f"  open to first answer, imports and encoder in it: {found['first']:.1f} s; peak memory {found['peak']} MB"
            )
        told("lexical", found["lexical"])
        told(f"fused, {len(KINDS)} kinds asked for", found["fused"])
        told("fused, processor time", found["fused, CPU"])
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"  on disk: {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
