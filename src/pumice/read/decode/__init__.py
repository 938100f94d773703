"""Bytes to text, with the evidence for the charset. Start with :func:`decode`."""

from pumice.read.decode.witnesses import decode

__all__ = ["decode"]
