"""A decoded page to a frozen :class:`~pumice.model.Document`: cut, repair, find the language, normalise, gather claims.

This is the one place where text changes. Each change is recorded as a :class:`~pumice.model.Repair`; afterwards the
text is only pointed at. Start with :func:`to_document`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pumice.errors import Cause, InputFault
from pumice.language import Decided, decide_language
from pumice.model import Block, Capture, Claim, Document, Field, House, Page, Repair, Repaired, Source
from pumice.read.claims_html import claims_from_facts
from pumice.read.claims_plain import claims_from_plain
from pumice.read.decode import decode
from pumice.read.facts import Facts
from pumice.read.html_recipe import read_by_recipe
from pumice.read.lanes import read_markup
from pumice.read.plain import cut_plain
from pumice.read.prescan import refuse_markup, refuse_payload
from pumice.read.repair import repair
from pumice.read.typography import normalise_typography
from pumice.text.scripts import count_letters

_MARKUP = re.compile(
    r"<(!doctype|html|head|body|div|p|br|span|table|article|section|main|h[1-6]|a|meta|title)\b", re.IGNORECASE
)
_SIDE_WORDS = frozenset({"nav", "footer", "header", "aside", "menu", "navigation", "banner", "contentinfo"})

_NO_WORDS = frozenset(
    {Field.CANONICAL_URL, Field.TRANSLATION, Field.IMAGE, Field.DATE_PUBLISHED, Field.DATE_MODIFIED, Field.PAYWALL}
)
"""Fields whose values are addresses, dates or truth values, which no repair may touch."""


def read_page(capture: Capture, house: House) -> Page:
    """Decode a capture's bytes, once they look like a page at all.

    Raises:
        InputFault: empty, body-too-big, wrong-type or bad-charset.
    """
    refuse_payload(capture, house.limits)
    try:
        return decode(capture.body, content_type=capture.content_type)
    except InputFault as fault:
        raise InputFault(fault.cause, f"{capture.url}: {fault.message}") from fault


def to_document(capture: Capture, page: Page, house: House) -> Document:
    """The page as repaired, normalised blocks with every claim about it.

    Raises:
        InputFault: the markup would choke a parser, or there is no text at all (empty).
    """
    cut, facts, flags = _cut(capture, page, house)
    mended = _change(cut, repair)
    decided = _decide_language(mended.blocks, facts.language if facts else None)
    normal = _change(mended.blocks, lambda text: normalise_typography(text, language=decided.language))
    changes = (*mended.repairs, *normal.repairs)
    blocks, repairs = _without_empty(normal.blocks, changes)
    if not any(count_letters(block.text) for block in blocks):
        raise InputFault(Cause.EMPTY, f"{capture.url} holds no text; pages that only JavaScript fills cannot be read")
    order = house.profile.day_order if house.profile else None
    claims = _mend_claims(
        claims_from_plain(capture, blocks, order=order)
        if facts is None
        else claims_from_facts(facts, capture, blocks, order=order)
    )
    found = {*flags, *mended.flags, *normal.flags, *(("undecodable-bytes",) if page.bad_bytes else ())}
    return Document(
        _source(capture, page),
        decided.language,
        blocks,
        claims,
        repairs,
        flags=tuple(sorted(found)),
        is_language_plain=decided.is_plain,
    )


def is_markup(content_type: str | None, text: str) -> bool:
    """Whether a text is to be read as HTML: by its declared type where that is specific, else by its look."""
    declared = (content_type or "").partition(";")[0].strip().lower()
    if "<" not in text or declared == "text/plain":
        return False
    return "html" in declared or bool(_MARKUP.search(text[:200_000]))


def _cut(capture: Capture, page: Page, house: House) -> tuple[list[Block], Facts | None, tuple[str, ...]]:
    if not is_markup(capture.content_type, page.text):
        return cut_plain(page.text), None, ()
    flags = refuse_markup(page.text, capture.url, house.limits)
    recipe = next((one for one in house.recipes if one.is_for(capture.url)), None)
    if recipe is None:
        return *read_markup(page.text), flags
    blocks, facts = read_by_recipe(page.text, recipe)
    return blocks, facts, (*flags, *(f"recipe-{role.value}-unmatched" for role in facts.unmatched))


def _decide_language(blocks: Sequence[Block], declared: str | None) -> Decided:
    """The main language, judged by what looks like text rather than by what looks like the site's furniture."""
    weights = [_weight(block) for block in blocks]
    if not any(weights):
        weights = [1.0] * len(blocks)
    return decide_language([block.text for block in blocks], weights=weights, declared=declared)


def _weight(block: Block) -> float:
    if block.hidden or not _SIDE_WORDS.isdisjoint(block.words):
        return 0.0
    return 1.0 - block.link_density


@dataclass(frozen=True, slots=True)
class _Changed:
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...]
    flags: tuple[str, ...]


def _change(blocks: Sequence[Block], change: Callable[[str], Repaired]) -> _Changed:
    """Change all blocks at once, a line each, so that what is learned in one paragraph serves the others."""
    parts = [block.text.split("\n") for block in blocks]
    before = "\n".join(block.text for block in blocks)
    result = change(before)
    if result.text == before:
        return _Changed(tuple(blocks), (), result.flags)
    after = result.text.split("\n")
    owners = [index for index, lines in enumerate(parts) for _ in lines]
    if len(after) != len(owners):
        raise ValueError(f"{len(owners)} lines became {len(after)}; a change to text must keep its lines")
    changed = list(blocks)
    begin = 0
    for index, lines in enumerate(parts):
        end = begin + len(lines)
        if after[begin:end] != lines:
            changed[index] = replace(blocks[index], text="\n".join(after[begin:end]))
        begin = end
    repairs = (replace(one, block=owners[one.block]) for one in result.steps)
    return _Changed(tuple(changed), tuple(repairs), result.flags)


def _without_empty(blocks: Sequence[Block], repairs: Sequence[Repair]) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    """Drop blocks of which nothing is left (they held only invisible characters), and renumber."""
    numbers: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.text.strip():
            numbers[index] = len(numbers)
    kept = tuple(_stripped(blocks[index]) for index in numbers)
    return kept, tuple(replace(one, block=numbers[one.block]) for one in repairs if one.block in numbers)


def _stripped(block: Block) -> Block:
    text = block.text.strip()
    return block if len(text) == len(block.text) else replace(block, text=text)


def _mend_claims(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims read from the page's head were not among the blocks; mend their values the same way."""
    outside = [
        index
        for index, claim in enumerate(claims)
        if claim.span is None and claim.field not in _NO_WORDS and "\n" not in claim.value
    ]
    values = repair("\n".join(claims[index].value for index in outside)).text.split("\n") if outside else []
    mended = list(claims)
    for index, value in zip(outside, values, strict=True):
        mended[index] = replace(claims[index], value=value)
    return tuple(mended)


def _source(capture: Capture, page: Page) -> Source:
    return Source(
        url=capture.url,
        fetched_at=capture.fetched_at,
        status=capture.status,
        sha256=capture.sha256,
        raw_path=capture.raw_path,
        charset=page.charset,
        charset_declared=page.declared,
        charset_evidence=page.evidence,
        bad_bytes=page.bad_bytes,
        notes=capture.notes,
    )
