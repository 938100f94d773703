"""What stands beside a loose capture: ``<name>.meta.json`` with its address and headers.

:func:`parse_sidecar` reads one, :func:`sidecar_json` writes one. Unknown keys are no fault: other tools may keep theirs
there; they are noted. Everything else that is wrong makes the capture an :class:`~pumice.errors.InputFault`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import from_json

from pumice.errors import Cause, InputFault
from pumice.model import Capture

MAX_SIDECAR_BYTES = 1_000_000
_EXPECTED = "expected a JSON object with url, fetchedAt, contentType, headers, status, each of them optional"


class _Sidecar(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel)

    url: str | None = None
    fetched_at: datetime | None = None
    content_type: str | None = None
    headers: dict[str, str | list[str]] = Field(default_factory=dict)
    status: Annotated[int, Field(ge=100, le=599)] = 200


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known about a loose capture besides its bytes.

    Attributes:
        url: its address, or None.
        fetched_at: aware moment in UTC, or None.
        headers: response headers, names in lower case.
        status: HTTP status.
        notes: what was odd but not fatal.
    """

    url: str | None = None
    fetched_at: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    notes: tuple[str, ...] = ()


def parse_sidecar(content: bytes, name: str) -> Sidecar:
    """Read a .meta.json.

    Raises:
        InputFault: bad-meta, or bad-url where only the address is wrong; the message names the member at fault.
    """
    try:
        members = from_json(content, allow_inf_nan=False)
        if not isinstance(members, dict):
            raise InputFault(Cause.BAD_META, f"{name} holds a JSON {type(members).__name__}; {_EXPECTED}")
        read = _Sidecar.model_validate(members)
    except ValidationError as error:
        raise InputFault(Cause.BAD_META, f"{name}: {_explain(error)}; {_EXPECTED}") from error
    except ValueError as error:
        raise InputFault(Cause.BAD_META, f"{name} is no JSON ({error}); {_EXPECTED}") from error
    return _to_sidecar(read, members, name)


def sidecar_json(capture: Capture) -> bytes:
    """The .meta.json of a capture: everything but its bytes."""
    members = {
        "url": capture.url,
        "fetchedAt": capture.fetched_at.astimezone(UTC).isoformat() if capture.fetched_at else None,
        "contentType": capture.content_type,
        "headers": dict(sorted(capture.headers.items())),
        "status": capture.status,
    }
    known = {name: value for name, value in members.items() if value is not None}
    return (json.dumps(known, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _to_sidecar(read: _Sidecar, members: dict[str, object], name: str) -> Sidecar:
    notes = []
    known = {to_camel(key) for key in _Sidecar.model_fields}
    if unknown := sorted(set(members) - known):
        notes.append(f"unknown keys in .meta.json: {', '.join(unknown)}")
    fetched_at = read.fetched_at
    if fetched_at is not None and fetched_at.tzinfo is None:
        notes.append("fetchedAt in .meta.json names no offset; read as UTC")
        fetched_at = fetched_at.replace(tzinfo=UTC)
    headers = {
        key.lower(): value if isinstance(value, str) else ", ".join(value) for key, value in read.headers.items()
    }
    if read.content_type is not None:
        headers["content-type"] = read.content_type
    return Sidecar(
        _check_url(read.url, name),
        fetched_at.astimezone(UTC) if fetched_at else None,
        headers,
        read.status,
        tuple(notes),
    )


def _check_url(url: str | None, name: str) -> str | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        known = (parts.scheme in {"http", "https"} and parts.hostname) or parts.scheme == "urn"
    except ValueError:
        known = False
    if not known:
        raise InputFault(
            Cause.BAD_URL,
            f"{name} gives the url {url[:200]!r}; expected http(s)://host/... or urn:..., or no url at all",
        )
    return url


def _explain(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:5])
