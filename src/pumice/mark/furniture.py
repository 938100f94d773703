"""What belongs to the page rather than to the article: menus, footers, share bars, consent notes, teasers.

Three kinds of evidence, in the order of :data:`_RULES`: the words by which the site names its own parts, link
density, and distance from the region that holds the prose. Start with :func:`mark_furniture`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pumice.mark.furniture_words import CONTENT, PARTS, ROLES, TAGS
from pumice.model import Block, BlockKind, Document, Mark, Reason, Span
from pumice.text.scripts import count_letters

_BY: Final = "furniture/1"
_SPLIT: Final = re.compile(r"[-_]+")
_SENTENCE: Final = re.compile(r"[.!?…。！？։؟۔።][\"'»”’)\]]*(\s|$)")
_LINKED: Final = 0.65
"""A block with more of its text in links than this is navigation, unless it is prose."""
_PROSE_LETTERS: Final = 60
_REGION_SHARE: Final = 0.6
"""The region of the text is the deepest element that holds at least this share of the page's prose."""


def mark_furniture(document: Document) -> Iterator[Mark]:
    """Mark each block that is furniture, whole, with the rule that says so."""
    region = _region(document)
    for index, block in enumerate(document.blocks):
        found = _named(block) or _linked(block) or _outside(block, region)
        if found is not None:
            reason, score, rule = found
            yield Mark(Span(index, 0, len(block.text)), reason, score, None, f"{_BY}:{rule}")


def _named(block: Block) -> tuple[Reason, float, str] | None:
    """The nearest word that names the part of the page decides."""
    for word in block.words:
        if word in CONTENT:
            return None
        reason = TAGS.get(word) or ROLES.get(word)
        if reason is None:
            reason = next((PARTS[part] for part in _SPLIT.split(word) if part in PARTS), None)
        if reason is not None:
            return reason, 0.9, f"named-{word}"[:60]
    return None


def _linked(block: Block) -> tuple[Reason, float, str] | None:
    if block.link_density > _LINKED and not _is_prose(block):
        return Reason.FURNITURE, min(0.95, 0.3 + 0.6 * block.link_density), "link-density"
    return None


def _outside(block: Block, region: str) -> tuple[Reason, float, str] | None:
    """Short text outside the region that holds the prose."""
    if region and not _lies_in(block.path, region) and not _is_prose(block):
        return Reason.FURNITURE, 0.7, "outside-text-region"
    return None


def _is_prose(block: Block) -> bool:
    return count_letters(block.text) >= _PROSE_LETTERS and bool(_SENTENCE.search(block.text))


def _region(document: Document) -> str:
    """Path of the deepest element that holds most of the prose; empty in plain text or where there is no prose."""
    weights: dict[str, int] = {}
    total = 0
    for block in document.blocks:
        if block.hidden or not block.path.startswith("/") or not _is_prose(block) or _named(block):
            continue
        letters = round(count_letters(block.text) * (1 - block.link_density))
        total += letters
        steps = block.path.split("/")
        depth = len(steps) - (block.kind is not BlockKind.CODE)
        for count in range(2, depth + 1):
            path = "/".join(steps[:count])
            weights[path] = weights.get(path, 0) + letters
    holders = [path for path, letters in weights.items() if letters >= _REGION_SHARE * total]
    return max(holders, key=lambda path: (path.count("/"), path), default="")


def _lies_in(path: str, region: str) -> bool:
    return path == region or path.startswith(region + "/")
