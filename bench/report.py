"""Whether the report stays usable with many articles: python bench/report.py [ARTICLES] [FOLDER].

One page of the demo is cleaned; its article and evidence are entered so many times, over twenty sites. Then the report
is made, made again with nothing changed, and made again with one article changed.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from demo.server import read_answers
from pumice import clean
from pumice.model import Article
from pumice.report import Report, make_report
from pumice.store.folders import Folders
from pumice.store.identity import entry_of, identity_of
from pumice.store.ledger import open_ledger
from pumice.write.audit import audit_json

SITES = 20
PAGE = "winter-rules-for-small-boats_ar"


def fill(data: Path, count: int) -> Path:
    """Enter the article so many times; gives the path of one of them."""
    path, answer = next((path, answer) for path, answer in read_answers().items() if PAGE in path)
    cleaned = clean(answer.body, url=f"https://press.example{path}", headers=dict(answer.headers))
    if not isinstance(cleaned.article, Article):
        raise SystemExit(f"{path} gave no article: {cleaned.article.message}")
    audit = audit_json(cleaned)
    folders = Folders(data)
    with open_ledger(folders.ledger) as ledger, ledger.transaction():
        for number in range(count):
            site = f"site{number * SITES // count:02}.example"
            article_id = hashlib.sha256(str(number).encode()).hexdigest()[:32]
            url = f"https://{site}/{number}"
            article = replace(cleaned.article, id=article_id, url=url, date_published=f"2026-{number % 12 + 1:02}-10")
            content = article.to_json()
            for root, text in ((folders.clean, content), (folders.audit, audit)):
                target = root / site / f"{article_id}.json"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)
            digest = hashlib.sha256(content.encode()).hexdigest()
            ledger.note_article(replace(entry_of(article_id, site, identity_of(article)), sha256=digest))
    return target


def timed(data: Path, what: str) -> tuple[Report, float]:
    """Make the report, and say how long that took."""
    began = time.perf_counter()
    report = make_report(data)
    seconds = time.perf_counter() - began
    print(f"{what:>24}: {seconds:7.1f} s, {report.written:6} files written, {report.unchanged:6} unchanged")
    return report, seconds


def main() -> None:
    """Measure and print."""
    number, folder = [*sys.argv[1:3], "", ""][:2]
    count, kept = int(number or 10_000), Path(folder) if folder else None
    data = kept or Path(tempfile.mkdtemp())
    changed = fill(data, count)
    report, first = timed(data, f"{count} articles, new")
    _, second = timed(data, "nothing changed")
    evidence = Folders(data).audit / changed.parent.name / changed.name
    evidence.write_text(json.dumps(json.loads(evidence.read_text())))
    _, third = timed(data, "one article changed")
    written = report.index.parent
    largest = max(written.rglob("*.html"), key=lambda path: path.stat().st_size)
    print(f"{'data of the filters':>24}: {(written / 'assets' / 'articles.js').stat().st_size / 1e6:.1f} MB")
    print(f"{'largest page':>24}: {largest.stat().st_size / 1e3:.0f} kB")
    print(f"{'memory':>24}: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    print(f"{'ratios':>24}: {second / first:.3f} with nothing changed, {third / first:.3f} with one article changed")
    if kept is None:
        shutil.rmtree(data)


if __name__ == "__main__":
    main()
