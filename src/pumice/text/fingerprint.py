"""Fingerprints of texts that differ in case, digits and punctuation only."""

from __future__ import annotations

import hashlib
import re

_OTHER = re.compile(r"[\W_]+")
"""What is neither letter nor digit."""
_DECIMAL = re.compile(r"\d")


def fingerprint(text: str) -> str:
    """16 hex digits; digits of the text count as one another, so that dates and counters do not tell copies apart."""
    key = _DECIMAL.sub("0", _OTHER.sub("", text.casefold()))
    if not key.isascii():
        key = "".join("0" if character.isdigit() else character for character in key)
    return hashlib.sha256(key.encode()).hexdigest()[:16]
