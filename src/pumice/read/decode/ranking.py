"""Which legacy charset makes the bytes of a page most natural in some language. Start with :func:`rank`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pumice.read.decode.labels import codec_of, whatwg_name
from pumice.read.fit.best import best_fit
from pumice.read.fit.cost import plain_cost
from pumice.read.repair.suspicion import oddness, out_of_place

_RARITY: Mapping[str, float] = MappingProxyType(
    {
        "windows-1252": 0.0,
        "windows-1250": 0.5,
        "windows-1251": 0.0,
        "windows-1253": 0.5,
        "windows-1254": 1.0,
        "windows-1255": 0.5,
        "windows-1256": 0.5,
        "windows-1257": 1.0,
        "windows-1258": 3.0,
        "windows-874": 0.5,
        "ISO-8859-2": 1.5,
        "ISO-8859-4": 3.0,
        "ISO-8859-5": 1.5,
        "ISO-8859-6": 1.5,
        "ISO-8859-7": 1.5,
        "ISO-8859-8": 1.5,
        "ISO-8859-13": 2.5,
        "ISO-8859-15": 2.0,
        "ISO-8859-16": 3.0,
        "KOI8-R": 1.0,
        "KOI8-U": 1.5,
        "IBM866": 2.0,
        "macintosh": 3.0,
        "x-mac-cyrillic": 1.5,
        "GBK": 0.0,
        "Big5": 0.5,
        "EUC-JP": 0.5,
        "Shift_JIS": 0.0,
        "EUC-KR": 0.0,
    }
)
"""Charsets that pages are written in, and nats of prior doubt in each."""

_WIDE = frozenset({"GBK", "gb18030", "Big5", "EUC-JP", "Shift_JIS", "EUC-KR"})
_TAGS = re.compile(rb"<(?:script|style)\b.{0,200000}?</(?:script|style)|<[^>]{0,4000}>", re.IGNORECASE | re.DOTALL)
_TELLING = re.compile(rb"(?:[^\s]{1,30}\s)?[^\s]{0,60}[\x80-\xff][^\s]{0,60}(?:\s[^\s]{1,30})?")
_HIGH = re.compile(r"\S*[^\x00-\x7f\s]\S*")
_SAMPLE = 600
_READ_AT_MOST = 200_000
_FINALISTS = 6
_DECLARED = 8.0
_DETECTED = 4.0
_CUT = 4
_OUT_OF_PLACE = 3.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A charset with the nats of the page's telling words in it, doubts and witnesses counted in."""

    label: str
    nats: float


def strip_tags(body: bytes) -> bytes:
    """The bytes between tags, scripts and styles taken out; at most some hundred thousand."""
    return _TAGS.sub(b" ", body[:_READ_AT_MOST])


def is_plausible(text: str) -> bool:
    """Whether the words beyond ASCII of a decoded text look like words."""
    return not oddness(" ".join(_HIGH.findall(text[:_READ_AT_MOST]))[: 2 * _SAMPLE])


def rank(body: bytes, *, declared: Iterable[str], detected: Iterable[str]) -> list[Ranked]:
    """Charsets that read every byte, the most natural first.

    Args:
        body: bytes with their tags stripped.
        declared: labels that the header and the page name; being named counts for something.
        detected: labels that a detector named; that counts for less.
    """
    credit = {**dict.fromkeys(detected, _DETECTED), **dict.fromkeys(declared, _DECLARED)}
    credit = {label: nats for label, nats in credit.items() if whatwg_name(label)}
    telling = (b" ".join(_TELLING.findall(body[: _SAMPLE * 20])) or body)[:_SAMPLE]
    heard: list[tuple[float, str, str]] = []
    for label in {**_RARITY, **dict.fromkeys(sorted(credit))}:
        if _reads(label, body):
            text = telling.decode(codec_of(label), "ignore")
            doubt = _RARITY.get(label, 1.0) + _OUT_OF_PLACE * out_of_place(text) - credit.get(label, 0.0)
            heard.append((plain_cost(text) + doubt, label, text))
    heard.sort()
    finalists = heard[:_FINALISTS] + [one for one in heard[_FINALISTS:] if one[1] in credit]
    ranked = (Ranked(label, best_fit(text).nats + nats - plain_cost(text)) for nats, label, text in finalists)
    return sorted(ranked, key=lambda one: one.nats)


def _reads(label: str, body: bytes) -> bool:
    """Whether a charset reads every byte of a body; a sign of several bytes may be cut at its end."""
    try:
        body.decode(codec_of(label))
    except UnicodeDecodeError as error:
        return label in _WIDE and error.start >= len(body) - _CUT
    return True
