"""The parts of an article: authors, blocks, spans, quality, provenance; :mod:`pumice.model.article` joins them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict
from pydantic import Field as Describe
from pydantic.alias_generators import to_camel

JSON = ConfigDict(
    alias_generator=to_camel,
    populate_by_name=True,
    extra="forbid",
    strict=False,
    # Every member is written, so consumers may rely on finding it.
    json_schema_serialization_defaults_required=True,
)
"""How these types stand in JSON: camelCase, nothing unknown."""


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

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    name: str
    type: Annotated[str, Describe(pattern="^(Person|Organization)$")] = "Person"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published it."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    name: str


@dataclass(frozen=True, slots=True)
class ArticleBlock:
    """One block of the article's text."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    kind: Annotated[str, Describe(description="paragraph, heading, list-item, quotation, table-row, caption or code")]
    text: Annotated[str, Describe(min_length=1)]
    language: Annotated[str | None, Describe(description="BCP 47 tag, where it differs from inLanguage")] = None
    level: Annotated[int, Describe(description="1 to 6 for headings, depth for list items, else 0", ge=0)] = 0


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A stretch in another language that belongs to the text; offsets are code points in the named block."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    block: Annotated[int, Describe(ge=0)]
    start: Annotated[int, Describe(ge=0)]
    end: Annotated[int, Describe(ge=1)]
    language: str | None
    reason: Annotated[str, Describe(description="keep-quotation, keep-name ... or a stray reason below its threshold")]


@dataclass(frozen=True, slots=True)
class Stray:
    """A stretch in another language that was left out."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    text: str
    language: str | None
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Translation:
    """The same text in another language: at another address, or on the same page."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    language: str
    url: str | None = None
    headline: str | None = None
    article_body: str | None = None
    id: Annotated[str | None, Describe(description="of the article, where it is published here")] = None


class Verdict(StrEnum):
    """What a person decided about an article. accepted: it can be relied on. rejected: it does not belong here."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about an article; it holds until the page that it was made from changes."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    verdict: Verdict
    why: Annotated[str, Describe(description="in the person's words; may be empty for accepted")] = ""
    at: Annotated[str, Describe(description="ISO 8601, UTC")] = ""


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """An article published earlier that this one repeats almost word for word."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    id: Annotated[str, Describe(pattern="^[0-9a-f]{32}$")]
    url: str
    similarity: Annotated[float, Describe(description="share of the runs of five words that both have", ge=0, le=1)]
    by: Annotated[str, Describe(description="how it was found, with its version")]


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the article can be relied on."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
    status: QualityStatus = QualityStatus.OK
    flags: Annotated[tuple[str, ...], Describe(description="findings by name, sorted, e.g. unbalanced-quotes")] = ()
    repairs: Annotated[dict[str, int], Describe(description="changes made to the text, by kind")] = field(
        default_factory=dict
    )
    decision: Annotated[Decision | None, Describe(description="a person's, where one looked; status is ok then")] = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the article came from and what made it."""

    __pydantic_config__: ClassVar[ConfigDict] = JSON
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
