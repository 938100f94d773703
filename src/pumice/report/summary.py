"""One article in a few numbers: what the overview adds up and the list filters by. Start with :func:`summarise`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pumice.model import Article
from pumice.report.blocks import BlockView
from pumice.text.scripts import count_letters


@dataclass(frozen=True, slots=True)
class Summary:
    """One article.

    Attributes:
        id: 32 hex digits.
        site: its folder.
        url: the address it is shown at.
        headline: as published, or None.
        language: of the text, or None.
        interface: of the page's furniture, or None.
        date: of publication, ISO 8601, or None.
        status: ok, review; or rejected or held, where it is not published.
        flags: why, sorted.
        letters: of the article's text.
        characters: of the source's blocks, as far as they are shown; 0 without evidence.
        removed: characters left out, by deciding reason.
        repairs: number of repairs, by kind.
        foreign: stretches in another language that were kept.
        strays: stretches in another language that were left out.
    """

    id: str
    site: str
    url: str
    headline: str | None
    language: str | None
    interface: str | None
    date: str | None
    status: str
    flags: tuple[str, ...]
    letters: int
    characters: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)
    foreign: int = 0
    strays: int = 0

    @property
    def share_removed(self) -> float:
        """Share of the source's characters that was left out, 0 to 1."""
        return sum(self.removed.values()) / self.characters if self.characters else 0.0


def summarise(article: Article, blocks: Sequence[BlockView], *, site: str) -> Summary:
    """The article in numbers; without its evidence (no blocks), what was left out is unknown and counts as nothing."""
    return Summary(
        article.id,
        site,
        article.url,
        article.headline,
        article.in_language,
        article.interface_language,
        article.date_published,
        article.quality.status.value,
        article.quality.flags,
        count_letters(article.article_body),
        sum(len(piece.text) for block in blocks for piece in block.pieces),
        _removed(blocks),
        article.quality.repairs,
        len(article.foreign_spans),
        len(article.strays),
    )


def _removed(blocks: Sequence[BlockView]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for block in blocks:
        for piece in block.pieces:
            if piece.is_out and piece.reason:
                counts[piece.reason] += len(piece.text)
    return dict(sorted(counts.items()))
