"""Claims for the subtitle, kept apart from the headline: stated by JSON-LD or microdata, or the marked line under it.

The line stays in the text: editors wrote it to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pumice.model import Block, Claim, Field, Origin, Span
from pumice.read.claims_common import Seen
from pumice.read.json_ld import Node, text_of
from pumice.read.titles import same_text

_LONGEST: Final = 400
_UNDER: Final = 3
"""How far under the headline the subtitle may stand."""
_WORDS: Final = re.compile(
    r"(?:^|[_-])(?:sub-?(?:title|head(?:line|ing)?)|subtitulo|sous-?titre|sottotitolo|untertitel|unterzeile|alaotsikko"
    r"|deck?|podtytul|podnadpis|altbaslik)(?:$|[_-])",
    re.IGNORECASE,
)


def subtitle_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    """Every witness for the subtitle; what repeats the headline is none."""
    headlines = {same_text(text) for text in (*seen.heading_texts[:1], seen.facts.title)}
    headlines |= {same_text(text_of(node.get("headline"))) for node in articles[:1]}
    for claim in _all_claims(seen, articles):
        if claim.value and same_text(claim.value) not in headlines and len(claim.value) <= _LONGEST:
            yield claim


def _all_claims(seen: Seen, articles: Sequence[Node]) -> Iterator[Claim]:
    for node in articles[:1]:
        stated = text_of(node.get("alternativeHeadline"))
        yield Claim(Field.SUBTITLE, stated, stated, Origin.JSON_LD, 0.7)
    for element in seen.facts.elements:
        if "alternativeheadline" in element.properties:
            stated = element.attributes.get("content") or element.text
            yield Claim(Field.SUBTITLE, stated, stated, Origin.META, 0.7)
    if seen.headline is not None:
        for index in range(seen.headline + 1, min(len(seen.blocks), seen.headline + 1 + _UNDER)):
            block = seen.blocks[index]
            if _is_subtitle(block):
                span = Span(index, 0, len(block.text))
                yield Claim(Field.SUBTITLE, block.text, block.text, Origin.SUBTITLE_LINE, 0.6, span)
                return


def _is_subtitle(block: Block) -> bool:
    return not block.hidden and not block.link_characters and any(_WORDS.search(word) for word in block.words[:2])
