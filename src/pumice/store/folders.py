"""Where everything lies in the data folder. Start with :class:`Folders`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pumice.errors import StoreError
from pumice.text.urls import site_of

CLEAN_NAMES = frozenset({"schema", "manifests", "tombstones", "current.json", "changes.jsonl"})
"""What lies in the clean folder besides the sites' folders."""
_SITE = re.compile(r"[a-z0-9][a-z0-9.-]{0,254}")


@dataclass(frozen=True, slots=True)
class Folders:
    """The paths of one data folder; nothing is created by asking."""

    data: Path

    @property
    def raw(self) -> Path:
        """Everything as received."""
        return self.data / "raw"

    @property
    def clean(self) -> Path:
        """What consumers read."""
        return self.data / "clean"

    @property
    def audit(self) -> Path:
        """Blocks, marks, claims and repairs behind each article."""
        return self.data / "audit"

    @property
    def quarantine(self) -> Path:
        """Why an input could not be normalised."""
        return self.data / "quarantine"

    @property
    def found(self) -> Path:
        """What the doctor put aside, a folder for each time, at the places where it lay."""
        return self.data / "found"

    @property
    def review(self) -> Path:
        """Articles that are not published: turned down by a person, or held back with their site."""
        return self.data / "review"

    @property
    def report(self) -> Path:
        """The static site that shows what was done to each page."""
        return self.data / "report"

    @property
    def locks(self) -> Path:
        """The lock files."""
        return self.data / "locks"

    @property
    def ledger(self) -> Path:
        """The SQLite ledger."""
        return self.data / "ledger.sqlite"

    @property
    def feed(self) -> Path:
        """The change feed."""
        return self.clean / "changes.jsonl"

    @property
    def current(self) -> Path:
        """The pointer to the last published state."""
        return self.clean / "current.json"

    def manifest(self, run: str) -> Path:
        """The manifest of one run."""
        return self.clean / "manifests" / f"{run}.json"

    def tombstone(self, path: str) -> Path:
        """What is left of an article that is withdrawn, by its path in the clean folder."""
        return inside(self.clean / "tombstones", path)

    def profile(self, site: str) -> Path:
        """The memory of one site."""
        return self.data / "sites" / f"{site}.json"


def site_folder(url: str) -> str:
    """Name of the folder for articles of this address: the ASCII host, and never one of clean's own names."""
    site = site_of(url)
    if site in CLEAN_NAMES:
        return f"host-{site}"
    return site if _SITE.fullmatch(site) else "local"


def inside(root: Path, relative: str) -> Path:
    """``root / relative``, refusing to leave the root: ledgers and feeds are files that people edit.

    Raises:
        StoreError: the path leads out of the root.
    """
    if relative.startswith("/") or ".." in relative.split("/"):
        raise StoreError(f"{relative!r} leads out of {root}; the ledger or the feed was edited, run pumice doctor")
    return root / relative
