"""Take what is forgotten out of exports, which lie outside of the data folder: :func:`erase_from_exports`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pumice.errors import StoreError
from pumice.export import FILES, Format, finish, write_articles
from pumice.model.article import ARTICLE_JSON
from pumice.store.atomic import bring_to_disk, sync_folder
from pumice.store.draft import without_forgotten
from pumice.store.erasure import Erasure
from pumice.store.exports import Export
from pumice.store.ledger import Ledger
from pumice.store.parquet import read_parquet
from pumice.store.traces import mentions


def erase_from_exports(ledger: Ledger, erasure: Erasure) -> int:
    """Write every export of the ledger's list anew that holds something of it; returns how many that were.

    Meanwhile such an export has no ``_SUCCESS``. What was moved away is not found.

    Raises:
        StoreError: a file cannot be written, or is no export any more.
    """
    written = 0
    for one in ledger.exports.all():
        path = Path(one.folder) / FILES[Format(one.form)]
        try:
            written += path.is_file() and _write_without(path, one, erasure)
        except (OSError, ValueError) as error:
            raise StoreError(f"{path} cannot be written anew ({error}); mend or delete it, then run again") from error
    return written


def _write_without(path: Path, export: Export, erasure: Erasure) -> bool:
    staged = path.with_name(f".{path.name}.tmp")
    success = path.with_name("_SUCCESS")
    form, lines = Format(export.form), _Lines(path, Format(export.form), erasure)
    # The lines of a ninjs file are ninjs already; they go through as they are.
    count = write_articles(staged, iter(lines), Format.PARQUET if form is Format.PARQUET else Format.JSONL)
    if not lines.changed and success.exists():
        staged.unlink()
        return False
    where = json.loads(success.read_bytes())["where"] if success.exists() else []
    success.unlink(missing_ok=True)
    bring_to_disk([staged])
    staged.replace(path)
    sync_folder(path.parent)
    finish(path.parent, form, count, {"sequence": export.sequence, "where": where})
    return True


@dataclass(slots=True)
class _Lines:
    """The lines of an exported file without what is to be forgotten; ``changed`` says whether there was any."""

    path: Path
    form: Format
    erasure: Erasure
    changed: bool = False

    def __iter__(self) -> Iterator[bytes]:
        for line in self._read():
            if not mentions(line, self.erasure):
                yield line
                continue
            self.changed = True
            kept = _clean_ninjs(line, self.erasure) if self.form is Format.NINJS else _clean_line(line, self.erasure)
            if kept is not None:
                yield kept

    def _read(self) -> Iterator[bytes]:
        if self.form is Format.PARQUET:
            yield from read_parquet(self.path)
            return
        with self.path.open("rb") as file:
            yield from (line.rstrip(b"\n") for line in file)


def _clean_line(line: bytes, erasure: Erasure) -> bytes | None:
    article = ARTICLE_JSON.validate_json(line)
    if article.id in erasure.articles:
        return None
    original = article.duplicate_of
    if original is not None and (original.id in erasure.articles or erasure.covers(original.url)):
        article = replace(article, duplicate_of=None)
    return ARTICLE_JSON.dump_json(without_forgotten(article, erasure.covers), by_alias=True)


def _clean_ninjs(line: bytes, erasure: Erasure) -> bytes | None:
    members = json.loads(line)
    if members["uri"].rpartition(":")[2] in erasure.articles:
        return None
    members["associations"] = [one for one in members.get("associations", ()) if not erasure.covers(one["uri"])]
    known = {name: value for name, value in members.items() if value}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
