"""What is wrong with a file that people write, in their words. Start with :func:`told`."""

from __future__ import annotations

from typing import Final

from pydantic_core import ErrorDetails

_TOLD: Final = {"extra_forbidden": "there is no such key", "missing": "this key is needed"}


def told(fault: ErrorDetails) -> str:
    """One fault of a validation: what was expected, without the validator's own terms."""
    return _TOLD.get(fault["type"], fault["msg"].removeprefix("Value error, "))
