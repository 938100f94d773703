"""Feeds and sitemaps: what they list, in every form, and that broken or hostile ones do no harm."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumice.errors import Cause, InputFault
from pumice.fetch.listings import Listed, parse_moment, read_listing
from pumice.fetch.patterns import reaches, wants
from pumice.fetch.robots import MOST_SITEMAPS, read_sitemap_lines
from pumice.fetch.sources import Source

NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
BASE = httpx2.URL("https://press.example/feeds/all")

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Пресса</title><link>https://press.example/</link><image><url>https://press.example/logo.png</url></image>
<item><title>Первая</title><link>/news/1</link><pubDate>Thu, 26 Nov 2026 10:00:00 +0300</pubDate></item>
<item><guid>https://press.example/news/2</guid><dc:date>2026-11-25T08:00:00Z</dc:date></item>
<item><guid isPermaLink="false">tag:3</guid><title>without an address</title></item>
<item><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feeds/all"/>
<entry><link rel="edit" href="/edit/1"/><link href="../news/1"/><published>2026-11-20T00:00:00Z</published>
<updated>2026-11-26T07:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><link>https://press.example/</link></channel><item><link>https://press.example/news/1</link></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "https://press.example/news/1", "date_published": "2026-11-20T00:00:00Z"},
            {"url": 5},
            "nonsense",
            {"id": "no address"},
        ],
    }
)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://press.example/news/1 </loc><lastmod>2026-11-26T09:00:00+02:00</lastmod>
<image:image><image:loc>https://press.example/1.jpg</image:loc></image:image></url>
<url><loc>https://press.example/news/2</loc><news:news><news:publication_date>2026-11-25</news:publication_date></news:news>
</url><url><loc>https://press.example/news/3</loc><lastmod>2099-01-01</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://press.example/sitemap-1.xml.gz</loc><lastmod>2026-11-26</lastmod></sitemap></sitemapindex>"""


def read(text: str | bytes) -> list[Listed]:
    """The entries of a listing."""
    return read_listing(text.encode() if isinstance(text, str) else text, BASE, now=NOW)


def hours(*moment: int) -> datetime:
    """A moment in UTC."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RSS, [("/news/1", hours(2026, 11, 26, 7)), ("/news/2", hours(2026, 11, 25, 8))]),
        (ATOM, [("/news/1", hours(2026, 11, 26, 7))]),
        (RDF, [("/news/1", None)]),
        (JSON_FEED, [("/news/1", hours(2026, 11, 20))]),
        (
            SITEMAP,
            [
                ("/news/1", hours(2026, 11, 26, 7)),
                ("/news/2", datetime(2026, 11, 25, 23, 59, 59, 999999, tzinfo=UTC)),
                ("/news/3", None),
            ],
        ),
    ],
)
def test_every_form_is_read(text: str, expected: list[tuple[str, datetime | None]]):
    """Relative addresses, dates in either form, images and self links left aside; also in gzip and behind a BOM."""
    wanted = [Listed(f"https://press.example{path}", changed) for path, changed in expected]
    assert read(text) == wanted
    assert read(gzip.compress(text.encode())) == wanted
    assert read(b"\xef\xbb\xbf\n" + text.encode()) == wanted


def test_an_index_leads_to_further_sitemaps():
    """They are told from pages."""
    (found,) = read(INDEX)
    assert (found.url, found.kind) == ("https://press.example/sitemap-1.xml.gz", "sitemap")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("<html><p>not what you think</html>", Cause.WRONG_TYPE),
        ("", Cause.WRONG_TYPE),
        ("{}", Cause.BAD_JSON),
        ('{"items": [' + "[" * 100_000, Cause.BAD_JSON),
        (gzip.compress(RSS.encode(), mtime=0)[:-20], Cause.TRUNCATED),
        (gzip.compress(b"<rss>" * 20_000_000, mtime=0), Cause.DECOMPRESSION_BOMB),
    ],
)
def test_what_is_no_listing_is_named(text: str | bytes, cause: Cause):
    """It fails on its own, and says where to look."""
    with pytest.raises(InputFault) as raised:
        read(text)
    assert raised.value.cause is cause


def test_sitemap_lines_are_bounded_and_relative_to_their_file():
    """Anybody may write a robots.txt of any length; a byte order mark hides nothing."""
    lines = "".join(f"Sitemap: /map-{number}.xml\n" for number in range(200))
    found = read_sitemap_lines(b"\xef\xbb\xbf" + lines.encode(), httpx2.URL("https://press.example/robots.txt"))
    assert len(found) == MOST_SITEMAPS
    assert found[0] == Listed("https://press.example/map-0.xml", kind="sitemap")


@pytest.mark.parametrize(
    ("terms", "url", "expected"),
    [
        ({}, "https://press.example.org/map.xml", True),
        ({"take": ("/news/*",)}, "https://www.press.example.org/map.xml", True),
        ({}, "https://elsewhere.example/map.xml", False),
        ({"take": ("https://elsewhere.example/*",)}, "https://elsewhere.example/map.xml", True),
        ({"leave": ("*/map.xml",)}, "https://press.example.org/map.xml", False),
    ],
)
def test_which_sitemaps_of_a_robots_txt_are_read(
    terms: dict[str, tuple[str, ...]],
    url: str,
    expected: bool,  # noqa: FBT001 - a table's column
):
    """The site's own, whatever paths its pages are taken from; others' by whole address only."""
    source = Source(name="press", sitemaps=("https://press.example.org/robots.txt",), **terms)  # type: ignore[arg-type]
    assert reaches(source, url) is expected


def test_an_empty_feed_is_a_feed():
    """A site without news is no fault."""
    assert read("<rss><channel><title>nothing new</title></channel></rss>") == []


def test_a_broken_feed_gives_its_whole_entries():
    """Cut off in the middle, as feeds are."""
    assert [one.url for one in read(RSS[: RSS.index("<item><guid>") + 30])] == ["https://press.example/news/1"]


def test_entities_are_not_expanded():
    """Neither from a file nor from themselves, in bounded time."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE rss [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    began = time.process_time()
    try:
        found = read(text + "<rss><item><link>/&f;&a11;</link></item><item><link>/ok</link></item></rss>")
    except InputFault:
        found = []
    assert not any("root" in one.url or "haha" in one.url for one in found)
    assert time.process_time() - began < 2


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: RSS.replace("/news/1", text).encode()))
def test_no_bytes_make_it_raise_anything_else(content: bytes):
    """Whatever a server sends: entries or a named cause."""
    try:
        found = read(content)
    except InputFault:
        return
    assert all(one.url.startswith(("http://", "https://")) for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-27", NOW),
        ("2026-11-28", None),
        ("2026-11-27T09:00:00Z", None),
        ("2026-11-27T07:59:00", datetime(2026, 11, 27, 7, 59, tzinfo=UTC)),
        ("Fri, 27 Nov 2026 07:00 GMT", datetime(2026, 11, 27, 7, 0, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        (None, None),
    ],
)
def test_moments(text: str | None, expected: datetime | None):
    """A day alone counts to its end, the future counts not at all."""
    assert parse_moment(text, now=NOW) == expected


@pytest.mark.parametrize(
    ("terms", "url", "expected"),
    [
        ({}, "https://example.org/a", True),
        ({}, "https://news.example.org/a", True),
        ({}, "https://other.org/a", False),
        ({"take": ("/news/*",)}, "https://example.org/news/1?page=2", True),
        ({"take": ("/news/*",)}, "https://example.org/about", False),
        ({"take": ("/news/*",)}, "https://other.org/news/1", False),
        ({"take": ("/news/*",), "leave": ("*/draft-*",)}, "https://example.org/news/draft-1", False),
        ({"take": ("https://other.org/*",)}, "https://other.org/a", True),
        ({"take": ("https://other.org/*",)}, "https://example.org/a", False),
        ({"take": ("/a.b?c=[1]*",)}, "https://example.org/a.b?c=[1]2", True),
        ({"leave": ("/*" + "*a" * 30 + "b",)}, "https://example.org/" + "a" * 300, True),
    ],
)
def test_patterns(terms: dict[str, tuple[str, ...]], url: str, expected: bool):  # noqa: FBT001 - a table's column
    """What is taken, what is left, and whose hosts count."""
    source = Source(name="press", start=("https://example.org/",), **terms)  # type: ignore[arg-type]
    assert wants(source, url) is expected
