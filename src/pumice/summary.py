"""A run's rows in numbers, and the few that a person should look at. Start with :func:`summarise`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pumice.model import Outcome
from pumice.store.folders import site_folder
from pumice.store.records import Done

MOST_ROWS = 200
_FAULTS = frozenset({Outcome.QUARANTINED, Outcome.FAILED})

Table = Mapping[str, Counter[Outcome]]
"""How many inputs ended how, by something that they have in common; the greatest first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a run's inputs.

    Attributes:
        outcomes: how many ended how.
        languages: the same, by language of the text; "–" where there is none.
        sites: the same, by site.
        causes: inputs that gave no article, or a duplicate, by cause.
        review: articles that a person should look at, at most 200.
        quarantined: inputs that could not be normalised, at most 200.
        changed: all inputs but those that nothing became of, at most 200.
        unchanged: those, at most 200.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    languages: dict[str, Counter[Outcome]] = field(default_factory=dict)
    sites: dict[str, Counter[Outcome]] = field(default_factory=dict)
    causes: Counter[str] = field(default_factory=Counter)
    review: list[Done] = field(default_factory=list)
    quarantined: list[Done] = field(default_factory=list)
    changed: list[Done] = field(default_factory=list)
    unchanged: list[Done] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        """How many there were."""
        return self.outcomes.total()


def summarise(rows: Iterable[Done]) -> Summary:
    """Count a run's rows; memory does not grow with their number."""
    found = Summary()
    for row in rows:
        _count(row, found)
    return found


def largest(table: Table, most: int) -> list[tuple[str, Counter[Outcome]]]:
    """The rows of a table with the most inputs, then by name."""
    return sorted(table.items(), key=lambda item: (-item[1].total(), item[0]))[:most]


def _count(row: Done, into: Summary) -> None:
    into.outcomes[row.status] += 1
    into.languages.setdefault(row.language or "–", Counter())[row.status] += 1
    into.sites.setdefault(site_folder(row.url) if row.url else "–", Counter())[row.status] += 1
    if row.cause:
        into.causes[row.cause] += 1
    _keep(row, into.unchanged if row.status is Outcome.UNCHANGED else into.changed)
    if row.status is Outcome.REVIEW:
        _keep(row, into.review)
    if row.status in _FAULTS:
        _keep(row, into.quarantined)


def _keep(row: Done, kept: list[Done]) -> None:
    if len(kept) < MOST_ROWS:
        kept.append(row)
