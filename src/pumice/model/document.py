"""A page as blocks, and what is known about it before anything is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pumice.model.capture import Evidence
from pumice.model.marks import Mark, Span
from pumice.model.repair import Repair


class BlockKind(StrEnum):
    """What a block is in the structure of the text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    TABLE_ROW = "table-row"
    CAPTION = "caption"
    CODE = "code"


class BlockRole(StrEnum):
    """What a site recipe says a block is; it outranks every guess."""

    HEADLINE = "headline"
    BODY = "body"
    DROP = "drop"
    DATE = "date"
    SECTION = "section"


class Field(StrEnum):
    """The fields of an article that claims speak of."""

    HEADLINE = "headline"
    SUBTITLE = "alternativeHeadline"
    DESCRIPTION = "description"
    DATE_PUBLISHED = "datePublished"
    DATE_MODIFIED = "dateModified"
    AUTHOR = "author"
    PUBLISHER = "publisher"
    SECTION = "articleSection"
    KEYWORD = "keyword"
    IMAGE = "mainImage"
    PAYWALL = "isPaywalled"
    CANONICAL_URL = "canonicalUrl"
    DECLARED_LANGUAGE = "declaredLanguage"
    INTERFACE_LANGUAGE = "interfaceLanguage"
    TRANSLATION = "translation"
    PAGE_TYPE = "pageType"
    NO_ARCHIVE = "noArchive"

    __hash__ = str.__hash__
    """The text's own, which Python remembers: fields are looked up for every claim of a page."""


class Origin(StrEnum):
    """Where a claim was read."""

    RECIPE = "recipe"
    JSON_LD = "json-ld"
    OPEN_GRAPH = "open-graph"
    META = "meta"
    LINK = "link"
    SWITCH = "language-switch"
    TITLE = "title"
    H1 = "h1"
    TIME = "time"
    DATE_LINE = "date-line"
    SECTION_LINE = "section-line"
    BANNER_LINE = "banner-line"
    HEADLINE_LINE = "headline-line"
    SUBTITLE_LINE = "subtitle-line"
    BYLINE = "byline"
    BREADCRUMB = "breadcrumb"
    HTML_LANG = "html-lang"
    HEADER = "http-header"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between block boundaries of the page.

    Attributes:
        text: repaired text, white space normalised; never empty. A line break inside is a newline.
        kind: paragraph, heading, list item ...
        path: where it stands in the page: an XPath ("/html/body/div[2]/p[1]") or, in plain text, "line 14".
        level: 1 to 6 for headings, nesting depth from 1 for list items, else 0.
        words: class, id and role words of the element and its ancestors, nearest first, lower case.
        link_characters: how many characters of the text lie inside links.
        language: the lang attribute in force, as declared, or None.
        hidden: whether the page hides it (hidden, aria-hidden, display:none ...).
        role: what a site recipe says it is, or None.
        links: how many links it holds, empty ones included.
        strong_characters: how many characters of the text stand in bold.
        media: how many images, videos and embedded pages stand between the block before and the end of this one.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    path: str = ""
    level: int = 0
    words: tuple[str, ...] = ()
    link_characters: int = 0
    language: str | None = None
    hidden: bool = False
    role: BlockRole | None = None
    links: int = 0
    strong_characters: int = 0
    media: int = 0

    @property
    def link_density(self) -> float:
        """Share of the text that lies inside links, 0 to 1."""
        return min(1.0, self.link_characters / len(self.text)) if self.text else 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """One witness for one field of the article. ``read`` gathers claims; :func:`pumice.claims.choose` decides.

    Attributes:
        field: the field it speaks of.
        value: the value in normal form (a date as ISO 8601, a language as BCP 47).
        raw: the text as it stands in the page.
        origin: where it was read.
        weight: how much the witness is worth, 0 to 1.
        span: the characters of the document that state it, or None where it stands outside the text.
        detail: what the value alone does not say, e.g. the language of a translation.
    """

    field: Field
    value: str
    raw: str
    origin: Origin
    weight: float
    span: Span | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from.

    Attributes:
        url: the address of the capture.
        fetched_at: aware moment in UTC, or None.
        status: HTTP status.
        sha256: hex digest of the payload.
        raw_path: where the bytes lie, relative to the data folder, or None.
        charset: WHATWG name of the encoding found.
        charset_declared: the declared one, or None.
        charset_evidence: every witness heard.
        bad_bytes: undecodable sequences that became U+FFFD.
        notes: what was odd about the capture.
    """

    url: str
    fetched_at: datetime | None = None
    status: int = 200
    sha256: str = ""
    raw_path: str | None = None
    charset: str = "utf-8"
    charset_declared: str | None = None
    charset_evidence: tuple[Evidence, ...] = ()
    bad_bytes: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A page, frozen: from here on its text is only pointed at.

    Attributes:
        source: where it came from.
        language: BCP 47 tag of the main language, or None where there is no language to find.
        blocks: in reading order.
        claims: every witness for a field.
        repairs: every change that was made to a block's text before freezing.
        marks: what markers found; empty until :meth:`with_marks`.
        flags: damage seen while reading and left as it was, e.g. "content-cut", "lossy-encoding".
        is_language_plain: whether the text leaves no doubt of its language, so that no second opinion is asked.
    """

    source: Source
    language: str | None
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    repairs: tuple[Repair, ...] = ()
    marks: tuple[Mark, ...] = ()
    flags: tuple[str, ...] = ()
    is_language_plain: bool = False

    def with_marks(self, marks: Iterable[Mark]) -> Document:
        """The same document with these marks, sorted and without repetition, so that their order cannot matter.

        Raises:
            ValueError: a mark lies outside its block.
        """
        ordered = sorted(marks, key=_mark_key)
        # Equal marks have come to stand beside each other.
        found = tuple(mark for mark, before in zip(ordered, (None, *ordered), strict=False) if mark != before)
        for mark in found:
            span = mark.span
            if span.block >= len(self.blocks) or span.end > len(self.blocks[span.block].text):
                raise ValueError(
                    f"{mark} lies outside the document of {len(self.blocks)} blocks; mend marker {mark.by!r}"
                )
        return replace(self, marks=found)


def _mark_key(mark: Mark) -> tuple[int, int, int, str, float, str, str]:
    span = mark.span
    return span.block, span.start, span.end, mark.reason, mark.score, mark.language or "", mark.by
