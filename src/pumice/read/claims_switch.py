"""Claims from the site's own language switch: links that say nothing but what a language calls itself.

A switch may lead to a translation, to the same text inside another interface, or to nothing. One page cannot tell, so
these claims make no translation by themselves: the publisher links what it finds published there in another language
(:mod:`pumice.store.versions`). Where they lead is the page's own address with its language replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from pumice.model import Block, Claim, Field, Origin, Span
from pumice.read.claims_common import Seen
from pumice.text.urls import LANGUAGES, address_language, with_language

_LONGEST: Final = 200
_MOSTLY_LINKS: Final = 0.6
_BETWEEN: Final = re.compile(r"[|/·•,;\s]+")
_MOST: Final = 40
_WEIGHT: Final = 0.4


def switch_claims(seen: Seen) -> Iterator[Claim]:
    """The page's address in every language that its switch offers, where the address names one."""
    own = address_language(seen.capture.url)
    if own is None:
        return
    offered: dict[str, Claim] = {}
    for index, block in enumerate(seen.blocks):
        if block.link_density < _MOSTLY_LINKS or len(block.text) > _LONGEST:
            continue
        for tag, label in _languages_in(block):
            address = with_language(seen.capture.url, tag)
            if tag != own and address is not None:
                claim = Claim(Field.TRANSLATION, address, label, Origin.SWITCH, _WEIGHT, detail=tag)
                offered.setdefault(tag, _spanned(claim, index, block.text.find(label)))
    yield from list(offered.values())[:_MOST]


def _languages_in(block: Block) -> Iterator[tuple[str, str]]:
    """Languages that a block offers: it is a name, or several names or codes side by side and nothing else."""
    whole = _names().get(block.text.casefold())
    if whole:
        yield whole, block.text
        return
    labels = [label for label in _BETWEEN.split(block.text) if label]
    offered = [(tag, label) for label in labels if (tag := _names().get(label.casefold()) or _code(label))]
    if len(offered) == len(labels) and (len(labels) > 1 or block.text.isupper()):
        yield from offered


def _code(label: str) -> str | None:
    return label.lower() if label.lower() in LANGUAGES else None


def _spanned(claim: Claim, block: int, start: int) -> Claim:
    span = Span(block, start, start + len(claim.raw))
    return Claim(claim.field, claim.value, claim.raw, claim.origin, claim.weight, span, claim.detail)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """BCP 47 tag by the language's name for itself; made by scripts/build_language_names.py."""
    names: Mapping[str, str] = json.loads((files("pumice.read") / "language_names.json").read_text("utf-8"))
    return names
