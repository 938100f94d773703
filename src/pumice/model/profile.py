"""What recurs on the pages of one site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pumice.errors import StoreError

PROFILE_VERSION = 1


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """Site memory: how many pages of one site hold the same block.

    The same set of pages gives the same profile in whatever order they come, and merging profiles of two disjoint
    sets equals learning from their union.

    Attributes:
        site: ASCII host (and port) of the pages.
        pages: number of distinct pages (by address) it was learned from.
        blocks: number of pages on which a block stands, by block fingerprint.
    """

    site: str
    pages: int = 0
    blocks: Mapping[str, int] = field(default_factory=dict)

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
        both = {key: self.blocks.get(key, 0) + other.blocks.get(key, 0) for key in {*self.blocks, *other.blocks}}
        return SiteProfile(self.site, self.pages + other.pages, both)

    def to_json(self) -> str:
        """The canonical JSON text."""
        content = {
            "profileVersion": PROFILE_VERSION,
            "site": self.site,
            "pages": self.pages,
            "blocks": dict(sorted(self.blocks.items())),
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
                str(content["site"]), int(content["pages"]), {str(k): int(v) for k, v in content["blocks"].items()}
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path} is no site profile ({error}); delete it and learn it anew") from error
