"""The gate: which lines are worth a closer look. It reads characters only, and lets clean text pass at little cost.

:func:`may_be_utf8` asks for the byte patterns of UTF-8 seen through a charset: a letter or sign that can lead a
sequence, followed by an odd sign that can continue one. the other gates ask for letters of two scripts in a
word, for capitals in odd places, and for pairs of Latin letters that no language has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pumice.read.fit.coarse import fold_case
from pumice.read.fit.letters import pairs_by_language
from pumice.read.repair.charsets import to_bytes

_LATIN_BEYOND = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WITH_NEIGHBOURS = re.compile(rf"([{_LATIN_BEYOND}])(?:(?<=^.)|(?<=(.).))(?=(.?))", re.DOTALL)
_LATIN = "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_ODD_SIGN = (
    "\u0080-\u009f\u00a2-\u00a6\u00a8\u00ac\u00ae-\u00b6\u00b8\u00b9\u00bc-\u00be\u00d7\u00f7\u02c6-\u02dd"
    "\u2020-\u2022\u2030\u2044\u20ac\u2122\u2202-\u25ff\uf8ff"
)
_SMALL = "\u03ac-\u03ce\u0430-\u045f\u0460-\u0481\u048a-\u052f"
_MIXED_SCRIPTS = re.compile(
    rf"[{_SMALL}](?:(?=[{_LATIN}])|(?<=[{_LATIN}].))"
    rf"|[\u0370-\u03ab\u0400-\u042f](?:(?=[a-z\u00df-\u024f])|(?<=[a-z\u00df-\u024f{_SMALL}].))"
)
_LONELY = re.compile(r" [\u0430-\u044f] (?=[a-z])(?<=[a-z]...)")
_SIGN_IN_WORD = re.compile(
    rf"[{_ODD_SIGN}\u201a\u201e\u00b7](?:(?=[{_LATIN}])(?:(?<=[{_LATIN}][{_ODD_SIGN}])|(?<=[{_ODD_SIGN}]{{2}})"
    r"|(?<=[a-z\u00df-\u024f][\u201a\u201e])|(?<=[a-km-z]\u00b7))|(?<=[a-z]\u00b7)(?=[a-km-z\s.,])"
    rf"|(?<=[\u00c0-\u024f][{_ODD_SIGN}])(?=[{_ODD_SIGN}])|(?<=[\u0080-\u009f]))"
    r"|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff](?:(?<=[a-z\u00df-\u00ff][\u00c0-\u00de])|(?<=[a-z][.,;!?].)"
    r"|(?<=[\u00df-\u00ff])(?=[A-Z]))"
)
_NEWLINE = re.compile("\n")
_BESIDE = re.compile(
    r"[a-z\u00df-\u024f][\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]|[\u3400-\u9fff\uff61-\uff9f][a-z\u00df-\u024f]"
)

_GATES: tuple[tuple[str, str], ...] = (
    ("windows-1252", ""),
    ("windows-1250", "\u00a0"),
    ("windows-1251", "\u00a0»…”“’–—"),
    ("windows-1253", "\u00a0»…”“’–—·"),
    ("windows-1254", "\u00a0"),
    ("windows-1255", "\u00a0»…”“’–—"),
    ("windows-1256", "\u00a0»«…”“’،؛؟–—\u200c\u200d\u200e\u200f"),
    ("windows-1257", "\u00a0"),
    ("windows-874", "\u00a0…”“’–—•"),
    ("KOI8-R", "\u00a0"),
    ("macintosh", "\u00a0"),
    ("x-mac-cyrillic", "\u00a0»«…”“’–—„"),
)
"""Charsets, and the signs that natural text has after their leading letters: too common to raise suspicion."""

_EASTERN = "\u0104\u0105\u0139-\u013e\u0141\u0142\u015a-\u0165\u0179-\u017e"
"""Letters that continue a sequence in windows-1250."""

_LETTERS_TOO = "\u00aa\u00b5\u00ba\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
"""Letters that continue a sequence in windows-125x and seldom follow a capital."""


def may_be_utf8(line: str) -> bool:
    """Whether some pair of characters looks like the beginning of UTF-8 that was read as another charset."""
    return bool(_UTF8_GATE.search(line))


def count_utf8(line: str) -> int:
    """How many pairs of characters look so."""
    return len(_UTF8_GATE.findall(line))


def suspect_lines(text: str) -> set[int]:
    """Numbers of the lines that a gate stops: for a text of many lines the same as asking line by line, but faster."""
    starts = {
        match.start() for gate in (_UTF8_GATE, _SIGN_IN_WORD, _MIXED_SCRIPTS, _LONELY) for match in gate.finditer(text)
    }
    starts.update(_starts_of_missing(text))
    if not starts:
        return set()
    ends = [match.start() for match in _NEWLINE.finditer(text)]
    return {bisect_left(ends, start) for start in starts}


def _starts_of_missing(text: str) -> Iterator[int]:
    """Where the pairs stand that the language lacks which lacks fewest of the whole text."""
    pairs = _pairs_in(text)
    missing = min((pairs - known for known in pairs_by_language()), key=len) if pairs else pairs
    if missing:
        yield from (match.start() for match in _pattern_of(missing).finditer(fold_case(text)))


def _pattern_of(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Matches the letter beyond ASCII of any of the pairs, in lower case."""
    looks = []
    for first, second in sorted(pairs):
        if not second.isascii():
            before = f"(?<![{_LATIN}]{second})" if first == " " else f"(?<={first}{second})"
            looks.append(f"(?<={second}){before}")
        else:
            after = f"(?![{_LATIN}])" if second == " " else f"(?={second})"
            looks.append(f"(?<={first}){after}")
    anchors = {letter for pair in pairs for letter in pair if not letter.isascii()}
    return re.compile(f"[{''.join(sorted(anchors))}](?:{'|'.join(looks)})")


def oddness(line: str) -> int:
    """How much in a line is out of place, and how many pairs of letters its language lacks."""
    return out_of_place(line) + _missing(line)


def out_of_place(line: str) -> int:
    """How often scripts meet within words, signs stand inside them, or capitals where none belong."""
    return sum(len(rule.findall(line)) for rule in (_MIXED_SCRIPTS, _LONELY, _SIGN_IN_WORD, _BESIDE))


def _missing(line: str) -> int:
    """How many pairs of letters are missing in the language that lacks fewest."""
    pairs = _pairs_in(line)
    fewest = len(pairs)
    for known in pairs_by_language():
        if not fewest:
            break
        fewest = min(fewest, len(pairs - known))
    return fewest


def _pairs_in(text: str) -> set[tuple[str, str]]:
    """Pairs of Latin letters of which one is beyond ASCII, in lower case; a space stands for the edge of a word."""
    pairs: set[tuple[str, str]] = set()
    for letter, before, after in set(_WITH_NEIGHBOURS.findall(text)):
        own = fold_case(letter)
        if not own.isascii():
            pairs |= {(_edge(before), own), (own, _edge(after))}
    return pairs


@lru_cache(maxsize=2048)
def _edge(neighbour: str) -> str:
    return fold_case(neighbour) if neighbour and _LATIN_LETTER.match(neighbour) else " "


def _gate() -> re.Pattern[str]:
    signs: set[str] = set()
    looks: list[str] = []
    for charset, common in _GATES:
        table = to_bytes(charset)
        follow = {c for c, byte in table.items() if byte < 0xC0 and c not in common}  # noqa: PLR2004 -- last byte of 10xxxxxx
        odd = {c for c in follow if not c.isalpha() or c in _LETTERS_TOO}
        two = _class(c for c, byte in table.items() if (0xC2 <= byte <= 0xDF and c.isalpha()) or c in "¬√ƒ≈∆")  # noqa: PLR2004
        three = _class(c for c, byte in table.items() if 0xE0 <= byte <= 0xF4)  # noqa: PLR2004
        signs |= odd
        looks.append(f"(?<={two}{_class(odd)})")
        looks.append(f"(?<={three}{_class(odd)})(?={_class(follow)})")
        looks.append(f"(?<={three}{_class(follow)}{_class(odd)})")
    looks.append(f"(?<=[\u00c2\u0102\u00c4\u0139][{_EASTERN}])|(?<=\u0412\u0408)(?=\\d)")
    looks.append(r"(?<=[\u0393\u00d4]\u00c7[\u00a1-\u00ff])")
    looks.append(
        r"(?<=[\u201a\u201e\u2030][\u00c4-\u00fc\u2020-\u2265])|(?<=\w[\u2500-\u259f])|(?<=[\u2500-\u259f])(?=\w)|(?<=[¬√ƒ≈∆][\u00c4-\u00fc])"
    )
    return re.compile(
        f"[{''.join(map(re.escape, sorted(signs)))}\u2500-\u259f\u00c4-\u00fc{_EASTERN}\u0408](?:{'|'.join(looks)})"
    )


def _class(characters: Iterable[str]) -> str:
    found = "".join(re.escape(c) for c in sorted(set(characters)))
    return f"[{found}]"


_UTF8_GATE = _gate()
