"""data/review: articles that are not published although they could be, with their evidence, for a person to look at.

``<site>/<id>.json`` is an article that a person turned down, ``<site>/<id>.held.json`` the version of one that waits
because its site is held back. Both can lie there at once. Start with :class:`Shelf`, which is what a batch does to
them, or :func:`list_waiting`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pumice.model import Article, Verdict
from pumice.store.draft import read_bytes
from pumice.store.folders import Folders, inside, site_folder
from pumice.store.ledger import Ledger
from pumice.store.records import Treated

HELD_SUFFIX: Final = ".held"
"""Follows an article's id in the name of the version that waits with its site."""
_EVIDENCE_SUFFIX: Final = ".audit.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One article in data/review.

    Attributes:
        place: its JSON.
        article_id: the id that it has, or would have.
        site: its folder.
        is_held: whether it waits with its site; else a person turned it down.
    """

    place: Path
    article_id: str
    site: str
    is_held: bool

    @property
    def name(self) -> str:
        """What people call it: the id, with a suffix where the article itself may stand beside it."""
        return self.article_id + HELD_SUFFIX if self.is_held else self.article_id

    @property
    def evidence(self) -> Path:
        """Where its evidence lies."""
        return evidence(self.place)

    def read(self) -> Article:
        """The article.

        Raises:
            OSError, ValueError: it cannot be read, or is none.
        """
        return Article.from_json(self.place.read_bytes())


def turned_down_place(folders: Folders, path: str) -> Path:
    """Where an article waits that a person turned down; ``path`` is that of its JSON in the clean folder."""
    return inside(folders.review, path)


def held_place(folders: Folders, path: str) -> Path:
    """Where the version of an article waits whose site is held back."""
    return inside(folders.review, path).with_suffix(f"{HELD_SUFFIX}.json")


def evidence(place: Path) -> Path:
    """Where the evidence of an article that waits lies."""
    return place.with_suffix(_EVIDENCE_SUFFIX)


def list_waiting(folders: Folders, ledger: Ledger) -> Iterator[Waiting]:
    """All articles that wait, sorted by site and name."""
    for place in sorted(folders.review.glob("*/*.json")):
        if not place.name.endswith(_EVIDENCE_SUFFIX):
            article_id, suffix, _ = place.stem.partition(HELD_SUFFIX)
            yield Waiting(place, article_id, place.parent.name, bool(suffix) or not _is_turned_down(article_id, ledger))


def held_versions(folders: Folders, ledger: Ledger, captures: Collection[str]) -> list[str]:
    """Names of the versions that wait with their site and were made from one of these captures, sorted."""
    return [
        waiting.name
        for waiting in list_waiting(folders, ledger)
        if waiting.is_held and (made_from := ledger.decisions.waiting_capture(waiting.read()))
        if made_from.capture_id in captures
    ]


def files_of(folders: Folders, path: str) -> list[Path]:
    """Every file in data/review that an article can have; not all need be there."""
    places = (turned_down_place(folders, path), held_place(folders, path))
    return [file for place in places for file in (place, evidence(place))]


class Shelf:
    """What one batch does to data/review: entered among the files that it is to write."""

    def __init__(self, folders: Folders, ledger: Ledger, files: dict[Path, bytes | None]) -> None:
        self._folders = folders
        self._ledger = ledger
        self._files = files

    def put_turned_down(self, path: str, article: Article, audit: bytes | None) -> None:
        """Let an article wait that a person turned down."""
        self._keep_apart(path)
        self._put(turned_down_place(self._folders, path), article, audit)

    def put_held(self, path: str, article: Article, audit: bytes | None) -> None:
        """Let the version of an article wait whose site is held back."""
        self._keep_apart(path)
        self._put(held_place(self._folders, path), article, audit)

    def take_turned_down(self, path: str) -> None:
        """Remove the article that was turned down, if there is one."""
        self._keep_apart(path)
        self._remove(turned_down_place(self._folders, path))

    def take_held(self, path: str, treated: Treated) -> None:
        """Remove the version that waits with its site, unless it is newer than this capture."""
        self._keep_apart(path)
        place = held_place(self._folders, path)
        content = self._read(place)
        if content is not None and _rank(content) <= treated.rank:
            self._remove(place)

    def path_of(self, treated: Treated) -> str | None:
        """The path of the article of which a version waits that this capture made before, or None."""
        known = self._ledger.known(treated.capture_id)
        if known is None or known.article_id is None or not self._ledger.decisions.set_aside(treated.capture_id):
            return None
        entry = self._ledger.article(known.article_id)
        return entry.path if entry else f"{site_folder(treated.url)}/{known.article_id}.json"

    def _keep_apart(self, path: str) -> None:
        """Give a version that waits with its site the place of its own, where an earlier pumice did not."""
        place = turned_down_place(self._folders, path)
        if (content := self._read(place)) is not None and not _is_turned_down(Path(path).stem, self._ledger):
            held = held_place(self._folders, path)
            if self._read(held) is None:
                self._files |= {held: content, evidence(held): self._read(evidence(place))}
            self._remove(place)

    def _put(self, place: Path, article: Article, audit: bytes | None) -> None:
        self._files |= {place: article.to_json().encode(), evidence(place): audit}

    def _remove(self, place: Path) -> None:
        for file in (place, evidence(place)):
            if self._read(file) is not None:
                self._files[file] = None

    def _read(self, file: Path) -> bytes | None:
        return self._files[file] if file in self._files else read_bytes(file)


def _is_turned_down(article_id: str, ledger: Ledger) -> bool:
    entry, decision = ledger.article(article_id), ledger.decisions.of(article_id)
    return bool(entry and not entry.sha256 and decision and decision.verdict is Verdict.REJECTED)


def _rank(content: bytes) -> tuple[str, str]:
    """As :attr:`pumice.store.records.Treated.rank`; what cannot be read counts for least."""
    try:
        provenance = Article.from_json(content).provenance
    except ValueError:
        return "", ""
    moment = datetime.fromisoformat(provenance.fetched_at) if provenance.fetched_at else None
    return moment.astimezone(UTC).isoformat() if moment else "", provenance.raw_path or ""
