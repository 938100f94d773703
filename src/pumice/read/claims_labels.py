"""Claims from labels around the headline: the banner over it that names the publisher, the section line under it.

They are known by their place and by what else says the same: the title's end, the copyright line, a link elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pumice.model import Block, Claim, Field, Origin, Span
from pumice.read.authors import introduces
from pumice.read.claims_common import Seen
from pumice.read.titles import rest_of_title, same_text, title_parts
from pumice.text.dates import find_dates

_LABEL: Final = 60
_SECTION: Final = 40
_BANNERS: Final = 12
"""How many blocks of the page's beginning may be its banner."""
_WORD: Final = 5
"""Letters of a word that may be a section's name; shorter ones are initials, or names in ideographs."""
_PROSE: Final = 45
_UNDER: Final = 4
"""How far under the headline the section line may stand."""
_SITE_WORDS: Final = re.compile(r"site-?(?:name|title)|brand|logo|masthead")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？؟۔։:：;；,،、]['\"»”’）)\]]*$")


def label_claims(seen: Seen) -> Iterator[Claim]:
    """Publisher and section, where labels tell them."""
    yield from _publisher_claims(seen)
    yield from _section_claims(seen)


def _publisher_claims(seen: Seen) -> Iterator[Claim]:
    headline = "" if seen.headline is None else seen.blocks[seen.headline].text
    rest = rest_of_title(seen.facts.title, headline)
    if 1 < len(rest) <= _LABEL:
        yield Claim(Field.PUBLISHER, rest, seen.facts.title, Origin.TITLE, 0.4)
    rights = [same_text(block.text) for block in seen.blocks if "©" in block.text and len(block.text) < 4 * _LABEL]
    banners = _parts_without(seen.facts.title, headline)
    end = _BANNERS if seen.headline is None else min(_BANNERS, seen.headline)
    for index, block in enumerate(seen.blocks[:end]):
        if not _is_label(block, _LABEL):
            continue
        same = same_text(block.text)
        told = same == same_text(rest) or same in banners or any(same in line for line in rights)
        if told or _SITE_WORDS.search(" ".join(block.words[:4])):
            weight = 0.5 if told else 0.35
            yield Claim(
                Field.PUBLISHER, block.text, block.text, Origin.BANNER_LINE, weight, Span(index, 0, len(block.text))
            )
            return


def _parts_without(title: str, headline: str) -> frozenset[str]:
    """Parts of a title that does not name the headline: they name the site and what kind of page it is."""
    if not headline or same_text(headline) in same_text(title):
        return frozenset()
    return frozenset(same_text(part) for part in title_parts(title) if part != title)


def _section_claims(seen: Seen) -> Iterator[Claim]:
    """The line under the date line, where it is a label and no name."""
    if seen.headline is None:
        return
    dated = False
    for index in range(seen.headline + 1, min(len(seen.blocks), seen.headline + 1 + _UNDER)):
        block = seen.blocks[index]
        if dated:
            if _is_section(block, seen) or _is_word_before_prose(seen, index):
                yield Claim(
                    Field.SECTION, block.text, block.text, Origin.SECTION_LINE, 0.4, Span(index, 0, len(block.text))
                )
            return
        found = find_dates(block.text, locale=seen.language, today=seen.today) if len(block.text) <= _LABEL else ()
        dated = bool(found)
        rest = block.text[found[-1].end :].strip(" |-–—•·,") if found else ""
        if 1 < len(rest) <= _SECTION and names_kind(rest, seen):
            yield Claim(Field.SECTION, rest, block.text, Origin.SECTION_LINE, 0.4, Span(index, 0, len(block.text)))
            return


def _is_section(block: Block, seen: Seen) -> bool:
    return _is_label(block, _SECTION) and not block.link_characters and names_kind(block.text, seen)


def _is_word_before_prose(seen: Seen, index: int) -> bool:
    """Whether a line is one word, prose under it: people have two names, or three ideographs."""
    block, following = seen.blocks[index], seen.blocks[index + 1 : index + 2]
    text = block.text
    word = _is_label(block, _SECTION) and not block.link_characters and len(text.split()) == 1 and not introduces(text)
    if not word or text.isupper() or any(character.isdigit() for character in text) or len(text) < _WORD:
        return False
    return bool(following) and len(following[0].text) > _PROSE and bool(_SENTENCE_END.search(following[0].text))


def _is_label(block: Block, longest: int) -> bool:
    text = block.text
    letters = any(character.isalpha() for character in text)
    return letters and not block.hidden and len(text) <= longest and not _SENTENCE_END.search(text) and "|" not in text


def names_kind(text: str, seen: Seen) -> bool:
    """Whether a label names a kind of text rather than a person: it has a lower-case word, or is a link elsewhere."""
    if introduces(text) or any(character.isdigit() for character in text):
        return False
    words = text.split()
    if len(words) > 1 and any(word[:1].islower() and len(word) > 3 for word in words[1:]):  # noqa: PLR2004 - no particle
        return True
    same = same_text(text)
    return any(
        block.link_characters and same_text(block.text) == same for block in seen.blocks if len(block.text) <= _SECTION
    )
