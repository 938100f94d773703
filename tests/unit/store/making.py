"""Captures whose bytes say what cleaning them gives, and the cleaner that obeys: the store's tests need no pipeline."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pumice.errors import Cause, InputFault
from pumice.model import (
    Article,
    ArticleBlock,
    Block,
    Capture,
    Cleaned,
    Counts,
    Document,
    PageType,
    Provenance,
    Quality,
    QualityStatus,
    Rejected,
    Source,
)
from pumice.normalise import Work, close_run, open_run
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.records import Done
from pumice.workers import Shop

LONG = "The river rose in the night and the bridge was closed until the water fell again. " * 5
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def page(url: str, *, day: int | None = 0, **says: object) -> Capture:
    """A capture of ``url``, fetched ``day`` days after the start, that says what its article is to hold."""
    says.setdefault("body", f"{url} {LONG}")
    fetched_at = None if day is None else START + timedelta(days=day)
    headers = {"content-type": "text/html"}
    return Capture(url, json.dumps(says).encode(), headers=headers, fetched_at=fetched_at)


def obey(capture: Capture) -> Cleaned:
    """Do what the capture says: give its article, reject it, refuse it, break, or end the process."""
    if not capture.body.strip():
        raise InputFault(Cause.EMPTY, "no bytes arrived; expected a page")
    says = json.loads(capture.body)
    if "dies" in says:
        os._exit(1)
    if "fault" in says:
        raise InputFault(Cause(says["fault"]), "the page says so")
    document = Document(
        Source(capture.url, capture.fetched_at, capture.status, capture.sha256, capture.raw_path),
        says.get("language", "en"),
        (Block(says["body"]),),
    )
    if "rejected" in says:
        return Cleaned(document, Rejected(says["rejected"], "the page says so"))
    return Cleaned(document, _article(capture, says))


def work_through(
    captures: list[Capture], data: Path, *, settings: Settings | None = None, clean: object = obey
) -> tuple[Counts, list[Done]]:
    """Normalise with the obedient cleaner: the counts, and what became of each input."""
    rows: list[Done] = []
    run = open_run(data)
    shop = Shop(Folders(data), settings or Settings(), clean)  # type: ignore[arg-type]
    with open_ledger(shop.folders.ledger) as ledger:
        counts = Work(shop, ledger, run).do(captures, rows.append)
    close_run(data, run)
    return counts, rows


def articles_in(data: Path) -> dict[str, Article]:
    """Every published article by its path in the clean folder."""
    clean = data / "clean"
    found = sorted(path for path in clean.glob("*/*.json") if path.parent.name not in {"schema", "manifests"})
    return {str(path.relative_to(clean)): Article.from_json(path.read_bytes()) for path in found}


def feed_of(data: Path) -> list[dict[str, object]]:
    """The change feed's lines."""
    feed = data / "clean" / "changes.jsonl"
    return [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()] if feed.exists() else []


def tree_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder with its time of change and its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def _article(capture: Capture, says: dict[str, str]) -> Article:
    return Article(
        id="0" * 32,
        url=capture.url,
        page_type=PageType.ARTICLE,
        in_language=says.get("language", "en"),
        article_body=says["body"],
        blocks=(ArticleBlock("paragraph", says["body"]),),
        quality=Quality(QualityStatus(says.get("status", "ok"))),
        provenance=Provenance(
            raw_path=capture.raw_path,
            sha256=capture.sha256,
            fetched_at=capture.fetched_at.isoformat() if capture.fetched_at else None,
            charset_declared=None,
            charset_found="utf-8",
            code_version="1",
            settings_version="1",
        ),
        canonical_url=says.get("canonical"),
        headline=says.get("headline"),
        date_published=says.get("date"),
        interface_language=says.get("interface"),
    )
