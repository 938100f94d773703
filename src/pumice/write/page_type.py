"""What kind of page a document is, from its status, its claims and the shape of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from pumice.claims import Chosen
from pumice.model import Block, BlockKind, Document, Field, PageType, Reason
from pumice.text.scripts import count_letters, count_of_scripts
from pumice.write.cut import CutBlock
from pumice.write.page_words import share_inside

_PROSE: Final = 250
"""Units of prose (letters; an ideograph counts as three) that make a page with few links an article."""
_LISTED: Final = 4
"""So many linked titles make a list of pages, unless there is prose for each."""
_PROSE_PER_TITLE: Final = 100
_PROSE_PER_LOST_TITLE: Final = 20
"""The same for titles that were left out as furniture."""
_LITTLE: Final = 150
"""Units of prose below which a page hardly has a text."""
_ERROR_LINE: Final = re.compile(r"\W*(error\W+)?[45]\d\d(\W.{0,60})?", re.IGNORECASE)
_TITLE: Final = range(12, 200)
"""How many letters a linked title has; shorter links are menu items, longer ones prose."""
_MOSTLY: Final = 0.6
_SIDES: Final = frozenset({"nav", "footer", "aside", "header", "menu", "navigation", "contentinfo", "complementary"})
"""Words of ancestors that say a block is not in the page's main part."""
_IDEOGRAPH_LETTERS: Final = 3
_MUCH_CODE: Final = 3
_WEAK: Final = 0.5
_DOUBTFUL: Final = 0.4
"""Dates believed less may be those of anything on the page."""
_DENSE: Final = frozenset({"Hani", "Hira", "Kana"})
_SENTENCE: Final = re.compile(r"[.!?…。！？։؟۔।፡።]")
_HTTP_ERROR: Final = 400
_HOME: Final = re.compile(r"^/?((index|home|default)(\.\w+)?)?([a-z]{2}([-_][a-z]{2})?)?/?$", re.IGNORECASE)


def page_type(document: Document, left: Sequence[CutBlock], chosen: Chosen) -> PageType:
    """The page's type; the declared one counts where the text does not speak against it."""
    prose = sum(_units(block.text) for block in left if _is_prose(document, block))
    if document.source.status >= _HTTP_ERROR or (prose < _LITTLE and _names_error(document, chosen)):
        return PageType.ERROR
    return _declared(chosen, prose) or _shaped(document, left, prose) or _by_words(document, left, chosen)


def _declared(chosen: Chosen, prose: int) -> PageType | None:
    declared = chosen.winner(Field.PAGE_TYPE)
    if declared is None or declared.value not in set(PageType):
        return None
    stated = PageType(declared.value)
    # Open Graph knows no other type for what is no product, so that alone says little.
    is_article = stated is PageType.ARTICLE and (prose < _PROSE / 2 or declared.weight <= _WEAK)
    return None if is_article else stated


def _shaped(document: Document, left: Sequence[CutBlock], prose: int) -> PageType | None:
    """A request for consent, or a list of titles."""
    if share_inside(document, left, PageType.CONSENT) > _MOSTLY:
        return PageType.CONSENT
    if _lists(document, left, prose):
        parts = urlsplit(document.source.url)
        return PageType.HOME if parts.scheme != "urn" and _HOME.match(parts.path) else PageType.LISTING
    if prose < _LITTLE and _consent_letters(document) > sum(count_letters(block.text) for block in left):
        return PageType.CONSENT
    return None


def _by_words(document: Document, left: Sequence[CutBlock], chosen: Chosen) -> PageType:
    """A page of prose: a forum, a product or a manual by the words of its elements, a manual also by its code.

    With code, a page that states when it was published, or by whom, is no manual: so do articles about programs.
    """
    for kind in (PageType.FORUM, PageType.PRODUCT):
        if share_inside(document, left, kind) > _MOSTLY:
            return kind
    if share_inside(document, left, PageType.DOCUMENTATION) > _MOSTLY:
        return PageType.DOCUMENTATION
    code = sum(1 for block in left if document.blocks[block.index].kind is BlockKind.CODE)
    published = chosen.winner(Field.DATE_PUBLISHED)
    is_signed = chosen.winner(Field.AUTHOR) is not None or (published is not None and published.weight > _DOUBTFUL)
    return PageType.DOCUMENTATION if code >= _MUCH_CODE and not is_signed else PageType.ARTICLE


def _lists(document: Document, left: Sequence[CutBlock], prose: int) -> bool:
    """Whether linked titles are what the page has: among what is left, or, where hardly any prose is, at all.

    The titles of other articles beside a short one were left out as furniture and make no list.
    """
    stayed = sum(1 for block in left if _is_title(document.blocks[block.index]))
    if stayed >= _LISTED and stayed * _PROSE_PER_TITLE > prose:
        return True
    if prose >= _LITTLE:
        return False
    titles = sum(1 for block in document.blocks if _is_title(block))
    return titles >= _LISTED and titles * _PROSE_PER_LOST_TITLE > prose


def _names_error(document: Document, chosen: Chosen) -> bool:
    """Whether the headline, a heading, or the first line where there is none, is an HTTP status: "404 Not Found"."""
    headline = chosen.winner(Field.HEADLINE)
    lines = [headline.value if headline else document.blocks[0].text]
    lines += [block.text for block in document.blocks if block.kind is BlockKind.HEADING and block.level == 1]
    return any(_ERROR_LINE.fullmatch(line) for line in lines)


def _consent_letters(document: Document) -> int:
    """Letters of what was left out as a consent notice."""
    notices = {mark.span.block for mark in document.marks if mark.reason is Reason.CONSENT}
    return sum(count_letters(document.blocks[index].text) for index in notices)


def _is_title(block: Block) -> bool:
    """Whether a block is a link to another page by its title, in the page's main part."""
    if block.link_characters <= _MOSTLY * _TITLE.start or block.hidden or not _SIDES.isdisjoint(block.words):
        return False
    letters = count_letters(block.text)
    # A date beside the link is no part of the title, so letters are what the link is measured by.
    return letters in _TITLE and block.link_characters > _MOSTLY * letters


def _is_prose(document: Document, block: CutBlock) -> bool:
    return document.blocks[block.index].link_density <= _MOSTLY and bool(_SENTENCE.search(block.text))


def _units(text: str) -> int:
    return count_letters(text) + (_IDEOGRAPH_LETTERS - 1) * count_of_scripts(text, _DENSE)
