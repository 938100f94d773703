"""The site's language switch: what it offers, and lines that only look like one."""

from __future__ import annotations

import pytest

from pumice.model import Capture, Field, Origin
from pumice.read.claims_html import claims_from_html
from pumice.read.html import cut_html, parse_html
from pumice.text.urls import address_language, with_language
from scripts import build_language_names

PROSE = "<p>The water has fallen by two metres since Monday, and the first families are going home again.</p>"


def _offered(body: str, url: str = "https://press.example/news/1_en") -> list[tuple[str, str]]:
    html = f"<html><body>{body}<h1>Floods recede</h1>{PROSE}</body></html>"
    soup = parse_html(html)
    claims = claims_from_html(soup, Capture(url, html.encode()), cut_html(soup))
    return [(c.detail, c.value) for c in claims if c.field is Field.TRANSLATION and c.origin is Origin.SWITCH]


def _links(*labels: str, between: str = " | ") -> str:
    return "<div>" + between.join(f"<a href=/x>{label}</a>" for label in labels) + "</div>"


FR, RU, ZH = (f"https://press.example/news/1_{tag}" for tag in ("fr", "ru", "zh-hant"))


@pytest.mark.parametrize(
    ("body", "offered"),
    [
        (_links("English", "Français", "Русский"), [("fr", FR), ("ru", RU)]),
        ("<ul><li><a href=/x>Français</a></li><li><a href=/y>English</a></li></ul>", [("fr", FR)]),
        (_links("EN", "FR", "RU", between=" "), [("fr", FR), ("ru", RU)]),
        (_links("繁體中文"), [("zh-Hant", ZH)]),
    ],
)
def test_what_a_switch_offers(body: str, offered: list[tuple[str, str]]):
    """Names or codes that are links and nothing else; the page's own language is none of them."""
    assert _offered(body) == offered


@pytest.mark.parametrize(
    "body",
    [
        "<p>Français, Русский and Deutsch are spoken on the coast.</p>",
        _links("Français today", "Sport"),
        _links("News", "FR"),
        "<p>Français</p>",
        "<p>He said it in <a href=/x>Français</a> to nobody.</p>",
    ],
)
def test_what_is_no_switch(body: str):
    """Prose, menus, a name that is no link."""
    assert _offered(body) == []


def test_an_address_without_a_language_leads_nowhere():
    """Where the address does not name its language, no other can be put in its place."""
    assert _offered(_links("English", "Français"), "https://press.example/news/1") == []


@pytest.mark.parametrize(
    ("url", "changed"),
    [
        ("https://a.example/news/42_en", "https://a.example/news/42_fr"),
        ("https://a.example/en/news/x", "https://a.example/fr/news/x"),
        ("https://a.example/x?id=1&lang=en&b=2", "https://a.example/x?id=1&lang=fr&b=2"),
        ("https://en.a.example/x", "https://fr.a.example/x"),
        ("https://a.example/x_en.html", "https://a.example/x_fr.html"),
        ("https://a.example/en-GB/x", "https://a.example/fr/x"),
        ("https://a.example/x", None),
        ("http://[", None),
        ("urn:sha256:en", None),
    ],
)
def test_an_address_in_another_language(url: str, changed: str | None):
    """The first marker of its language is replaced, and the result names the other language."""
    assert with_language(url, "fr") == changed
    assert changed is None or address_language(changed) == "fr"


def test_the_names_are_those_of_cldr():
    """The table is what the script writes."""
    assert build_language_names.TARGET.read_text(encoding="utf-8") == build_language_names.render()
