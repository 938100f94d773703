"""What pages say of their versions in other languages: named by hreflang, or offered by the site's language switch.

The ledger's table ``versions`` keeps it; :mod:`pumice.store.translations` links what is published.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pumice.model import Article, Document, Field, Origin
from pumice.text.urls import canonical_address

How = Literal["stated", "offered"]


@dataclass(frozen=True, slots=True)
class Version:
    """One address (canonical form) that a page gives for its text in a language."""

    address: str
    language: str
    how: How


class Versions:
    """What articles say of their versions; the table ``versions`` of the ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, article_id: str, versions: Iterable[Version]) -> None:
        """Enter what an article says now, in place of what it said before."""
        self._connection.execute("DELETE FROM versions WHERE article_id = ?", (article_id,))
        rows = ((article_id, one.address, one.language, one.how) for one in versions)
        self._connection.executemany("INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?)", rows)

    def of(self, article_id: str) -> list[Version]:
        """What an article says, by language and address."""
        found = self._connection.execute(
            "SELECT address, language, how FROM versions WHERE article_id = ? ORDER BY language, address", (article_id,)
        )
        return [Version(*row) for row in found]

    def naming(self, addresses: Iterable[str]) -> list[str]:
        """Ids of the articles that name one of these addresses, sorted."""
        found: set[str] = set()
        for address in addresses:
            rows = self._connection.execute("SELECT article_id FROM versions WHERE address = ?", (address,))
            found.update(str(row[0]) for row in rows)
        return sorted(found)


def offered_in(document: Document) -> tuple[tuple[str, str], ...]:
    """Address and language of every link of a page's language switch."""
    claims = (claim for claim in document.claims if claim.field is Field.TRANSLATION and claim.origin is Origin.SWITCH)
    return tuple((claim.value, claim.detail) for claim in claims if claim.weight)


def versions_in(article: Article, offered: Iterable[tuple[str, str]]) -> list[Version]:
    """What a page says of its versions: those its article names, then those that its switch offers, once each.

    Args:
        article: as cleaning gave it.
        offered: address and language of each link of the switch.
    """
    stated = [(one.url, one.language, "stated") for one in article.translations if one.url]
    found: dict[str, Version] = {}
    for url, language, how in (*stated, *((url, language, "offered") for url, language in offered)):
        address = canonical_address(url)
        found.setdefault(address, Version(address, language, "stated" if how == "stated" else "offered"))
    return list(found.values())
