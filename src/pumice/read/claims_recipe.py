"""Claims from a site's recipe: its owner has said where headline, date and section stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pumice.model import BlockRole, Claim, Field, Origin, Span
from pumice.read.claims_common import Seen
from pumice.read.dating import claim_parsed
from pumice.text.dates import find_dates, parse_date

_WORTH: Final = 0.99
_FIELDS: Final = {BlockRole.HEADLINE: Field.HEADLINE, BlockRole.SECTION: Field.SECTION}


def recipe_claims(seen: Seen) -> Iterator[Claim]:
    """What the selected elements state, and the lines that readers see of it."""
    for stated in seen.facts.stated:
        yield from _claims(stated.role, stated.value, seen)
    for index, block in enumerate(seen.blocks):
        if block.role is not None:
            span = Span(index, 0, len(block.text))
            yield from (replace(claim, span=span) for claim in _claims(block.role, block.text, seen))


def _claims(role: BlockRole, text: str, seen: Seen) -> Iterator[Claim]:
    if role in _FIELDS:
        yield Claim(_FIELDS[role], text, text, Origin.RECIPE, _WORTH)
    elif role is BlockRole.DATE:
        found = find_dates(text, locale=seen.language, today=seen.today)
        parsed = found[0].parsed if found else parse_date(text, locale=seen.language, today=seen.today)
        if parsed is not None:
            kind = (Field.DATE_PUBLISHED, Origin.RECIPE)
            yield claim_parsed(kind, text, _WORTH, parsed=parsed, today=seen.today)
