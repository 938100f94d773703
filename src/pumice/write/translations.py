"""Other addresses of a document: its own canonical one, and those of the same text in other languages."""

from __future__ import annotations

from pumice.claims import Chosen
from pumice.language import are_twins, normalise_tag
from pumice.model import Document, Field, Origin, Policy, Reason, Translation
from pumice.text.urls import canonical_address, registrable_domain


def canonical_url(document: Document, chosen: Chosen) -> str | None:
    """The page's rel=canonical, where it lies within the registrable domain that the page came from."""
    claim = chosen.winner(Field.CANONICAL_URL)
    if claim is None or registrable_domain(claim.value) != registrable_domain(document.source.url):
        return None
    return claim.value


def translations(document: Document, policy: Policy, chosen: Chosen) -> tuple[Translation, ...]:
    """Versions at other addresses, then versions that stand on this page, one for each language."""
    linked = [
        Translation(language, address)
        for language, address in linked_versions(document, chosen)
        if document.language is None or not are_twins(language, document.language)
    ]
    texts: dict[str, list[str]] = {}
    for mark in document.marks:
        if mark.reason is Reason.TRANSLATION and mark.language and policy.leaves_out(mark):
            text = document.blocks[mark.span.block].text[mark.span.start : mark.span.end]
            texts.setdefault(mark.language, []).append(text)
    here = [Translation(language, article_body="\n\n".join(parts)) for language, parts in texts.items()]
    return (*linked, *here)


def linked_versions(document: Document, chosen: Chosen) -> list[tuple[str, str]]:
    """Language and address of what the page links as its versions.

    What the site's language switch offers is none before it is found to be published (:mod:`pumice.store.versions`).
    Where the page's own entry names another language than the text's, the links lead to the same text under other
    interfaces, and none of them is a translation.
    """
    links = [
        (language, claim.value)
        for claim in chosen.all(Field.TRANSLATION)
        if claim.origin is not Origin.SWITCH and (language := normalise_tag(claim.detail)) is not None
    ]
    own = {canonical_address(document.source.url), canonical_address(canonical_url(document, chosen) or "")}
    for language, address in links:
        told_of_text = document.language is None or are_twins(language, document.language)
        if canonical_address(address) in own and not told_of_text:
            return []
    return [link for link in links if canonical_address(link[1]) not in own]
