"""Exported news objects keep the rules of ninjs 3.1, as its schema states them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest

from pumice.model import Article, ArticleBlock, Author, PageType, Provenance, Publisher, Quality, Translation
from pumice.write.ninjs import to_ninjs

TEXT: dict[str, Any] = {"type": "string"}
URI: dict[str, Any] = {"type": "string", "format": "uri"}
COUNT: dict[str, Any] = {"type": "integer"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}


def listed(*required: str, **members: dict[str, Any]) -> dict[str, Any]:
    """A list of objects that have these members and no others."""
    items = {"type": "object", "properties": members, "required": list(required), "additionalProperties": False}
    return {"type": "array", "items": items}


VALUED = listed("value", role=TEXT, contentType=TEXT, value=TEXT)
NAMED = listed(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)
RULES: dict[str, Any] = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": URI,
        "type": {"enum": "text audio video picture graphic composite component event planning".split()},
        "representationType": {"enum": ["full", "partial"]},
        "version": TEXT,
        "versionCreated": MOMENT,
        "contentCreated": MOMENT,
        "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
        "language": TEXT,
        "headlines": VALUED,
        "descriptions": VALUED,
        "bodies": listed(
            "value",
            role=TEXT,
            contentType=TEXT,
            charCount={"type": "integer"},
            wordCount={"type": "integer"},
            value=TEXT,
        ),
        "people": NAMED,
        "organisations": NAMED,
        "infoSources": listed(name=TEXT, role=TEXT, uri=URI, literal=TEXT),
        "subjects": NAMED,
        "by": TEXT,
        "renditions": listed("name", name=TEXT, href=URI, contentType=TEXT, title=TEXT),
        "associations": listed("name", "uri", name=TEXT, uri=URI, rel=TEXT, language=TEXT),
        "altIds": listed(role=TEXT, value=TEXT),
        "standard": {
            "type": "object",
            "properties": {"name": TEXT, "version": TEXT, "schema": URI},
            "additionalProperties": False,
        },
    },
}
"""What the standard's schema says of the members that pumice writes; written down from it by hand."""
VALIDATOR = jsonschema_rs.Draft202012Validator(RULES, validate_formats=True)

BARE = Article(
    id="0f" * 16,
    url="https://press.example/один",
    page_type=PageType.ARTICLE,
    in_language=None,
    article_body="The river rose.",
    blocks=(ArticleBlock("paragraph", "The river rose."),),
    quality=Quality(),
    provenance=Provenance(None, "a" * 64, None, None, "utf-8", "1", "1"),
)
RICH = replace(
    BARE,
    in_language="sr-Cyrl",
    headline="Река",
    alternative_headline="Мост",
    description="О реци",
    date_published="2024-05-01T10:30:00+02:00",
    authors=(Author("Ана Ковач"), Author("Служба", "Organization")),
    publisher=Publisher("Гласник"),
    article_section="Вести",
    keywords=("река", "мост"),
    main_image="https://press.example/слика 1.jpg",
    aliases=("https://press.example/1_en",),
    translations=(Translation("en", "https://press.example/en/ü"), Translation("fr", None, "Ici", "Le texte")),
)


@pytest.mark.parametrize("url", [RICH.url, "urn:sha256:ab", "not an address"])
@pytest.mark.parametrize("article", [BARE, RICH])
def test_news_objects_keep_the_rules(article: Article, url: str):
    """With everything and with nothing, also where addresses hold what an URI may not."""
    assert [error.message for error in VALIDATOR.iter_errors(to_ninjs(replace(article, url=url)))] == []


def test_everything_has_its_place():
    """Text, people, dates and translations are found again."""
    found = to_ninjs(RICH)
    assert found["bodies"][0]["value"] == RICH.article_body
    assert [one["value"] for one in found["headlines"]] == ["Река", "Мост"]
    assert (found["people"][0]["name"], found["organisations"][0]["name"]) == ("Ана Ковач", "Служба")
    assert found["contentCreated"] == "2024-05-01T10:30:00+02:00"
    assert [one["value"] for one in found["altIds"]] == [RICH.url, *RICH.aliases]
    assert [one["language"] for one in found["associations"]] == ["en"]


@pytest.mark.parametrize("day", ["2024", "2024-05", "2024-05-01", "2024-05-01T10:30:00"])
def test_a_date_without_offset_is_no_moment(day: str):
    """The standard takes whole moments only; half of one must not become a lie."""
    assert "contentCreated" not in to_ninjs(replace(RICH, date_published=day))
