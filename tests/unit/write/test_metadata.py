"""From a page to the fields of the article: evidence in the audit, flags for what was not believed, else null."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pumice import Article, Cleaned, clean
from pumice.write.audit import audit_json

URL = "https://press.harbour-union.example/en/1"
PROSE = """
<p>The water has fallen by two metres since Monday, and the first families are going home with what they saved.</p>
<p>Engineers walked along the dyke for most of the night and found it wet but whole, the harbour office said.</p>
<p>Schools will open next week; the bridge stays shut until divers have looked at its pillars, which may take long.</p>
"""
SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)

STATED = {
    "@type": "NewsArticle",
    "headline": "Floods recede",
    "alternativeHeadline": "Families go home",
    "description": "The water has fallen.",
    "datePublished": "2026-02-21T18:00:00+01:00",
    "dateModified": "2026-02-22",
    "author": [{"@type": "Person", "name": "Ada Lin"}, {"@type": "Organization", "name": "Tide Agency"}],
    "publisher": {"@type": "Organization", "name": "The Bugle"},
    "articleSection": "World",
    "keywords": ["floods", "rivers"],
    "image": "https://cdn.example/river.jpg",
    "isAccessibleForFree": False,
}
FIELDS = {
    "headline": "Floods recede",
    "alternativeHeadline": "Families go home",
    "description": "The water has fallen.",
    "datePublished": "2026-02-21T18:00:00+01:00",
    "datePublishedRaw": "2026-02-21T18:00:00+01:00",
    "dateModified": "2026-02-22",
    "dateModifiedRaw": "2026-02-22",
    "authors": [{"name": "Ada Lin", "type": "Person"}, {"name": "Tide Agency", "type": "Organization"}],
    "publisher": {"name": "The Bugle"},
    "articleSection": "World",
    "keywords": ["floods", "rivers"],
    "mainImage": "https://cdn.example/river.jpg",
    "isPaywalled": True,
    "canonicalUrl": "https://press.harbour-union.example/en/1",
    "translations": [
        {"language": "fr", "url": "https://press.harbour-union.example/fr/1", "headline": None, "articleBody": None}
    ],
}


def _clean(stated: object, head: str = "", body: str = "") -> Cleaned:
    script = f'<script type="application/ld+json">{json.dumps(stated)}</script>' if stated else ""
    html = f"<html lang=en><head>{script}{head}</head><body>{body}{PROSE}</body></html>"
    return clean(html.encode(), url=URL, fetched_at=SEEN)


def _record(cleaned: Cleaned) -> dict[str, object]:
    assert isinstance(cleaned.article, Article)
    record: dict[str, object] = json.loads(cleaned.article.to_json())
    return record


def test_every_field_comes_through_with_its_evidence():
    """Each field of the record holds what was stated; the audit names the claims that gave it."""
    links = '<link rel=canonical href="/en/1"><link rel=alternate hreflang=fr href="/fr/1">'
    cleaned = _clean(STATED, links)
    record = _record(cleaned)
    told = {name: record[name] for name in FIELDS}
    for one in told["translations"]:  # type: ignore[attr-defined] - a list of mappings
        one.pop("id", None)
    assert told == FIELDS
    audit = json.loads(audit_json(cleaned))
    winners = {
        field: [audit["claims"][index]["value"] for index in places] for field, places in audit["chosen"].items()
    }
    assert winners["headline"] == ["Floods recede"]
    assert winners["author"] == ["Ada Lin", "Tide Agency"]
    assert winners["datePublished"] == ["2026-02-21T18:00:00+01:00"]
    assert winners["mainImage"] == ["https://cdn.example/river.jpg"]
    assert winners["isPaywalled"] == ["true"]
    assert winners["keyword"] == ["floods", "rivers"]


def test_nothing_stated_is_null_and_not_guessed():
    """A page of prose alone: every field but those of the text is null or empty."""
    record = _record(_clean(None))
    absent = set(FIELDS) - {"authors", "keywords", "translations"}
    assert {name: record[name] for name in absent} == dict.fromkeys(absent)
    assert (record["authors"], record["keywords"], record["translations"]) == ([], [], [])


def _flags(cleaned: Cleaned) -> list[str]:
    assert isinstance(cleaned.article, Article)
    return [flag for flag in cleaned.article.quality.flags if flag != "short"]


@pytest.mark.parametrize(
    "bad", [{"a": 1}, "0000-00-00", "2026-02-31", "2031-05-01", "0000-01-01T00:00:00Z", "1970-01-01"]
)
def test_a_date_that_cannot_be_right_is_flagged_and_null(bad: object):
    """A mapping, year 0, the 31st of February, the future, the epoch."""
    cleaned = _clean({**STATED, "datePublished": bad})
    assert _record(cleaned)["datePublished"] is None
    assert "implausible-datePublished" in _flags(cleaned)


@pytest.mark.parametrize("bad", [{"a": 1}, "2026-02-31", "2031-05-01"])
def test_a_bad_date_does_not_hide_a_good_one(bad: object):
    """The heading's date line speaks where JSON-LD talks nonsense."""
    cleaned = _clean({**STATED, "datePublished": bad}, "", "<h1>Floods recede</h1><p>Published 21 February 2026</p>")
    assert _record(cleaned)["datePublished"] == "2026-02-21"
    assert "implausible-datePublished" in _flags(cleaned)


def test_a_day_that_may_be_a_month_is_null_and_flagged():
    """03/04/2025 without a region: the raw text stays, the value is not guessed."""
    cleaned = _clean(None, "", "<h1>Floods recede</h1><p>03/04/2025</p>")
    record = _record(cleaned)
    assert (record["datePublished"], record["datePublishedRaw"]) == (None, "03/04/2025")
    assert "ambiguous-datePublished" in _flags(cleaned)


@pytest.mark.parametrize(
    ("stated", "head"),
    [
        ({**STATED, "articleBody": "y" * 5_000_000}, ""),
        ({**STATED, "author": [{"name": f"Ada Lin{chr(97 + i % 26)}{chr(97 + i // 26)}"} for i in range(400)]}, ""),
        (None, f"<title>{'Floods recede ' * 72_000}</title>"),
    ],
    ids=["five megabytes", "four hundred authors", "a title of a million characters"],
)
def test_what_is_cut_is_flagged(stated: object, head: str):
    """Bounded, said, and the article is there."""
    cleaned = _clean(stated, head)
    assert "metadata-cut" in _flags(cleaned)
    assert len(json.dumps(_record(cleaned))) < 60_000


def test_a_cycle_of_references_ends():
    """An author who is the publisher whose author is the author."""
    graph = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "@id": "#a",
                "headline": "Floods recede",
                "author": {"@id": "#b"},
                "image": {"@id": "#a"},
            },
            {"@id": "#b", "author": {"@id": "#a"}, "name": {"@id": "#b"}, "image": {"@id": "#b"}},
        ]
    }
    record = _record(_clean(graph))
    assert (record["headline"], record["authors"], record["mainImage"]) == ("Floods recede", [], None)
