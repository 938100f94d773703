"""Unicode scripts: which one a character belongs to, and where a text changes from one to the next.

Start reading at :func:`script_runs`. The table is the Unicode Character Database's own (``script_ranges.json``);
the standard library does not carry it.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

COMMON = "Zyyy"
INHERITED = "Zinh"
UNKNOWN = "Zzzz"

_NO_ASCII_LETTERS = bytes(point for point in range(128) if not chr(point).isalpha())
_PLANE = 0x10000
_SHORT = 40
"""Characters that are asked one by one faster than all at once."""


def _load() -> tuple[tuple[int, ...], tuple[str, ...]]:
    table = json.loads(files("pumice.text").joinpath("script_ranges.json").read_text(encoding="ascii"))
    return tuple(start for start, _ in table["ranges"]), tuple(script for _, script in table["ranges"])


STARTS, SCRIPTS = _load()
"""First code point of each range, ascending, and the script that holds from there to the next."""


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A stretch of one script.

    Attributes:
        start: first code point.
        end: one past the last code point.
        script: ISO 15924 code; "Zyyy" only where the whole text has no other script.
    """

    start: int
    end: int
    script: str


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The ISO 15924 code of one character: "Latn", "Cyrl", "Hani", "Zyyy" (common), "Zinh" (inherited) ...

    Raises:
        TypeError: ``character`` is not a single code point.
    """
    return SCRIPTS[bisect_right(STARTS, ord(character)) - 1]


def count_letters(text: str) -> int:
    """How many characters are letters or marks (categories L* and M*)."""
    if text.isascii():
        return len(text.encode("ascii").translate(None, _NO_ASCII_LETTERS))
    return _count(text, is_letter, _letters())


def count_of_scripts(text: str, scripts: frozenset[str]) -> int:
    """How many characters are of these scripts, none of which is written in ASCII."""
    if text.isascii():
        return 0
    return _count(text, lambda character: script_of(character) in scripts, _written_in(scripts))


_Table = npt.NDArray[np.bool_]


def _count(text: str, test: Callable[[str], bool], table: _Table) -> int:
    """How many characters pass a test; ``table`` holds its answers for the Basic Multilingual Plane."""
    if len(text) <= _SHORT:
        return sum(map(test, text))
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    beyond = points >= len(table)
    if beyond.any():
        return int(np.count_nonzero(table[points[~beyond]])) + sum(map(test, map(chr, points[beyond])))
    return int(np.count_nonzero(table.take(points)))


@cache
def _letters() -> _Table:
    return np.fromiter((unicodedata.category(chr(point))[0] in "LM" for point in range(_PLANE)), bool, _PLANE)


@cache
def _written_in(scripts: frozenset[str]) -> _Table:
    lengths = np.diff(np.minimum(np.array((*STARTS, _PLANE)), _PLANE))
    return np.repeat([script in scripts for script in SCRIPTS], lengths)


@lru_cache(maxsize=8192)
def is_letter(character: str) -> bool:
    """Whether a character is a letter or a mark."""
    return unicodedata.category(character)[0] in "LM"


def script_runs(text: str) -> Iterator[ScriptRun]:
    """Cut a text where its script changes; the runs touch and cover all of it.

    Common and inherited characters (spaces, digits, punctuation, marks) join the run before them; those at the very
    start join the first run. An empty text has no runs.
    """
    start, script = 0, COMMON
    for position, character in enumerate(text):
        found = script_of(character)
        if found in {COMMON, INHERITED, UNKNOWN, script}:
            continue
        if script != COMMON:
            yield ScriptRun(start, position, script)
            start = position
        script = found
    if text:
        yield ScriptRun(start, len(text), script)
