"""Blocks that stand on many pages of the same site, by its profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pumice.claims import choose, interface_of
from pumice.model import FEWEST_PAGES, Block, Document, Mark, Reason, SiteProfile, Span
from pumice.text.fingerprint import fingerprint, place_of

_BY = "repeats/2"


@dataclass(frozen=True, slots=True)
class MarkRepeats:
    """Marks blocks that recur on the site.

    Attributes:
        profile: what recurs; one from too few pages says nothing.
        fewest_repeats: a block on fewer pages than this may be a quotation that several articles share.
        share: share of the pages from which on a block is surely furniture.
        least_variety: a place of the template where fewer of the texts are different holds what comes again.
    """

    profile: SiteProfile
    fewest_repeats: int = 5
    share: float = 0.6
    least_variety: float = 0.3

    def __call__(self, document: Document) -> Iterator[Mark]:
        """Mark each block that recurs, whole; the score grows with the share of pages that hold it.

        A label is looked for among the pages of its own interface language: on a site of six languages it stands on a
        sixth of all pages and on every one of its own. What stands for the first time in a place where the same texts
        come again and again (the latest headlines, a calendar) is evidence only.
        """
        if self.profile.abstains:
            return
        interface = interface_of(choose(document.claims), document.language)
        for index, block in enumerate(document.blocks):
            score, evidence = self._judge(block, interface)
            if score:
                yield Mark(Span(index, 0, len(block.text)), Reason.REPEATED, score, None, f"{_BY}:{evidence}")

    def _judge(self, block: Block, interface: str) -> tuple[float, str]:
        on_site = self._score(self.profile.blocks.get(fingerprint(block.text), 0), self.profile.pages)
        labels = self.profile.labels.get(interface, {})
        of_language = self._score(labels.get(block.text, 0), self.profile.languages.get(interface, 0))
        if of_language > on_site:
            return of_language, f"label-{interface}"
        if on_site:
            return on_site, "block"
        place = self.profile.templates.get(place_of(block.path, block.words))
        rotates = place is not None and place.pages >= FEWEST_PAGES and place.variety < self.least_variety
        return (_EVIDENCE, "place") if rotates else (0.0, "")

    def _score(self, found: int, pages: int) -> float:
        if found < self.fewest_repeats or pages < FEWEST_PAGES:
            return 0.0
        return min(0.95, 0.5 * found / (self.share * pages))


_EVIDENCE = 0.3
"""Below the score at which anything is left out."""
