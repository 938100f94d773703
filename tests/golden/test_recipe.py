"""The demo site's recipe against its golden pages: what the guesses miss, its owner has said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pumice import Article, Cleaned, load_settings
from pumice.house import build_house
from pumice.model import BlockRole, Origin, Recipe
from pumice.pipeline import run
from pumice.recipes import load_recipe
from tests.golden.expectations import DEMO, Expectation, differences, read_capture, read_expectations

RECIPE = load_recipe(DEMO.parent / "recipes" / "demo.toml")
PAGES = [one for one in read_expectations() if RECIPE.is_for(one.address)]


def cook(expectation: Expectation, recipe: Recipe) -> Cleaned:
    """A golden page, cleaned by a recipe."""
    return run(read_capture(expectation.address), build_house(load_settings(None), recipes=(recipe,)))


@pytest.mark.parametrize("expectation", PAGES, ids=lambda one: one.name)
def test_text_and_fields_are_exactly_as_expected(expectation: Expectation):
    """Where the recipe speaks, nothing else is needed; and no selector is reported as unmatched."""
    found = differences(expectation, cook(expectation, RECIPE))
    assert {aspect: found[aspect] for aspect in ("outcome", "body", "metadata", "quality")} == {
        "outcome": [],
        "body": [],
        "metadata": [],
        "quality": [],
    }


def test_the_recipe_has_pages_and_its_word_is_heard():
    """On every page some field's evidence is the recipe's, and no witness outweighs it."""
    assert len(PAGES) >= 4
    for one in PAGES:
        claims = cook(one, RECIPE).document.claims
        told = {claim.field for claim in claims if claim.origin is Origin.RECIPE}
        assert told
        for field in told:
            heaviest = max((claim for claim in claims if claim.field is field), key=lambda claim: claim.weight)
            assert heaviest.origin is Origin.RECIPE


def test_what_stands_outside_the_named_body_names_the_recipe():
    """A reviewer reads that it was the recipe's word, and the article names the recipe's version."""
    cleaned = cook(PAGES[0], RECIPE)
    rules = {mark.by for mark in cleaned.document.marks}
    assert {"furniture/2:outside-recipe-body", "furniture/2:recipe-drop"} <= rules
    assert isinstance(cleaned.article, Article)
    assert cleaned.article.provenance.recipe_version == RECIPE.version


def test_a_selector_that_stops_matching_is_reported():
    """The article goes to review with a flag that names the role; the rest of the recipe still holds."""
    stale = replace(RECIPE, selectors={**RECIPE.selectors, BlockRole.SECTION: ("#text > .section-of-old",)})
    cleaned = cook(PAGES[0], stale)
    assert isinstance(cleaned.article, Article)
    assert "recipe-section-unmatched" in cleaned.article.quality.flags
    assert cleaned.article.quality.status.value == "review"
    assert cleaned.article.headline == PAGES[0].metadata["headline"]
