"""Which captures are the same, and which of them show the same article.

The rules, with their reasons, are in docs/decisions/0003-one-article-many-addresses.md; :func:`find_entry` and
:func:`preference` are those rules as code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pumice.model import Article, Capture
from pumice.store.ledger import ANY, Ledger
from pumice.store.records import Entry
from pumice.text.urls import canonical_address, registrable_domain, site_of

CONTENT_HEADERS = ("content-language", "content-type", "link", "x-robots-tag")
"""Headers that can change what an article says; the others (dates, cookies, servers) change with every request."""

_ID_DIGITS = 32
_TELLING_LETTERS = 200  # below it, two articles may share a text by accident: "The text will follow."


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells whether two captures show the same article.

    Attributes:
        address: canonical form of the capture's address.
        canonical: canonical form of the address that the page names as its own, or ``address``.
        scope: registrable domain; identical texts count as one article within it only.
        language: of the text.
        interface: language of the page's furniture.
        body: digest of the text.
        letters: its length.
        headline: as published.
        date: of publication.
    """

    address: str
    canonical: str
    scope: str
    language: str | None
    interface: str | None
    body: str
    letters: int
    headline: str | None
    date: str | None


def capture_id(capture: Capture) -> str:
    """Digest of address, payload and content headers: equal captures have equal ids."""
    headers = [f"{name}: {capture.headers[name]}" for name in CONTENT_HEADERS if name in capture.headers]
    return digest("capture", capture.url, capture.sha256, *headers)


def digest(*parts: str) -> str:
    """Hex digest of several texts, kept apart from each other."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def article_id(address: str) -> str:
    """The id of an article that is first published at this address (canonical form): 32 hex digits."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def identity_of(article: Article) -> Identity:
    """What tells this article from others."""
    address = canonical_address(article.url)
    scope = registrable_domain(article.url) or site_of(article.url)
    return Identity(
        address,
        _claimed_address(article, address, scope),
        scope,
        article.in_language,
        article.interface_language,
        digest(" ".join(article.article_body.split())),
        len(article.article_body),
        article.headline,
        article.date_published,
    )


def preference(who: Identity | Entry) -> tuple[int, str]:
    """Sort key: of several addresses of one article, the smallest is the one it is shown at."""
    if who.interface is None or who.language is None:
        return 1, who.address
    return 0 if _primary(who.interface) == _primary(who.language) else 2, who.address


def find_entry(ledger: Ledger, who: Identity) -> Entry | None:
    """The published article that this one is, or None if it is new."""
    own = ledger.entry_at(who.address, "captured")
    if own is not None and (own.address == who.address or _same_language(own, who)):
        return own
    for address in (who.address, who.canonical):
        named = ledger.entry_at(address, *ANY)
        if named is not None and _same_language(named, who) and (named.body == who.body or _same_headline(named, who)):
            return named
    return next(_twins(ledger, who), None)


def find_rival(ledger: Ledger, who: Identity, entry: Entry) -> Entry | None:
    """Another published article that has proved to be the same as this one: its text, at this or the named address."""
    return next((twin for twin in _twins(ledger, who) if twin.id != entry.id), None)


def outranks(rival: Entry, who: Identity) -> bool:
    """Of two articles that are one, whether the other stays: the page names its address, or it is preferred."""
    return rival.address == who.canonical or (who.canonical == who.address and preference(rival) < preference(who))


def free_id(ledger: Ledger, who: Identity) -> str:
    """An id for a new article: from its canonical address, unless another article has that already."""
    if ledger.entry_at(who.canonical, *ANY) is None and not ledger.has_article(article_id(who.canonical)):
        return article_id(who.canonical)
    names = (who.address, *(f"{who.address} {number}" for number in range(2, 1_000_000)))
    return next(article_id(name) for name in names if not ledger.has_article(article_id(name)))


def entry_of(article_id: str, site: str, who: Identity) -> Entry:
    """What the ledger is to hold of an article, but for the capture and the file that it is made of."""
    return Entry(
        article_id,
        site,
        who.address,
        who.canonical,
        who.scope,
        who.language,
        who.interface,
        who.body,
        who.headline,
        who.date,
        capture_id="",
        fetched_at="",
        raw_path="",
        sha256="",
    )


def _claimed_address(article: Article, address: str, scope: str) -> str:
    if article.canonical_url is None:
        return address
    claimed = canonical_address(article.canonical_url)
    if (registrable_domain(claimed) or site_of(claimed)) != scope:
        return address  # only the owner of both addresses can say that they are one
    if urlsplit(claimed).path in {"", "/"} and not urlsplit(claimed).query:
        return address  # a template that names the home page on every page
    return claimed


def _same_language(entry: Entry, who: Identity) -> bool:
    """Whether one can be a later version of the other; another language is a translation, an article of its own."""
    if entry.language is None or who.language is None:
        return True
    return _primary(entry.language) == _primary(who.language)


def _same_headline(entry: Entry, who: Identity) -> bool:
    return entry.headline is None or who.headline is None or entry.headline == who.headline


def _twins(ledger: Ledger, who: Identity) -> Iterator[Entry]:
    return (twin for twin in ledger.entries_with_body(who.body, who.scope) if _same_text(twin, who))


def _same_text(entry: Entry, who: Identity) -> bool:
    if entry.date and who.date and not _agree(entry.date, who.date):
        return False  # yearly statements repeat themselves word for word
    if who.letters < _TELLING_LETTERS:
        return entry.headline is not None and entry.headline == who.headline
    return True


def _agree(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
