"""Features of a block's own text, markup, links, names and likenesses, and of the page as a whole."""

from __future__ import annotations

from operator import eq
from typing import Final

import numpy as np

from pumice.mark.furniture_alike import likeness, repeated_share, stretches_of
from pumice.mark.furniture_groups import GROUPS
from pumice.mark.furniture_sight import KINDS, MODELS, TOLD, Columns, Measure, Sight, signed_log
from pumice.mark.furniture_text import Class, ends_in_dots, holding
from pumice.mark.furniture_words import FAR

_SHARES: Final = [
    Class.UPPER,
    Class.DIGIT,
    Class.SPACE,
    Class.COLON,
    Class.QUOTE,
    Class.BRACKET,
    Class.SYMBOL,
    Class.DASH,
]
"""Classes of which the share in a block is a feature."""
_SHARE_NAMES: Final = tuple(f"share-{one.name.lower()}" for one in _SHARES)
_KIND_NAMES: Final = tuple(kind.value for kind in KINDS)
_KIND_NUMBERS: Final = np.arange(len(KINDS))[:, None]
_SHARED: Final = ("comments", "forum", "related", "side", "article", "body", "live", "product", "popup", "footer")
"""Groups of words of which a page tells how much of its prose they hold."""
_SHARED_NUMBERS: Final = [GROUPS.index(name) for name in _SHARED]
_NOWHERE: Final = -9.0


def of_text(sight: Sight) -> Columns:
    """The block's own text."""
    counts, words = sight.counts, sight.words
    characters = np.maximum(counts.sum(axis=0), 1)
    stops = counts[Class.STOP]
    return {
        "words": np.log1p(words),
        "stops": np.log1p(stops),
        "commas": np.log1p(counts[Class.COMMA]),
        "words-a-stop": np.log1p(words / (1 + stops)),
        _SHARE_NAMES: counts[_SHARES] / characters,
        "dense": (counts[Class.IDEOGRAPH] + counts[Class.HANGUL]) / characters,
        "symbols": np.minimum(counts[Class.SYMBOL], 8),
        "ends": sight.ends,
        "first": sight.first,
        "last": sight.last,
        "dots": ends_in_dots(sight.texts)[: len(words)],
        "copyright": holding(sight.texts, "©")[: len(words)],
    }


def of_markup(sight: Sight) -> Columns:
    """The block's own markup."""
    measures = sight.measures
    paths = [block.path for block in sight.blocks]
    return {
        _KIND_NAMES: sight.kinds == _KIND_NUMBERS,
        "level": measures[Measure.LEVEL],
        "hidden": sight.hidden,
        "strong": measures[Measure.STRONG_CHARACTERS] / sight.lengths,
        "media": np.minimum(measures[Measure.MEDIA], 10),
        "depth": sight.tree.depths,
        "break": np.array([False, *map(eq, paths[1:], paths)]),
    }


def of_links(sight: Sight) -> Columns:
    """Links in the block."""
    count = sight.measures[Measure.LINKS]
    return {
        "density": sight.links,
        "count": np.minimum(count, 30),
        "words-a-link": np.log1p(sight.words / np.maximum(count, 1)),
        "free-words": np.log1p(sight.words * (1 - sight.links)),
    }


def of_names(sight: Sight) -> Columns:
    """How near the nearest class, id, role or tag word of each group is."""
    return {GROUPS: sight.near}


def of_likeness(sight: Sight) -> Columns:
    """Likeness to the headline and the description, and what stands on the page more than once."""
    number = len(sight.blocks)
    short, long = stretches_of(sight.texts)
    earlier, elsewhere = repeated_share(long.first(number))
    columns: Columns = {"earlier": earlier, "elsewhere": elsewhere}
    models = [short.of(place) for place in range(number, number + len(MODELS))]
    for field, (inside, covered) in zip(MODELS, likeness(short.first(number), models), strict=True):
        columns[f"{field.value}-inside"] = inside
        columns[f"{field.value}-covered"] = covered
    columns["copies"] = np.minimum(np.bincount(sight.copies)[sight.copies], 5)
    return columns


def of_claims(sight: Sight) -> Columns:
    """Distance from the lines that hold the headline, the date and the author."""
    number = len(sight.blocks)
    index = np.arange(number)
    columns: Columns = {}
    for field in TOLD:
        lines = sight.lines[field]
        held = np.zeros(number, dtype=bool)
        held[lines] = True
        columns[f"from-{field.value}"] = signed_log(index - lines[0]) if lines else np.full(number, _NOWHERE)
        columns[f"is-{field.value}"] = held
    return columns


def of_page(sight: Sight) -> Columns:
    """The page as a whole, the same for each of its blocks."""
    number = len(sight.blocks)
    prose = float(sight.prose.sum())
    total = max(float(sight.words.sum()), 1e-6)
    values = {
        "blocks": np.log1p(number),
        "words": np.log1p(total),
        "prose": prose / total,
        "links": float((sight.words * sight.links).sum()) / total,
        "paragraphs": np.log1p(np.count_nonzero(sight.prose)),
        "longest": np.log1p(float(sight.prose.max())),
    }
    within = sight.near[_SHARED_NUMBERS] < FAR
    for name, mask in zip(_SHARED, within, strict=True):
        held = float(sight.prose[mask].sum()) if mask.any() else 0.0
        values[f"prose-in-{name}"] = held / max(prose, 1e-6)
    column = np.array(list(values.values()), dtype=np.float32)[:, None]
    return {tuple(values): np.broadcast_to(column, (len(values), number))}
