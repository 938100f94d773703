"""A linear look at a payload and its markup before any parser sees them.

Parsers are quadratic, or silently cut, on pages that only a machine writes: 100,000 nested elements, 100,000
attributes of one tag. Such a page is refused with its cause (:func:`refuse_markup`), as is a payload that is no text
at all (:func:`refuse_payload`).
"""

from __future__ import annotations

import re
from typing import Final

from pumice.errors import Cause, InputFault
from pumice.model import Capture, Limits

_MAGIC: Final = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF container (WebP, WAV, AVI)"),
    (b"PK\x03\x04", "a ZIP archive (also DOCX, ODT, EPUB)"),
    (b"\x1f\x8b", "gzip data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"OggS", "Ogg audio or video"),
    (b"ID3", "MP3 audio"),
    (b"wOF", "a web font"),
    (b"SQLite format 3", "an SQLite database"),
)
"""How files that are not text begin."""

_TEXT_TYPES: Final = re.compile(r"text/|application/(xhtml|xml|[\w.-]+\+xml)|^$", re.IGNORECASE)
_UNKNOWN_TYPES: Final = re.compile(r"application/(octet-stream|x-unknown|unknown)|unknown", re.IGNORECASE)

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>?")
_NOT_NESTING: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option optgroup thead "
    "tbody tfoot colgroup html head body".split()
)
"""Void elements, and those that a following sibling closes; they add no depth of their own."""
_RAW_START: Final = re.compile(r"<!--|<(script|style|textarea|title|xmp)\b[^<>]*>", re.IGNORECASE)
_RAW_END: Final = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")
} | {"": re.compile("-->")}
"""How each raw text ends; a comment has no name."""
_RAW_OPEN: Final = re.compile(r"<(script|style|textarea|title)\b[^>]*>", re.IGNORECASE)
_SWALLOWING: Final = (("<!--", "-->"), *((f"<{name}", f"</{name}") for name in _RAW_END if name))
"""How what may swallow the rest of a page begins and ends."""


def refuse_payload(capture: Capture, limits: Limits) -> None:
    """Refuse bytes that hold no page.

    Raises:
        InputFault: empty, body-too-big or wrong-type.
    """
    body = capture.body
    if not body.strip():
        raise InputFault(Cause.EMPTY, f"{capture.url} has no content ({len(body)} bytes); fetch it again or drop it")
    if len(body) > limits.body_bytes:
        raise InputFault(
            Cause.BODY_TOO_BIG,
            f"{capture.url} has {len(body)} bytes, the limit is {limits.body_bytes}; raise limits.body_bytes",
        )
    start = body[:1024].lstrip()
    for magic, name in _MAGIC:
        if start.startswith(magic):
            raise InputFault(
                Cause.WRONG_TYPE, f"{capture.url} is {name}, whatever its header says; a page was expected"
            )
    declared = (capture.content_type or "").partition(";")[0].strip()
    if not _TEXT_TYPES.match(declared) and not _UNKNOWN_TYPES.match(declared):
        raise InputFault(
            Cause.WRONG_TYPE, f"{capture.url} declares Content-Type {declared[:80]!r}; HTML or plain text was expected"
        )


def refuse_markup(text: str, url: str, limits: Limits) -> tuple[str, ...]:
    """Refuse markup that a parser would choke on or cut; linear in its length.

    Returns:
        Flags of what is odd but readable: "content-cut" where an unclosed comment or script swallows the rest.

    Raises:
        InputFault: too-deep, too-many-nodes, too-many-attributes or xml-forbidden.
    """
    lowered = text.lower()
    if "<!entity" in lowered:
        raise InputFault(Cause.XML_FORBIDDEN, f"{url} declares its own XML entities; they are never expanded")
    if _is_small(text, limits) and _all_closes(lowered):
        return ()
    markup = _without_raw_text(text)
    depth = deepest = nodes = 0
    for match in _TAG.finditer(markup):
        closing, name, attributes = match.groups()
        nodes += 1
        if len(attributes) > limits.attributes and attributes.count("=") > limits.attributes:
            raise InputFault(
                Cause.TOO_MANY_ATTRIBUTES,
                f"{url} has a <{name}> with {attributes.count('=')} attributes, the limit is {limits.attributes}",
            )
        if name.lower() not in _NOT_NESTING:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    _refuse_over(Cause.TOO_DEEP, f"{url} nests {deepest} elements deep", deepest, limits.depth)
    _refuse_over(Cause.TOO_MANY_NODES, f"{url} has {nodes} tags", nodes, limits.nodes)
    return ("content-cut",) if _swallows(markup) else ()


def _is_small(text: str, limits: Limits) -> bool:
    """Whether no tag can be over a limit; true of nearly all pages, and told without looking at each tag."""
    pieces = text.split("<")
    if len(pieces) > min(limits.nodes, limits.depth):
        return False
    most = limits.attributes
    return max(map(len, pieces)) <= most or all(piece.count("=") <= most for piece in pieces if len(piece) > most)


def _all_closes(lowered: str) -> bool:
    """Whether the last of each thing that may swallow the rest is closed, and with it every one before."""
    return all(lowered.rfind(opening) <= lowered.rfind(closing) for opening, closing in _SWALLOWING)


def _without_raw_text(text: str) -> str:
    """The markup without comments, scripts and the like; what never closes stays. Linear: no end is sought twice."""
    kept = []
    at = place = 0
    endless: set[str] = set()
    while (start := _RAW_START.search(text, place)) is not None:
        name = (start.group(1) or "").lower()
        end = None if name in endless else _RAW_END[name].search(text, start.end())
        if end is None:
            endless.add(name)
            place = start.end()
        else:
            kept.append(text[at : start.start()])
            at = place = end.end()
    return "".join((*kept, text[at:]))


def _refuse_over(cause: Cause, found: str, number: int, limit: int) -> None:
    if number > limit:
        raise InputFault(
            cause, f"{found}, the limit is {limit}; raise it in [limits] of pumice.toml if the page is real"
        )


def _swallows(markup: str) -> bool:
    """Whether something that never closes hides text after it (what closes was taken out before)."""
    comment = markup.find("<!--")
    opened = _RAW_OPEN.search(markup)
    rest = min(comment if comment >= 0 else len(markup), opened.end() if opened else len(markup))
    return len(markup) - rest > 200  # noqa: PLR2004 - a shorter rest is closing tags
