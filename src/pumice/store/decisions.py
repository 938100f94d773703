"""The ledger's memory of what people decided about articles.

A decision holds for one article as long as that is made from a capture that was known at the time: other rules and
other code do not touch it, another page does. A version that waits because its site is held back is decided about
alone: nobody who looks at the article has seen it. :class:`Decisions` is a part of :class:`pumice.store.ledger.Ledger`;
:func:`judged` applies one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Final

from pumice.model import Article, Decision, QualityStatus, Verdict
from pumice.store.feed import Change, Ending
from pumice.store.records import Treated
from pumice.store.statistics import HELD

BY_PERSON: Final = "by-person"
"""Cause of an article that a person turned down."""
TURNED_DOWN: Final = Ending(Change.WITHDRAWN, BY_PERSON)
_NOTE_DECIDED: Final = """
INSERT INTO decided SELECT c.article_id, c.id FROM captures c
WHERE c.article_id = ? AND c.id NOT IN (SELECT capture_id FROM decided_alone)
  AND (c.cause != ? OR c.id IN (SELECT capture_id FROM articles WHERE id = c.article_id))
"""
_WAITING: Final = """
SELECT id, url, key, sha256, raw_path, fetched_at, removed, repaired FROM captures
WHERE url = ? AND sha256 = ? AND cause IN (?, ?) ORDER BY fetched_at DESC, id
"""


class Decisions:
    """Decisions, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, article_id: str, decision: Decision) -> None:
        """Enter a decision; it takes the place of an earlier one, and holds for the captures known of the article.

        Those that wait with their site are not among them, nor are those that were turned down alone.
        """
        self.forget(article_id)
        values = (article_id, decision.verdict, decision.why, decision.at)
        self._connection.execute("INSERT INTO decisions VALUES (?, ?, ?, ?)", values)
        self._connection.execute(
            "DELETE FROM decided_alone WHERE verdict = ? AND capture_id IN"
            " (SELECT id FROM captures WHERE article_id = ?)",
            (Verdict.ACCEPTED, article_id),  # published by now, so decided about with the article
        )
        self._connection.execute(_NOTE_DECIDED, (article_id, HELD))

    def alone(self, capture_id: str) -> Decision | None:
        """The decision about just the version that this capture makes, or None."""
        query = "SELECT verdict, why, at FROM decided_alone WHERE capture_id = ?"
        found = self._connection.execute(query, (capture_id,)).fetchone()
        return Decision(Verdict(found[0]), found[1], found[2]) if found else None

    def set_aside(self, capture_id: str) -> bool:
        """Whether the version that this capture makes waits with its site, or was turned down there."""
        query = "SELECT 1 FROM captures WHERE id = ? AND cause = ?"
        is_held = self._connection.execute(query, (capture_id, HELD)).fetchone() is not None
        return is_held or self.alone(capture_id) is not None

    def note_alone(self, capture_id: str, decision: Decision) -> None:
        """Enter a decision about just the version that this capture makes."""
        values = (capture_id, decision.verdict, decision.why, decision.at)
        self._connection.execute("DELETE FROM decided WHERE capture_id = ?", (capture_id,))
        self._connection.execute("INSERT OR REPLACE INTO decided_alone VALUES (?, ?, ?, ?)", values)

    def on(self, article_id: str, capture_id: str) -> Decision | None:
        """The decision about an article that is made from this capture, or None."""
        found = self._connection.execute(
            "SELECT verdict, why, at FROM decisions JOIN decided USING (article_id)"
            " WHERE article_id = ? AND capture_id = ?",
            (article_id, capture_id),
        ).fetchone()
        return Decision(Verdict(found[0]), found[1], found[2]) if found else None

    def waiting_capture(self, article: Article) -> Treated | None:
        """What an article that waits with its site was made from, without its evidence; None where nothing is known."""
        found = self._connection.execute(_WAITING, (article.url, article.provenance.sha256, HELD, BY_PERSON)).fetchone()
        if found is None:
            return None
        capture_id, url, key, sha256, raw_path, fetched_at, removed, repaired = found
        made_from = {"key": key, "sha256": sha256, "raw_path": raw_path, "fetched_at": fetched_at}
        return Treated(capture_id, url, article, **made_from, removed=removed, repaired=repaired)

    def of(self, article_id: str) -> Decision | None:
        """What was last decided about an article, whether or not it still holds."""
        query = "SELECT verdict, why, at FROM decisions WHERE article_id = ?"
        found = self._connection.execute(query, (article_id,)).fetchone()
        return Decision(Verdict(found[0]), found[1], found[2]) if found else None

    def meant_by(self, digits: str) -> list[str]:
        """The ids of at most ten articles that begin with these digits, sorted."""
        query = "SELECT id FROM articles WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 10"
        return [row[0] for row in self._connection.execute(query, (len(digits), digits))]

    def forget(self, article_id: str) -> None:
        """Remove what was decided about an article."""
        for table in ("decisions", "decided"):
            self._connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608


def judged(article: Article, decision: Decision | None) -> Article:
    """The article with a person's decision in its quality; what was noticed stays noticed."""
    if decision is None:
        return article
    return replace(article, quality=replace(article.quality, status=QualityStatus.OK, decision=decision))
