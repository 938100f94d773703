"""What all articles add up to, for the report's first page and the pages of its sites. Start with :func:`figures`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pumice.report.plots import bars, by_time
from pumice.report.summary import Summary
from pumice.report.words import names_of


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site in the overview's table.

    Attributes:
        site: its folder.
        articles: how many are published.
        review: how many of them a person should look at.
        languages: BCP 47 tags with the number of articles, the largest first.
        median_letters: of its articles' texts.
        share_removed: of its sources' characters, 0 to 1.
    """

    site: str
    articles: int
    review: int
    languages: tuple[tuple[str, int], ...]
    median_letters: float
    share_removed: float


def figures(summaries: Sequence[Summary]) -> Mapping[str, Any]:
    """The numbers and plots of a set of articles."""
    removed = _add(one.removed for one in summaries)
    characters = sum(one.characters for one in summaries)
    return {
        "articles": len(summaries),
        "review": [one for one in summaries if one.status == "review"],
        "languages": _languages(summaries),
        "median_letters": median(one.letters for one in summaries) if summaries else 0,
        "share_removed": sum(removed.values()) / characters if characters else 0.0,
        "time": by_time((one.date, names_of(one.language)) for one in summaries),
        "removed": bars({reason: count / characters for reason, count in removed.items()} if characters else {}),
        "repairs": bars(_add(one.repairs for one in summaries)),
    }


def site_rows(summaries: Sequence[Summary]) -> list[SiteRow]:
    """One row a site, sorted by name."""
    by_site: dict[str, list[Summary]] = {}
    for one in summaries:
        by_site.setdefault(one.site, []).append(one)
    return [_row(site, by_site[site]) for site in sorted(by_site)]


def _row(site: str, summaries: Sequence[Summary]) -> SiteRow:
    found = figures(summaries)
    return SiteRow(
        site,
        found["articles"],
        len(found["review"]),
        tuple(found["languages"]),
        found["median_letters"],
        found["share_removed"],
    )


def _languages(summaries: Iterable[Summary]) -> list[tuple[str, int]]:
    counts = Counter(one.language or "" for one in summaries)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _add(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)
