"""Names that need no judging: organisations, media, brands and works that stand as blocks of their own in any page.

Start reading at :func:`is_known_name`. To n-grams "Deutsche Welle" is German, in whatever page it stands as a credit.
The list (``names.json``) holds only what is no word of a language by itself.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Final

_LONGEST: Final = 200
"""Characters of the longest stretch that is looked at: a list of names, not a text."""
_BETWEEN: Final = re.compile(r"[,;|·•/]")
_AROUND: Final = ' \t\n\u00a0©®™:.()[]–—-«»"“”„'


def is_known_name(text: str) -> bool:
    """Whether a stretch is nothing but known names, one or several with commas or strokes between them."""
    if len(text) > _LONGEST:
        return False
    if _bare(text) in _names():
        return True
    parts = [bare for part in _BETWEEN.split(text) if (bare := _bare(part))]
    return bool(parts) and all(part in _names() for part in parts)


def _bare(text: str) -> str:
    return " ".join(text.strip(_AROUND).replace("’", "'").split())


@cache
def _names() -> frozenset[str]:
    table = json.loads(files("pumice.language").joinpath("names.json").read_text(encoding="utf-8"))
    return frozenset(map(_bare, table["names"]))
