"""The name of a change feed, in its first line: what tells one feed from another that has the same numbers.

A clean folder that was made anew, ledger and all, counts from 1 again. Once its numbers have passed the one that a
consumer has seen, nothing but the name tells that consumer that its number means something else here.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from pumice.errors import StoreError


def new_name() -> str:
    """A name for a feed that begins now: no other has it."""
    return secrets.token_hex(8)


def with_name(line: str, name: str) -> str:
    """A feed's first line with the feed's name."""
    return json.dumps({**json.loads(line), "feed": name}, ensure_ascii=False)


def name_in(line: str | bytes) -> str | None:
    """The feed's name, as its first line has it; None where it has none: pumice has not always given them."""
    try:
        name = json.loads(line)["feed"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return name if isinstance(name, str) else None


def feed_name(path: Path) -> str | None:
    """The name of a feed; None where there is no feed, or none that has a name.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return name_in(file.readline())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}; is this a clean folder?") from error
