"""Published articles linked with their versions in other languages, by hreflang and by the language switch."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from pumice import normalise
from pumice.model import Article, Capture, Translation
from pumice.store.versions import Version, versions_in
from pumice.withdraw import withdraw_gone
from tests.unit.store.making import articles_in, feed_of

BASE = "https://press.example"
TEXTS = {
    "en": (
        "Floods recede",
        "The water has fallen by two metres since Monday, and the first families are going home again.",
        "Engineers walked along the dyke for most of the night and found it wet but whole, the office said.",
        "Schools will open next week; the bridge stays shut until divers have looked at its pillars.",
    ),
    "fr": (
        "Les eaux se retirent",
        "L'eau a baissé de deux mètres depuis lundi, et les premières familles rentrent chez elles.",
        "Des ingénieurs ont longé la digue une bonne partie de la nuit et l'ont trouvée mouillée mais entière.",
        "Les écoles ouvriront la semaine prochaine ; le pont reste fermé jusqu'à l'examen de ses piles.",
    ),
}
NAMES = {"en": "English", "fr": "Français", "ru": "Русский"}


def _page(name: str, *, text: str, head: str = "", switch: tuple[str, ...] = ()) -> Capture:
    number, interface = name.split("_")
    headline, *paragraphs = TEXTS[text]
    links = "".join(f'<li><a href="/news/{number}_{tag}">{NAMES[tag]}</a></li>' for tag in switch)
    body = (
        f"<ul>{links}</ul><article><h1>{headline} {number}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article>"
    )
    html = f"<html lang={interface}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    headers = {"content-type": "text/html; charset=utf-8"}
    return Capture(f"{BASE}/news/{number}_{interface}", html.encode(), headers=headers)


def _hreflang(number: int, *tags: str) -> str:
    return "".join(f'<link rel=alternate hreflang={tag} href="/news/{number}_{tag}">' for tag in tags)


def _published(captures: list[Capture], data: Path) -> dict[str, Article]:
    normalise(captures, data=data)
    return {article.url.removeprefix(BASE): article for article in articles_in(data).values()}


def _links(article: Article) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.language, (one.url or "").removeprefix(BASE), one.headline, one.id) for one in article.translations]


@pytest.mark.parametrize("how", ["hreflang", "switch", "one side only"])
def test_translations_are_linked_in_both_directions_and_in_any_order(tmp_path: Path, how: str):
    """Each names the other's id, address and headline, whichever comes first; the feed tells of the change."""
    head = _hreflang(1, "en", "fr") if how == "hreflang" else ""
    switch = ("en", "fr") if how != "hreflang" else ()
    pages = [
        _page("1_en", text="en", head=head, switch=switch),
        _page("1_fr", text="fr", head=head, switch=switch if how == "switch" else ()),
    ]
    for number, order in enumerate(permutations(pages)):
        found: dict[str, Article] = {}
        for capture in order:  # one run each
            found = _published([capture], tmp_path / str(number))
        english, french = found["/news/1_en"], found["/news/1_fr"]
        assert _links(english) == [("fr", "/news/1_fr", french.headline, french.id)]
        assert _links(french) == [("en", "/news/1_en", english.headline, english.id)]
        assert feed_of(tmp_path / str(number))[-1]["change"] in {"added", "changed"}


def test_one_text_under_three_interfaces_is_published_once(tmp_path: Path):
    """What the switch offers is the same text: aliases, and no translations."""
    pages = [_page(f"1_{tag}", text="en", switch=("en", "fr", "ru")) for tag in ("ru", "fr", "en")]
    found = _published(pages, tmp_path)
    assert list(found) == ["/news/1_en"]
    assert found["/news/1_en"].translations == ()
    assert found["/news/1_en"].aliases == (f"{BASE}/news/1_fr", f"{BASE}/news/1_ru")


def test_a_translation_beside_interfaces(tmp_path: Path):
    """English text under English and Russian interfaces, French text under the French one: two articles, linked."""
    switch = ("en", "fr", "ru")
    pages = [_page(f"1_{tag}", text="fr" if tag == "fr" else "en", switch=switch) for tag in switch]
    found = _published(pages, tmp_path)
    assert set(found) == {"/news/1_en", "/news/1_fr"}
    assert found["/news/1_en"].aliases == (f"{BASE}/news/1_ru",)
    assert [one.language for one in found["/news/1_en"].translations] == ["fr"]
    assert [one.language for one in found["/news/1_fr"].translations] == ["en"]


def test_what_is_only_offered_is_no_translation(tmp_path: Path):
    """The switch's page was never captured: nothing is claimed. What hreflang names is told, without an id."""
    offered = _published([_page("1_en", text="en", switch=("en", "fr"))], tmp_path / "switch")
    stated = _published([_page("1_en", text="en", head=_hreflang(1, "en", "fr"))], tmp_path / "hreflang")
    assert offered["/news/1_en"].translations == ()
    assert _links(stated["/news/1_en"]) == [("fr", "/news/1_fr", None, None)]


def test_another_article_of_the_site_is_no_translation(tmp_path: Path):
    """Only the page's own address in the other language counts."""
    found = _published([_page("1_en", text="en", switch=("en", "fr")), _page("2_fr", text="fr")], tmp_path)
    assert [article.translations for article in found.values()] == [(), ()]


def test_versions_are_told_once(tmp_path: Path):
    """An address that hreflang names and the switch offers is stated; tracking parameters make no second one."""
    (article,) = _published([_page("1_en", text="en")], tmp_path).values()
    named = (Translation("fr", f"{BASE}/1_fr?utm_source=x"), Translation("de", article_body="Das Wasser sinkt."))
    offered = [(f"{BASE}/1_fr", "fr"), (f"{BASE}/1_ru", "ru")]
    assert versions_in(replace(article, translations=named), offered) == [
        Version(f"{BASE}/1_fr", "fr", "stated"),
        Version(f"{BASE}/1_ru", "ru", "offered"),
    ]


def test_a_withdrawn_translation_is_named_no_longer(tmp_path: Path):
    """The French page is gone: its article is withdrawn, and the English one names it no more."""
    pages = [_page(f"1_{tag}", text=tag, switch=("en", "fr")) for tag in ("en", "fr")]
    found = _published(pages, tmp_path)
    assert [one.id for one in found["/news/1_en"].translations] == [found["/news/1_fr"].id]
    withdraw_gone([f"{BASE}/news/1_fr"], data=tmp_path)
    (english,) = articles_in(tmp_path).values()
    assert english.translations == ()
