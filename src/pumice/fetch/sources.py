"""sources.toml: the sites that are scraped, by name. Start with :func:`load_sources`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pumice.errors import InputFault, SettingsError
from pumice.fetch.addresses import parse_url

_ENTRY = re.compile(r"\s*\[\[\s*source\s*\]\]")


def _check_address(address: str) -> str:
    try:
        parse_url(address)
    except InputFault as fault:
        raise ValueError(str(fault)) from fault
    return address


class Source(BaseModel):
    """One site.

    Attributes:
        name: what people call it, e.g. on the command line.
        start: addresses to fetch.
        delay_seconds: pause between two requests to its hosts, instead of fetch.delay_seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="small letters, digits, - and _")]
    start: Annotated[tuple[Annotated[str, AfterValidator(_check_address)], ...], Field(min_length=1)]
    delay_seconds: Annotated[float | None, Field(ge=0)] = None


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
        faults.append(f"{path}:{_line_of(fault['loc'], text)}: {key} = {fault['input']!r:.80}: {fault['msg']}")
    return "; ".join(faults)


def _line_of(location: tuple[int | str, ...], text: str) -> int:
    # tomllib tells no lines of values, so the entry is counted and its key looked for.
    lines = text.splitlines()
    entries = [number for number, line in enumerate(lines, 1) if _ENTRY.match(line)]
    index = next((part for part in location if isinstance(part, int)), None)
    if index is None or index >= len(entries):
        return next((n for n, line in enumerate(lines, 1) if location and str(location[0]) in line), 1)
    begin = entries[index]
    end = entries[index + 1] - 1 if index + 1 < len(entries) else len(lines)
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    found = (n for n in range(begin, end + 1) if re.match(rf"\s*{re.escape(key)}\s*=", lines[n - 1]))
    return next(found, begin)
