"""What a clean-up is made of: markers, policy, limits, and its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pumice.model.article import Article, Rejected
from pumice.model.document import Document
from pumice.model.marks import KEEPING, Mark, Reason
from pumice.model.parts import PageType
from pumice.model.profile import SiteProfile
from pumice.model.recipe import Recipe
from pumice.model.stage import Stage

Marker = Callable[[Document], Iterable[Mark]]
"""A stage that points at text: a function, or a frozen dataclass with ``__call__`` when it has settings."""

_DEFAULT_SCORE = 0.5


def _default_thresholds() -> dict[Reason, float]:
    return {reason: _DEFAULT_SCORE for reason in Reason if reason not in KEEPING}


@dataclass(frozen=True, slots=True)
class Policy:
    """Which reasons are left out, and at what score.

    Attributes:
        thresholds: a mark is left out when its score reaches its reason's threshold; a reason that is absent is kept.
        publish: page types that become articles; others are rejected with their type as the reason.
        review_letters: an article with fewer letters than this goes to review as "short".
    """

    thresholds: Mapping[Reason, float] = field(default_factory=_default_thresholds)
    publish: frozenset[PageType] = frozenset({PageType.ARTICLE})
    review_letters: int = 80

    def leaves_out(self, mark: Mark) -> bool:
        """Whether the mark alone, no keep mark considered, takes its span out."""
        threshold = self.thresholds.get(mark.reason)
        return threshold is not None and mark.score >= threshold and mark.reason not in KEEPING


@dataclass(frozen=True, slots=True)
class Limits:
    """Where reading refuses a page rather than risk the run.

    Attributes:
        body_bytes: payload size.
        depth: nesting of open elements.
        nodes: number of tags.
        attributes: attributes of one tag.
        cpu_seconds: CPU time of the whole clean-up; jobs keep to it.
    """

    body_bytes: int = 16_000_000
    depth: int = 4_000
    nodes: int = 400_000
    attributes: int = 2_000
    cpu_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Versions:
    """What an article depends on besides its capture, as digests; it goes into the article's provenance.

    Attributes:
        code: version of pumice, and a digest of its models.
        settings: digest of the settings in force.
        profile: digest of the site profile, or None.
        recipe: digest of the site recipe, or None.
    """

    code: str = "0"
    settings: str = "0"
    profile: str | None = None
    recipe: str | None = None


@dataclass(frozen=True, slots=True)
class House:
    """Everything one clean-up depends on besides the capture.

    Attributes:
        markers: the pipeline, as a list that can be read.
        policy: what is left out.
        limits: what is refused.
        profile: what recurs on the capture's site, or None.
        recipes: what the owner says of the site's pages; the first that is for a page counts.
        versions: digests of everything above, for provenance and for knowing what is due.
    """

    markers: tuple[Marker, ...]
    policy: Policy = field(default_factory=Policy)
    limits: Limits = field(default_factory=Limits)
    profile: SiteProfile | None = None
    recipes: tuple[Recipe, ...] = ()
    versions: Versions = field(default_factory=Versions)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The result of one clean-up: the evidence and the record.

    Attributes:
        document: all blocks, claims, repairs and marks.
        article: what consumers read, or why there is nothing to read.
        seconds: how long each stage took, where it was watched (:mod:`pumice.watch`).
    """

    document: Document
    article: Article | Rejected
    seconds: Mapping[Stage, float] = field(default_factory=dict, compare=False, repr=False)
