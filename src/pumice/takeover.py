"""Take over the results of some stages only: the others' findings stay as the article's evidence has them.

What makes this possible is the law of docs/architecture.md: markers only point at the text, so their marks from then
and from today can stand on one document, as long as its text is the same. Start with :class:`TakeOver`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pumice.model import Capture, Cleaned, Document, Stage
from pumice.store.folders import inside
from pumice.treat import Cleaner
from pumice.write.audit import read_audit
from pumice.write.compose import compose


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Cleans captures with today's rules in some stages, and yesterday's findings in the others.

    Where the text itself is read differently today, or there is no evidence, all stages run anew: marks from then
    would point at the wrong characters. So "clean encoding" among the stages means all of them.

    Attributes:
        cleaner: cleans with today's rules.
        stages: whose results are taken over.
        articles: the article's path, by raw path of the capture it was made from.
    """

    cleaner: Cleaner
    stages: frozenset[Stage]
    articles: Mapping[str, str]

    def __call__(self, capture: Capture) -> Cleaned:
        """Clean one capture.

        Raises:
            InputFault: the capture cannot be normalised.
        """
        today = self.cleaner(capture)
        then = self._evidence(capture)
        if then is None or Stage.ENCODING in self.stages or not _same_text(then, today.document):
            return today
        kept = (mark for mark in then.marks if mark.reason.stage not in self.stages)
        taken = (mark for mark in today.document.marks if mark.reason.stage in self.stages)
        document = today.document.with_marks((*kept, *taken))
        house = self.cleaner.house_for(capture.url)
        return Cleaned(document, compose(document, house.policy, house.versions), today.seconds)

    def _evidence(self, capture: Capture) -> Document | None:
        path = self.articles.get(capture.raw_path or "")
        if path is None:
            return None
        try:
            return read_audit(inside(self.cleaner.folders.audit, path).read_bytes())
        except (OSError, ValueError):
            return None


def _same_text(one: Document, other: Document) -> bool:
    return [block.text for block in one.blocks] == [block.text for block in other.blocks]
