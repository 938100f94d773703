"""Everything pumice raises on purpose.

::

    PumiceError
    ├── UsageError            the caller asked for something that cannot be
    │   ├── SettingsError     pumice.toml, sources.toml, an environment variable or a flag is wrong
    │   └── StartAfreshError  a consumer's number is not in the feed: before its horizon, in the future, of another one
    ├── EnvironmentFault      the machine or the data folder is at fault; the run stops
    │   ├── LockedError       another run holds the lock
    │   └── StoreError        a file of the data folder is unreadable, damaged or foreign
    └── InputFault            one document cannot be normalised; it goes to quarantine with its cause

Bad input is data: an :class:`InputFault` is caught once per document, in the runner, and becomes an outcome.
Everything else propagates. Each message says what arrived, what was expected and what to do.
"""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Why one input could not be fetched or normalised. The words are stable: people filter by them."""

    BLOCKED_SCHEME = "blocked-scheme"
    BLOCKED_ADDRESS = "blocked-address"
    BLOCKED_PORT = "blocked-port"
    BAD_URL = "bad-url"
    URL_TOO_LONG = "url-too-long"
    DNS = "dns"
    CONNECT = "connect"
    NETWORK = "network"
    TIMEOUT = "timeout"
    DEADLINE = "deadline"
    PROTOCOL = "protocol"
    HEADERS_TOO_BIG = "headers-too-big"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    BAD_REDIRECT = "bad-redirect"
    BODY_TOO_BIG = "body-too-big"
    DECOMPRESSION_BOMB = "decompression-bomb"
    UNSUPPORTED_ENCODING = "unsupported-encoding"
    BAD_ENCODING = "bad-encoding"
    TRUNCATED = "truncated"
    HTTP_STATUS = "http-status"
    RATE_LIMITED = "rate-limited"
    ROBOTS_DISALLOW = "robots-disallow"
    ROBOTS_UNREACHABLE = "robots-unreachable"
    WRONG_TYPE = "wrong-type"
    SOFT_404 = "soft-404"
    EMPTY = "empty"
    TOO_DEEP = "too-deep"
    TOO_MANY_NODES = "too-many-nodes"
    TOO_MANY_ATTRIBUTES = "too-many-attributes"
    CONTENT_CUT = "content-cut"
    MEMORY_LIMIT = "memory-limit"
    CPU_LIMIT = "cpu-limit"
    DIED = "died"
    BAD_CHARSET = "bad-charset"
    XML_FORBIDDEN = "xml-forbidden"
    BAD_RECORD = "bad-record"
    BAD_JSON = "bad-json"
    BAD_META = "bad-meta"
    UNREADABLE = "unreadable"
    NO_SPACE = "no-space"
    INTERNAL = "internal"


class PumiceError(Exception):
    """The root of everything pumice raises on purpose."""


class UsageError(PumiceError):
    """The caller asked for something that cannot be."""


class SettingsError(UsageError):
    """A setting is wrong; the message names the file or variable, the key and the mend."""


class StartAfreshError(UsageError):
    """The change feed does not hold what came after a consumer's number; read the folder whole and go on from there."""


class EnvironmentFault(PumiceError):
    """The machine or the data folder is at fault, so the whole run stops."""


class LockedError(EnvironmentFault):
    """Another run holds the lock that this one needs."""


class StoreError(EnvironmentFault):
    """A file of the data folder is unreadable, damaged or not ours."""


class InputFault(PumiceError):
    """One document cannot be normalised.

    Args:
        cause: the stable word for it.
        message: what arrived, what was expected, what to do.
    """

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause
        self.message = message

    def __str__(self) -> str:
        return f"{self.cause.value}: {self.message}"
