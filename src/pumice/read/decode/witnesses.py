"""Who says what a page's charset is, and who is believed.

The order: byte order mark; UTF-16 by its zero bytes; ISO-2022 escapes in pure ASCII; strict UTF-8, or UTF-8 with a few
bad bytes; a declared charset that chardet confirms and whose words look like words; the charset in which the words fit
a language best, with some credit for being declared or detected; a declared charset that reads every byte; what was
declared, bad bytes replaced. Start with :func:`decode`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import chardet

from pumice.errors import Cause, InputFault
from pumice.model import Evidence, Page
from pumice.read.decode.labels import codec_of, whatwg_name
from pumice.read.decode.ranking import is_plausible, rank, strip_tags

_BOMS = ((b"\xef\xbb\xbf", "UTF-8"), (b"\xff\xfe", "UTF-16LE"), (b"\xfe\xff", "UTF-16BE"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]+)", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:script|style)\b.{0,200000}?</(?:script|style)|<[^>]{0,4000}>", re.IGNORECASE | re.DOTALL)
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([JI])")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 400_000
_FEW = 0.05
_SPARSE = 0.2
_RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class _Witness:
    source: str
    label: str


def decode(body: bytes, *, content_type: str | None = None) -> Page:
    """Text of a body, with every witness heard.

    Args:
        body: the payload as received, content coding undone.
        content_type: the Content-Type header, if any.

    Raises:
        InputFault: bad-charset, when the bytes are no text in any encoding that a browser knows.
    """
    declared = tuple(_declared(body, content_type))
    evidence: list[Evidence] = []
    for witness in _heard(body, declared):
        text = _read(body, witness.label)
        if text is None and witness.source == "utf-8" and _nearly_utf8(body):
            break
        evidence.append(Evidence(witness.source, witness.label, text is not None))
        if text is not None:
            return _page(text, witness.label, declared, (*evidence, *_unheard(evidence, declared)))
    return _salvage(body, declared, tuple(evidence))


def _nearly_utf8(body: bytes) -> bool:
    """Whether bad sequences are so few among good ones that no other encoding would look like it."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad <= _FEW * _count_high(text)


def _count_high(text: str) -> int:
    """How many characters are beyond ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _declared(body: bytes, content_type: str | None) -> Iterator[_Witness]:
    header = _HEADER.search(content_type or "")
    if header:
        yield _Witness("header", whatwg_name(header[1]) or header[1][:40])
    meta = _META.search(body[:_SAMPLE])
    if meta:
        label = meta[1].decode("ascii")
        name = whatwg_name(label) or label[:40]
        # A page that could name its charset in ASCII bytes is not UTF-16 (the rule of the HTML standard).
        yield _Witness("meta", "UTF-8" if name.startswith("UTF-16") else name)


def _heard(body: bytes, declared: tuple[_Witness, ...]) -> Iterator[_Witness]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            yield _Witness("bom", name)
    wide = _zero_pattern(body[:2000])
    if wide:
        yield _Witness("zero-bytes", wide)
    if body.isascii() and _ESCAPE.search(body):
        yield _Witness("iso-2022", "ISO-2022-JP")
    yield _Witness("utf-8", "UTF-8")
    yield from _statistics(body, declared)
    yield from declared


def _zero_pattern(head: bytes) -> str | None:
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) * _SPARSE or min(even, odd) > max(even, odd) / 4:
        return None
    return "UTF-16LE" if odd > even else "UTF-16BE"


def _statistics(body: bytes, declared: tuple[_Witness, ...]) -> Iterator[_Witness]:
    """What the bytes between the tags look like: to chardet, and by how natural the words are."""
    bare = strip_tags(body)
    answer = chardet.detect(bare, prefer_superset=False)["encoding"]
    found = whatwg_name(answer) if answer else None
    labels = [one.label for one in declared]
    if found and found in labels:
        text = _read(bare, found)
        if text is not None and is_plausible(text):
            yield _Witness("statistics", found)
    for ranked in rank(bare, declared=labels, detected=[found] if found else [])[:_RUNNERS_UP]:
        yield _Witness("fit", ranked.label)
    if found:
        yield _Witness("statistics", found)


def _read(body: bytes, label: str) -> str | None:
    """The text, if every byte can be read."""
    if whatwg_name(label) is None:
        return None
    try:
        text = body.decode(codec_of(label))
    except UnicodeDecodeError:
        return None
    return text if label.startswith("UTF") or not _is_noise(text[:_SAMPLE]) else None


def _is_noise(text: str) -> bool:
    """Whether a text holds so many controls that no charset explains it."""
    return len(_CONTROLS.findall(text)) > _FEW * len(text)


def _unheard(heard: list[Evidence], declared: tuple[_Witness, ...]) -> Iterator[Evidence]:
    known = {(one.source, one.label) for one in heard}
    accepted = heard[-1].label
    for witness in declared:
        if (witness.source, witness.label) not in known:
            note = "" if witness.label == accepted else f"disagrees with {accepted}"
            yield Evidence(witness.source, witness.label, accepted=False, note=note)


def _page(text: str, label: str, declared: tuple[_Witness, ...], evidence: tuple[Evidence, ...]) -> Page:
    clean = text.removeprefix("\ufeff")
    if _has_surrogates(clean):
        clean = clean.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Page(clean, label, declared[0].label if declared else None, evidence, clean.count("\ufffd"))


def _has_surrogates(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _salvage(body: bytes, declared: tuple[_Witness, ...], evidence: tuple[Evidence, ...]) -> Page:
    """No encoding reads every byte: take UTF-8 if nearly all of it is, else what was declared, bad bytes replaced."""
    for label in ("UTF-8", *(one.label for one in declared if whatwg_name(one.label)), "windows-1252"):
        text = body.decode(codec_of(label), "replace")
        high = _count_high(text)
        bad = text.count("\ufffd")
        if bad <= max(2, high * _FEW) and not _is_noise(text[:_SAMPLE]):
            note = f"{bad} undecodable sequences replaced"
            return _page(text, label, declared, (*evidence, Evidence("salvage", label, accepted=True, note=note)))
    raise InputFault(
        Cause.BAD_CHARSET,
        f"{len(body)} bytes are no text in any encoding that a browser knows; check that they are a page or plain text",
    )
