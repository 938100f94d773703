"""Addresses: canonical form, site, domain, language."""

from __future__ import annotations

import pytest

from pumice.text.urls import address_language, canonical_address, registrable_domain, site_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://Example.ORG:80/A?utm_source=x&b=2&a=1#top", "http://example.org/A?b=2&a=1"),
        ("https://example.org", "https://example.org/"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/ä"),
        ("https://example.org:8443/?fbclid=1", "https://example.org:8443/"),
        ("urn:sha256:00", "urn:sha256:00"),
        ("http://[::1", "http://[::1"),
        ("https://example.org:99999/x", "https://example.org/x"),
    ],
)
def test_canonical_address(url: str, expected: str):
    """Scheme, host, port, fragment and tracking parameters are normalised; the rest is the page's own."""
    assert canonical_address(url) == expected
    assert canonical_address(expected) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.org/x", "example.org"),
        ("http://127.0.0.1:8080/x", "127.0.0.1-8080"),
        ("https://example.org:443/", "example.org"),
        ("urn:sha256:00", "local"),
        ("http://пример.example/", "xn--e1afmkfd.example"),
        ("no address", "local"),
    ],
)
def test_site_of(url: str, expected: str):
    """A folder name for every address."""
    assert site_of(url) == expected


def test_registrable_domain():
    """The public suffix list decides; numbers and bare names have none."""
    assert registrable_domain("https://news.example.co.uk/a") == "example.co.uk"
    assert registrable_domain("http://127.0.0.1/") is None
    assert registrable_domain("urn:sha256:00") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/delegations/75127/a-headline_ru", "ru"),
        ("https://example.org/fr/actualites", "fr"),
        ("https://example.org/pt-br/noticias", "pt-BR"),
        ("https://example.org/news?id=1&lang=de", "de"),
        ("https://ru.example.org/news", "ru"),
        ("https://example.org/zh-hant/a", "zh-Hant"),
        ("https://example.org/index.es.html", "es"),
        ("https://example.org/in/world", None),
        ("https://example.org/news/1", None),
        ("https://fr.example", None),
        ("urn:sha256:00", None),
    ],
)
def test_address_language(url: str, expected: str | None):
    """Path, ending, parameter or subdomain; words that are countries or sections name no language."""
    assert address_language(url) == expected
