"""How long until the page is there: python benchmarks/page_start.py [--times 5]

Each time the real server is started on the same data folder (the first time a new one). Printed are the seconds from the
command to the first answer over HTTP, from opening the address in Chromium until the page can be used (with a fresh
browser, nothing cached; and again with what it has kept), and until an interview just begun can be answered; then
`--help` and the memory. Medians, and all values.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import psutil
from browser import PageServer, free_port, open_window


def main() -> None:
    """Starts it again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    from playwright.sync_api import sync_playwright

    rows: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        server = PageServer(Path(folder), free_port())
        for _ in range(times):
            rows.setdefault("server up", []).append(server.start())
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            window = open_window(browser, server)
            for name in ("page, fresh browser", "page, again"):
                page = window.new_page()
                begun = time.monotonic()
                page.goto("/")
                page.wait_for_selector('[data-act="start.begin"]')
                rows.setdefault(name, []).append(time.monotonic() - begun)
            begun = time.monotonic()
            page.click('[data-act="start.begin"]')
            page.wait_for_selector("#asked")
            rows.setdefault("interview begun", []).append(time.monotonic() - begun)
            time.sleep(10)
            assert server.process is not None
            rows.setdefault("memory after 10 s, MB", []).append(
                psutil.Process(server.process.pid).memory_info().rss / 1e6
            )
            browser.close()
            server.stop()
    for _ in range(times):
        begun = time.monotonic()
        subprocess.run([sys.executable, "-m", "assistant", "--help"], check=True, stdout=subprocess.DEVNULL)
        rows.setdefault("--help", []).append(time.monotonic() - begun)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, values in rows.items():
        print(f"{name}: median {statistics.median(values):.2f} ({', '.join(f'{value:.2f}' for value in values)})")


if __name__ == "__main__":
    main()
