"""Bytes as received, and the text they were decoded to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """One payload as received, before any parse.

    Attributes:
        url: the address it came from, or ``urn:sha256:<digest>`` where none is known.
        body: the payload bytes, content coding already undone.
        headers: response headers, names in lower case.
        status: HTTP status, 200 for a dropped-in file.
        fetched_at: moment of the response (aware, UTC), or None where unknown.
        raw_path: where the bytes lie, relative to the data folder; None for bytes that were never stored.
        notes: what was odd about the capture but not fatal (for example unknown keys of a .meta.json).
    """

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    fetched_at: datetime | None = None
    raw_path: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of the body."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as received, or None."""
        return self.headers.get("content-type")

    @staticmethod
    def urn(body: bytes) -> str:
        """The address of bytes that have none: ``urn:sha256:<digest>``."""
        return f"urn:sha256:{hashlib.sha256(body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One witness for a page's charset.

    Attributes:
        source: "bom", "utf-8", "header", "meta", "statistics", "iso-2022" ...
        label: the charset it names, as a WHATWG name where it has one.
        accepted: whether the text was decoded with it.
        note: why it was passed over, or what else is worth knowing.
    """

    source: str
    label: str
    accepted: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Decoded text with the evidence for its charset.

    Attributes:
        text: the decoded text, a BOM already taken off; never contains lone surrogates.
        charset: WHATWG name of the encoding the text was decoded with.
        declared: the charset that the header or the page declared, header first; None where neither did.
        evidence: every witness heard, in the order in which they were heard.
        bad_bytes: how many undecodable sequences became U+FFFD.
    """

    text: str
    charset: str
    declared: str | None = None
    evidence: tuple[Evidence, ...] = ()
    bad_bytes: int = 0
