"""The golden corpus: each demo page must become what a person wrote down for it.

A failure shows, by aspect, what was expected ("-") and what came ("+"). See the same for all pages with `make golden`.
"""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from pumice import Cleaned
from tests.golden.expectations import (
    ASPECTS,
    DEMO,
    HERE,
    Expectation,
    clean_page,
    differences,
    read_expectations,
)
from tests.golden.known import marks, read_known

SITE_CASES = {"site:groups", "site:outcomes", "site:translations"}
EXPECTATIONS = {expectation.name: expectation for expectation in read_expectations()}


@cache
def cleaned_page(name: str) -> Cleaned:
    """Each page is cleaned once."""
    return clean_page(EXPECTATIONS[name])


def cases() -> list[object]:
    """Every aspect of every page, known failures marked."""
    return [
        pytest.param(
            expectation,
            aspect,
            id=f"{name}:{aspect}",
            marks=marks(f"{name}:{aspect}"),
        )
        for name, expectation in EXPECTATIONS.items()
        for aspect in (ASPECTS if expectation.outcome != "rejected" else ASPECTS[:1])
    ]


@pytest.mark.parametrize(("expectation", "aspect"), cases())
def test_page_becomes_what_is_expected(expectation: Expectation, aspect: str):
    """One aspect of one page is exactly as written down."""
    found = differences(expectation, cleaned_page(expectation.name))
    told = "\n".join(found[aspect] or found["outcome"])
    assert not told, f"{expectation.name}, {aspect} (- expected, + came):\n{told}"


def test_every_page_of_the_demo_site_has_an_expectation():
    """No page that can be scraped goes unjudged."""
    pages = tomllib.loads((DEMO / "pages.toml").read_text(encoding="utf-8"))["page"]
    scraped = {page["address"] for page in pages if "location" not in page and "/drafts/" not in page["address"]}
    assert scraped == {expectation.address for expectation in EXPECTATIONS.values()}


def test_every_body_file_is_expected_somewhere():
    """A body that no page names is judged by nothing."""
    named = {expectation.body for expectation in EXPECTATIONS.values()}
    named |= {entry.get("body") for expectation in EXPECTATIONS.values() for entry in expectation.translations or ()}
    assert {path.name for path in (HERE / "bodies").glob("*.txt")} == named - {None}


def test_known_failures_name_cases_that_exist():
    """The table of expected failures speaks of pages and aspects there are, each with a reason."""
    known = {case: reason for case, reason in read_known().items() if not case.startswith("language ")}
    there = {f"{name}:{aspect}" for name in EXPECTATIONS for aspect in ASPECTS} | SITE_CASES
    assert set(known) <= there
    assert all(len(reason.split()) > 3 for reason in known.values())
