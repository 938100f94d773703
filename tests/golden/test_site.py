"""The demo site as a whole: the same text under several interfaces is one article, published once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pumice import Article, Counts, Outcome, normalise, read_clean
from tests.golden.expectations import BASE, HERE, read_capture, read_expectations
from tests.golden.known import expected

GROUPS = tomllib.loads((HERE / "site.toml").read_text(encoding="utf-8"))["article"]
EXPECTATIONS = read_expectations()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counts]:
    """A data folder into which the whole site was normalised, and what became of the pages."""
    data = tmp_path_factory.mktemp("data")
    return data, normalise([read_capture(expectation.address) for expectation in EXPECTATIONS], data=data)


@pytest.fixture(scope="module")
def articles(published: tuple[Path, Counts]) -> dict[frozenset[str], Article]:
    """What was published, by the addresses of each article."""
    return {frozenset(addresses_of(article)): article for article in read_clean(published[0] / "clean")}


def addresses_of(article: Article) -> Iterator[str]:
    """All addresses of an article, relative to the site."""
    return (address.removeprefix(BASE) for address in (article.url, *article.aliases))


@expected("site:groups")
def test_each_text_is_published_once_with_its_other_addresses(articles: dict[frozenset[str], Article]):
    """The groups of addresses are those of site.toml."""
    wanted = {frozenset(group["addresses"]) for group in GROUPS}
    missing = [f"- {sorted(group)}" for group in wanted - set(articles)]
    extra = [f"+ {sorted(group)}" for group in set(articles) - wanted]
    assert not missing + extra, "\n".join(["- expected, + came", *sorted(missing), *sorted(extra)])


@pytest.mark.parametrize("group", [group for group in GROUPS if "main" in group], ids=lambda group: group["main"])
def test_the_canonical_address_is_the_articles_own(articles: dict[frozenset[str], Article], group: dict[str, str]):
    """Where the pages agree on a canonical address, the article is found at it."""
    assert articles[frozenset(group["addresses"])].url == BASE + group["main"]


@expected("site:outcomes")
def test_the_outcomes_of_the_site_add_up(published: tuple[Path, Counts]):
    """One published article a text, one rejection a page without, a duplicate for each further address."""
    counts = published[1]
    rejected = sum(1 for expectation in EXPECTATIONS if expectation.outcome == "rejected")
    assert counts.inputs == len(EXPECTATIONS)
    assert counts[Outcome.PUBLISHED] == len(GROUPS)
    assert counts[Outcome.REJECTED] == rejected
    assert counts[Outcome.DUPLICATE] == len(EXPECTATIONS) - len(GROUPS) - rejected


@expected("site:translations")
def test_no_article_is_said_to_be_a_translation_of_itself(articles: dict[frozenset[str], Article]):
    """Hreflang links to the same text under other interfaces are aliases, not translations."""
    told = {
        address: entry.url
        for addresses, article in articles.items()
        for entry in article.translations
        for address in addresses
        if (entry.url or "").removeprefix(BASE) == address
    }
    assert told == {}


def test_a_second_run_publishes_nothing(published: tuple[Path, Counts]):
    """The same pages again are all unchanged."""
    data, _ = published
    counts = normalise([read_capture(expectation.address) for expectation in EXPECTATIONS], data=data)
    assert counts[Outcome.PUBLISHED] == 0
    assert counts[Outcome.UNCHANGED] == counts.inputs
