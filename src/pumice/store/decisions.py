"""The ledger's memory of what people decided about articles.

A decision holds for one article as long as that is made from a capture that was known at the time: other rules and
other code do not touch it, another page does. :class:`Decisions` is a part of :class:`pumice.store.ledger.Ledger`;
:func:`judged` applies one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Final

from pumice.model import Article, Decision, QualityStatus, Verdict
from pumice.store.feed import Change, Ending

BY_PERSON: Final = "by-person"
"""Cause of an article that a person turned down."""
TURNED_DOWN: Final = Ending(Change.WITHDRAWN, BY_PERSON)


class Decisions:
    """Decisions, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, article_id: str, decision: Decision) -> None:
        """Enter a decision; it takes the place of an earlier one, and holds for the captures known of the article."""
        self.forget(article_id)
        values = (article_id, decision.verdict, decision.why, decision.at)
        self._connection.execute("INSERT INTO decisions VALUES (?, ?, ?, ?)", values)
        self._connection.execute(
            "INSERT INTO decided SELECT article_id, id FROM captures WHERE article_id = ?", (article_id,)
        )

    def on(self, article_id: str, capture_id: str) -> Decision | None:
        """The decision about an article that is made from this capture, or None."""
        found = self._connection.execute(
            "SELECT verdict, why, at FROM decisions JOIN decided USING (article_id)"
            " WHERE article_id = ? AND capture_id = ?",
            (article_id, capture_id),
        ).fetchone()
        return Decision(Verdict(found[0]), found[1], found[2]) if found else None

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
