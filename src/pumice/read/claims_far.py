"""Date lines and bylines away from the headline: heard only where nothing nearer tells, and believed little.

A page holds many dates and names that are not its own: teasers, comments, events. A line counts here only where it is
evidently one for its date or name, and where no other such line contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pumice.model import Block, Claim, Field, Origin
from pumice.read.authors import introduces, is_organisation, read_names
from pumice.read.claims_common import Seen
from pumice.read.claims_visible import DATE_WORDS, NEAREST, date_claims, is_line_of, is_stamp
from pumice.text.dates import DateRole, Precision, find_dates

_DIGITS: Final = re.compile(r"\d\D*\d\D*\d|[年月]")
"""A day and a year have three digits at least."""
_SENTENCE: Final = re.compile(r"[.!?。！？।]$")
_ASIDE_WORDS: Final = re.compile(
    r"aside|comment|related|sidebar|teaser|widget|recent|popular|event|copyright|calendar|kommentar"
)
_LONGEST_DATE_LINE: Final = 90
_LONGEST_BYLINE: Final = 60
_MOSTLY_LINKS: Final = 0.3
_FULL_NAME: Final = re.compile(r"[^\W\d_]\S*(?: \S+){1,4}|[\u3400-\u9fff]{2,4}")


def far_date_claims(seen: Seen) -> Iterator[Claim]:
    """Date lines, believed only where all of them name the same day or one says that it tells of the publication."""
    lines = [
        (index, found[0])
        for index, block in enumerate(seen.blocks)
        if index not in seen.window
        and len(block.text) <= _LONGEST_DATE_LINE
        and _DIGITS.search(block.text)
        and _is_open(block)
        if len(found := find_dates(block.text, locale=seen.language, today=seen.today)) == 1
        and (is_line_of(block, found) or is_stamp(block.text, found[0]))
        and found[0].parsed.precision is not Precision.YEAR
    ]
    sole = len({line.parsed.value[:10] for _, line in lines}) == 1
    for index, one in lines:
        text, words = seen.blocks[index].text, " ".join(seen.blocks[index].words[:NEAREST])
        named = one.role is not DateRole.UNSAID or DATE_WORDS.search(words) or is_stamp(text, one)
        if named and (sole or one.role is DateRole.PUBLISHED):
            yield from date_claims(text, one, 0.3 if sole else 0.2, seen=seen)


def far_author_claims(seen: Seen) -> Iterator[Claim]:
    """Lines such as "Text: Ada Lin" under an article; several that name different people are of other things."""
    for index, block in enumerate(seen.blocks):
        text = block.text
        if index in seen.window or len(text) > _LONGEST_BYLINE or not introduces(text) or _SENTENCE.search(text):
            continue
        if not block.hidden and not _ASIDE_WORDS.search(" ".join(block.words)):
            for name in read_names(text):
                if _FULL_NAME.fullmatch(name):
                    detail = "Organization" if is_organisation(name) else ""
                    yield Claim(Field.AUTHOR, name, text, Origin.BYLINE, 0.3, detail=detail)


def _is_open(block: Block) -> bool:
    """Whether a block is seen, is no link and lies in no list of other things."""
    return not block.hidden and block.link_density < _MOSTLY_LINKS and not _ASIDE_WORDS.search(" ".join(block.words))
