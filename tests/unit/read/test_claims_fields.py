"""Picture, access and subtitle: what a page declares, what only looks like it, and null where nothing is stated."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pumice.claims import Chosen, choose
from pumice.model import Capture, Field
from pumice.read.claims_html import claims_from_html
from pumice.read.html import cut_html, parse_html

URL = "https://www.bugle.example/world/floods-recede"
PROSE = "<p>The water has fallen by two metres since Monday, and the first families are going home again.</p>" * 3


def _read(head: str = "", body: str = "", *, headers: dict[str, str] | None = None) -> Chosen:
    html = f"<html lang=en-GB><head>{head}</head><body>{body}{PROSE}</body></html>"
    soup = parse_html(html)
    capture = Capture(URL, html.encode(), headers=headers or {}, fetched_at=datetime(2020, 3, 1, 12, tzinfo=UTC))
    return choose(claims_from_html(soup, capture, cut_html(soup)))


def _value(chosen: Chosen, field: Field) -> str | None:
    claim = chosen.winner(field)
    return claim.value if claim else None


def _article(**members: object) -> str:
    script = json.dumps({"@type": "NewsArticle", "headline": "Floods recede", **members})
    return f'<script type="application/ld+json">{script}</script>'


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (_article(image="/pictures/river.jpg"), "https://www.bugle.example/pictures/river.jpg"),
        (_article(image=["https://cdn.example/1.jpg", "https://cdn.example/2.jpg"]), "https://cdn.example/1.jpg"),
        (_article(image={"@type": "ImageObject", "url": "https://cdn.example/1.jpg"}), "https://cdn.example/1.jpg"),
        (_article(image=[{"contentUrl": "https://cdn.example/1.jpg"}]), "https://cdn.example/1.jpg"),
        ('<meta property="og:image" content="//cdn.example/1.jpg">', "https://cdn.example/1.jpg"),
        ('<meta name="twitter:image" content="https://cdn.example/1.jpg">', "https://cdn.example/1.jpg"),
        ('<link rel="image_src" href="/1.jpg">', "https://www.bugle.example/1.jpg"),
    ],
)
def test_the_main_image_is_the_one_the_page_names(head: str, address: str):
    """Every way in which pages name it; the address is absolute."""
    assert _value(_read(head), Field.IMAGE) == address


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="og:image" content="data:image/png;base64,AAAA">',
        '<meta property="og:image" content="https://cdn.example/img/logo-square.png">',
        '<meta property="og:image" content="https://cdn.example/no-image.png?v=3">',
        '<meta property="og:image" content="https://cdn.example/default_share.jpg">',
        _article(
            image="https://cdn.example/bugle.png", publisher={"name": "Bugle", "logo": "https://cdn.example/bugle.png"}
        ),
        _article(image={"a": 1}),
        _article(image=[[], None, True]),
    ],
)
def test_a_logo_or_placeholder_is_no_main_image(head: str):
    """Null rather than the picture of the house; a picture in the text is not taken either."""
    assert _value(_read(head, "<img src=/advertisement.jpg>"), Field.IMAGE) is None


def test_a_picture_of_a_logo_maker_is_one():
    """Words inside a longer name do not make it a placeholder."""
    head = '<meta property="og:image" content="https://cdn.example/logographers-strike.jpg">'
    assert _value(_read(head), Field.IMAGE) == "https://cdn.example/logographers-strike.jpg"


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        (_article(isAccessibleForFree=False), "true"),
        (_article(isAccessibleForFree="False"), "true"),
        (_article(isAccessibleForFree="http://schema.org/False"), "true"),
        (_article(isAccessibleForFree=True), "false"),
        (_article(isAccessibleForFree=True, hasPart={"isAccessibleForFree": False}), "false"),
        (_article(hasPart=[{"@type": "WebPageElement", "isAccessibleForFree": "false"}]), "true"),
        ('<meta property="article:content_tier" content="locked">', "true"),
        ('<meta property="article:content_tier" content="metered">', "true"),
        ('<meta property="article:content_tier" content="free">', "false"),
        ('<meta itemprop="isAccessibleForFree" content="false">', "true"),
    ],
)
def test_a_declared_paywall_is_told(head: str, paywalled: str):
    """Booleans as publishers write them, and the tiers of Open Graph."""
    assert _value(_read(head), Field.PAYWALL) == paywalled


@pytest.mark.parametrize(
    "head",
    [
        "",
        _article(isAccessibleForFree="perhaps"),
        _article(hasPart={"isAccessibleForFree": True}),
        _article(hasPart=[7]),
    ],
)
def test_without_a_declaration_nothing_is_said(head: str):
    """Words about subscribing stand on free pages too."""
    assert (
        _value(_read(head, "<p class=paywall>Subscribe to read on. Already a subscriber?</p>"), Field.PAYWALL) is None
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (_article(alternativeHeadline="Families go home"), "<h1>Floods recede</h1>"),
        ("", "<h1>Floods recede</h1><p class=subtitle>Families go home</p>"),
        ("", "<h1>Floods recede</h1><h2 class=article__sub-headline>Families go home</h2>"),
        ("", "<h1 itemprop=headline>Floods recede</h1><p itemprop=alternativeHeadline>Families go home</p>"),
    ],
)
def test_the_subtitle_is_kept_apart(head: str, body: str):
    """It is no part of the headline."""
    chosen = _read(head, body)
    assert (_value(chosen, Field.HEADLINE), _value(chosen, Field.SUBTITLE)) == ("Floods recede", "Families go home")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (_article(alternativeHeadline="Floods recede"), "<h1>Floods recede</h1>"),
        ("", "<h1>Floods recede</h1><h2>What comes next</h2>"),
        ("", "<h1>Floods recede</h1><p class=subtitle><a href=/sport>Read also: boats</a></p>"),
    ],
)
def test_what_is_no_subtitle(head: str, body: str):
    """A repetition of the headline, a heading of the text, a link elsewhere."""
    assert _value(_read(head, body), Field.SUBTITLE) is None


def test_headers_are_weak_witnesses():
    """Last-Modified of a stored page, Content-Language, canonical and alternate links."""
    headers = {
        "last-modified": "Fri, 21 Feb 2020 18:00:00 GMT",
        "content-language": "en",
        "link": '</world/floods>; rel="canonical", </fr/crues>; rel="alternate"; hreflang="fr"',
    }
    chosen = _read(headers=headers)
    assert _value(chosen, Field.DATE_MODIFIED) == "2020-02-21T18:00:00+00:00"
    assert _value(chosen, Field.CANONICAL_URL) == "https://www.bugle.example/world/floods"
    assert [(c.detail, c.value) for c in chosen.all(Field.TRANSLATION)] == [
        ("fr", "https://www.bugle.example/fr/crues")
    ]
    stated = _read('<meta property="article:modified_time" content="2020-02-20">', headers=headers)
    assert _value(stated, Field.DATE_MODIFIED) == "2020-02-20"
    assert _value(_read(headers=headers), Field.DATE_PUBLISHED) is None


@pytest.mark.parametrize("stated", ["Sun, 01 Mar 2020 11:59:00 GMT", "yesterday", "", "Fri, 31 Feb 2020 99:00:00 GMT"])
def test_a_page_made_for_the_request_has_no_date_of_modification(stated: str):
    """Nor has one whose header is no date."""
    assert _value(_read(headers={"last-modified": stated}), Field.DATE_MODIFIED) is None
