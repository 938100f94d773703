"""The stages of a run as people speak of them, and how much each did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """A stage, by the name that the run's page shows.

    scrape: pages are fetched and kept as received.
    clean encoding: bytes are decoded, blocks are cut, their text is repaired and its typography normalised.
    detect stray-language fragments: markers find what is in another language, and what of it belongs to the text.
    strip boilerplate: markers find menus, notices, teasers, hidden and repeated text.
    write articles: fields are chosen, what was marked is left out, the article is published.
    """

    SCRAPE = "scrape"
    ENCODING = "clean encoding"
    LANGUAGE = "detect stray-language fragments"
    BOILERPLATE = "strip boilerplate"
    ARTICLES = "write articles"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents a stage saw, and how long it took them together, in seconds of this process's clock."""

    documents: int = 0
    seconds: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.documents + other.documents, self.seconds + other.seconds)
