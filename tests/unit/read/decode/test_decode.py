"""Decoding: the order of the witnesses, and what becomes of bytes that lie."""

from __future__ import annotations

import pytest

from pumice.errors import Cause, InputFault
from pumice.read.decode import decode

RUSSIAN = (
    "Вчера в городе открылась новая библиотека. Жители пришли с детьми, принесли цветы и долго рассматривали книги. "
    "Директор рассказала, что зал будет работать каждый день до девяти часов вечера."
)


def test_utf8_beats_a_lying_header():
    """Strict UTF-8 outranks the header, and the disagreement is kept."""
    page = decode(RUSSIAN.encode(), content_type="text/html; charset=iso-8859-1")
    assert (page.text, page.charset, page.declared) == (RUSSIAN, "UTF-8", "windows-1252")
    assert [(one.source, one.accepted) for one in page.evidence] == [("utf-8", True), ("header", False)]


def test_legacy_page_without_a_label():
    """Statistics find the charset of a page that names none."""
    page = decode(f"<html><body><p>{RUSSIAN}</p></body></html>".encode("cp1251"))
    assert page.charset == "windows-1251"
    assert RUSSIAN in page.text


def test_byte_order_mark_wins():
    """A mark at the start decides, and is not part of the text."""
    assert decode(b"\xff\xfe" + "été".encode("utf-16-le")).text == "été"


def test_utf16_without_a_mark():
    """Zero bytes at every other place give UTF-16 away."""
    assert decode("<p>plain text, long enough</p>".encode("utf-16-be")).charset == "UTF-16BE"


def test_a_few_bad_bytes_do_not_cost_the_page():
    """UTF-8 with a broken sequence stays UTF-8, the damage counted."""
    page = decode(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode(), content_type="text/html; charset=utf-8")
    assert (page.charset, page.bad_bytes) == ("UTF-8", 1)


@pytest.mark.parametrize("label", ["zlib_codec", "utf-7", "rot13", "\x00", "idna"])
def test_labels_that_no_browser_knows_are_never_used(label: str):
    """A page cannot choose one of Python's own codecs."""
    assert decode(RUSSIAN.encode("cp1251"), content_type=f"text/html; charset={label}").charset == "windows-1251"


def test_noise_is_refused():
    """Bytes that are no text in any encoding get a named cause."""
    with pytest.raises(InputFault) as caught:
        decode(bytes(range(256)) * 40)
    assert caught.value.cause is Cause.BAD_CHARSET
