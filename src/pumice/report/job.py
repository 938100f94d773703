"""The report job: look at what changed since the last report and write those pages. Start with :func:`make_report`.

Ten thousand articles stay bearable because an article's page is made again only when its key is new: the digest of the
published bytes, size and time of its evidence, its neighbours, the settings, and the report's own look.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from pumice.errors import UsageError
from pumice.model import Decision
from pumice.report.articles import REJECTED, article_page, evidence_of, page_name, read_case
from pumice.report.listing import DATA_NAME, data_js, list_name, pages
from pumice.report.overview import figures, site_rows
from pumice.report.render import Site, assets
from pumice.report.sites import site_page
from pumice.report.state import NAME, Kept, load_state, look_version, state_json
from pumice.report.summary import Summary
from pumice.settings import Settings
from pumice.store.atomic import remove
from pumice.store.folders import Folders, inside
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.records import Entry

OnPage = Callable[[str], None]
_FOLDERS: Final = ("articles", "list", "sites", "assets")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report holds and what was done for it.

    Attributes:
        index: its first page.
        articles: how many articles it shows.
        written: how many files are new or changed.
        unchanged: how many were left alone.
        removed: how many stood for something that is no longer there.
        damaged: articles that could not be read, as paths relative to the clean folder.
    """

    index: Path
    articles: int
    written: int
    unchanged: int
    removed: int
    damaged: tuple[str, ...] = ()


def make_report(data: Path, *, settings: Settings | None = None, on_page: OnPage | None = None) -> Report:
    """Bring the report in data/report up to date.

    Args:
        data: the data folder.
        settings: in force; they say which marks leave text out. The defaults if None.
        on_page: told of each article when its page is as it should be.

    Raises:
        UsageError: there is no ledger yet.
        EnvironmentFault: the folder cannot be written, or another report is being made and does not come to an end.
    """
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        raise UsageError(f"there is no ledger at {folders.ledger}; run pumice normalise first, then there is a report")
    with hold(folders, Lock.REPORT), open_ledger(folders.ledger) as ledger:
        work = _Work(folders, settings or Settings())
        work.write_articles(_shown(folders, ledger), on_page or (lambda _: None))
        work.write_rest(_quarantined(folders))
        return work.finish()


def _shown(folders: Folders, ledger: Ledger) -> list[tuple[Entry, Decision | None]]:
    """Every article that is published or waits in data/review, by site and date, with what a person decided."""
    waiting = (entry for entry in ledger.ended() if inside(folders.review, entry.path).is_file())
    found = [(entry, ledger.decisions.of(entry.id)) for entry in (*ledger.entries(), *waiting)]
    return sorted(found, key=lambda one: (one[0].site, _newest_first(one[0].date), one[0].id))


def _newest_first(date: str | None) -> tuple[int, ...]:
    """A sort key that puts later dates first, and articles without one last."""
    return tuple(-ord(character) for character in (date or " ")[:10])


@dataclass(slots=True)
class _Work:
    """One report being made."""

    folders: Folders
    settings: Settings
    site: Site = field(init=False)
    state: dict[str, Kept] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site(self.folders.report)

    @property
    def summaries(self) -> list[Summary]:
        return [kept.summary for kept in self.state.values()]

    def write_articles(self, shown: Iterable[tuple[Entry, Decision | None]], on_page: OnPage) -> None:
        """The pages of all articles; those whose key is known are only passed by."""
        former, look = load_state(self.folders.report), f"{look_version()} {self.settings.version}"
        for _, group in groupby(shown, key=lambda one: one[0].site):
            own = list(group)
            ids = ["", *(entry.id for entry, _ in own), ""]
            for position, (entry, decision) in enumerate(own):
                around = (ids[position], ids[position + 2])
                key = self._key(entry, look, repr(decision), *around)
                kept = former.get(entry.id)
                if kept is None or kept.key != key or not (self.site.folder / page_name(entry.site, entry.id)).exists():
                    kept = self._write_article(entry, decision, key, around)
                else:
                    self.site.kept += 1
                if kept is not None:
                    self.state[entry.id] = kept
                    self.names.add(page_name(entry.site, entry.id))
                on_page(entry.address)
        self.site.flush()

    def write_rest(self, quarantined: list[dict[str, Any]]) -> None:
        """Everything that is about more than one article."""
        summaries = self.summaries
        for number, (name, content) in enumerate(pages(summaries), 1):
            self._write_page(name, "list.html", {**content, "before": number - 1, "list_name": list_name})
        published = [one for one in summaries if one.status != REJECTED]
        rows = site_rows(published)
        for row in rows:
            own = [one for one in published if one.site == row.site]
            self._write_page(f"sites/{row.site}.html", "site.html", site_page(row.site, own, self.folders))
        self._write_page("quarantine.html", "quarantine.html", {"records": quarantined})
        counts = {"quarantined": len(quarantined), "rejected": len(summaries) - len(published)}
        self._write_page("index.html", "overview.html", {**figures(published), "sites": rows, **counts})
        for asset, body in assets().items():
            self._write(f"assets/{asset}", body)
        self._write(DATA_NAME, data_js(summaries))

    def finish(self) -> Report:
        """Remove what no longer stands for anything, then remember what is there."""
        self.site.flush()
        stale = list(self._stale())
        remove(stale)
        self._write(NAME, state_json(self.state))
        self.site.flush()
        index = self.site.folder / "index.html"
        return Report(index, len(self.state), self.site.written, self.site.kept, len(stale), tuple(self.damaged))

    def _write_article(self, entry: Entry, decision: Decision | None, key: str, around: tuple[str, str]) -> Kept | None:
        try:
            case = read_case(self.folders, entry, self.settings.to_policy(), decision)
        except (OSError, ValueError):
            self.damaged.append(entry.path)
            return None
        content = article_page(case, settings_version=self.settings.version)
        newer, older = (f"{one}.html" if one else None for one in around)
        self.site.write_page(
            page_name(entry.site, entry.id), "article.html", {**content, "newer": newer, "older": older}
        )
        return Kept(key, case.summary)

    def _key(self, entry: Entry, *parts: str) -> str:
        audit = evidence_of(self.folders, entry)
        stamp = audit.stat() if audit.exists() else None
        evidence = f"{stamp.st_size} {stamp.st_mtime_ns}" if stamp else "none"
        return hashlib.sha256("\0".join((entry.sha256, evidence, *parts)).encode()).hexdigest()[:16]

    def _write_page(self, name: str, template: str, content: Mapping[str, Any]) -> None:
        self.names.add(name)
        self.site.write_page(name, template, content)

    def _write(self, name: str, content: bytes) -> None:
        self.names.add(name)
        self.site.write(name, content)

    def _stale(self) -> Iterator[Path]:
        for folder in _FOLDERS:
            for path in sorted((self.site.folder / folder).rglob("*")):
                if path.is_file() and path.relative_to(self.site.folder).as_posix() not in self.names:
                    yield path


def _quarantined(folders: Folders) -> list[dict[str, Any]]:
    """The records of data/quarantine, sorted by cause and address; those that cannot be read are left out."""
    records = []
    for path in sorted(folders.quarantine.glob("*.json")):
        try:
            record = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(record, dict):
            records.append(record)
    return sorted(records, key=lambda one: (str(one.get("cause")), str(one.get("url"))))
