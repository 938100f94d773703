"""What lies in data/raw, WARC records and loose files: read one after the other in sorted order, never all in memory.

Start with :func:`read_raw` (captures only) or :func:`scan_raw`, which also yields an :class:`Unreadable` for each file
or record that cannot be made a capture, so that nothing that lies there goes uncounted. The other direction is
:mod:`pumice.store.warc.write` for what is fetched and :mod:`pumice.store.keep` for what is handed over.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pumice.errors import Cause, InputFault, StoreError
from pumice.model import Capture, Limits
from pumice.store.raw_paths import INDEX_SUFFIX, OPEN_SUFFIX, decode_path, encode_path, is_warc, split_record
from pumice.store.sidecar import MAX_SIDECAR_BYTES, Sidecar, parse_sidecar
from pumice.store.warc.read import list_pages, read_page

__all__ = [
    "CONTENT_TYPES",
    "SIDECAR_SUFFIX",
    "Input",
    "RawReader",
    "Unreadable",
    "decode_path",
    "encode_path",
    "list_raw",
    "read_input",
    "read_raw",
    "scan_raw",
]

CONTENT_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".txt": "text/plain",
    ".xhtml": "application/xhtml+xml",
}
"""What a loose file is when nothing says so, by the end of its name; files with other ends are WARCs or no captures."""

SIDECAR_SUFFIX = ".meta.json"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or record that could not be made a capture.

    Attributes:
        raw_path: where it lies, relative to the data folder.
        fault: why.
        url: its address, where the .meta.json could still be read.
    """

    raw_path: str
    fault: InputFault
    url: str | None = None


Input = Capture | Unreadable
"""What lies in data/raw: a capture, or the reason why it is none."""


@dataclass(slots=True)
class RawReader:
    """The captures of one folder as an iterator; :meth:`inputs` also gives what could not be read.

    A job that is handed this instead of bare captures counts and quarantines the unreadable files too.
    """

    folder: Path
    _captures: Iterator[Capture] | None = None

    def __iter__(self) -> Iterator[Capture]:
        return self

    def __next__(self) -> Capture:
        if self._captures is None:
            self._captures = (found for found in self.inputs() if isinstance(found, Capture))
        return next(self._captures)

    def inputs(self, limits: Limits | None = None) -> Iterator[Input]:
        """Captures and unreadable files, from the first one on."""
        return scan_raw(self.folder, limits=limits)


def read_raw(folder: Path) -> RawReader:
    """The captures of a folder and its subfolders, sorted by path, read when they are asked for.

    Raises:
        StoreError: the folder itself does not exist or cannot be listed.
    """
    _list(Path(folder))
    return RawReader(Path(folder))


def scan_raw(folder: Path, *, limits: Limits | None = None) -> Iterator[Input]:
    """Every capture and every file that should be one and is not, sorted by path.

    Raises:
        StoreError: the folder itself does not exist or cannot be listed.
    """
    for raw_path in list_raw(folder):
        yield read_input(folder, raw_path, limits=limits)


def list_raw(folder: Path) -> Iterator[str]:
    """Raw paths of everything that is named like a capture, sorted; WARCs are known by their index, else read.

    Links to folders are not followed, so no loop and no way out of the folder. A folder that is named like a page is
    listed too: someone expects a page there.
    """
    for relative in _walk(folder, ""):
        raw_path = encode_path(f"{folder.absolute().name}/{relative}")
        if is_warc(relative):
            yield from _list_records(folder, relative, raw_path)
        else:
            yield raw_path


def count_others(folder: Path) -> Counter[str]:
    """How many files of a folder are not named like a capture nor belong to one, by the ends of their names."""
    found: Counter[str] = Counter()
    for _, _, names in os.walk(folder):
        found.update(Path(name).suffix.lower() for name in names if not _is_ours(name))
    return found


def _is_ours(name: str) -> bool:
    is_capture = Path(name).suffix.lower() in CONTENT_TYPES or is_warc(name.removesuffix(OPEN_SUFFIX))
    return is_capture or name.startswith(".") or name.endswith((SIDECAR_SUFFIX, INDEX_SUFFIX))


def read_input(folder: Path, raw_path: str, *, limits: Limits | None = None) -> Input:
    """One capture by its raw path (as :func:`list_raw` gives it), or why it is none."""
    record = split_record(raw_path)
    path = folder.absolute().parent / decode_path(record[0] if record else raw_path)
    if record or is_warc(path.name):
        return _read_record(path, folder, raw_path, limits=limits)
    sidecar = Sidecar()
    try:
        sidecar = _find_sidecar(path, folder)
        body = _read_bytes(path, folder, (limits or Limits()).body_bytes)
    except InputFault as fault:
        return Unreadable(raw_path, fault, sidecar.url)
    headers = {"content-type": CONTENT_TYPES[path.suffix.lower()], **sidecar.headers}
    return Capture(
        sidecar.url or Capture.urn(body),
        body,
        headers=headers,
        status=sidecar.status,
        fetched_at=sidecar.fetched_at,
        raw_path=raw_path,
        notes=sidecar.notes,
    )


def _list_records(folder: Path, relative: str, raw_path: str) -> Iterator[str]:
    path = folder / relative
    try:
        _refuse_outside(path, folder)
        yield from (f"{raw_path}#{offset}" for offset in list_pages(path))
    except InputFault:
        yield raw_path  # reading it names the fault


def _read_record(path: Path, folder: Path, raw_path: str, *, limits: Limits | None) -> Input:
    _, offset = split_record(raw_path) or (raw_path, 0)
    try:
        _refuse_outside(path, folder)
        return read_page(path, offset, raw_path, limits=limits or Limits())
    except InputFault as fault:
        return Unreadable(raw_path, fault)


def _refuse_outside(path: Path, folder: Path) -> None:
    name = encode_path(path.name)
    try:
        is_inside = path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as error:  # RuntimeError is what a loop of links raises
        raise InputFault(Cause.UNREADABLE, f"{name} cannot be read: {error}; mend or remove it") from error
    if not is_inside:
        raise InputFault(Cause.UNREADABLE, f"{name} is a link that leads out of the folder; put the file itself there")


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    for name in _list(folder / prefix):
        if name.startswith("."):
            continue
        relative = f"{prefix}{name}"
        is_folder = (folder / relative).is_dir() and not (folder / relative).is_symlink()
        if Path(name).suffix.lower() in CONTENT_TYPES or is_warc(name):
            yield relative
        if is_folder:
            yield from _walk(folder, f"{relative}/")


def _list(folder: Path) -> list[str]:
    try:
        return sorted((entry.name for entry in folder.iterdir()), key=os.fsencode)
    except FileNotFoundError as error:
        raise StoreError(
            f"{folder} does not exist: put pages there, fetch them with pumice scrape, or name another data folder"
        ) from error
    except OSError as error:
        raise StoreError(f"{folder} cannot be listed: {error.strerror}; mend its permissions") from error


def _find_sidecar(path: Path, folder: Path) -> Sidecar:
    for candidate in (path.with_name(path.name + SIDECAR_SUFFIX), path.with_suffix(SIDECAR_SUFFIX)):
        if os.path.lexists(candidate):
            return parse_sidecar(_read_sidecar(candidate, folder), encode_path(candidate.name))
    return Sidecar()


def _read_sidecar(path: Path, folder: Path) -> bytes:
    try:
        return _read_bytes(path, folder, MAX_SIDECAR_BYTES)
    except InputFault as fault:
        raise InputFault(Cause.BAD_META, fault.message) from fault


def _read_bytes(path: Path, folder: Path, most: int) -> bytes:
    name = encode_path(path.name)
    _refuse_outside(path, folder)
    try:
        # Without O_NONBLOCK a named pipe would hold the run for ever.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise InputFault(
                    Cause.UNREADABLE, f"{name} is no regular file; expected a page, remove it or rename it"
                )
            body = file.read(most + 1) if found.st_size <= most else b""
    except OSError as error:
        raise InputFault(
            Cause.UNREADABLE, f"{name} cannot be read: {error}; mend its permissions or remove it"
        ) from error
    if found.st_size > most or len(body) > most:
        raise InputFault(
            Cause.BODY_TOO_BIG,
            f"{name} has {found.st_size} bytes, at most {most} are read; raise limits.body_bytes if it is a page",
        )
    return body
