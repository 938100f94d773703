"""One article between two states of the clean folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pumice.store.feed import Change, changed_fields, feed_line


@dataclass(slots=True)
class Draft:
    """One article as it was before the batch and as it will be after it.

    Attributes:
        path: relative to the clean folder.
        published: digest that the ledger had before the batch; empty for none.
        before: the bytes on disk before the batch; None for none.
        after: the bytes to be; None to withdraw it.
        audit: the evidence to be, or None to leave what is there.
        url: the address it is shown at.
    """

    path: str
    published: str
    before: bytes | None
    after: bytes | None
    audit: str | None = None
    url: str = ""

    def change_line(self, sequence: int, article_id: str, run: str) -> str | None:
        """The feed's line for it, or None where consumers have nothing to do.

        Nothing is to be done also where the file had been lost or damaged: it is again as it was published.
        """
        after = digest_of(self.after)
        if after == self.published:
            return None
        change = Change.WITHDRAWN if not after else Change.CHANGED if self.published else Change.ADDED
        fields = changed_fields(self.before, self.after or b"{}") if change is Change.CHANGED else None
        facts = {
            "id": article_id,
            "path": self.path,
            "url": self.url or None,
            "sha256": after or None,
            "previousSha256": self.published or None,
            "fields": fields,
            "run": run,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        return feed_line(sequence, change, {name: value for name, value in facts.items() if value is not None})


def read_bytes(path: Path) -> bytes | None:
    """The file's bytes, or None where there is no file."""
    return path.read_bytes() if path.is_file() else None


def digest_of(content: bytes | None) -> str:
    """Hex digest of published bytes; empty where nothing is published."""
    return "" if content is None else hashlib.sha256(content).hexdigest()
