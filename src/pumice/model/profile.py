"""What recurs on the pages of one site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from pumice.errors import StoreError

PROFILE_VERSION = 1
_ENOUGH_DATES: Final = 3
_NEARLY_ALL: Final = 0.95


class DayOrder(StrEnum):
    """How a site writes dates in figures."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """Site memory: how many pages of one site hold the same block.

    The same set of pages gives the same profile in whatever order they come, and merging profiles of two disjoint
    sets equals learning from their union.

    Attributes:
        site: ASCII host (and port) of the pages.
        pages: number of distinct pages (by address) it was learned from.
        blocks: number of pages on which a block stands, by block fingerprint.
        dates: number of pages that hold a date in figures which can be read in one order only, by :class:`DayOrder`.
    """

    site: str
    pages: int = 0
    blocks: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, int] = field(default_factory=dict)

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
        )

    def to_json(self) -> str:
        """The canonical JSON text."""
        content = {
            "profileVersion": PROFILE_VERSION,
            "site": self.site,
            "pages": self.pages,
            "blocks": dict(sorted(self.blocks.items())),
            "dates": dict(sorted(self.dates.items())),
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

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
                {str(k): int(v) for k, v in content["blocks"].items()},
                {DayOrder(k).value: int(v) for k, v in content["dates"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path} is no site profile ({error}); delete it and learn it anew") from error


def _add(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}
