"""What is wrong with one file that should be a published article. Start with :func:`diagnose`."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Final

from pumice.model import SCHEMA_VERSION, Finding
from pumice.write.schema import SchemaError, validate

REMADE: Final = "pumice doctor --repair puts it aside and makes it again from data/raw"
ASIDE: Final = "pumice doctor --repair puts it aside"


class DuplicateKeyError(ValueError):
    """A JSON object names one member twice, so two readers may read two things."""


def diagnose(path: Path, place: str) -> tuple[Finding | None, bytes]:
    """What keeps this from being an article at all, or None; and the bytes, as far as they could be read."""
    try:
        kind = _diagnose_kind(path.lstat().st_mode)
        if kind is not None:
            return _finding(place, *kind), b""
        content = path.read_bytes()
    except FileNotFoundError:
        return _finding(place, "missing", "is in the ledger and not in the folder"), b""
    except OSError as error:
        return _finding(place, "no-permission", f"cannot be read ({error.strerror})"), b""
    return diagnose_bytes(content, place), content


def _diagnose_kind(mode: int) -> tuple[str, str] | None:
    if stat.S_ISLNK(mode):
        return "link", "is a link; expected the article itself"
    if stat.S_ISDIR(mode):
        return "folder", "is a folder that is named like an article"
    if not stat.S_ISREG(mode):
        return "no-file", f"is no regular file ({stat.filemode(mode)})"
    if not mode & stat.S_IRUSR:
        return "no-permission", f"may not be read by anybody ({stat.filemode(mode)})"
    return None


def diagnose_bytes(content: bytes, place: str) -> Finding | None:
    """What keeps these bytes from being an article of this schema, or None."""
    try:
        members = parse_once(content)
    except DuplicateKeyError as error:
        return _finding(place, "duplicate-key", f"names the member {error} twice")
    except ValueError as error:
        fault = "torn" if not content.rstrip().endswith(b"}") else "no-json"
        return _finding(place, fault, f"is no whole JSON ({error}; {len(content)} bytes)")
    version = members.get("schemaVersion") if isinstance(members, dict) else None
    if is_newer(version):
        explanation = f"has schemaVersion {version}, this pumice reads {SCHEMA_VERSION}"
        return Finding(place, "newer-schema", explanation, "use the pumice that wrote it, or a newer one")
    try:
        validate(content)
    except SchemaError as error:
        return _finding(place, "schema-invalid", f"breaks the schema at {str(error).partition('; the article')[0]}")
    return None


def parse_once(content: bytes) -> object:
    """The JSON value, refusing an object that names one member twice.

    Raises:
        DuplicateKeyError: one does; the message names the member.
        ValueError: it is no JSON.
    """
    try:
        return json.loads(content, object_pairs_hook=_refuse_duplicates)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def is_newer(version: object) -> bool:
    """Whether a schemaVersion is of a greater major number than this pumice reads."""
    major = str(version).partition(".")[0]
    return major.isdigit() and int(major) > int(SCHEMA_VERSION.partition(".")[0])


def _refuse_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        raise DuplicateKeyError(repr(next(name for name in names if names.count(name) > 1)))
    return members


def _finding(place: str, fault: str, explanation: str) -> Finding:
    return Finding(place, fault, f"it {explanation}", REMADE, repairable=True)
