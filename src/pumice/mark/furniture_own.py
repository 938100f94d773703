"""Features of a block's own text, markup, links, names and likenesses, and of the page as a whole."""

from __future__ import annotations

from typing import Final

import numpy as np

from pumice.mark.furniture_groups import GROUPS
from pumice.mark.furniture_sight import FAR, Columns, Sight, signed_log
from pumice.mark.furniture_text import Class, likeness, lowered, repeated_share
from pumice.model import BlockKind, Field

_SHARES: Final = (
    Class.UPPER,
    Class.DIGIT,
    Class.SPACE,
    Class.COLON,
    Class.QUOTE,
    Class.BRACKET,
    Class.SYMBOL,
    Class.DASH,
)
"""Classes of which the share in a block is a feature."""
_KINDS: Final = tuple(BlockKind)
_SHARED: Final = ("comments", "forum", "related", "side", "article", "body", "live", "product", "popup", "footer")
"""Groups of words of which a page tells how much of its prose they hold."""


def of_text(sight: Sight) -> Columns:
    """The block's own text."""
    counts, words = sight.counts, sight.words
    characters = np.maximum(counts.sum(axis=1), 1)
    columns: Columns = {"words": np.log1p(words), "stops": np.log1p(counts[:, Class.STOP])}
    columns["commas"] = np.log1p(counts[:, Class.COMMA])
    columns["words-a-stop"] = np.log1p(words / (1 + counts[:, Class.STOP]))
    for one in _SHARES:
        columns[f"share-{one.name.lower()}"] = counts[:, one] / characters
    columns["dense"] = (counts[:, Class.IDEOGRAPH] + counts[:, Class.HANGUL]) / characters
    columns["symbols"] = np.minimum(counts[:, Class.SYMBOL], 8)
    columns["ends"] = sight.ends
    columns["first"] = sight.first
    columns["last"] = sight.last
    columns["dots"] = [block.text.endswith(("...", "…")) for block in sight.blocks]
    columns["copyright"] = ["©" in block.text for block in sight.blocks]
    return columns


def of_markup(sight: Sight) -> Columns:
    """The block's own markup."""
    blocks = sight.blocks
    lengths = np.array([len(block.text) for block in blocks], dtype=np.float32)
    columns: Columns = {kind.value: np.array([block.kind is kind for block in blocks]) for kind in _KINDS}
    columns["level"] = np.array([block.level for block in blocks])
    columns["hidden"] = np.array([block.hidden for block in blocks])
    columns["strong"] = np.array([block.strong_characters for block in blocks]) / lengths
    columns["media"] = np.minimum([block.media for block in blocks], 10)
    columns["depth"] = sight.tree.depths
    columns["break"] = np.r_[False, [one.path == other.path for one, other in zip(blocks[1:], blocks, strict=False)]]
    return columns


def of_links(sight: Sight) -> Columns:
    """Links in the block."""
    count = np.array([block.links for block in sight.blocks], dtype=np.float32)
    return {
        "density": sight.links,
        "count": np.minimum(count, 30),
        "words-a-link": np.log1p(sight.words / np.maximum(count, 1)),
        "free-words": np.log1p(sight.words * (1 - sight.links)),
    }


def of_names(sight: Sight) -> Columns:
    """How near the nearest class, id, role or tag word of each group is."""
    return {name: sight.near[:, number] for number, name in enumerate(GROUPS)}


def of_likeness(sight: Sight) -> Columns:
    """Likeness to the headline and the description, and what stands on the page more than once."""
    texts = [block.text for block in sight.blocks]
    alike = lowered(texts)
    earlier, elsewhere = repeated_share(alike)
    columns: Columns = {"earlier": earlier, "elsewhere": elsewhere}
    fields = (Field.HEADLINE, Field.DESCRIPTION)
    models = [claim.value[:600] if (claim := sight.chosen.winner(field)) else "" for field in fields]
    for field, (inside, covered) in zip(fields, likeness(alike, models), strict=True):
        columns[f"{field.value}-inside"] = inside
        columns[f"{field.value}-covered"] = covered
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    columns["copies"] = np.minimum([seen[text] for text in texts], 5)
    return columns


def of_claims(sight: Sight) -> Columns:
    """Distance from the lines that hold the headline, the date and the author."""
    index = np.arange(len(sight.blocks))
    columns: Columns = {}
    for field in (Field.HEADLINE, Field.DATE_PUBLISHED, Field.AUTHOR):
        lines = [claim.span.block for claim in sight.chosen.agreeing(field) if claim.span is not None]
        lines = [line for line in lines if line < len(index)]
        columns[f"from-{field.value}"] = signed_log(index - lines[0]) if lines else np.full(len(index), -9.0)
        columns[f"is-{field.value}"] = np.isin(index, lines)
    return columns


def of_page(sight: Sight) -> Columns:
    """The page as a whole, the same for each of its blocks."""
    number = len(sight.blocks)
    total = max(float(sight.words.sum()), 1e-6)
    values = {
        "blocks": np.log1p(number),
        "words": np.log1p(total),
        "prose": float(sight.prose.sum()) / total,
        "links": float((sight.words * sight.links).sum()) / total,
        "paragraphs": np.log1p(int((sight.prose > 0).sum())),
        "longest": np.log1p(float(sight.prose.max())),
    }
    held = max(float(sight.prose.sum()), 1e-6)
    for name in _SHARED:
        within = sight.near[:, GROUPS.index(name)] < FAR
        values[f"prose-in-{name}"] = float(sight.prose[within].sum()) / held
    return {name: np.full(number, value) for name, value in values.items()}
