"""What all readers of claims share, and the claims of a page's address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Final
from urllib.parse import urljoin

from pumice.model import Block, BlockKind, Capture, Claim, Field, Origin
from pumice.read.facts import Facts
from pumice.read.json_ld import Described, read_json_ld
from pumice.read.titles import same_text, title_parts
from pumice.text.dates import find_dates
from pumice.text.urls import address_language

_LONGEST_HEADING: Final = 400
_MOST_HEADINGS: Final = 12
_MOST_LINES: Final = 300
_DATED: Final = 3
_LONGEST_DATED: Final = 60
_BEFORE: Final = 6
_AFTER: Final = 12
"""How many blocks around the headline may hold byline and dates."""
_ARTICLE_TYPE: Final = re.compile(
    r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?\w*(?:Article|Posting)"', re.IGNORECASE
)
_ADDRESS_DATE: Final = re.compile(r"/((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|\D)")

_ADDRESS_DAY_FIRST: Final = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])[._-](0[1-9]|1[0-2])[._-](20\d\d)(?!\d)")


@dataclass(frozen=True)
class Seen:
    """One page as the readers of claims see it."""

    capture: Capture
    facts: Facts
    blocks: tuple[Block, ...]

    @property
    def today(self) -> date | None:
        """The moment of the capture."""
        return self.capture.fetched_at

    @cached_property
    def described(self) -> Described:
        """What JSON-LD says of the page."""
        return read_json_ld(self.facts.json_ld)

    @cached_property
    def language(self) -> str | None:
        """The declared language, as it stands: the page's own word, then Open Graph's, then the address's."""
        stated = dict(self.facts.metas)
        declared = self.facts.language or stated.get("og:locale") or stated.get("content-language")
        return declared or address_language(self.capture.url)

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """Blocks that may be the headline: headings that readers see, those of level 1 first."""
        found = [
            index
            for index, block in enumerate(self.blocks)
            if block.kind is BlockKind.HEADING and not block.hidden and len(block.text) <= _LONGEST_HEADING
        ]
        return tuple(sorted(found, key=lambda index: (self.blocks[index].level > 1, self.blocks[index].level)))[
            :_MOST_HEADINGS
        ]

    @cached_property
    def heading_texts(self) -> tuple[str, ...]:
        """Their texts, that of the headline first, be it marked up as a heading or not."""
        first = () if self.headline is None else (self.headline,)
        return tuple(self.blocks[index].text for index in dict.fromkeys((*first, *self.headings)))

    @cached_property
    def headline(self) -> int | None:
        """The block that is the headline.

        The heading the page's titles agree with; else a heading of level 1 over a date line; else a line that is a part
        of the title; else the first heading of level 1.
        """
        top = [index for index in self.headings if self.blocks[index].level == 1]
        confirmed = sorted(
            (index for index in self.headings if self._is_confirmed(self.blocks[index].text)),
            key=lambda index: not self._opens_title(self.blocks[index].text),
        )
        dated = (index for index in top if self.is_dated(index))
        return next(chain(confirmed, dated, self._title_lines(), top), None)

    @cached_property
    def window(self) -> range:
        """The blocks around the headline that may be byline and date line."""
        top = self.headline or 0
        return range(max(0, top - _BEFORE), min(len(self.blocks), top + _AFTER))

    @cached_property
    def around_headline(self) -> str:
        """The text of these blocks, long ones left out."""
        return "\n".join(self.blocks[i].text for i in self.window if len(self.blocks[i].text) <= _LONGEST_HEADING)

    def _is_confirmed(self, heading: str) -> bool:
        same = same_text(heading)
        return len(same) > 1 and any(same in title and 3 * len(same) > len(title) for title in self._titles)

    def is_dated(self, index: int) -> bool:
        """Whether a date line stands right under a block."""
        following = self.blocks[index + 1 : index + 1 + _DATED]
        return any(
            len(b.text) <= _LONGEST_DATED and find_dates(b.text, locale=self.language, today=self.today)
            for b in following
        )

    def _title_lines(self) -> Iterator[int]:
        """Blocks that are a part of the title word for word, the longest first; links are rather the site's name."""
        parts = {same_text(part) for part in title_parts(self.facts.title)}
        lines = [
            index
            for index, block in enumerate(self.blocks[:_MOST_LINES])
            if len(block.text) <= _LONGEST_HEADING and not block.hidden and not block.link_characters
            if "©" not in block.text and same_text(block.text) in parts
            if not self.headings or self._opens_title(block.text)
        ]
        yield from sorted(lines, key=lambda index: -len(self.blocks[index].text))

    def _opens_title(self, text: str) -> bool:
        """Whether the title begins with a text; the site's name is rather at its end."""
        same = same_text(text)
        return bool(same) and any(title.startswith(same) for title in self._titles)

    @cached_property
    def _titles(self) -> list[str]:
        metas = (content for name, content in self.facts.metas if name in {"og:title", "twitter:title"})
        return [same_text(title) for title in (self.facts.title, *metas)]

    @cached_property
    def is_article(self) -> bool:
        """Whether the head calls the page an article; elsewhere its titles are made for search engines alone."""
        metas = dict(self.facts.metas)
        told = metas.get("og:type", "").lower() == "article" or "article:published_time" in metas
        return told or any(_ARTICLE_TYPE.search(script) for script in self.facts.json_ld)

    @cached_property
    def _base(self) -> str:
        return urljoin(self.capture.url, self.facts.base)

    def absolute(self, address: str) -> str | None:
        """An address of the page made absolute, or None for what is no web address."""
        try:
            joined = address if address.startswith("https://") else urljoin(self._base, address.strip())
        except ValueError:
            return None
        return joined if joined.startswith(("http://", "https://")) else None


def address_claims(capture: Capture) -> Iterator[Claim]:
    """The interface's language and the day of publication, where the address names them."""
    language = address_language(capture.url)
    if language:
        yield Claim(Field.INTERFACE_LANGUAGE, language, capture.url, Origin.ADDRESS, 0.6)
    match = _ADDRESS_DATE.search(capture.url)
    if match is not None and (day := _real_day(*match.groups())):
        yield Claim(Field.DATE_PUBLISHED, day, match.group().strip("/"), Origin.ADDRESS, 0.6)
    match = _ADDRESS_DAY_FIRST.search(capture.url)
    if match is not None and (day := _real_day(*reversed(match.groups()))):
        yield Claim(Field.DATE_PUBLISHED, day, match.group().strip("/"), Origin.ADDRESS, 0.35)


def _real_day(*parts: str) -> str | None:
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def cut_claims(facts: Facts) -> Iterator[Claim]:
    """What was too long to be heard: claims that are worth nothing and say so, for the audit and for the flags."""
    fields = {"title": (Field.HEADLINE, Origin.TITLE), "json-ld": (Field.PAGE_TYPE, Origin.JSON_LD)}
    for what, sample in facts.cut:
        if sample.strip():
            yield Claim(fields[what][0], sample, sample, fields[what][1], 0.0, detail="cut")
