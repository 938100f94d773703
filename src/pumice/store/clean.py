"""The clean folder from its readers' side. Start with :func:`read_clean`; :mod:`pumice.store.publish` writes it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from pumice.errors import StoreError
from pumice.model import SCHEMA_VERSION, Article, Finding
from pumice.model.article import ARTICLE_JSON
from pumice.store.diagnosis import diagnose, diagnose_bytes, is_newer, parse_once
from pumice.store.folders import CLEAN_NAMES, inside
from pumice.store.follow import read_changes

OnDamage = Callable[[Finding], None]

ARTICLE_NAME: Final = re.compile(r"[0-9a-f]{32}\.json")


def read_clean(  # noqa: PLR0913 - the published signature; all but the folder are keywords
    folder: Path,
    *,
    since: int | None = None,
    feed: str | None = None,
    languages: Collection[str] | None = None,
    sites: Collection[str] | None = None,
    on_damage: OnDamage | None = None,
) -> Iterator[Article]:
    """The articles of a clean folder, sorted by site and id, each checked and read when it is asked for.

    Args:
        folder: the clean folder.
        since: a number of the change feed; only articles that were added or changed after it.
        feed: the name of the feed that the number is of, as for :func:`pumice.read_changes`.
        languages: BCP 47 tags; only articles in one of them, "sr" meaning "sr-Cyrl" and "sr-Latn" too.
        sites: names of the sites' folders; only articles of these.
        on_damage: told of each file that is named like an article and is none, and reading goes on; without it the
            first such file ends it.

    Raises:
        StoreError: the folder cannot be listed, or a file in it is no article; the message names the file.
        StartAfreshError: the number is not in the feed: from before its horizon, from the future, or of another feed.
    """
    folder = Path(folder)
    wanted = tuple(tag.lower() for tag in languages) if languages is not None else None
    paths = list_clean(folder, sites) if since is None else _changed_paths(folder, since, feed, sites)
    for relative in paths:
        article = read_article(folder, relative, on_damage or stop_at_damage)
        if article is not None and (wanted is None or _is_in(article, wanted)):
            yield article


def list_clean(folder: Path, sites: Collection[str] | None = None) -> Iterator[str]:
    """Paths of everything that is named like an article, relative to the folder and sorted; no file is opened.

    Raises:
        StoreError: the folder cannot be listed.
    """
    for site in _list(folder):
        if site in CLEAN_NAMES or site.startswith(".") or (sites is not None and site not in sites):
            continue
        if stat.S_ISDIR((folder / site).lstat().st_mode):
            yield from (f"{site}/{name}" for name in _list(folder / site) if ARTICLE_NAME.fullmatch(name))


def parse_article(content: bytes) -> Article:
    """One article from its JSON; members that a newer minor version added are passed over.

    Raises:
        ValueError: it is none, names a member twice, or is of a newer major version.
    """
    members = parse_once(content)
    version = members.get("schemaVersion") if isinstance(members, dict) else None
    if is_newer(version):
        raise ValueError(f"it has schemaVersion {version}, this pumice reads {SCHEMA_VERSION}; use a newer pumice")
    known = version is None or version == SCHEMA_VERSION
    return ARTICLE_JSON.validate_json(content, extra="forbid" if known else "ignore")


def _changed_paths(folder: Path, since: int, feed: str | None, sites: Collection[str] | None) -> list[str]:
    last = {line.path: line.sha256 for line in read_changes(folder, since=since, feed=feed)}
    return sorted(
        path for path, digest in last.items() if digest and (sites is None or path.partition("/")[0] in sites)
    )


def _list(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)  # names only: two million paths would fill the memory
    except FileNotFoundError as error:
        raise StoreError(f"{folder} does not exist; expected a clean folder, pumice normalise makes one") from error
    except OSError as error:
        raise StoreError(f"{folder} cannot be listed: {error.strerror}; is it a clean folder?") from error


def stop_at_damage(finding: Finding) -> None:
    """What is done with a damaged file where nobody asks to go on.

    Raises:
        StoreError: always.
    """
    raise StoreError(
        f"{finding.place} is no article: {finding.explanation}. {finding.mend}; on_damage lets reading go on"
    )


def read_article(folder: Path, relative: str, on_damage: OnDamage = stop_at_damage) -> Article | None:
    """One article by its path in the clean folder; None where it is gone, or damaged and that was told."""
    path = inside(folder, relative)
    finding, content = None, b""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            finding, _ = diagnose(path, relative)
        else:
            content = path.read_bytes()
            return parse_article(content)
    except FileNotFoundError:
        return None  # withdrawn since the folder was listed
    except ValidationError as error:
        finding = diagnose_bytes(content, relative) or _unfit(relative, _first_fault(error))
    except ValueError as error:
        finding = diagnose_bytes(content, relative) or _unfit(relative, str(error))
    except OSError:
        finding, _ = diagnose(path, relative)
    if finding is not None:
        on_damage(finding)
    return None


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'/'.join(map(str, fault['loc']))}: {fault['msg']}"


def _unfit(place: str, why: str) -> Finding:
    return Finding(place, "schema-invalid", f"it is no article: {why}", "run pumice doctor")


def _is_in(article: Article, wanted: tuple[str, ...]) -> bool:
    tag = (article.in_language or "").lower()
    return any(tag == one or tag.startswith(f"{one}-") for one in wanted)
