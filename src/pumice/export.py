"""Freeze a set of articles as it is at one moment, while runs go on. Start with :func:`export`.

The articles are first copied to a spool without holding up anybody. What changed meanwhile is then caught up by the
change feed; the last of it under the publishing lock, so that the set is the folder's of exactly that moment. Only then
is the file written, sorted by site and id: the same set gives the same bytes. The folder appears whole, by a rename.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal

from pumice.conditions import Condition, parse_condition
from pumice.errors import StoreError, UsageError
from pumice.model import Article
from pumice.model.article import ARTICLE_JSON
from pumice.store.atomic import bring_to_disk, make_folder, sync_folder
from pumice.store.clean import list_clean, read_article
from pumice.store.exports import Export
from pumice.store.folders import Folders
from pumice.store.follow import feed_name, last_change, read_changes
from pumice.store.ledger import Ledger, open_ledger
from pumice.store.locks import Lock, hold
from pumice.store.package import checksums, describe, to_text
from pumice.store.parquet import write_parquet
from pumice.store.publish import recover
from pumice.store.spool import Spool, open_spool
from pumice.write.ninjs import to_ninjs


class Format(StrEnum):
    """How articles are exported. jsonl: one article a line. parquet: one a row. ninjs: one ninjs 3.1 object a line."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    NINJS = "ninjs"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported: the folder, how many articles, the feed's last number at that moment."""

    folder: Path
    articles: int
    sequence: int


FILES: Final[Mapping[Format, str]] = {
    Format.JSONL: "articles.jsonl",
    Format.PARQUET: "articles.parquet",
    Format.NINJS: "articles.ninjs.jsonl",
}


def export(
    out: Path,
    *,
    data: Path,
    form: Format | Literal["jsonl", "parquet", "ninjs"] = Format.JSONL,
    where: Sequence[str] = (),
) -> Exported:
    """Write the articles that fit every condition to a new folder.

    Args:
        out: the folder to be; it must not exist, or be empty.
        data: the data folder.
        form: the file's format.
        where: conditions (:mod:`pumice.conditions`).

    Raises:
        UsageError: the folder is in use, a condition is none, or the format's library is not installed.
        EnvironmentFault: an article is damaged, the disk is full, or a run does not come to an end.
    """
    conditions = [parse_condition(text) for text in where]
    form, out, folders = Format(form), Path(out).absolute(), Folders(Path(data))
    _refuse_used(out)
    if not folders.ledger.is_file():
        raise UsageError(f"there is no ledger at {folders.ledger}; run pumice normalise first, it makes one")
    staging = out.with_name(f".{out.name}.{secrets.token_hex(4)}.tmp")
    try:
        make_folder(staging)
        with open_ledger(folders.ledger) as ledger, open_spool(staging / "spool") as spool:
            sequence = _freeze(folders, ledger, spool, conditions)
            count = write_articles(staging / FILES[form], spool.articles(), form)
            feed = feed_name(folders.clean)
            finish(staging, form, count, {"feed": feed, "sequence": sequence, "where": list(where)})
            with hold(folders, Lock.PUBLISH), ledger.transaction():
                ledger.exports.note(Export(str(out), form, sequence))
        staging.rename(out)
        sync_folder(out.parent)
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error.strerror or error}; make room or name another") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Exported(out, count, sequence)


def write_articles(path: Path, articles: Iterable[bytes], form: Format) -> int:
    """Write articles, each given as one line of JSON, in a format; returns how many.

    Raises:
        UsageError: the format's library is not installed.
    """
    if form is Format.PARQUET:
        return write_parquet(path, articles)
    count = 0
    with path.open("wb") as file:
        for article in articles:
            file.write((article if form is Format.JSONL else _ninjs_line(article)) + b"\n")
            count += 1
    return count


def _refuse_used(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} exists already; name a new folder, an export is never written over another")


def _freeze(folders: Folders, ledger: Ledger, spool: Spool, conditions: Sequence[Condition]) -> int:
    def keep(paths: Iterable[str]) -> None:
        for path in paths:
            article = read_article(folders.clean, path)
            spool.put(path, None if article is None else _line(article, path, conditions))

    sequence = last_change(folders.clean)
    keep(list_clean(folders.clean))
    sequence = _catch_up(folders.clean, sequence, keep)
    with hold(folders, Lock.PUBLISH):
        recover(folders, ledger)
        return _catch_up(folders.clean, sequence, keep)


def _catch_up(clean: Path, since: int, keep: Callable[[Iterable[str]], None]) -> int:
    sequence = since

    def changed() -> Iterator[str]:
        nonlocal sequence
        for line in read_changes(clean, since=since):
            sequence = line.sequence
            yield line.path

    keep(dict.fromkeys(changed()))
    return sequence


def _line(article: Article, path: str, conditions: Sequence[Condition]) -> bytes | None:
    line = ARTICLE_JSON.dump_json(article, by_alias=True)
    if conditions:
        members, site = json.loads(line), path.partition("/")[0]
        if not all(condition.holds(members, site) for condition in conditions):
            return None
    return line


def _ninjs_line(article: bytes) -> bytes:
    members = to_ninjs(ARTICLE_JSON.validate_json(article))
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def finish(folder: Path, form: Format, count: int, moment: Mapping[str, object]) -> None:
    """Describe the file, and say last of all that everything is there."""
    file, package = folder / FILES[form], folder / "datapackage.json"
    package.write_text(to_text(describe(file, form, count)), encoding="utf-8")
    sums = folder / "SHA256SUMS"
    sums.write_text(checksums([file, package]), encoding="utf-8")
    success = folder / "_SUCCESS"
    success.write_text(to_text({"articles": count, **moment}), encoding="utf-8")
    bring_to_disk([file, package, sums, success])
    sync_folder(folder)
