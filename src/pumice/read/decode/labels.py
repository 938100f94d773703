"""WHATWG encoding labels: which names a page may use, and which Python codec reads each encoding.

The table lies in ``labels.json``: WHATWG name to Python codec and labels (https://encoding.spec.whatwg.org/#names-and-labels).
Only codecs of this table are ever used, so a page cannot ask for ``zlib_codec`` or ``utf-7``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def _table() -> Mapping[str, tuple[str, str]]:
    content = json.loads(files("pumice.read.decode").joinpath("labels.json").read_text(encoding="utf-8"))
    return MappingProxyType(
        {label: (name, entry["codec"]) for name, entry in content.items() for label in (name.lower(), *entry["labels"])}
    )


def whatwg_name(label: str) -> str | None:
    """The WHATWG name for a label, or None for one that browsers do not know either."""
    entry = _table().get(label.strip(" \t\r\n\f\"'").lower())
    return entry[0] if entry else None


def codec_of(name: str) -> str:
    """The Python codec that reads an encoding of the table, given by its WHATWG name or a label."""
    return _table()[name.lower()][1]
