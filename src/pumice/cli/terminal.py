"""What every command needs to speak to a terminal: safe text, one console, exit codes."""

from __future__ import annotations

import sys
import unicodedata
from enum import IntEnum
from typing import Final

from rich.console import Console

from pumice.text.visible import name_unseen


class Exit(IntEnum):
    """What the exit status says.

    OK: all went well. FINDINGS: the run ended, but inputs were quarantined or failed. USAGE: the call or a setting is
    wrong. FAULT: the machine or the data folder is at fault, so the run stopped.
    """

    OK = 0
    FINDINGS = 1
    USAGE = 2
    FAULT = 3


_PLAIN_WIDTH: Final = 160
"""Columns where no terminal says how many it has."""


def console() -> Console:
    """Standard output, in colour on a terminal and plain elsewhere."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)


def error_console() -> Console:
    """Standard error; progress and errors go there, so that standard output can be piped."""
    return Console(stderr=True, highlight=False)


def safe(text: str) -> str:
    """Text that cannot drive a terminal: controls and direction overrides become visible, line breaks become spaces."""
    return "".join(_safe(character) for character in text)


def shorten(text: str, width: int) -> str:
    """At most ``width`` characters, an ellipsis where something went."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def is_terminal() -> bool:
    """Whether a person watches standard error."""
    return sys.stderr.isatty()


def _safe(character: str) -> str:
    if character in "\n\r\t\x0b\x0c\x85\u2028\u2029":
        return " "
    return (
        name_unseen(character)
        if unicodedata.category(character) in {"Cc", "Cs"} or _is_override(character)
        else character
    )


def _is_override(character: str) -> bool:
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
