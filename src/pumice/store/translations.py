"""Published articles linked with their versions in other languages. Start with :func:`with_translations`.

What a page names by hreflang counts by itself. What its language switch offers may be the same text inside another
interface, so it counts where the address leads to a published article in another language. An article that is named
as a version names in return: links hold in both directions, in whatever order the pages come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pumice.model import Article, Translation
from pumice.store.ledger import ANY, Ledger
from pumice.store.records import Entry


def with_translations(article: Article, entry: Entry, ledger: Ledger) -> Article:
    """The article with its versions: published ones with id and headline, then others that the page names."""
    own = {entry.address, *ledger.addresses_of(entry.id)}
    found: dict[str, Translation] = {}
    for version in ledger.versions.of(entry.id):
        other = ledger.entry_at(version.address, *ANY)
        if other is not None and other.sha256:
            found |= _as_version(other, entry)
        elif version.how == "stated" and version.address not in own:
            found[version.address] = Translation(version.language, version.address)
    for other in _naming(entry, own, ledger):
        found |= _as_version(other, entry)
    linked = sorted(found.values(), key=lambda one: (one.language, one.url or ""))
    here = (one for one in article.translations if one.url is None)
    return replace(article, translations=(*linked, *here))


def neighbours(entry: Entry, ledger: Ledger) -> Iterator[Entry]:
    """Published articles whose versions this one may be: those that it names, and those that name it."""
    own = {entry.address, *ledger.addresses_of(entry.id)}
    named = (ledger.entry_at(version.address, *ANY) for version in ledger.versions.of(entry.id))
    met = {other.id: other for other in (*named, *_naming(entry, own, ledger)) if other is not None and other.sha256}
    met.pop(entry.id, None)
    yield from met.values()


def _naming(entry: Entry, own: set[str], ledger: Ledger) -> Iterator[Entry]:
    """Published articles of the same registrable domain that name one of these addresses."""
    others = (ledger.article(name) for name in ledger.versions.naming(own))
    return (other for other in others if other is not None and other.sha256 and other.scope == entry.scope)


def _as_version(other: Entry, entry: Entry) -> dict[str, Translation]:
    """The other article as a version of this one, where its text is in another language."""
    if other.id == entry.id or other.language is None or entry.language is None:
        return {}
    if _primary(other.language) == _primary(entry.language):
        return {}
    return {other.id: Translation(other.language, other.address, other.headline, id=other.id)}


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
