"""Recipes are checked when they are read, and a changed one makes its site's articles due."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pumice.errors import SettingsError
from pumice.house import build_house
from pumice.model import Article, BlockRole, Capture, Outcome, Recipe
from pumice.normalise import normalise
from pumice.pipeline import run
from pumice.recipes import load_recipe, load_recipes
from pumice.settings import Settings
from pumice.store.raw import read_raw

PAGE = """<html lang=en><head><title>Ferry fares | Press</title><meta name=desk content=Harbour></head><body>
<div class=a><h2>Ferry fares rise</h2><time datetime=2021-03-04>yesterday</time>
<p>Fares on the island ferry rise by a tenth from Monday, the harbour office said, and children still travel free.</p>
<p class=offer>Buy the printed paper: it brings the tide tables to your door every single morning of the week.</p></div>
<p>Fares were last raised nine years ago, when the old boat was sold to a company on the other side of the sea.</p>
</body></html>"""


def recipe(**selectors: str) -> Recipe:
    """A recipe for all sites."""
    return Recipe("test", ("*",), (), {BlockRole(role): (selector,) for role, selector in selectors.items()})


def article_by(one: Recipe) -> Article:
    """The page, cleaned by a recipe."""
    found = run(Capture("https://press.example/a", PAGE.encode()), build_house(Settings(), recipes=(one,))).article
    assert isinstance(found, Article)
    return found


def test_a_recipe_outranks_every_guess():
    """Fields come from where it says, machine-readable attributes before shown text; the body is what it says."""
    made = article_by(recipe(headline="h2", date="time", section="meta[name=desk]", body=".a p", drop=".offer"))
    assert made.headline == "Ferry fares rise"
    assert made.date_published == "2021-03-04"
    assert made.article_section == "Harbour"
    assert made.article_body.startswith("Fares on the island ferry")
    assert "printed paper" not in made.article_body
    assert "nine years ago" not in made.article_body


def test_without_a_body_only_what_is_named_changes():
    """A recipe that only drops leaves the rest to the markers."""
    made = article_by(recipe(drop=".offer"))
    assert "nine years ago" in made.article_body
    assert "printed paper" not in made.article_body


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('sites = "a"\n[select]\nbody = "p["', "no CSS selector"),
        ('sites = "a"\n[select]\nbdy = "p"', "bdy"),
        ('sites = []\n[select]\nbody = "p"', "sites"),
        ('sites = "a"\n', "select"),
        ('sites = "a"\nbody = "p"\n[select]\nbody = "p"', "body"),
        ("sites = ", "TOML"),
    ],
)
def test_wrong_recipes_are_refused_by_name(tmp_path: Path, text: str, told: str):
    """The message names the file and what is wrong with it."""
    path = tmp_path / "press.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"press\.toml") as caught:
        load_recipe(path)
    assert told in str(caught.value)


def test_no_folder_no_recipes(tmp_path: Path):
    """Recipes are nobody's duty."""
    assert load_recipes(tmp_path / "none") == ()


def test_a_changed_recipe_makes_its_sites_articles_due(tmp_path: Path):
    """And no other site's."""
    for name, site in (("a", "press.example"), ("b", "other.example")):
        (tmp_path / "raw").mkdir(exist_ok=True)
        (tmp_path / "raw" / f"{name}.html").write_text(PAGE, encoding="utf-8")
        meta = {"url": f"https://{site}/a", "contentType": "text/html"}
        (tmp_path / "raw" / f"{name}.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    folder = tmp_path / "recipes"
    folder.mkdir()
    settings = Settings.model_validate({"recipes": {"folder": str(folder)}})

    def unchanged() -> int:
        return normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)[Outcome.UNCHANGED]

    unchanged()
    assert unchanged() == 2
    (folder / "press.toml").write_text('sites = "press.*"\n[select]\ndrop = ".offer"\n', encoding="utf-8")
    assert unchanged() == 1
    assert unchanged() == 2
