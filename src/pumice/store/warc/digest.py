"""Digests of WARC records: written as SHA-256, checked in whatever form other tools write them."""

from __future__ import annotations

import hashlib
from base64 import b32decode, b32encode, b64decode
from binascii import Error

from pumice.errors import Cause, InputFault

_KNOWN = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512", "md5": "md5"}


def digest_of(content: bytes) -> str:
    """``sha256:`` and base 32, as WARC-Payload-Digest and WARC-Block-Digest have it."""
    return f"sha256:{b32encode(hashlib.sha256(content).digest()).decode()}"


def check_digest(label: str | None, content: bytes, what: str) -> None:
    """Compare content with its digest; a missing digest and an algorithm that is not known pass.

    Args:
        label: the header's value: algorithm, colon, digest in base 32, 16 or 64.
        content: the bytes.
        what: "block" or "payload", for the message.

    Raises:
        InputFault: bad-record.
    """
    algorithm, _, written = (label or "").strip().partition(":")
    name = _KNOWN.get(algorithm.lower())
    if name is None:
        return
    found = hashlib.new(name, content).digest()
    if found not in _readings(written, len(found)):
        raise InputFault(Cause.BAD_RECORD, f"the {what} is not what its digest {label} says; it has changed on the way")


def _readings(written: str, length: int) -> list[bytes]:
    readings = []
    for decode in (_base32, bytes.fromhex, b64decode):
        try:
            readings.append(decode(written))
        except (ValueError, Error):
            continue
    return [reading for reading in readings if len(reading) == length]


def _base32(written: str) -> bytes:
    bare = written.rstrip("=")
    return b32decode(bare + "=" * (-len(bare) % 8), casefold=True)
