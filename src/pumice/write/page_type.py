"""What kind of page a document is, from its status, its claims and the shape of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from pumice.claims import Chosen
from pumice.model import Document, Field, PageType
from pumice.text.scripts import count_letters, script_of
from pumice.write.cut import CutBlock

_PROSE: Final = 250
"""Units of prose (letters; an ideograph counts as three) that make a page with few links an article."""
_LISTED: Final = 6
"""So many linked blocks among what is left over make a list of pages."""
_IDEOGRAPH_LETTERS: Final = 3
_SENTENCE: Final = re.compile(r"[.!?…。！？։؟۔।፡።]")
_HTTP_ERROR: Final = 400
_HOME: Final = re.compile(r"^/?((index|home|default)(\.\w+)?)?([a-z]{2}([-_][a-z]{2})?)?/?$", re.IGNORECASE)


def page_type(document: Document, left: Sequence[CutBlock], chosen: Chosen) -> PageType:
    """The page's type; the declared one counts where the text does not speak against it."""
    if document.source.status >= _HTTP_ERROR:
        return PageType.ERROR
    prose = sum(_units(block.text) for block in left if _is_prose(document, block))
    linked = sum(1 for block in left if document.blocks[block.index].link_density > 0.6)  # noqa: PLR2004 - mostly link
    declared = chosen.winner(Field.PAGE_TYPE)
    parts = urlsplit(document.source.url)
    listing = PageType.HOME if parts.scheme != "urn" and _HOME.match(parts.path) else PageType.LISTING
    if declared and declared.value in set(PageType):
        stated = PageType(declared.value)
        if stated is not PageType.ARTICLE or prose >= _PROSE / 2:
            return stated
    if linked >= _LISTED and linked * 120 > prose:
        return listing
    if listing is PageType.HOME and prose < _PROSE * 2 and linked:
        return listing
    return PageType.ARTICLE


def _is_prose(document: Document, block: CutBlock) -> bool:
    return document.blocks[block.index].link_density <= 0.6 and bool(_SENTENCE.search(block.text))  # noqa: PLR2004


def _units(text: str) -> int:
    ideographs = sum(1 for character in text if script_of(character) in {"Hani", "Hira", "Kana"})
    return count_letters(text) + (_IDEOGRAPH_LETTERS - 1) * ideographs
