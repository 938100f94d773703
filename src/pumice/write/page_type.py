"""What kind of page a document is, from its status, its claims and the shape of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from pumice.claims import Chosen
from pumice.model import Block, Document, Field, PageType
from pumice.text.scripts import count_letters, script_of
from pumice.write.cut import CutBlock

_PROSE: Final = 250
"""Units of prose (letters; an ideograph counts as three) that make a page with few links an article."""
_LISTED: Final = 4
"""So many linked titles in the page's main part make a list of pages, unless there is prose for each."""
_PROSE_PER_TITLE: Final = 20
_TITLE: Final = range(12, 200)
"""How many letters a linked title has; shorter links are menu items, longer ones prose."""
_MOSTLY: Final = 0.6
_SIDES: Final = frozenset({"nav", "footer", "aside", "header", "menu", "navigation", "contentinfo", "complementary"})
"""Words of ancestors that say a block is not in the page's main part."""
_IDEOGRAPH_LETTERS: Final = 3
_SENTENCE: Final = re.compile(r"[.!?…。！？։؟۔।፡።]")
_HTTP_ERROR: Final = 400
_HOME: Final = re.compile(r"^/?((index|home|default)(\.\w+)?)?([a-z]{2}([-_][a-z]{2})?)?/?$", re.IGNORECASE)


def page_type(document: Document, left: Sequence[CutBlock], chosen: Chosen) -> PageType:
    """The page's type; the declared one counts where the text does not speak against it."""
    if document.source.status >= _HTTP_ERROR:
        return PageType.ERROR
    prose = sum(_units(block.text) for block in left if _is_prose(document, block))
    titles = sum(1 for block in document.blocks if _is_title(block))
    declared = chosen.winner(Field.PAGE_TYPE)
    parts = urlsplit(document.source.url)
    listing = PageType.HOME if parts.scheme != "urn" and _HOME.match(parts.path) else PageType.LISTING
    if declared and declared.value in set(PageType):
        stated = PageType(declared.value)
        if stated is not PageType.ARTICLE or prose >= _PROSE / 2:
            return stated
    if titles >= _LISTED and titles * _PROSE_PER_TITLE > prose:
        return listing
    if listing is PageType.HOME and prose < _PROSE * 2:
        return listing
    return PageType.ARTICLE


def _is_title(block: Block) -> bool:
    """Whether a block is a link to another page by its title, in the page's main part."""
    is_aside = block.hidden or not _SIDES.isdisjoint(block.words)
    return not is_aside and block.link_density > _MOSTLY and count_letters(block.text) in _TITLE


def _is_prose(document: Document, block: CutBlock) -> bool:
    return document.blocks[block.index].link_density <= _MOSTLY and bool(_SENTENCE.search(block.text))


def _units(text: str) -> int:
    ideographs = sum(1 for character in text if script_of(character) in {"Hani", "Hira", "Kana"})
    return count_letters(text) + (_IDEOGRAPH_LETTERS - 1) * ideographs
