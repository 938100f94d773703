"""Write WARC 1.1: one file per run and size limit, invisible until it is whole. Start with :class:`WarcWriter`.

A file is ``<run>-<n>.warc.gz.open`` while it is written, and locked by its writer. What :meth:`WarcWriter.sync` has
brought to disk outlives any kill: :mod:`pumice.store.warc.recover` cuts an abandoned file after its last whole record
and publishes it. At the end the file is brought to disk, renamed, and its index is published after it.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.recordbuilder import RecordBuilder
from warcio.warcwriter import WARCWriter

from pumice.errors import StoreError
from pumice.model import Exchange, Visit
from pumice.store.atomic import make_folder, sync_folder
from pumice.store.raw_paths import OPEN_SUFFIX, WARC_FOLDER, WARC_SUFFIX, record_path
from pumice.store.warc.digest import digest_of
from pumice.store.warc.headers import AsReceived, Original, describe, keep_framing, request_target
from pumice.store.warc.index import Extent, Line, index_line, named_answer, publish_index

DEFAULT_MOST_BYTES = 1_000_000_000
_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the record of an answer lies.

    Attributes:
        raw_path: file and offset, relative to the data folder; the file has this name once it is closed.
        date: its WARC-Date.
        digest: of its payload.
    """

    raw_path: str
    date: str
    digest: str


class WarcWriter:
    """One run's WARC files, one after the other; for one thread at a time.

    Args:
        raw: the raw folder.
        run: name of the run; several writers of one run number their files on.
        most_bytes: a file that has reached this size is closed and the next one begun.
        agent: the User-Agent of the run's requests, for the file's own description.
    """

    def __init__(self, raw: Path, run: str, *, most_bytes: int = DEFAULT_MOST_BYTES, agent: str = "") -> None:
        self._raw = raw
        self._run = run
        self._most_bytes = most_bytes
        self._agent = agent
        self._number = -1
        self._begin()

    def write(self, visit: Visit, original: Original | None = None) -> Stored:
        """Write the redirects and the answer of a visit, each with its request, and what else is known of it.

        Args:
            visit: what went over the wire.
            original: the capture that the answer repeats; its payload is then not written again.

        Raises:
            StoreError: the disk is full ...
        """
        try:
            return self._write(visit, original)
        except OSError as error:
            raise self._fault(error) from error

    def sync(self) -> None:
        """Wait until what was written is on disk; begins the next file if this one is full.

        Raises:
            StoreError: the disk is full ...
        """
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._fault(error) from error
        if self._file.tell() >= self._most_bytes:
            full, lines, path = self._file, self._lines, self._path
            self._begin()
            _publish(full, lines, path)

    def close(self) -> None:
        """Publish the last file and its index; a file without pages goes away."""
        if self._is_empty:
            self._path.unlink(missing_ok=True)
            self._file.close()
        else:
            self._file.flush()
            os.fsync(self._file.fileno())
            _publish(self._file, self._lines, self._path)

    def abandon(self) -> None:
        """Let go of the file as a killed writer would; the next run publishes what is whole in it."""
        self._file.close()

    def _begin(self) -> None:
        folder = self._raw / WARC_FOLDER / f"{datetime.now(UTC):%Y/%m/%d}"
        try:
            make_folder(folder)
            self._path, self._file = self._claim(folder)
            sync_folder(folder)
        except OSError as error:
            raise StoreError(f"{folder} cannot be written: {error.strerror or error}; mend its permissions") from error
        self._lines: list[Line] = []
        self._is_empty = True
        self._writer = WARCWriter(self._file, gzip=True, warc_version=RecordBuilder.WARC_1_1)
        about = {
            "software": f"pumice/{version('pumice')}",
            "format": "WARC File Format 1.1",
            "conformsTo": _CONFORMS,
            "isPartOf": self._run,
            "http-header-user-agent": self._agent,
        }
        self._writer.write_record(self._writer.create_warcinfo_record(self._final_name, about))

    def _claim(self, folder: Path) -> tuple[Path, IO[bytes]]:
        while True:
            self._number += 1
            path = folder / f"{self._final_name}{OPEN_SUFFIX}"
            if path.with_name(self._final_name).exists():
                continue
            try:
                file = path.open("xb")
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except (FileExistsError, BlockingIOError):
                continue
            if path.exists():  # else another run took it for an abandoned one, between the two lines above
                return path, file
            file.close()

    @property
    def _final_name(self) -> str:
        return f"{self._run}-{self._number}{WARC_SUFFIX}"

    def _write(self, visit: Visit, original: Original | None) -> Stored:
        self._is_empty = False
        for hop in visit.exchanges[:-1]:
            self._write_exchange(hop)
        stored, record_id = self._write_exchange(visit.answer, original)
        fields = {
            "requested": visit.requested,
            "fetchTimeMs": f"{visit.seconds * 1000:.0f}",
            "protocol": visit.answer.protocol,
        }
        lines = [f"{name}: {value}" for name, value in fields.items()] + [f"note: {note}" for note in visit.notes]
        payload = "".join(f"{line}\r\n" for line in lines).encode("utf-8", "backslashreplace")
        named = {"WARC-Date": stored.date, "WARC-Concurrent-To": record_id}
        self._write_record(visit.answer.url, "metadata", payload, named)
        return stored

    def _write_exchange(self, exchange: Exchange, original: Original | None = None) -> tuple[Stored, str]:
        payload = b"" if original else exchange.payload or b""
        digest = original.digest if original else digest_of(payload)
        date = exchange.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        kind = "revisit" if original else "response"
        named = {"WARC-Date": date, "WARC-Payload-Digest": digest} | describe(exchange, original)
        head = AsReceived(f"{exchange.status} {exchange.reason}".strip(), keep_framing(exchange), protocol="HTTP/1.1")
        offset = self._file.tell()
        record_id = self._write_record(exchange.url, kind, payload, named, head)
        extent = Extent(self._final_name, offset, self._file.tell() - offset)
        self._lines.append(index_line(extent, exchange.url, date, named_answer(kind, exchange, digest)))
        request = AsReceived(f"{request_target(exchange.url)} HTTP/1.1", exchange.request, protocol="GET")
        self._write_record(exchange.url, "request", b"", {"WARC-Date": date, "WARC-Concurrent-To": record_id}, request)
        return Stored(record_path(self._raw, self._path.with_name(self._final_name), offset), date, digest), record_id

    def _write_record(  # noqa: PLR0913, PLR0917 - the parts of a record
        self, url: str, kind: str, payload: bytes, named: dict[str, str], head: AsReceived | None = None
    ) -> str:
        block = (head.to_wire() if head else b"") + payload
        digests = {"WARC-Payload-Digest": digest_of(payload), "WARC-Block-Digest": digest_of(block)}
        record: Any = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            warc_headers_dict=digests | named,
            http_headers=head,
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def _fault(self, error: OSError) -> StoreError:
        return StoreError(
            f"{self._path} cannot be written: {error.strerror or error}. Make room or mend the permissions, then run "
            "again: what was stored stays, and the run goes on where it stopped"
        )


def _publish(file: IO[bytes], lines: list[Line], path: Path) -> None:
    """Give a whole file its name while its lock is still held, then its index."""
    final = path.with_name(path.name.removesuffix(OPEN_SUFFIX))
    try:
        path.replace(final)
        sync_folder(final.parent)
        publish_index(final, lines)
    except OSError as error:
        raise StoreError(f"{final} cannot be published: {error}; mend the permissions of its folder") from error
    finally:
        file.close()
