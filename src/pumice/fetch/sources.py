"""sources.toml: the sites that are scraped, by name. Start with :func:`load_sources`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pumice.errors import InputFault, SettingsError
from pumice.fetch.addresses import parse_url
from pumice.language.tags import normalise_tag
from pumice.text.faults import told
from pumice.text.schedules import Schedule, TimeZone

_ENTRY = re.compile(r"\s*\[\[\s*source\s*\]\]")


def _check_address(address: str) -> str:
    try:
        parse_url(address)
    except InputFault as fault:
        raise ValueError(str(fault)) from fault
    return address


def _check_pattern(pattern: str) -> str:
    if not pattern.startswith(("/", "*", "http://", "https://")):
        raise ValueError("expected a path or an address with * for any characters, e.g. /news/* or *.example/*")
    return pattern


def _check_tag(tag: str) -> str:
    known = normalise_tag(tag)
    if known is None:
        raise ValueError("expected a BCP 47 tag such as en, pt-BR or sr-Latn")
    return known


_Address = Annotated[str, AfterValidator(_check_address)]
_Pattern = Annotated[str, AfterValidator(_check_pattern)]
_Tag = Annotated[str, AfterValidator(_check_tag)]


class Source(BaseModel):
    """One site: where its pages are found, which are wanted, how it likes to be visited, and when.

    Attributes:
        name: what people call it, e.g. on the command line.
        start: addresses that are fetched in every run.
        feeds: RSS, Atom or JSON Feed addresses, read for new and changed pages.
        sitemaps: sitemaps or sitemap indexes, read for the same; a robots.txt stands for the sitemaps that it names.
        take: patterns of discovered addresses that are fetched; empty takes all of the site's own hosts.
        leave: patterns of those that are not, whatever ``take`` says.
        languages: what the site writes in, as BCP 47 tags; people and reports are told, nothing is filtered by it.
        delay_seconds: pause between two requests to its hosts, instead of fetch.delay_seconds.
        per_host: requests in flight to one of its hosts, instead of fetch.per_host.
        most_pages: how many discovered pages one run fetches at most; the others stay due.
        recheck_days: a page that no feed or sitemap says has changed is asked for again after so many days.
        schedule: when to scrape it, as five fields of cron; None for by hand only.
        timezone: what the schedule's hours mean.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="small letters, digits, - and _")]
    start: tuple[_Address, ...] = ()
    feeds: tuple[_Address, ...] = ()
    sitemaps: tuple[_Address, ...] = ()
    take: tuple[_Pattern, ...] = ()
    leave: tuple[_Pattern, ...] = ()
    languages: tuple[_Tag, ...] = ()
    delay_seconds: Annotated[float | None, Field(ge=0)] = None
    per_host: Annotated[int | None, Field(ge=1, le=8)] = None
    most_pages: Annotated[int, Field(ge=1)] = 1000
    recheck_days: Annotated[int, Field(ge=1)] = 30
    schedule: Schedule | None = None
    timezone: TimeZone = "UTC"

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not (self.start or self.feeds or self.sitemaps):
            raise ValueError("gives no address; expected at least one under start, feeds or sitemaps")
        return self


class _SourcesFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: tuple[Source, ...] = ()


def load_sources(path: Path) -> Mapping[str, Source]:
    """Read sources.toml.

    Returns:
        The sources by name, in the order of the file.

    Raises:
        SettingsError: the file is missing or wrong; the message names the line and the mend.
    """
    try:
        text = path.read_text(encoding="utf-8")
        sources = _SourcesFile.model_validate(tomllib.loads(text)).source
    except FileNotFoundError as error:
        raise SettingsError(f"{path} does not exist; give addresses, or describe the site there") from error
    except ValidationError as error:
        raise SettingsError(_explain(error, path, text)) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as TOML: {error}") from error
    by_name = {source.name: source for source in sources}
    if len(by_name) < len(sources):
        twice = next(source.name for source in sources if [other.name for other in sources].count(source.name) > 1)
        raise SettingsError(f"{path} has more than one source named {twice!r}; names must differ")
    return by_name


def find_source(name: str, path: Path) -> Source:
    """The source of this name.

    Raises:
        SettingsError: there is none; the message lists those there are.
    """
    sources = load_sources(path)
    if name not in sources:
        known = ", ".join(sources) or "none"
        raise SettingsError(f"{path} has no source {name!r}; it has: {known}")
    return sources[name]


def _explain(error: ValidationError, path: Path, text: str) -> str:
    faults = []
    for fault in error.errors()[:5]:
        key = ".".join(str(part) for part in fault["loc"])
        line = _line_of(fault["loc"], fault["input"], text.splitlines())
        faults.append(f"{path}:{line}: {key} = {fault['input']!r:.80}: {told(fault)}")
    return "; ".join(faults)


def _line_of(location: tuple[int | str, ...], value: object, lines: Sequence[str]) -> int:
    # tomllib tells no lines of values, so the entry is counted and its key looked for, then the value from there on.
    entries = [number for number, line in enumerate(lines, 1) if _ENTRY.match(line)]
    index = next((part for part in location if isinstance(part, int)), None)
    if index is None or index >= len(entries):
        return next((n for n, line in enumerate(lines, 1) if location and str(location[0]) in line), 1)
    end = entries[index + 1] if index + 1 < len(entries) else len(lines) + 1
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    at_key = re.compile(rf"\s*{re.escape(key)}\s*=")
    begin = next((n for n in range(entries[index], end) if at_key.match(lines[n - 1])), entries[index])
    if not isinstance(value, str):
        return begin
    quoted = (f'"{value}"', f"'{value}'")
    return next((n for n in range(begin, end) if any(form in lines[n - 1] for form in quoted)), begin)
