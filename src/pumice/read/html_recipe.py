"""A site's recipe, evaluated over the page's tree: which element has which role. Start with :func:`read_by_recipe`."""

from __future__ import annotations

from typing import Final

from bs4 import BeautifulSoup, Tag

from pumice.model import Block, BlockKind, BlockRole, Recipe
from pumice.read.facts import Facts, Stated
from pumice.read.html import cut_html, gather_facts, parse_html
from pumice.read.html_cutter import tidy

_MOST: Final = 2_000
"""Elements that one selector finds on one page; the rest is passed over."""
_LONGEST: Final = 1_000
_PRECEDENCE: Final = (BlockRole.BODY, BlockRole.SECTION, BlockRole.DATE, BlockRole.HEADLINE, BlockRole.DROP)
"""Of the roles that an element is given, the last counts."""
_FIELDS: Final = frozenset({BlockRole.HEADLINE, BlockRole.DATE, BlockRole.SECTION})


def read_by_recipe(text: str, recipe: Recipe) -> tuple[list[Block], Facts]:
    """Blocks with their roles, and facts with what the recipe's selectors found.

    A block has the role of the nearest element around it that has one. Selectors need the whole tree, so this is the
    careful lane.
    """
    soup = parse_html(text)
    facts = gather_facts(soup)
    roles: dict[int, BlockRole] = {}
    for role in _PRECEDENCE:
        found = _select(soup, recipe.selectors.get(role, ()))
        roles.update((id(element), role) for element in found)
        if role in _FIELDS:
            facts.stated.extend(Stated(role, value) for element in found if (value := _value(element)))
        if role in recipe.selectors and role is not BlockRole.DROP and not found:
            facts.unmatched.append(role)
    return cut_html(soup, roles), facts


def _select(soup: BeautifulSoup, selectors: tuple[str, ...]) -> list[Tag]:
    return [element for selector in selectors for element in soup.select(selector, limit=_MOST)]


def _value(element: Tag) -> str:
    """What an element states: its attribute made for machines, else its text."""
    stated = element.get("datetime") or element.get("content")
    return tidy(str(stated or element.get_text(" ")), BlockKind.PARAGRAPH)[:_LONGEST]
