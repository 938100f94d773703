"""data/review: articles that are not published although they could be, with their evidence, for a person to look at.

They were turned down by a person, or their site is held back. Start with :func:`wait`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pumice.model import Article
from pumice.store.draft import read_bytes
from pumice.store.folders import Folders, inside


def wait(folders: Folders, path: str, article: Article, audit: bytes | None) -> Iterator[tuple[Path, bytes | None]]:
    """The files of an article that waits; ``path`` is that of its JSON in the clean folder."""
    yield inside(folders.review, path), article.to_json().encode()
    yield evidence(folders, path), audit


def clear_waiting(folders: Folders, path: str) -> Iterator[tuple[Path, bytes | None]]:
    """The same files to be removed, those that are there."""
    for file in (inside(folders.review, path), evidence(folders, path)):
        if file.exists():
            yield file, None


def evidence(folders: Folders, path: str) -> Path:
    """Where the evidence of an article that waits lies."""
    return inside(folders.review, path).with_suffix(".audit.json")


def read_waiting(folders: Folders, path: str) -> bytes | None:
    """The JSON of an article that waits, or None where none does."""
    return read_bytes(inside(folders.review, path))


def waiting_articles(folders: Folders) -> list[Path]:
    """The JSON files of all articles that wait, sorted."""
    return sorted(path for path in folders.review.glob("*/*.json") if not path.name.endswith(".audit.json"))
