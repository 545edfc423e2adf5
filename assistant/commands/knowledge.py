"""`assistant knowledge`: past reports, terms, notices and material taken in, looked through, found again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.inputs import report_year
from assistant.commands.terminal import complain, print_out, told_aside
from assistant.errors import FileError, InputError
from assistant.options import Commands, Parser

if TYPE_CHECKING:
    from assistant.retrieval.passages import Kind
    from assistant.retrieval.retriever import Hit
    from assistant.retrieval.store import KnowledgeStore

KINDS = ("exemplar", "own", "term", "notice", "material")
_BAR = 30


def add(commands: Commands) -> None:
    """Adds the command and what can be done with it."""
    knowledge = commands.add_parser("knowledge", help="知识库：收进往年报告、通知、材料，查找，重建")
    actions = knowledge.add_subparsers(dest="action", metavar="动作", title="动作", parser_class=Parser, required=True)
    take = actions.add_parser("add", help="收进文件")
    take.add_argument("files", nargs="+", metavar="文件", help=".docx .pdf .xlsx .txt .md 等")
    take.add_argument(
        "--kind", choices=KINDS, help="exemplar 范文 own 本单位往年报告 term 表述 notice 通知 material 材料"
    )
    take.add_argument("--year", type=int, metavar="年份", help="是哪一年度的；不写就从文中读")
    take.set_defaults(run=run_add)
    actions.add_parser("list", help="列出收进的文件").set_defaults(run=run_list)
    remove = actions.add_parser("remove", help="删掉一份")
    remove.add_argument("id", metavar="编号")
    remove.set_defaults(run=run_remove)
    search = actions.add_parser("search", help="查找")
    search.add_argument("query", metavar="要找的话")
    search.add_argument("-n", dest="count", type=int, default=5, metavar="条数")
    search.add_argument("--kind", choices=KINDS, action="append", help="只找这一类（可多次）")
    search.add_argument("--year", type=int, metavar="年份", help="为哪一年度的报告找")
    search.add_argument("--json", action="store_true", help="以 JSON 输出")
    search.set_defaults(run=run_search)
    actions.add_parser("rebuild", help="由留存的原件和 knowledge/ 重建索引").set_defaults(run=run_rebuild)


def _store() -> KnowledgeStore:
    from assistant.retrieval.endpoint import embedder_of
    from assistant.retrieval.store import KnowledgeStore
    from assistant.settings import settings

    chosen = settings()
    return KnowledgeStore(chosen.data_dir, embedder_of(chosen), chosen.chroma_url, say=told_aside, progress=bar)


def bar(done: int, total: int) -> None:
    """A progress bar on a terminal, nothing elsewhere."""
    if sys.stderr.isatty():
        filled = _BAR * done // max(total, 1)
        end = "\n" if done >= total else ""
        print(f"\r[{'█' * filled}{' ' * (_BAR - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def run_add(args: argparse.Namespace) -> int:
    """Takes files in, one after another; a bad one is said and does not stop the others."""
    year = report_year(args.year)
    kind: Kind = args.kind or "material"
    if not args.kind:
        print_out("没有写 --kind，按“材料”收。")
    failed = 0
    with _store() as store:
        for name in args.files:
            try:
                card, new = store.add(Path(name), kind, year)
            except FileError as error:
                failed = complain(str(error))
                continue
            told = (
                f"已收进：{card.id}  {card.name}（{card.passages}段）" if new else f"已经有了：{card.id}  {card.name}"
            )
            print_out(told, flush=True)
            if new and kind == "own" and not store.year_of(card):
                print_out("  没看出是哪一年度的报告，“本题参考”里只当往年的用；加 --year 再收一次就记上年度。")
    return failed


def run_list(_args: argparse.Namespace) -> int:
    """Lists what was taken in and what is there from the start."""
    from assistant.retrieval.passages import KIND_NAMES

    with _store() as store:
        cards = store.documents()
        for card in cards:
            year = f"{card.year}年度  " if card.year else ""
            print_out(
                f"{card.id}  {KIND_NAMES[card.kind]}  {year}{card.name}  {card.passages}段  {card.added[:10]}收进"
            )
        taken = {card.id for card in cards}
        rest = [passage for passage in store.ready.passages if passage.doc not in taken]
        for source in sorted({passage.source for passage in rest}):
            print_out(f"自带          {source}  {sum(passage.source == source for passage in rest)}段")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Takes a file out."""
    with _store() as store:
        card = store.remove(args.id)
    print_out(f"已删掉：{card.name}（{card.passages}段），留存的原件也删了。")
    return 0


def run_search(args: argparse.Namespace) -> int:
    """Prints the best passages."""
    from assistant.retrieval.passages import KINDS as ALL
    from assistant.retrieval.retriever import Retriever

    if args.count < 1 or not args.query.strip():
        raise InputError("要找的话不能是空的，-n 要大于零。", '例如：assistant knowledge search "流动党员" -n 5。')
    with _store() as store:
        kinds = tuple(args.kind) if args.kind else ALL
        hits = Retriever(store).search(args.query, args.count, kinds=kinds, year=report_year(args.year))
    _show(hits, as_json=args.json)
    return 0


def _show(hits: list[Hit], *, as_json: bool) -> None:
    from assistant.retrieval.passages import KIND_NAMES

    if as_json:
        import json

        print_out(json.dumps([_as_data(hit) for hit in hits], ensure_ascii=False, indent=1))
        return
    for number, hit in enumerate(hits, start=1):
        passage = hit.passage
        print_out(f"{number}. {KIND_NAMES[passage.kind]}  {passage.source}  {passage.locator}  （{hit.score:.2f}）")
        print_out(*(f"   {line}" for line in passage.text.split("\n")))
    if not hits:
        print_out("没有找到。")


def _as_data(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    return {
        "id": passage.id,
        "kind": passage.kind,
        "score": hit.score,
        "source": passage.source,
        "locator": passage.locator,
        "year": passage.year,
        "valid_from": passage.valid_from,
        "valid_until": passage.valid_until,
        "text": passage.text,
    }


def run_rebuild(_args: argparse.Namespace) -> int:
    """Makes the index anew."""
    with _store() as store:
        count = store.rebuild()
    print_out(f"已重建：{count}段。")
    return 0
