"""The clean folder from its readers' side. Start with :func:`read_clean`; :mod:`pumice.store.publish` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pumice.errors import StoreError
from pumice.model import SCHEMA_VERSION, Article

_ARTICLE_NAME = re.compile(r"[0-9a-f]{32}\.json")


def read_clean(folder: Path) -> Iterator[Article]:
    """The articles of a clean folder, sorted by site and id, read when they are asked for.

    Raises:
        StoreError: the folder cannot be listed, or a file in it is no article; the message names the file.
    """
    folder = Path(folder)
    for site in _list(folder):
        if site.is_dir():
            articles = (_read(path) for path in _list(site) if _ARTICLE_NAME.fullmatch(path.name))
            yield from (article for article in articles if article is not None)


def _list(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise StoreError(f"{folder} cannot be listed: {error.strerror}; is it a clean folder?") from error


def _read(path: Path) -> Article | None:
    try:
        article = Article.from_json(path.read_bytes())
    except FileNotFoundError:
        return None  # withdrawn since the folder was listed
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path} is no article ({error}); delete it and run pumice normalise, which restores it"
        ) from error
    if article.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise StoreError(
            f"{path} has schemaVersion {article.schema_version}, this pumice reads {SCHEMA_VERSION}; use a newer pumice"
        )
    return article
