"""Content codings undone in bounded steps: gzip and deflate, at most one of them, and checked to have come whole.

HTTP libraries hand out half of a truncated gzip body as if it were all of it; here the decompressor must have seen its
end. Start with :func:`decoder_for`; :func:`undo_coding` is the same for bytes that are all there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Literal, Protocol

from pumice.errors import Cause, InputFault

_GZIP = zlib.MAX_WBITS | 16
_STEP = 65_536
_LONGEST_QUOTE = 80
RATIO_FROM = 1_000_000
MAX_RATIO = 250
"""Text compresses 3 to 30 times, repetitive tables some 100 times; beyond this it is a bomb."""


class Decoder(Protocol):
    """Undoes a coding piece by piece."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk decodes to, in pieces of bounded size."""

    def finish(self) -> None:
        """Check that nothing is missing.

        Raises:
            InputFault: truncated.
        """


def decoder_for(coding: str | None) -> Decoder:
    """A decoder for a Content-Encoding header, or for none.

    Raises:
        InputFault: unsupported-encoding.
    """
    names = [name for part in (coding or "").split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    match names:
        case []:
            return _Plain()
        case ["gzip" | "x-gzip"]:
            return Inflate("gzip")
        case ["deflate"]:
            return Inflate("deflate")
    shown = re.sub(r"[^ -~]", "?", ", ".join(names[:5]))[:_LONGEST_QUOTE]
    raise InputFault(
        Cause.UNSUPPORTED_ENCODING, f"the body is coded as {shown!r}, but only one of gzip and deflate can be undone"
    )


def undo_coding(payload: bytes, coding: str | None, *, most: int) -> bytes:
    """A whole body with its content coding undone.

    Args:
        payload: as it came.
        coding: the Content-Encoding header, or None.
        most: bytes that are decoded at most.

    Raises:
        InputFault: unsupported-encoding, bad-encoding, truncated, decompression-bomb or body-too-big.
    """
    decoder, body = decoder_for(coding), bytearray()
    for piece in decoder.feed(payload):
        body += piece
        check_size(len(body), len(payload), decoder, most=most)
    if payload:
        decoder.finish()
    return bytes(body)


def check_size(decoded: int, wire: int, decoder: Decoder, *, most: int) -> None:
    """Refuse a body that grows beyond what is read, or beyond what text can grow.

    Raises:
        InputFault: decompression-bomb or body-too-big.
    """
    grown = decoded > most or (decoded > RATIO_FROM and decoded > wire * MAX_RATIO)
    if isinstance(decoder, Inflate) and grown:
        raise InputFault(
            Cause.DECOMPRESSION_BOMB,
            f"{wire} bytes became more than {decoded}; at most {most} are read, and {MAX_RATIO} for each byte sent",
        )
    if decoded > most:
        raise InputFault(Cause.BODY_TOO_BIG, f"the body has more than the {most} bytes that are read")


class _Plain:
    """No content coding."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def finish(self) -> None:
        """Nothing to check: the framing around it has done so."""


class Inflate:
    """gzip (of one or more members) or deflate, in bounded steps."""

    def __init__(self, coding: Literal["gzip", "deflate"]) -> None:
        self._coding = coding
        self._stream: zlib._Decompress | None = zlib.decompressobj(_GZIP) if coding == "gzip" else None
        self._held = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What a chunk decodes to.

        Raises:
            InputFault: bad-encoding.
        """
        data = self._held + chunk
        if self._stream is None and len(data) < 2:  # noqa: PLR2004 - deflate's header has two bytes
            self._held = data
            return
        self._held = b""
        try:
            yield from self._inflate(data)
        except zlib.error as error:
            raise InputFault(
                Cause.BAD_ENCODING, f"the body says it is {self._coding}, but cannot be decompressed: {error}"
            ) from error

    def finish(self) -> None:
        """Check that the stream came to its end.

        Raises:
            InputFault: truncated.
        """
        if self._stream is None or not self._stream.eof:
            raise InputFault(Cause.TRUNCATED, f"the {self._coding} body ends in the middle")

    def _inflate(self, data: bytes) -> Iterator[bytes]:
        stream = self._stream = self._stream or zlib.decompressobj(_deflate_bits(data))
        piece = b""
        # A full piece may leave output behind inside zlib although its input is used up.
        while data or len(piece) == _STEP:
            if stream.eof and self._coding == "gzip":
                stream = self._stream = zlib.decompressobj(_GZIP)
            elif stream.eof:
                raise zlib.error("bytes follow the end of the stream")
            piece = stream.decompress(data, _STEP)
            data = stream.unused_data if stream.eof else stream.unconsumed_tail
            yield piece
            if stream.eof and not data:
                return


def _deflate_bits(data: bytes) -> int:
    # Some servers send raw deflate under this name, against the standard; a zlib header is recognisable.
    is_zlib = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
