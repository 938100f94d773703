"""The public record that stands in data/clean: schema.org NewsArticle's names where it has one.

Python attributes are snake_case, JSON members camelCase. Descriptions and examples travel into the JSON Schema
(:mod:`pumice.write.schema`) from here, so this file is also the reference of the clean folder's fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import ConfigDict, TypeAdapter
from pydantic import Field as Describe

from pumice.model.parts import (
    JSON,
    ArticleBlock,
    Author,
    ForeignSpan,
    LanguageShare,
    NearDuplicate,
    PageType,
    Provenance,
    Publisher,
    Quality,
    Stray,
    Translation,
)

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One normalised article."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    schema_version: str = SCHEMA_VERSION
    id: Annotated[str, Describe(description="32 hex digits, fixed at first publication", pattern="^[0-9a-f]{32}$")]
    url: Annotated[str, Describe(description="the address it was captured at")]
    aliases: Annotated[tuple[str, ...], Describe(description="other addresses of the same article, sorted")] = ()
    canonical_url: Annotated[str | None, Describe(description="rel=canonical, if within the same domain")] = None
    page_type: PageType
    headline: str | None = None
    alternative_headline: Annotated[str | None, Describe(description="the subtitle, apart from the headline")] = None
    description: str | None = None
    date_published: Annotated[
        str | None, Describe(description="ISO 8601, as precise as the page; an offset only if the page gives one")
    ] = None
    date_published_raw: Annotated[str | None, Describe(description="as it stands in the page")] = None
    date_modified: str | None = None
    date_modified_raw: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: Publisher | None = None
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    main_image: Annotated[str | None, Describe(description="address of the picture that the page names as its own")] = (
        None
    )
    is_paywalled: Annotated[
        bool | None,
        Describe(description="whether readers must pay, where the page declares it; null where it does not"),
    ] = None
    in_language: Annotated[str | None, Describe(description="BCP 47 tag of the text; null where there is none to find")]
    interface_language: Annotated[
        str | None, Describe(description="BCP 47 tag of the page's own furniture; may differ from inLanguage")
    ] = None
    languages: Annotated[LanguageShare, Describe(description="share of letters by BCP 47 tag")] = field(
        default_factory=dict
    )
    article_body: Annotated[str, Describe(description="the blocks' texts joined by blank lines", min_length=1)]
    blocks: Annotated[tuple[ArticleBlock, ...], Describe(min_length=1)]
    foreign_spans: Annotated[tuple[ForeignSpan, ...], Describe(description="in another language, and kept")] = ()
    strays: Annotated[tuple[Stray, ...], Describe(description="in another language, and left out")] = ()
    translations: tuple[Translation, ...] = ()
    duplicate_of: Annotated[
        NearDuplicate | None, Describe(description="the earlier article that this one nearly repeats, if it does")
    ] = None
    quality: Quality
    provenance: Provenance

    def to_json(self) -> str:
        """Canonical JSON text: UTF-8, camelCase, two-space indent, one newline at the end."""
        return ARTICLE_JSON.dump_json(self, by_alias=True, indent=2).decode() + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Article:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: the text is no article of this schema; the message names each member at fault.
        """
        return ARTICLE_JSON.validate_json(text)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a page gave no article.

    Attributes:
        cause: "empty" where there is no text at all, or the page type that the policy does not publish.
        message: what a reviewer reads.
        page_type: what kind of page it is, where known.
    """

    cause: str
    message: str
    page_type: PageType | None = None


ARTICLE_JSON: TypeAdapter[Article] = TypeAdapter(Article)
"""The one converter between :class:`Article` and JSON; also the source of the JSON Schema."""
