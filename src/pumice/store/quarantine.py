"""data/quarantine: one record for each input that could not be normalised. The raw bytes stay where they are.

A record goes away by itself when a later run succeeds with the same input.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pumice.store.identity import digest
from pumice.store.records import Fault, Treated


def quarantine_id(treated: Treated) -> str:
    """Name of an input's record: from the place of its bytes, else from its address."""
    return digest("quarantine", treated.raw_path or treated.url)


def quarantine_json(treated: Treated, fault: Fault) -> bytes:
    """The record: cause, message, where the input lies and when it was tried."""
    members = {
        "cause": fault.cause.value,
        "message": fault.message,
        "url": treated.url or None,
        "rawPath": treated.raw_path,
        "sha256": treated.sha256 or None,
        "triedAt": datetime.now(UTC).isoformat(timespec="seconds"),
        "traceback": fault.traceback or None,
    }
    return (json.dumps(members, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
