"""What the last report knew, so that the next one only looks at what changed. Start with :func:`load_state`.

The file is a cache: without it, or with one that cannot be read, every page is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from pumice.report.render import template_files
from pumice.report.summary import Summary

NAME: Final = "state.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One article page of the last report: the key it was made under, and its summary."""

    key: str
    summary: Summary


_STATE: TypeAdapter[dict[str, Kept]] = TypeAdapter(dict[str, Kept])


def load_state(folder: Path) -> dict[str, Kept]:
    """The last report's pages by path; empty where there is nothing to go by."""
    try:
        return _STATE.validate_json((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return {}


def state_json(state: Mapping[str, Kept]) -> bytes:
    """The state as :func:`load_state` reads it."""
    return _STATE.dump_json(dict(sorted(state.items())))


def look_version() -> str:
    """Digest of what decides how pages look; it is part of every key."""
    digest = hashlib.sha256()
    for path in template_files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
