"""Reads a response's body within its caps and undoes its content coding, checking that it came whole."""

from __future__ import annotations

from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import Literal

from pumice.coding import Decoder, check_size, decoder_for
from pumice.errors import Cause, InputFault
from pumice.fetch.results import PassingFault

ACCEPT_ENCODING = "gzip, deflate"


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
    """The payload with its content coding undone, and as it came over the wire."""

    payload: bytes
    wire: bytes


async def read_body(chunks: AsyncIterable[bytes], coding: str | None, *, limits: BodyLimits) -> Body:
    """Read and decode a body.

    Args:
        chunks: the body as it comes.
        coding: the Content-Encoding header, or None.
        limits: caps.

    Raises:
        InputFault: body-too-big, decompression-bomb, unsupported-encoding, bad-encoding or truncated.
    """
    decoder = decoder_for(coding)
    payload, wire = bytearray(), bytearray()
    async for chunk in chunks:
        wire += chunk
        for piece in decoder.feed(chunk):
            payload += piece
            if len(payload) > limits.decoded and limits.overflow == "cut":
                return Body(bytes(payload[: limits.decoded]), bytes(wire))
            check_size(len(payload), len(wire), decoder, most=limits.decoded)
        if len(wire) > limits.wire:
            raise InputFault(Cause.BODY_TOO_BIG, f"the body has more than fetch.max_wire_bytes = {limits.wire} bytes")
    if wire:
        _finish(decoder)
    return Body(bytes(payload), bytes(wire))


def _finish(decoder: Decoder) -> None:
    try:
        decoder.finish()
    except InputFault as fault:
        raise PassingFault(fault.cause, fault.message) from fault
