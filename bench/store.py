"""How fast made articles are published, and whether memory stays flat: python bench/store.py [ARTICLES] [FOLDER].

Each capture is kept in data/raw, its article and evidence are published with everything brought to disk, and a second
run finds nothing due. Cleaning is left out: it costs nothing here.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
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
from pumice.workers import Shop

SITES = 20
PARAGRAPH = "The council met on the {number}th day and spoke of the bridge, the ferry and the road to the mill. " * 5


def captures(count: int) -> Iterator[Capture]:
    """Made pages of several sites, sorted by site as raw captures are."""
    for number in range(count):
        body = "\n\n".join(f"{number}.{line} {PARAGRAPH}" for line in range(6))
        yield Capture(f"https://site{number * SITES // count}.example/{number}", body.encode())


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


def run_once(data: Path, count: int) -> tuple[float, Outcome]:
    """Seconds of one run, and the outcome that all its inputs must share."""
    begin = time.perf_counter()
    run = open_run(data)
    shop = Shop(Folders(data), Settings(), clean)
    with open_ledger(shop.folders.ledger) as ledger:
        counts = Work(shop, ledger, run).do(captures(count))
    close_run(data, run)
    (outcome,) = counts.outcomes
    return time.perf_counter() - begin, outcome


def main() -> None:
    """Print a table: run, outcome, documents per second, peak memory so far."""
    count = int(next(iter(sys.argv[1:]), "5000"))
    data = Path(tempfile.mkdtemp(dir=next(iter(sys.argv[2:]), None)))
    print(f"{count} articles of about 4 kB, batches of {Settings().run.batch_size}")
    try:
        for name in ("first", "second"):
            seconds, outcome = run_once(data, count)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{name:7} {outcome.value:10} {count / seconds:7.0f} documents/s  peak {peak} MB")
    finally:
        shutil.rmtree(data)


if __name__ == "__main__":
    main()
