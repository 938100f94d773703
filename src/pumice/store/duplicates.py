"""The same text at several addresses, with small differences: the release that three sites carry.

Such articles all stay; those that came later say of which they are a near duplicate, and how alike the two are. Start
with :func:`find_original`; the reasons are in docs/decisions/0070-near-duplicates.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from pumice.model import Article, NearDuplicate
from pumice.store.ledger import Ledger
from pumice.text.likeness import compare, signature

BY: Final = "minhash/1"
ALIKE: Final = 0.7
"""Share of shingles in common from which on two texts count as near duplicates."""
_DAYS_APART: Final = 31

ReadArticle = Callable[[str], Article | None]
"""Gives a published article by its id, as it will stand after this batch; None where there is none."""


def link_original(ledger: Ledger, article: Article, read: ReadArticle) -> Article:
    """The article with what it is a near duplicate of, entered in the ledger as well."""
    found = find_original(ledger, article, read)
    ledger.likenesses.note_original(article.id, found.id if found else None)
    return replace(article, duplicate_of=found)


def find_original(ledger: Ledger, article: Article, read: ReadArticle) -> NearDuplicate | None:
    """The earlier article that this one is most like, if it is like enough; enters how this one looks."""
    bands = signature(article.article_body)
    ledger.likenesses.note(article.id, bands)
    found = [(other, read(other)) for other in ledger.likenesses.candidates(article.id, bands)]
    alike = [one for other_id, other in found if other is not None and (one := _compare(article, other_id, other))]
    return max(alike, key=lambda one: one.similarity, default=None)


def _compare(article: Article, other_id: str, other: Article) -> NearDuplicate | None:
    if _writing(article) != _writing(other) or _are_apart(article.date_published, other.date_published):
        return None
    likeness = compare(article.article_body, other.article_body, article.in_language)
    if likeness.similarity < ALIKE or likeness.numbers == "other":
        return None
    return NearDuplicate(other_id, other.url, round(likeness.similarity, 3), BY)


def _writing(article: Article) -> tuple[str, ...]:
    """Language and script; two regions of one language may carry the same text."""
    parts = (article.in_language or "").lower().split("-")
    return parts[0], *(part for part in parts[1:] if len(part) == 4)  # noqa: PLR2004 - a script has four letters


def _are_apart(one: str | None, other: str | None) -> bool:
    days = [_day(text) for text in (one, other)]
    return None not in days and abs((days[0] - days[1]).days) > _DAYS_APART  # type: ignore[operator]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
