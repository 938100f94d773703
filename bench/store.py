"""How fast made articles are published, and whether memory stays flat: python bench/store.py [ARTICLES] [FOLDER].

Captures lie in data/raw; each one's article and evidence are published, with everything brought to disk, and a second
run finds nothing due. Cleaning is left out: the pages are plain text and taken as they are.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from pumice.model import (
    Article,
    ArticleBlock,
    Block,
    Capture,
    Cleaned,
    Document,
    Outcome,
    PageType,
    Provenance,
    Quality,
    Source,
)
from pumice.normalise import Work, close_run, open_run
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.raw import read_raw
from pumice.workers import Shop

SITES = 20
PARAGRAPH = "The council met on the {number}th day and spoke of the bridge, the ferry and the road to the mill. " * 5


def fill_raw(raw: Path, count: int) -> None:
    """Made pages of several sites, one folder a site."""
    for number in range(count):
        site = f"site{number * SITES // count:02}.example"
        path = raw / site / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(f"{number}.{line} {PARAGRAPH}" for line in range(6)))
        path.with_suffix(".meta.json").write_text(json.dumps({"url": f"https://{site}/{number}"}))


def clean(capture: Capture) -> Cleaned:
    """The page's paragraphs as they are."""
    text = capture.body.decode()
    parts = text.split("\n\n")
    document = Document(Source(capture.url), "en", tuple(Block(part) for part in parts))
    article = Article(
        id="0" * 32,
        url=capture.url,
        page_type=PageType.ARTICLE,
        in_language="en",
        article_body=text,
        blocks=tuple(ArticleBlock("paragraph", part) for part in parts),
        quality=Quality(),
        provenance=Provenance(capture.raw_path, capture.sha256, None, None, "utf-8", "1", "1"),
    )
    return Cleaned(document, article)


def run_once(data: Path) -> tuple[float, float, Outcome]:
    """Seconds of one run, on the clock and of this process, and the outcome that all its inputs must share."""
    begin, begin_cpu = time.perf_counter(), time.process_time()
    run = open_run(data)
    shop = Shop(Folders(data), Settings(), clean)
    with open_ledger(shop.folders.ledger) as ledger:
        counts = Work(shop, ledger, run).do(read_raw(data / "raw"))
    close_run(data, run)
    (outcome,) = counts.outcomes
    return time.perf_counter() - begin, time.process_time() - begin_cpu, outcome


def main() -> None:
    """Print a table: run, outcome, documents per second, peak memory so far."""
    count = int(next(iter(sys.argv[1:]), "5000"))
    data = Path(tempfile.mkdtemp(dir=next(iter(sys.argv[2:]), None)))
    fill_raw(data / "raw", count)
    print(f"{count} articles of about 4 kB, batches of {Settings().run.batch_size}")
    try:
        for name in ("first", "second"):
            seconds, cpu, outcome = run_once(data)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            speed = f"{count / seconds:.0f} documents/s, {cpu / count * 1000:.2f} ms CPU each"
            print(f"{name:7} {outcome.value:10} {speed}, peak {peak} MB")
    finally:
        shutil.rmtree(data)


if __name__ == "__main__":
    main()
