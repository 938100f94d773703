"""Whatever bytes come in, pumice.clean gives a result or a named cause, and what it gives keeps the promises."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pumice
from pumice.errors import InputFault
from pumice.read.repair import replay
from pumice.write.audit import audit_json, read_audit
from pumice.write.schema import validate

TYPES = ["text/html", "text/html; charset=windows-1251", "text/plain", "text/html; charset=nonsense", None]

tags = st.sampled_from(
    ("p div h1 h2 ul li table tr td a b span br blockquote pre script style article nav figure time meta").split()
)
words = st.text(alphabet="abc ÄöжЩ日本 ا ب\u00a0\u200b\ufeff\u0301😀&<>\"'=/;\n\x00\x85\x1b0123456789-", max_size=24)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """Markup that is nearly right."""
    parts = []
    for _ in range(draw(st.integers(0, 25))):
        tag, closing = draw(tags), draw(st.sampled_from(["", "/", "!--", "!"]))
        attribute = draw(st.sampled_from(["", " class='menu x'", " lang=fr", " hidden", " href='/a'", " id=", ' "']))
        parts.append(f"<{closing}{tag}{attribute}>{draw(words)}")
    encoding = draw(st.sampled_from(["utf-8", "utf-16", "windows-1251", "shift_jis"]))
    return "".join(parts).encode(encoding, "ignore")


def keep_the_promises(body: bytes, content_type: str | None) -> None:
    """Clean one payload and check what comes of it."""
    headers = {"Content-Type": content_type} if content_type else None
    try:
        cleaned = pumice.clean(body, url="https://example.org/a", headers=headers)
    except InputFault as fault:
        if "example.org" not in fault.message:
            pytest.fail(f"the message does not name the address: {fault}")
        return
    document = cleaned.document
    for block in document.blocks:
        assert block.text
        assert block.text.encode("utf-8")
        assert not any(ord(character) < 32 and character not in "\n\t" for character in block.text)
    for one in document.repairs:
        assert replay(one.before, one.steps) == one.after
    assert read_audit(audit_json(cleaned)) == document
    if isinstance(cleaned.article, pumice.Article):
        text = cleaned.article.to_json()
        validate(text.encode())
        assert pumice.Article.from_json(text) == cleaned.article
        assert json.loads(text)["articleBody"]


@given(st.binary(max_size=400), st.sampled_from(TYPES))
@example(b"\xff\xfe\x00", None)
@example(b"<p>\xed\xa0\x80 lone surrogate</p>", "text/html; charset=utf-8")
def test_any_bytes(body: bytes, content_type: str | None):
    """Random bytes under any declared type."""
    keep_the_promises(body, content_type)


@settings(max_examples=60)
@given(pages(), st.sampled_from(TYPES))
def test_broken_markup(body: bytes, content_type: str | None):
    """Markup with unclosed tags, stray quotes and odd characters."""
    keep_the_promises(body, content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b"deep",
        b"<p>x" * 5_000,
        b"<b a=1>" * 3_000 + b"text",
        b"<a href=x>" * 2_000 + b"text",
        b"&amp;" * 50_000,
        ("é" * 300_000).encode(),
        b"word " * 100_000,
        b"\n" * 300_000 + b"a line",
        b"<!--" + b"x" * 100_000,
        b"<script>" + b"x<p>" * 10_000,
        "<p>\u200b\ufeff\u00ad</p>".encode(),
    ],
    ids=[
        "nested",
        "unclosed",
        "formatting",
        "links",
        "entities",
        "token",
        "words",
        "newlines",
        "comment",
        "script",
        "blank",
    ],
)
def test_pages_that_only_a_machine_writes(body: bytes):
    """Each ends with a result or a named cause."""
    keep_the_promises(body, "text/html; charset=utf-8")
