"""Put captures into data/raw, as received, before anything else is done with them. Start with :func:`write_capture`."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from pumice.model import Capture
from pumice.store.atomic import bring_to_disk, show, stage, temporary_name
from pumice.store.folders import site_folder
from pumice.store.identity import capture_id
from pumice.store.raw import CONTENT_TYPES, SIDECAR_SUFFIX
from pumice.store.raw_paths import encode_path
from pumice.store.sidecar import sidecar_json

_DIGITS = 16


def write_capture(folder: Path, capture: Capture) -> Path:
    """Store a capture with its .meta.json, durably, and give the path of its bytes.

    The name is made of the address and of the content, so an equal capture is not written twice, and a page that
    changed gets a new file beside its first one. The .meta.json comes first: from the moment the bytes are visible,
    their address is.

    Raises:
        StoreError: the disk is full, the folder cannot be written ...
    """
    path = capture_path(folder, capture)
    if path.exists():
        return path
    sidecar = path.with_suffix(SIDECAR_SUFFIX)
    token = secrets.token_hex(4)
    moves = [(temporary_name(sidecar, token), sidecar), (temporary_name(path, token), path)]
    stage(moves[0][0], sidecar_json(capture))
    stage(moves[1][0], capture.body)
    bring_to_disk(staged for staged, _ in moves)
    show(moves)
    return path


def capture_path(folder: Path, capture: Capture) -> Path:
    """Where :func:`write_capture` puts the bytes: a name made of the address and of the content."""
    address = hashlib.sha256(capture.url.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    name = f"{address}-{capture_id(capture)[:_DIGITS]}{_suffix_for(capture)}"
    return folder / site_folder(capture.url) / name


def raw_path_of(path: Path, folder: Path) -> str:
    """How the data folder's files name a path in data/raw: relative to the data folder."""
    return encode_path(f"{folder.absolute().name}/{path.relative_to(folder)}")


def _suffix_for(capture: Capture) -> str:
    media_type = (capture.content_type or "text/html").partition(";")[0].strip().lower()
    return next(
        (suffix for suffix, known in CONTENT_TYPES.items() if known == media_type and suffix != ".htm"), ".html"
    )
