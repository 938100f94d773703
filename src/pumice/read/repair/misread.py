"""Which charsets UTF-8 was read as, once or several times over. Start with :func:`find_misreading`.

Each charset through which a line holds UTF-8 is tried, and what comes out is tried again, so that double and triple
mojibake is undone layer by layer. The chain of readings whose text is most natural wins, if it beats the line as it
stands by what that charset needs to be believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pumice.read.fit.best import best_fit
from pumice.read.fit.cost import plain_cost
from pumice.read.repair.charsets import to_characters
from pumice.read.repair.homoglyphs import mend_homoglyphs
from pumice.read.repair.utf8 import READ_AS, reread, reread_damaged, runs_in

_DOUBT: Mapping[str, float] = MappingProxyType(
    {
        "windows-1252": 0.0,
        "windows-1251": 1.0,
        "windows-1250": 1.0,
        "macintosh": 1.0,
        "windows-1254": 1.0,
        "windows-1253": 1.0,
        "windows-1256": 2.0,
        "windows-1257": 2.0,
        "ISO-8859-2": 2.0,
        "IBM437": 2.0,
        "IBM850": 2.0,
        "KOI8-R": 2.0,
    }
)
"""Nats of prior doubt in a charset: those that few programs take for the default need more evidence."""
_RARE = 5.0
_LEAST_GAIN = 8.0
_PER_RUN = 0.5
_CONTROL_PASSED = 0.3
_DEPTH = 4
_WIDTH = 3
_DESPAIR = 40.0
_CLOSE = 6.0
_QUOTES = frozenset({"ΓÇ", "ÔÇ"})
"""How IBM437 and IBM850 show the first two bytes of a quotation mark."""
_FEW_FLORINS = 2
"""Macintosh shows the bytes C4 and C6 as ƒ, a letter of Ewe: a few may be meant."""
_EXCERPT = 700
_LONGEST = 5000
_BESIDE = 40


@dataclass(frozen=True, slots=True)
class Misreading:
    """How a line was misread.

    Attributes:
        charsets: what the UTF-8 was read as, in the order in which to undo it.
        gain: nats by which the mended text is more natural.
        damaged: whether bytes were lost or changed besides, in the first layer.
    """

    charsets: tuple[str, ...]
    gain: float
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    nats: float
    charsets: tuple[str, ...]
    text: str


def find_misreading(line: str, *, preferred: tuple[str, ...] = ()) -> Misreading | None:
    """The chain of charsets that explains a line best, or None where none makes it clearly more natural.

    Args:
        line: any text; long ones are judged by an excerpt.
        preferred: a chain that mended other lines of the same page; it needs much less evidence here.
    """
    sample = excerpt(line)
    if not sample:
        return None
    start = _Reading(min(plain_cost(sample), plain_cost(mend_homoglyphs(sample))), (), sample)
    best = _best(start, _search(start), preferred)
    gain = start.nats - best.nats
    needed = _LEAST_GAIN if best.charsets != preferred else 1.0
    if not best.charsets or gain < needed:
        return None
    return Misreading(best.charsets, gain, _is_damaged(line[:_LONGEST], best.charsets))


def _is_damaged(line: str, charsets: tuple[str, ...]) -> bool:
    """Whether mending lost bytes too makes the text more natural still."""
    plain, mended = reread(line, charsets[0]), reread_damaged(line, charsets[0])
    if mended == plain:
        return False
    for charset in charsets[1:]:
        plain, mended = reread(plain, charset), reread(mended, charset)
    return plain_cost(mended) < plain_cost(plain) - 1.0


def excerpt(line: str) -> str:
    """The words of a line that could be UTF-8 in some charset, and what stands beside them; some hundred letters."""
    if len(line) <= _EXCERPT // 4:
        return line
    spans: list[tuple[int, int]] = []
    for charset in READ_AS:
        for match in runs_in(charset).finditer(line):
            spans.append(_widen(line, *match.span()))
            if len(spans) > _EXCERPT // 8:
                break
    return _join(line, sorted(spans))


def _widen(line: str, start: int, end: int) -> tuple[int, int]:
    left = max(line.rfind(" ", max(0, start - _BESIDE), start), start - _BESIDE, 0)
    right = line.find(" ", end, end + _BESIDE)
    return left, right if right >= 0 else min(len(line), end + _BESIDE)


def _join(line: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    reached = size = 0
    for start, end in spans:
        if end > reached and size < _EXCERPT:
            part = line[max(start, reached) : end][:_EXCERPT]
            parts.append(part if start <= reached and parts else f" {part}")
            size += len(part)
            reached = end
    return "".join(parts).strip()


def _search(start: _Reading) -> list[_Reading]:
    """All chains worth a look, a beam of the most natural going on to the next layer."""
    found: list[_Reading] = []
    beam, seen, lowest = [start], {start.text}, start.nats
    for _layer in range(_DEPTH):
        layer: list[_Reading] = []
        for reading in beam:
            for following in _rereadings(reading):
                if following.text not in seen:
                    seen.add(following.text)
                    layer.append(following)
        beam = sorted(layer, key=_nats)[:_WIDTH]
        found += layer
        if not beam or beam[0].nats > lowest + _DESPAIR:
            break
        lowest = min(lowest, beam[0].nats)
    return found


def _rereadings(reading: _Reading) -> Iterator[_Reading]:
    for charset in READ_AS:
        runs = runs_in(charset).findall(reading.text)
        if runs and _plausible(charset, runs):
            text = reread(reading.text, charset)
            nats = plain_cost(text) + _DOUBT.get(charset, _RARE)
            nats += _CONTROL_PASSED * _controls_passed(charset, runs) - _PER_RUN * sum(map(len, runs))
            yield _Reading(nats, (*reading.charsets, charset), text)


def _plausible(charset: str, runs: list[str]) -> bool:
    """Whether runs show signs inside them, as mojibake does; runs of letters alone may be words of a real language."""
    if charset in _DOUBT and charset.startswith(("windows", "ISO")):
        return True
    florins = sum(run[0] == "ƒ" for run in runs)
    odd = sum(not run.isalpha() or run[:2] in _QUOTES for run in runs) + (florins if florins > _FEW_FLORINS else 0)
    return 2 * odd >= len(runs)


def _controls_passed(charset: str, runs: list[str]) -> int:
    """C1 controls that stand for bytes which the charset gives another character: it was read as another charset."""
    letters = to_characters(charset)
    return sum(
        "\x80" <= character < "\xa0" and letters[ord(character)] != character for run in runs for character in run
    )


def _best(start: _Reading, found: list[_Reading], preferred: tuple[str, ...]) -> _Reading:
    least_controls = _count_controls(start.text)
    sound = [reading for reading in found if _count_controls(reading.text) <= least_controls]
    if not sound:
        return start
    best = min(sound, key=_nats)
    close = [reading for reading in sound if reading.nats < best.nats + _CLOSE]
    for reading in close:
        if reading.charsets == preferred:
            return reading
    return min(close, key=_language_nats) if len(close) > 1 else best


def _nats(reading: _Reading) -> float:
    return reading.nats


def _language_nats(reading: _Reading) -> float:
    """A closer look, for readings that all languages together cannot tell apart."""
    return reading.nats - plain_cost(reading.text) + best_fit(reading.text).nats


def _count_controls(text: str) -> int:
    return sum("\x80" <= character < "\xa0" for character in text)


_MENTION = re.compile(r"[\"'“„«‘(]\s?([^\s\"'“”„«»‘’()]{2,3})\s?[\"'”“»’)]")


def is_mention(line: str) -> bool:
    """Whether the only damage stands in quotation marks by itself: then the text speaks of it."""
    found = [
        run for charset in ("windows-1252", "windows-1250", "windows-1251") for run in runs_in(charset).findall(line)
    ]
    quoted = {match.group(1) for match in _MENTION.finditer(line)}
    return bool(found) and all(run in quoted for run in found)
