"""Bytes and texts that nobody means: an answer or a named cause, and in bounded work."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.errors import Cause, InputFault
from pumice.read.decode import decode
from pumice.read.repair import repair
from pumice.read.typography import normalise_typography

LABELS = ["utf-8", "iso-8859-1", "windows-1251", "shift_jis", "utf-16", "big5", "zlib_codec", "utf-7", "x", '"', ""]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(LABELS))
def test_any_bytes_decode_or_are_refused(body: bytes, label: str):
    """Random bytes under any label give a page without lone surrogates, or bad-charset."""
    try:
        page = decode(body, content_type=f"text/html; charset={label}")
    except InputFault as fault:
        causes = {fault.cause}
    else:
        causes = set()
        page.text.encode()
        assert [one.accepted for one in page.evidence].count(True) == 1
    assert causes <= {Cause.BAD_CHARSET}


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.sampled_from(["latin-1", "cp437", "utf-16-le"]))
def test_any_text_is_repaired_and_normalised(body: bytes, codec: str):
    """Texts made of every byte come through both functions, safe and idempotent."""
    text = body.decode(codec, "surrogatepass" if codec == "utf-16-le" else "strict") if len(body) % 2 == 0 else "a"
    once = repair(text).text
    assert repair(once).text == once
    normalise_typography(once, language="en").text.encode()


@pytest.mark.parametrize(
    "text",
    [
        "Ã©" * 500_000,
        "ab cd" * 400_000,
        "é" * 1_000_000,
        "\n" * 500_000,
        "é\n" * 100_000,
        "Ð Ñ‚Ð°Ðº\n" * 500,
        "\u00a0 " * 500_000,
        "\u202e\u2067" * 200_000,
        "a\u0301" * 300_000,
        "&eacute" * 200_000,
        "п╡я┘" * 100_000,
        "aб" * 200_000,
        "\x85\x93" * 200_000,
        "\ud800" * 300_000,
        "´¬" * 200_000,
    ],
    ids=lambda text: repr(text[:4]),
)
def test_work_is_linear(text: str):
    """Long lines and very many lines end; a quadratic step would not, within the patience of any test run."""
    result = normalise_typography(repair(text).text, language="fr").text
    assert not re.search("[\x00\ud800-\udfff\x80-\x9f]", result)
