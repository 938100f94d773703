"""Blocks that stand on many pages of the same site, by its profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pumice.model import Document, Mark, Reason, SiteProfile, Span
from pumice.text.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class MarkRepeats:
    """Marks blocks that recur on the site.

    Attributes:
        profile: what recurs.
        fewest_pages: a profile from fewer pages than this says nothing.
        fewest_repeats: a block on fewer pages than this may be a quotation that several articles share.
        share: share of the site's pages from which on a block is surely furniture.
    """

    profile: SiteProfile
    fewest_pages: int = 8
    fewest_repeats: int = 5
    share: float = 0.6

    def __call__(self, document: Document) -> Iterator[Mark]:
        """Mark each block that recurs, whole; the score grows with the share of pages that hold it."""
        if self.profile.pages < self.fewest_pages:
            return
        for index, block in enumerate(document.blocks):
            pages = self.profile.blocks.get(fingerprint(block.text), 0)
            if pages >= self.fewest_repeats:
                score = min(0.95, 0.5 * pages / (self.share * self.profile.pages))
                yield Mark(Span(index, 0, len(block.text)), Reason.REPEATED, score, None, "repeats/1")
