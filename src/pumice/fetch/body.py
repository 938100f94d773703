"""Reads a response's body within its caps and undoes its content coding, checking that it came whole.

HTTP libraries hand out half of a truncated gzip body as if it were all of it; here the decompressor must have seen
its end. At most one coding, gzip or deflate, is accepted: we ask for nothing else.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pumice.errors import Cause, InputFault
from pumice.fetch.results import PassingFault, quote

ACCEPT_ENCODING = "gzip, deflate"
_GZIP = zlib.MAX_WBITS | 16
_STEP = 65_536
_RATIO_FROM = 1_000_000
_MAX_RATIO = 250
"""Text compresses 3 to 30 times, repetitive tables some 100 times; beyond this it is a bomb."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How much of a body is read.

    Attributes:
        wire: bytes as they come.
        decoded: bytes with the content coding undone.
        overflow: whether a longer body is refused, or cut and its beginning used.
    """

    wire: int
    decoded: int
    overflow: Literal["refuse", "cut"] = "refuse"


@dataclass(frozen=True, slots=True)
class Body:
    """The payload, and how many bytes it took on the wire."""

    payload: bytes
    wire_bytes: int


async def read_body(chunks: AsyncIterable[bytes], coding: str | None, *, limits: BodyLimits) -> Body:
    """Read and decode a body.

    Args:
        chunks: the body as it comes.
        coding: the Content-Encoding header, or None.
        limits: caps.

    Raises:
        InputFault: body-too-big, decompression-bomb, unsupported-encoding, bad-encoding or truncated.
    """
    decoder = _decoder(coding)
    payload, wire = bytearray(), 0
    async for chunk in chunks:
        wire += len(chunk)
        for piece in decoder.feed(chunk):
            payload += piece
            if len(payload) > limits.decoded and limits.overflow == "cut":
                return Body(bytes(payload[: limits.decoded]), wire)
            _check_size(len(payload), wire, decoder, limits=limits)
        _check_size(len(payload), wire, decoder, limits=limits)
    if wire:
        decoder.finish()
    return Body(bytes(payload), wire)


def _check_size(decoded: int, wire: int, decoder: _Decoder, *, limits: BodyLimits) -> None:
    compressed = isinstance(decoder, _Inflate)
    if compressed and (decoded > limits.decoded or (decoded > _RATIO_FROM and decoded > wire * _MAX_RATIO)):
        raise InputFault(
            Cause.DECOMPRESSION_BOMB,
            f"{wire} bytes on the wire became more than {decoded}; at most {limits.decoded} are read, "
            f"and {_MAX_RATIO} for each byte on the wire",
        )
    if wire > limits.wire or decoded > limits.decoded:
        raise InputFault(
            Cause.BODY_TOO_BIG,
            f"the body has more than {min(limits.wire, limits.decoded)} bytes; fetch.max_wire_bytes and "
            "fetch.max_decoded_bytes set the caps",
        )


class _Plain:
    """No content coding."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def finish(self) -> None:
        """Nothing to check: HTTP's own framing has done it."""


class _Inflate:
    """gzip (of one or more members) or deflate, in bounded steps."""

    def __init__(self, coding: Literal["gzip", "deflate"]) -> None:
        self._coding = coding
        self._stream: zlib._Decompress | None = zlib.decompressobj(_GZIP) if coding == "gzip" else None
        self._held = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
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

    def finish(self) -> None:
        if self._stream is None or not self._stream.eof:
            raise PassingFault(Cause.TRUNCATED, f"the {self._coding} body ends in the middle")


def _deflate_bits(data: bytes) -> int:
    # Some servers send raw deflate under this name, against the standard; a zlib header is recognisable.
    is_zlib = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


_Decoder = _Plain | _Inflate


def _decoder(coding: str | None) -> _Decoder:
    names = [name for part in (coding or "").split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    match names:
        case []:
            return _Plain()
        case ["gzip" | "x-gzip"]:
            return _Inflate("gzip")
        case ["deflate"]:
            return _Inflate("deflate")
    raise InputFault(
        Cause.UNSUPPORTED_ENCODING,
        f"the body is coded as {quote(', '.join(names[:5]))!r}, though only one of gzip and deflate was asked for",
    )
