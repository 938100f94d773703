"""Claims from the page's head: JSON-LD, meta, links, title, the lang attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pumice.language import normalise_tag
from pumice.model import Claim, Field, Origin
from pumice.read.authors import MOST_AUTHORS, introduces, is_organisation, read_names
from pumice.read.claims_common import Seen
from pumice.read.dating import claim_stated
from pumice.read.json_ld import Described, Node, Party, parties_of, text_of, texts_of
from pumice.read.meta_names import META_PATTERNS, META_RULES, MetaRule
from pumice.read.site_names import site_names
from pumice.read.titles import LONGEST_TITLE, strip_site

_FEED: Final = re.compile("rss|atom|json")
_LONGEST_VALUE: Final = 1_000
_MOST_KEYWORDS: Final = 50


def head_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    """Every witness of the head; ``articles`` are the nodes of JSON-LD that describe this page, the surest first."""
    described = seen.described
    names = site_names(seen, articles)
    for article in articles[:1]:
        yield from _node_claims(article, names, described, seen)
    for page in described.pages[:2]:
        yield from _page_claims(page, described, seen)
    yield from _meta_claims(seen, names)
    yield from _link_claims(seen)
    yield from _title_claims(seen, names)
    tag = normalise_tag(seen.facts.language) if seen.facts.language else None
    if tag:
        yield Claim(Field.DECLARED_LANGUAGE, tag, seen.facts.language, Origin.HTML_LANG, 0.6)


# --- JSON-LD ----------------------------------------------------------------------------------------------------------


def _node_claims(node: Node, names: Sequence[str], described: Described, seen: Seen) -> Iterator[Claim]:
    origin = Origin.JSON_LD
    raw = text_of(node.get("headline")) or text_of(node.get("name"))
    headline = strip_site(raw, names=names, visible=seen.heading_texts)
    if 0 < len(headline) <= LONGEST_TITLE:
        yield Claim(Field.HEADLINE, headline, raw, origin, 0.8)
    description = text_of(node.get("description"))
    if description:
        yield Claim(Field.DESCRIPTION, description[:_LONGEST_VALUE], description, origin, 0.6)
    yield from _dates_of(node, 1.0, seen)
    for member, weight in (("author", 0.85), ("creator", 0.6)):
        parties = parties_of(node.get(member), described)
        for party in parties[:MOST_AUTHORS]:
            yield from _author_claims(party, origin, weight)
        for party in parties[MOST_AUTHORS : MOST_AUTHORS + 1]:
            yield Claim(Field.AUTHOR, party.name, party.name, origin, 0.0, detail="cut")
    for party in parties_of(node.get("publisher"), described)[:1]:
        yield Claim(Field.PUBLISHER, party.name, party.name, origin, 0.75)
    for section in texts_of(node.get("articleSection"))[:1]:
        yield Claim(Field.SECTION, section, section, origin, 0.75)
    yield from _keyword_claims(texts_of(node.get("keywords")), origin, 0.7)
    tag = normalise_tag(text_of(node.get("inLanguage")))
    if tag:
        yield Claim(Field.DECLARED_LANGUAGE, tag, text_of(node.get("inLanguage")), origin, 0.5)
    yield Claim(Field.PAGE_TYPE, "article", text_of(node.get("@type")), origin, 0.7)


def _dates_of(node: Node, trust: float, seen: Seen) -> Iterator[Claim]:
    members = (
        ("datePublished", Field.DATE_PUBLISHED, 0.95),
        ("dateCreated", Field.DATE_PUBLISHED, 0.5),
        ("uploadDate", Field.DATE_PUBLISHED, 0.4),
        ("dateModified", Field.DATE_MODIFIED, 0.9),
    )
    for member, name, weight in members:
        stated = text_of(node.get(member)) or node.get(member)
        if stated is not None and stated != "":
            yield from _stated((name, Origin.JSON_LD), stated, weight * trust, seen)


def _stated(kind: tuple[Field, Origin], stated: object, weight: float, seen: Seen) -> Iterator[Claim]:
    claim = claim_stated(kind, stated, weight, seen=(seen.language, seen.today))
    if claim is not None:
        yield claim


def _page_claims(node: Node, described: Described, seen: Seen) -> Iterator[Claim]:
    yield from _dates_of(node, 0.7, seen)
    for party in parties_of(node.get("author"), described):
        yield from _author_claims(party, Origin.JSON_LD, 0.6)
    headline = text_of(node.get("headline"))
    if 0 < len(headline) <= LONGEST_TITLE:
        yield Claim(Field.HEADLINE, headline, headline, Origin.JSON_LD, 0.5)


def _author_claims(party: Party, origin: Origin, weight: float) -> Iterator[Claim]:
    for name in read_names(party.name, stated="field"):
        organisation = party.kind == "Organization" or (not party.kind and is_organisation(name))
        yield Claim(Field.AUTHOR, name, party.name, origin, weight, detail="Organization" if organisation else "")


def _keyword_claims(texts: Sequence[str], origin: Origin, weight: float) -> Iterator[Claim]:
    words = [word.strip() for text in texts for word in (text.split(",") if len(texts) == 1 else [text])]
    for word in dict.fromkeys(words[:_MOST_KEYWORDS]):
        if 1 < len(word) <= 100:  # noqa: PLR2004 - a keyword, not a sentence
            yield Claim(Field.KEYWORD, word, word, origin, weight)


# --- meta and link ----------------------------------------------------------------------------------------------------


def _label_claims(seen: Seen) -> Iterator[Claim]:
    """twitter:label1 "Written by", twitter:data1 "Jane Doe"."""
    metas = dict(seen.facts.metas)
    for number in ("1", "2"):
        label, value = metas.get(f"twitter:label{number}", ""), metas.get(f"twitter:data{number}", "")
        if value and introduces(f"{label}: {value}"):
            yield from _author_claims(Party(value), Origin.META, 0.6)


def _meta_claims(seen: Seen, names: Sequence[str]) -> Iterator[Claim]:
    yield from _label_claims(seen)
    for name, content in seen.facts.metas:
        rule = META_RULES.get(name) or next((rule for pattern, rule in META_PATTERNS if pattern.search(name)), None)
        if rule is not None:
            yield from _meta_claim(rule, content, seen, names)
        elif name == "og:type" and content.lower() in {"article", "product"}:
            yield Claim(Field.PAGE_TYPE, content.lower(), content, Origin.OPEN_GRAPH, 0.5)
        elif name == "robots" and "noarchive" in content.lower():
            yield Claim(Field.NO_ARCHIVE, "true", content, Origin.META, 0.9)


def _meta_claim(rule: MetaRule, content: str, seen: Seen, names: Sequence[str]) -> Iterator[Claim]:
    field, origin, weight = rule
    if field in {Field.DATE_PUBLISHED, Field.DATE_MODIFIED}:
        yield from _stated((field, origin), content, weight, seen)
    elif field is Field.AUTHOR:
        yield from _author_claims(Party(content), origin, weight)
    elif field is Field.KEYWORD:
        yield from _keyword_claims([content], origin, weight)
    else:
        value = _normal_value(field, content, seen, names)
        if value:
            yield Claim(field, value, content, origin, weight)


def _normal_value(field: Field, content: str, seen: Seen, names: Sequence[str]) -> str | None:
    """A meta value in the field's normal form; None where it cannot be one."""
    if field is Field.HEADLINE:
        value = strip_site(content, names=names, visible=seen.heading_texts)
        return value if len(value) <= LONGEST_TITLE else None
    if field is Field.CANONICAL_URL:
        return seen.absolute(content)
    if field is Field.DECLARED_LANGUAGE:
        return normalise_tag(content)
    return None if field is Field.SECTION and content.startswith("http") else content[:_LONGEST_VALUE]


def _link_claims(seen: Seen) -> Iterator[Claim]:
    for link in seen.facts.links:
        canonical = "canonical" in link.relations
        if not canonical and not ("alternate" in link.relations and link.language and not _FEED.search(link.kind)):
            continue
        address = seen.absolute(link.address)
        if address is not None and canonical:
            yield Claim(Field.CANONICAL_URL, address, link.address, Origin.LINK, 0.9)
        elif address is not None:
            tag = normalise_tag(link.language)
            if tag:
                yield Claim(Field.TRANSLATION, address, link.address, Origin.LINK, 0.8, detail=tag)


# --- title ------------------------------------------------------------------------------------------------------------


def _title_claims(seen: Seen, names: Sequence[str]) -> Iterator[Claim]:
    title = strip_site(seen.facts.title, names=names, visible=seen.heading_texts)
    if title and len(title) <= LONGEST_TITLE:
        yield Claim(Field.HEADLINE, title, seen.facts.title, Origin.TITLE, 0.45)
