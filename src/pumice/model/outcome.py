"""What became of each input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

_Key = TypeVar("_Key", bound=str)


class Outcome(StrEnum):
    """What became of one input; exactly one each, so they add up.

    published: a new or changed article stands in the clean folder.
    unchanged: nothing was due, or the result is what the clean folder holds already.
    review: in the clean folder, but quality.status is "review".
    rejected: no article in it (no text, or a page type that the policy does not publish).
    duplicate: another input of this run or an earlier one has the same article.
    quarantined: could not be normalised; data/quarantine names the cause.
    failed: never arrived (a fetch that failed) or pumice itself broke on it.
    """

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    REVIEW = "review"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many inputs ended in each outcome, and what was found on the way.

    Invariant: the outcomes add up to ``inputs``.

    Attributes:
        inputs: captures read.
        outcomes: number of inputs by outcome.
        findings: number of marks, repairs and causes by name, e.g. "stray-label", "mojibake", "empty".
        withdrawn: articles withdrawn from the clean folder; no inputs, so counted apart.
    """

    inputs: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    withdrawn: int = 0

    def __post_init__(self) -> None:
        if sum(self.outcomes.values()) != self.inputs:
            raise ValueError(f"{self.inputs} inputs, but the outcomes add up to {sum(self.outcomes.values())}")

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Counts:
        """Count a sequence of outcomes."""
        seen: dict[Outcome, int] = {}
        for outcome in outcomes:
            seen[outcome] = seen.get(outcome, 0) + 1
        return cls(sum(seen.values()), seen)

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.inputs + other.inputs,
            _sum(self.outcomes, other.outcomes),
            _sum(self.findings, other.findings),
            self.withdrawn + other.withdrawn,
        )

    def __getitem__(self, outcome: Outcome) -> int:
        """How many inputs ended so."""
        return self.outcomes.get(outcome, 0)


def _sum(left: Mapping[_Key, int], right: Mapping[_Key, int]) -> Mapping[_Key, int]:
    return {key: left.get(key, 0) + right.get(key, 0) for key in sorted({*left, *right})}
