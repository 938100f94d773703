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

from pumice.drift import Drift, find_drift
from pumice.errors import UsageError
from pumice.report.articles import article_page, read_case
from pumice.report.listing import DATA_NAME, data_js, list_name, pages
from pumice.report.overview import figures, site_rows
from pumice.report.render import Site, assets
from pumice.report.shown import NOT_PUBLISHED, Shown, list_shown
from pumice.report.sites import site_page
from pumice.report.state import NAME, Kept, load_state, look_version, state_json
from pumice.report.summary import Summary
from pumice.settings import Settings
from pumice.store.atomic import remove
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.locks import Lock, hold

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
        work.write_articles(list_shown(folders, ledger), on_page or (lambda _: None))
        work.write_rest(_quarantined(folders), find_drift(folders.data, settings=work.settings))
        return work.finish()


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

    def write_articles(self, shown: Iterable[Shown], on_page: OnPage) -> None:
        """The pages of all articles; those whose key is known are only passed by."""
        former, look = load_state(self.folders.report), f"{look_version()} {self.settings.version}"
        for _, group in groupby(shown, key=lambda one: one.entry.site):
            own = list(group)
            names = ["", *(one.name for one in own), ""]
            for position, one in enumerate(own):
                around = (names[position], names[position + 2])
                key = _key(one, look, *around)
                kept = former.get(one.page)
                if kept is None or kept.key != key or not (self.site.folder / one.page).exists():
                    kept = self._write_article(one, key, around)
                else:
                    self.site.kept += 1
                if kept is not None:
                    self.state[one.page] = kept
                    self.names.add(one.page)
                on_page(one.entry.address)
        self.site.flush()

    def write_rest(self, quarantined: list[dict[str, Any]], drift: Drift) -> None:
        """Everything that is about more than one article."""
        summaries = self.summaries
        for number, (name, content) in enumerate(pages(summaries), 1):
            self._write_page(name, "list.html", {**content, "before": number - 1, "list_name": list_name})
        published = [one for one in summaries if one.status not in NOT_PUBLISHED]
        rows = site_rows(published)
        for row in rows:
            own = [one for one in published if one.site == row.site]
            found = {
                "drift": [one for one in drift.departures if one.site == row.site],
                "held": drift.held.get(row.site, 0),
            }
            self._write_page(f"sites/{row.site}.html", "site.html", {**site_page(row.site, own, self.folders), **found})
        self._write_page("quarantine.html", "quarantine.html", {"records": quarantined})
        rejected = sum(1 for one in summaries if one.status == "rejected")
        besides = {"quarantined": len(quarantined), "rejected": rejected, "drift": drift.departures, "held": drift.held}
        self._write_page("index.html", "overview.html", {**figures(published), "sites": rows, **besides})
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

    def _write_article(self, shown: Shown, key: str, around: tuple[str, str]) -> Kept | None:
        try:
            case = read_case(shown, self.settings.to_policy())
        except (OSError, ValueError):
            self.damaged.append(shown.entry.path)
            return None
        newer, older = (f"{one}.html" if one else None for one in around)
        content = {**article_page(case, settings_version=self.settings.version), "newer": newer, "older": older}
        self.site.write_page(shown.page, "article.html", content)
        return Kept(key, case.summary)

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


def _key(shown: Shown, *parts: str) -> str:
    """Digest of everything that the article's page depends on."""
    stamps = [_stamp(shown.audit), shown.entry.sha256 or _stamp(shown.article), shown.state, repr(shown.decision)]
    return hashlib.sha256("\0".join((*stamps, *parts)).encode()).hexdigest()[:16]


def _stamp(path: Path) -> str:
    stamp = path.stat() if path.exists() else None
    return f"{stamp.st_size} {stamp.st_mtime_ns}" if stamp else "none"


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
