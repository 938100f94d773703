"""The clean folder at size: python bench/contract.py [ARTICLES] [FOLDER].

Made articles of twenty sites are published, their change feed is read and followed, they are read, exported to Parquet
and looked through by the doctor. Each step runs in a process of its own and tells documents per second and its peak
memory; a small run beside the large one shows whether memory stays flat. Cleaning is left out: the pages are taken as
they are.
"""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from store import clean

import pumice
from pumice.doctor import examine
from pumice.normalise import Work, close_run, open_run
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.raw import read_raw
from pumice.workers import Shop

SITES = 20
WORDS = "river bridge council water bank stone winter ferry mill harbour road valley night people summer boat".split()


def fill_raw(raw: Path, count: int) -> None:
    """Made pages: words in a random order, so that no two are near duplicates."""
    choose = random.Random(7)  # noqa: S311 - made texts
    for number in range(count):
        site = f"site{number * SITES // count:02}.example"
        path = raw / site / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(" ".join(choose.choices(WORDS, k=60)) for _ in range(4)))
        path.with_suffix(".meta.json").write_text(json.dumps({"url": f"https://{site}/{number}"}))


def publish(data: Path) -> int:
    """Publish all that lies in data/raw."""
    run = open_run(data)
    shop = Shop(Folders(data), Settings(), clean)
    with open_ledger(shop.folders.ledger) as ledger:
        counts = Work(shop, ledger, run).do(read_raw(data / "raw"))
    close_run(data, run)
    return counts.inputs


def follow(data: Path) -> int:
    """Read the change feed from its beginning."""
    return sum(1 for _ in pumice.read_changes(data / "clean"))


def read(data: Path) -> int:
    """Read and check every article."""
    return sum(1 for _ in pumice.read_clean(data / "clean"))


def export(data: Path) -> int:
    """Freeze all articles as Parquet."""
    return pumice.export(data / "frozen", data=data, form="parquet").articles


def doctor(data: Path) -> int:
    """Look through everything; there must be nothing to find."""
    findings = list(examine(data))
    if findings:
        raise SystemExit(f"{len(findings)} findings, the first is {findings[0]}")
    return sum(1 for _ in (data / "clean").glob("site*/*.json"))


STEPS: dict[str, Callable[[Path], int]] = {
    "publish": publish,
    "follow": follow,
    "read": read,
    "export": export,
    "doctor": doctor,
}


def measure(step: str, data: Path) -> None:
    """Do one step in this process, and print a row: step, documents per second, CPU, peak memory."""
    began, began_cpu = time.perf_counter(), time.process_time()
    count = STEPS[step](data)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{step:8} {count:7} documents, {count / seconds:7.0f} a second, {cpu / count * 1000:6.2f} ms CPU each, ",
        end="",
    )
    print(f"peak {peak} MB", flush=True)


def main() -> None:
    """A tenth of the articles first, then all."""
    count = int(next(iter(sys.argv[1:]), "10000"))
    for size in (count // 10, count):
        data = Path(tempfile.mkdtemp(dir=next(iter(sys.argv[2:]), None)))
        try:
            fill_raw(data / "raw", size)
            for step in STEPS:
                subprocess.run([sys.executable, __file__, "--step", step, str(data)], check=True)  # noqa: S603
        finally:
            shutil.rmtree(data)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
