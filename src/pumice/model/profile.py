"""What recurs on the pages of one site: its blocks, its templates, and the labels of each language of its interface."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from pumice.errors import StoreError

PROFILE_VERSION = 2
FEWEST_PAGES: Final = 8
"""A profile from fewer pages says nothing: what stands on two of three pages may be one story told twice."""
SKETCH: Final = 32
"""Fingerprints kept of each place."""
_ENOUGH_DATES: Final = 3
_NEARLY_ALL: Final = 0.95


class DayOrder(StrEnum):
    """How a site writes dates in figures."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Place:
    """What one place of a template holds.

    Attributes:
        pages: on how many pages it holds a block.
        blocks: how many blocks in all, copies on one page counted once.
        texts: the smallest fingerprints of its texts, at most :data:`SKETCH`, ascending; from these the number of
            different texts is estimated, and exact where there are fewer.
    """

    pages: int = 0
    blocks: int = 0
    texts: tuple[str, ...] = ()

    @property
    def variety(self) -> float:
        """Different texts by blocks: near 0 where the same come again and again, 1 where none does."""
        if not self.blocks:
            return 1.0
        different = float(len(self.texts))
        if len(self.texts) >= SKETCH:
            different = (SKETCH - 1) * 2.0 ** (4 * len(self.texts[-1])) / (int(self.texts[-1], 16) + 1)
        return min(1.0, different / self.blocks)

    def merge(self, other: Place) -> Place:
        """Both together."""
        texts = tuple(sorted({*self.texts, *other.texts})[:SKETCH])
        return Place(self.pages + other.pages, self.blocks + other.blocks, texts)


_NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """Site memory: on how many pages of one site the same blocks, templates and labels stand.

    Nothing but counts, so the same set of pages gives the same profile in whatever order they come, and merging
    profiles of two disjoint sets equals learning from their union.

    Attributes:
        site: ASCII host (and port) of the pages.
        pages: number of distinct pages (by address) it was learned from.
        blocks: number of pages on which a block stands, by block fingerprint.
        dates: number of pages that hold a date in figures which can be read in one order only, by :class:`DayOrder`.
        templates: what the places of the site's templates hold, by path without positions.
        languages: number of pages by the language of their interface.
        labels: number of pages on which a short text stands, by language of the interface, then by text.
    """

    site: str
    pages: int = 0
    blocks: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, int] = field(default_factory=dict)
    templates: Mapping[str, Place] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def abstains(self) -> bool:
        """Whether it was learned from too few pages to say anything."""
        return self.pages < FEWEST_PAGES

    @property
    def day_order(self) -> DayOrder | None:
        """How the site orders day and month in figures; None where too few pages tell, or they differ."""
        total = sum(self.dates.values())
        order = max(sorted(self.dates), key=lambda name: self.dates[name], default="")
        sure = total >= _ENOUGH_DATES and self.dates[order] >= _NEARLY_ALL * total
        return DayOrder(order) if sure else None

    @property
    def version(self) -> str:
        """Digest of the content: equal profiles have equal versions."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def merge(self, other: SiteProfile) -> SiteProfile:
        """Both together; the two must not share pages.

        Raises:
            ValueError: they are of different sites.
        """
        if self.site != other.site:
            raise ValueError(f"profiles of {self.site!r} and {other.site!r} cannot be merged: a profile is of one site")
        return SiteProfile(
            self.site,
            self.pages + other.pages,
            _add(self.blocks, other.blocks),
            _add(self.dates, other.dates),
            {
                path: self.templates.get(path, _NOWHERE).merge(other.templates.get(path, _NOWHERE))
                for path in {*self.templates, *other.templates}
            },
            _add(self.languages, other.languages),
            {
                language: _add(self.labels.get(language, {}), other.labels.get(language, {}))
                for language in {*self.labels, *other.labels}
            },
        )

    def to_json(self) -> str:
        """The canonical JSON text."""
        content = {
            "profileVersion": PROFILE_VERSION,
            "site": self.site,
            "pages": self.pages,
            "blocks": self.blocks,
            "templates": {path: [one.pages, one.blocks, list(one.texts)] for path, one in self.templates.items()},
            "languages": self.languages,
            "labels": self.labels,
            "dates": self.dates,
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def save(self, path: Path) -> None:
        """Write the profile; the folder must exist."""
        path.write_text(self.to_json(), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> SiteProfile:
        """Read a profile.

        Raises:
            StoreError: the file is missing, not ours or of another version.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["profileVersion"] != PROFILE_VERSION:
                raise StoreError(
                    f"{path} has profileVersion {content['profileVersion']}, not {PROFILE_VERSION}; learn it anew"
                )
            return cls(
                str(content["site"]),
                int(content["pages"]),
                _counts(content["blocks"]),
                {DayOrder(k).value: int(v) for k, v in content["dates"].items()},
                {
                    str(path): Place(int(pages), int(blocks), tuple(map(str, texts)))
                    for path, (pages, blocks, texts) in content["templates"].items()
                },
                _counts(content["languages"]),
                {str(language): _counts(labels) for language, labels in content["labels"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path} is no site profile ({error}); delete it and learn it anew") from error


def _counts(content: Mapping[object, object]) -> dict[str, int]:
    return {str(key): int(str(value)) for key, value in content.items()}


def _add(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}
