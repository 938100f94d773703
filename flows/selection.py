"""The form in which people say what is to be cleaned again; start with :class:`Selection`.

The UI builds its form from this model's JSON Schema, but checks little of it, and the API less. So the run validates
again (:func:`read_selection`), and what is wrong is explained there.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pumice.errors import UsageError
from pumice.model import Stage
from pumice.selection import Days, Status
from pumice.selection import Selection as Chosen

_Line = Annotated[str, Field(min_length=1, max_length=2000)]
_StageName = Literal["clean encoding", "detect stray-language fragments", "strip boilerplate", "write articles"]
_StatusName = Literal["all", "review", "held", "quarantined", "changed-rules"]


def _at(position: int) -> dict[str, Any]:
    return {"position": position}


class Selection(BaseModel):
    """Which pages are cleaned again: those that fit every condition that is given; all of them if none is."""

    model_config = ConfigDict(title="Selection", extra="forbid")

    sources: list[_Line] = Field(
        default_factory=list,
        title="Sources",
        description="Names of sources in sources.toml, for example demo. Empty means all.",
        max_length=1000,
        examples=[["demo"]],
        json_schema_extra=_at(0),
    )
    sites: list[_Line] = Field(
        default_factory=list,
        title="Sites",
        description="Hosts, as the folders of data/clean are named, for example press.example.org. Empty means all.",
        max_length=1000,
        examples=[["press.example.org"]],
        json_schema_extra=_at(1),
    )
    addresses: list[_Line] = Field(
        default_factory=list,
        title="Addresses",
        description="Addresses of pages, for example https://press.example.org/2026/*; * stands for any characters. "
        "Empty means all.",
        max_length=1000,
        examples=[["https://press.example.org/2026/*"]],
        json_schema_extra=_at(2),
    )
    languages: list[_Line] = Field(
        default_factory=list,
        title="Languages",
        description="Languages of the articles as BCP 47 tags, for example en, pt-BR or sr-Latn. Empty means all.",
        max_length=200,
        examples=[["en", "pt-BR"]],
        json_schema_extra=_at(3),
    )
    published_from: date | None = Field(
        default=None,
        title="Published from",
        description="Articles that were published on this day or later.",
        examples=["2026-01-01"],
        json_schema_extra=_at(4),
    )
    published_to: date | None = Field(
        default=None,
        title="Published to",
        description="Articles that were published on this day or earlier.",
        examples=["2026-01-31"],
        json_schema_extra=_at(5),
    )
    fetched_from: date | None = Field(
        default=None,
        title="Fetched from",
        description="Pages that were fetched on this day (UTC) or later.",
        examples=["2026-01-01"],
        json_schema_extra=_at(6),
    )
    fetched_to: date | None = Field(
        default=None,
        title="Fetched to",
        description="Pages that were fetched on this day (UTC) or earlier.",
        examples=["2026-01-31"],
        json_schema_extra=_at(7),
    )
    status: _StatusName = Field(
        default="all",
        title="Status",
        description="all; review: articles that wait for a person; held: versions that wait because their site is held "
        "back; quarantined: pages that could not be normalised; changed-rules: pages that were last cleaned "
        "by other rules than today's.",
        json_schema_extra=_at(8),
    )
    stages: list[_StageName] = Field(
        default_factory=list,
        title="Stages",
        description="Take over the results of these stages only and leave those of the others as they are published. "
        "Empty means all; clean encoding changes the text, so all that follows runs anew with it.",
        max_length=4,
        json_schema_extra=_at(9),
    )
    articles: list[_Line] = Field(
        default_factory=list,
        title="Articles",
        description="Ids of articles, as the report shows them; the first eight digits do. Empty means all.",
        max_length=1000,
        examples=[["1164ac99"]],
        json_schema_extra=_at(10),
    )
    limit: int | None = Field(
        default=None,
        title="Limit",
        description="At most so many pages, 1 to 10,000,000. Empty means no limit.",
        ge=1,
        le=10_000_000,
        examples=[100],
        json_schema_extra=_at(11),
    )

    def to_chosen(self, sites: tuple[str, ...] = ()) -> Chosen:
        """The same, as the job knows it.

        Args:
            sites: further hosts, those of the sources.

        Raises:
            UsageError: a condition is none.
        """
        return Chosen(
            (*self.sites, *sites),
            tuple(self.addresses),
            self.limit,
            tuple(self.languages),
            Days(self.published_from, self.published_to),
            Days(self.fetched_from, self.fetched_to),
            Status(self.status),
            tuple(Stage(stage) for stage in self.stages),
            tuple(article.lower() for article in self.articles),
        )


def read_selection(given: Selection | dict[str, Any] | None) -> Selection:
    """What came from the form or the API, validated here whatever was checked before.

    Raises:
        UsageError: something is wrong; the message names each field, what arrived and what was expected.
    """
    if isinstance(given, Selection):
        return given
    try:
        return Selection.model_validate(given or {})
    except ValidationError as error:
        raise UsageError(_explain(error)) from error


def _explain(error: ValidationError) -> str:
    lines = []
    for fault in error.errors()[:5]:
        name = ".".join(str(part) for part in fault["loc"]) or "selection"
        field = Selection.model_fields.get(str(fault["loc"][0])) if fault["loc"] else None
        hint = f" {field.description}" if field is not None and field.description else ""
        known = ", ".join(Selection.model_fields)
        if fault["type"] == "extra_forbidden":
            hint = f" The conditions are: {known}."
        lines.append(f"{name} is {fault['input']!r:.80}: {fault['msg']}.{hint}")
    return " ".join(lines)
