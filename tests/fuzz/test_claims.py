"""Pages that no publisher would write: claims are bounded and nothing raises."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from pumice.claims import choose
from pumice.model import Capture, Field
from pumice.read.authors import MOST_AUTHORS, read_names
from pumice.read.claims_headers import header_claims
from pumice.read.claims_html import claims_from_html
from pumice.read.html import cut_html, parse_html
from pumice.read.titles import strip_site
from pumice.text.urls import address_language, canonical_address, registrable_domain, site_of, with_language

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "name", "author", "@graph", "datePublished", "headline"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["og:title", "author", "article:published_time", "og:url", "og:locale", "keywords", "date", "robots"]
)


@given(VALUES, st.lists(st.tuples(NAMES, st.text(max_size=40)), max_size=5), st.text(max_size=60), st.text(max_size=60))
def test_any_page_gives_claims_within_its_text(described: object, metas: list[tuple[str, str]], title: str, line: str):
    """Any JSON-LD, any meta values, any title: spans lie in their blocks, weights between 0 and 1."""
    soup = parse_html("<html><head></head><body><h1></h1><p class='byline date'></p><p>Prose.</p></body></html>")
    head = soup.head
    assert head is not None
    script = soup.new_tag("script", type="application/ld+json")
    script.string = json.dumps({"@type": "Article", "headline": described, "author": described, "@graph": [described]})
    head.append(script)
    for name, content in metas:
        head.append(soup.new_tag("meta", attrs={"property": name, "content": content}))
    for tag, text in ((soup.h1, title), (soup.p, line)):
        assert tag is not None
        tag.string = text
    blocks = cut_html(soup)
    claims = claims_from_html(soup, Capture("https://example.org/a", b""), blocks)
    for claim in claims:
        assert 0.0 <= claim.weight <= 1.0
        assert claim.value
        assert claim.span is None or claim.span.end <= len(blocks[claim.span.block].text)
    chosen = choose(claims)
    assert all(chosen.winner(field) in chosen.agreeing(field) for field in Field if chosen.winner(field))


@given(st.text(max_size=200))
def test_any_byline_gives_names_or_none(text: str):
    """Names are short, bounded in number and never digits."""
    names = read_names(text)
    assert len(names) <= MOST_AUTHORS
    assert all(1 < len(name) <= 80 and not any(c.isdigit() for c in name) for name in names)


@given(st.text(max_size=80))
def test_any_address_is_survived(url: str):
    """Addresses are data: whatever arrives, something sensible comes back."""
    site = site_of(url)
    assert site
    assert set(site) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert canonical_address(canonical_address(url)) == canonical_address(url)
    registrable_domain(url)
    address_language(url)
    changed = with_language(url, "fr")
    assert changed is None or site_of(changed)


@given(st.dictionaries(st.sampled_from(["last-modified", "date", "link", "content-language"]), st.text(max_size=80)))
def test_any_header_is_survived(headers: dict[str, str]):
    """Headers are foreign text: claims are few, and each says something."""
    capture = Capture("https://example.org/a", b"", headers=headers)
    for claim in header_claims(capture):
        assert claim.value
        assert 0.0 <= claim.weight <= 1.0


@given(st.text(max_size=120), st.lists(st.text(max_size=20), max_size=3), st.lists(st.text(max_size=40), max_size=3))
def test_stripping_a_title_keeps_its_characters(title: str, names: list[str], visible: list[str]):
    """What is left is a stretch of the title, white space collapsed."""
    assert strip_site(title, names=names, visible=visible) in " ".join(title.split())
