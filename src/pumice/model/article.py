"""The public record that stands in data/clean: schema.org NewsArticle's names where it has one.

Python attributes are snake_case, JSON members camelCase. Descriptions and examples travel into the JSON Schema
(:mod:`pumice.write.schema`) from here, so this file is also the reference of the clean folder's fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, TypeAdapter
from pydantic import Field as Describe
from pydantic.alias_generators import to_camel

SCHEMA_VERSION = "1.0"

_JSON = ConfigDict(
    alias_generator=to_camel,
    populate_by_name=True,
    extra="forbid",
    strict=False,
    # Every member is written, so consumers may rely on finding it.
    json_schema_serialization_defaults_required=True,
)


class PageType(StrEnum):
    """What kind of page an article came from."""

    ARTICLE = "article"
    LISTING = "listing"
    HOME = "home"
    PRODUCT = "product"
    FORUM = "forum"
    DOCUMENTATION = "documentation"
    ERROR = "error"
    CONSENT = "consent"


class QualityStatus(StrEnum):
    """Whether a person should look before the article is relied on."""

    OK = "ok"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    name: str
    type: Annotated[str, Describe(pattern="^(Person|Organization)$")] = "Person"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published it."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    name: str


@dataclass(frozen=True, slots=True)
class ArticleBlock:
    """One block of the article's text."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    kind: Annotated[str, Describe(description="paragraph, heading, list-item, quotation, table-row, caption or code")]
    text: Annotated[str, Describe(min_length=1)]
    language: Annotated[str | None, Describe(description="BCP 47 tag, where it differs from inLanguage")] = None
    level: Annotated[int, Describe(description="1 to 6 for headings, depth for list items, else 0", ge=0)] = 0


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A stretch in another language that belongs to the text; offsets are code points in the named block."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    block: Annotated[int, Describe(ge=0)]
    start: Annotated[int, Describe(ge=0)]
    end: Annotated[int, Describe(ge=1)]
    language: str | None
    reason: Annotated[str, Describe(description="keep-quotation, keep-name ... or a stray reason below its threshold")]


@dataclass(frozen=True, slots=True)
class Stray:
    """A stretch in another language that was left out."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    text: str
    language: str | None
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Translation:
    """The same text in another language: at another address, or on the same page."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    language: str
    url: str | None = None
    headline: str | None = None
    article_body: str | None = None


class Verdict(StrEnum):
    """What a person decided about an article. accepted: it can be relied on. rejected: it does not belong here."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about an article; it holds until the page that it was made from changes."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    verdict: Verdict
    why: Annotated[str, Describe(description="in the person's words; may be empty for accepted")] = ""
    at: Annotated[str, Describe(description="ISO 8601, UTC")] = ""


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """An article published earlier that this one repeats almost word for word."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    id: Annotated[str, Describe(pattern="^[0-9a-f]{32}$")]
    url: str
    similarity: Annotated[float, Describe(description="share of the runs of five words that both have", ge=0, le=1)]
    by: Annotated[str, Describe(description="how it was found, with its version")]


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the article can be relied on."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    status: QualityStatus = QualityStatus.OK
    flags: Annotated[tuple[str, ...], Describe(description="findings by name, sorted, e.g. unbalanced-quotes")] = ()
    repairs: Annotated[dict[str, int], Describe(description="changes made to the text, by kind")] = field(
        default_factory=dict
    )
    decision: Annotated[Decision | None, Describe(description="a person's, where one looked; status is ok then")] = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the article came from and what made it."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
    raw_path: str | None
    sha256: Annotated[str, Describe(description="of the payload bytes", pattern="^[0-9a-f]{64}$")]
    fetched_at: Annotated[str | None, Describe(description="ISO 8601, UTC")]
    charset_declared: str | None
    charset_found: str
    code_version: str
    settings_version: str
    profile_version: str | None = None
    recipe_version: str | None = None


LanguageShare = dict[str, float]
"""Share of the article's letters by BCP 47 tag; the shares add up to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One normalised article."""

    __pydantic_config__: ClassVar[ConfigDict] = _JSON
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
