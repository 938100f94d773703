"""Claims from elements whose markup says what they hold: microdata, <time>, rel=author, telling class names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pumice.language import normalise_tag
from pumice.model import Claim, Field, Origin
from pumice.read.authors import is_organisation, read_names
from pumice.read.claims_common import Seen
from pumice.read.dating import claim_date
from pumice.read.facts import Element
from pumice.read.titles import LONGEST_TITLE

_MODIFIED: Final = re.compile(r"updat|modif|revis|edited|aktualis|actualiz|bijgewerkt")
_PICTURE: Final = re.compile(r"image|photo|video")
"""Scopes whose author took the picture."""
_PUBLISHED: Final = re.compile(
    r"publi|posted|created|pubdate|entry-date|post-date|article-date|article__date|post_date|release"
)
_ASIDE: Final = re.compile(r"comment|related|teaser|sidebar|widget|recent|popular|footer|event|copyright|avatar|bio")
_AUTHOR: Final = re.compile(
    r"(?:^|[-_])(?:author|authors|byline|autor|auteur|autore|writer|reporter)s?(?:[-_]?name)?$|^author|^byline"
)
_DATE: Final = re.compile(r"date|time|datum|fecha|publish")
_LONGEST_DATE: Final = 80
_LONGEST_NAME: Final = 80
_PROPERTY: Final = 0.7
"""The weight from which a time is stated to be the page's own."""
_MOST_DAYS: Final = 2
_MOST_WORDED: Final = 40
"""A page with more elements that look like metadata is a list or a forum; its own come first."""
_MOST_TIMES: Final = 12
"""A page with more times than this is a list."""


def element_claims(seen: Seen) -> Iterator[Claim]:
    """Every witness among the page's elements."""
    yield from _thin_out(list(_all_claims(seen)))


def _thin_out(claims: list[Claim]) -> Iterator[Claim]:
    """Times in the page that name many days are a list of other things; only what states a property counts then."""
    days = {claim.value[:10] for claim in claims if claim.origin is Origin.TIME and claim.weight < _PROPERTY}
    for claim in claims:
        listed = claim.origin is Origin.TIME and claim.weight < _PROPERTY and len(days) > _MOST_DAYS
        yield replace(claim, weight=claim.weight * 0.3) if listed else claim


def _all_claims(seen: Seen) -> Iterator[Claim]:
    times = worded = 0
    for element in seen.facts.elements:
        if element.properties:
            yield from _property_claims(element, seen)
        elif element.name == "time":
            times += 1
            if times <= _MOST_TIMES:
                yield from _time_claims(element, seen, first=times == 1)
        elif "author" in element.words and element.name == "a":
            yield from _author_claims(element.text, 0.6 if element.text in seen.around_headline else 0.3)
        elif element.name == "a" and {"hreflang", "href"} <= element.attributes.keys():
            yield from _translation_claims(element, seen)
        elif (worded := worded + 1) <= _MOST_WORDED:
            yield from _worded_claims(element, seen)


def _property_claims(element: Element, seen: Seen) -> Iterator[Claim]:
    properties = element.properties
    value = element.attributes.get("content") or element.attributes.get("datetime") or element.text
    if element.scope in {"comment", "review"} or _PICTURE.search(element.scope) or not value:
        return
    if "datepublished" in properties or "datecreated" in properties:
        weight = 0.85 if "datepublished" in properties else 0.5
        yield from _date_claim(Field.DATE_PUBLISHED, (value, element.text), weight, seen=seen)
    if "datemodified" in properties:
        yield from _date_claim(Field.DATE_MODIFIED, (value, element.text), 0.8, seen=seen)
    if "headline" in properties and len(value) <= LONGEST_TITLE:
        yield Claim(Field.HEADLINE, value, value, Origin.META, 0.65)
    if properties & {"author", "creator"} or ("name" in properties and element.scope in {"author", "creator"}):
        yield from _author_claims(value, 0.7)
    if "articlesection" in properties and len(value) <= _LONGEST_NAME:
        yield Claim(Field.SECTION, value, value, Origin.META, 0.6)


def _date_claim(field: Field, values: tuple[str, ...], weight: float, *, seen: Seen) -> Iterator[Claim]:
    """The first of the values that is a date; an attribute may be broken where the text is not."""
    for raw in dict.fromkeys(values):
        claim = claim_date((field, Origin.TIME), raw, weight, seen=(seen.language, seen.today)) if raw else None
        if claim is not None:
            yield claim
            return


def _time_claims(element: Element, seen: Seen, *, first: bool) -> Iterator[Claim]:
    words = " ".join(sorted(element.words))
    if _ASIDE.search(words):
        return
    weight = 0.7 if "pubdate" in element.words or _PUBLISHED.search(words) else 0.6 if first else 0.2
    modified = _MODIFIED.search(words) and not _PUBLISHED.search(words)
    field = Field.DATE_MODIFIED if modified else Field.DATE_PUBLISHED
    value = element.attributes.get("datetime") or element.text
    yield from _date_claim(field, (value, element.text), weight, seen=seen)


def _author_claims(text: str, weight: float) -> Iterator[Claim]:
    if 0 < len(text) <= 3 * _LONGEST_NAME:
        for name in read_names(text):
            detail = "Organization" if is_organisation(name) else ""
            yield Claim(Field.AUTHOR, name, text, Origin.BYLINE, weight, detail=detail)


def _translation_claims(element: Element, seen: Seen) -> Iterator[Claim]:
    tag, address = normalise_tag(element.attributes["hreflang"]), seen.absolute(element.attributes["href"])
    if tag and address:
        yield Claim(Field.TRANSLATION, address, element.attributes["href"], Origin.LINK, 0.6, detail=tag)


def _worded_claims(element: Element, seen: Seen) -> Iterator[Claim]:
    words = " ".join(sorted(element.words))
    if _ASIDE.search(words) or not element.text:
        return
    if len(element.text) <= _LONGEST_DATE and _DATE.search(words):
        field = (
            Field.DATE_MODIFIED if _MODIFIED.search(words) and not _PUBLISHED.search(words) else Field.DATE_PUBLISHED
        )
        weight = (0.55 if _PUBLISHED.search(words) else 0.45) * (1.0 if element.text in seen.around_headline else 0.4)
        yield from _date_claim(field, (element.text,), weight, seen=seen)
    elif any(_AUTHOR.search(word) for word in element.words) and len(element.text) <= _LONGEST_NAME:
        yield from _author_claims(element.text, 0.5 if element.text in seen.around_headline else 0.25)
