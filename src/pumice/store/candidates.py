"""What the ledger knows of a capture before it is cleaned again: enough to select it without reading it."""

from __future__ import annotations

from dataclasses import dataclass

from pumice.model import Outcome

CANDIDATES = """
SELECT c.id, c.url, c.raw_path, c.fetched_at, c.key, c.outcome, c.cause, c.run, c.language,
       a.date, a.site || '/' || a.id || '.json', a.capture_id IS c.id AND a.sha256 != ''
FROM captures c LEFT JOIN articles a ON a.id = c.article_id
WHERE c.raw_path IS NOT NULL
ORDER BY c.raw_path, c.id
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One capture whose bytes are kept.

    Attributes:
        capture_id: its id.
        url: the address it came from, empty where unknown.
        raw_path: where its bytes lie.
        fetched_at: ISO 8601 in UTC, or None.
        key: the reprocess key it was last cleaned under.
        outcome: of the last cleaning.
        cause: why there is no article of its own, or what else is worth saying; empty where all is well.
        run: the last run that met it.
        language: of its text, or None.
        published: when its article was published, as precise as the page is, or None.
        path: of its article in the clean folder, or None.
        leads: 1 if the published article was made from this very capture, else 0 or None.
    """

    capture_id: str
    url: str
    raw_path: str
    fetched_at: str | None
    key: str
    outcome: Outcome
    cause: str
    run: str
    language: str | None
    published: str | None
    path: str | None
    leads: int | None

    @property
    def article_id(self) -> str:
        """The id of its article, empty where it has none."""
        return (self.path or "").rpartition("/")[2].removesuffix(".json")
