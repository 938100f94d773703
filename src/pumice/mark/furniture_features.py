"""What the furniture marker looks at: an array of blocks by features, none of which knows a language.

Start with :func:`look`. Each group of columns is one function; the layout never changes from page to page
(:func:`names`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np

from pumice.mark import furniture_around as around
from pumice.mark import furniture_own as own
from pumice.mark.furniture_sight import Columns, Floats, Sight, see
from pumice.model import Block, Document, Source


def look(document: Document) -> Floats:
    """The features of every block, blocks by :func:`names`; the document must have blocks."""
    return rows_of(see(document))


def rows_of(sight: Sight) -> Floats:
    """The features of every block that was seen; laid out by columns, as the trees read them."""
    found = [values.reshape(-1) for function in _GROUPS.values() for values in function(sight).values()]
    columns = np.empty((len(names()), len(sight.blocks)), dtype=np.float32)
    np.concatenate(found, out=columns.reshape(-1), casting="same_kind")
    return columns.T


@cache
def names() -> tuple[str, ...]:
    """Names of the columns of :func:`look`, each "group:feature"."""
    sight = see(Document(Source(""), None, (Block("x"),)))
    return tuple(
        f"{group}:{name}"
        for group, function in _GROUPS.items()
        for key in function(sight)
        for name in ((key,) if isinstance(key, str) else key)
    )


_GROUPS: Final[dict[str, Callable[[Sight], Columns]]] = {
    "text": own.of_text,
    "markup": own.of_markup,
    "links": own.of_links,
    "named": own.of_names,
    "cluster": around.of_clusters,
    "place": around.of_place,
    "siblings": around.of_siblings,
    "around": around.of_neighbours,
    "alike": own.of_likeness,
    "claimed": own.of_claims,
    "page": own.of_page,
}
"""The groups of features, in the order of the model's columns."""
