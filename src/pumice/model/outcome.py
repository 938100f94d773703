"""What became of each input."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from pumice.errors import Cause
from pumice.model.marks import Reason
from pumice.model.repair import RepairKind
from pumice.model.stage import Stage, Tally

_Key = TypeVar("_Key", bound=str)
_FETCHING = frozenset(
    """
    blocked-scheme blocked-address blocked-port bad-url url-too-long dns connect network timeout deadline protocol
    headers-too-big redirect-loop too-many-redirects bad-redirect body-too-big decompression-bomb unsupported-encoding
    bad-encoding truncated http-status rate-limited robots-disallow robots-unreachable wrong-type soft-404
    """.split()
)
"""Causes for which a page never arrives."""
_READING = frozenset(cause.value for cause in Cause) - _FETCHING - {Cause.EMPTY.value}
"""Causes for which a page that arrived cannot be read."""


class Outcome(StrEnum):
    """What became of one input; exactly one each, so they add up.

    published: a new or changed article stands in the clean folder.
    unchanged: nothing was due, or the result is what the clean folder holds already.
    review: a person should look: in the clean folder with quality.status "review", or, where its site is held back
        (cause "held"), in data/review.
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
        stages: documents and time of each stage; no two runs take the same time, so it is no part of equality.
    """

    inputs: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    withdrawn: int = 0
    stages: Mapping[Stage, Tally] = field(default_factory=dict, compare=False)

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
            add_tallies(self.stages, other.stages),
        )

    def __getitem__(self, outcome: Outcome) -> int:
        """How many inputs ended so."""
        return self.outcomes.get(outcome, 0)

    def findings_of(self, stage: Stage) -> Mapping[str, int]:
        """What one stage found, by name."""
        return {name: number for name, number in self.findings.items() if stage_of_finding(name) is stage}


def stage_of_finding(name: str) -> Stage:
    """The stage that a finding comes from: a mark, a repair, or why a page gave no article."""
    if name in set(Reason):
        return Reason(name).stage
    if name in _FETCHING:
        return Stage.SCRAPE
    # What is left is a cause why a page that was read gives no article.
    return Stage.ENCODING if name in set(RepairKind) or name in _READING else Stage.ARTICLES


def add_tallies(left: Mapping[Stage, Tally], right: Mapping[Stage, Tally]) -> Mapping[Stage, Tally]:
    """Both together, in the order of the stages."""
    return {
        stage: left.get(stage, Tally()) + right.get(stage, Tally())
        for stage in Stage
        if stage in left or stage in right
    }


def _sum(left: Mapping[_Key, int], right: Mapping[_Key, int]) -> Mapping[_Key, int]:
    return {key: left.get(key, 0) + right.get(key, 0) for key in sorted({*left, *right})}
