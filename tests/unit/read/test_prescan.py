"""What is refused before any parser sees it."""

from __future__ import annotations

import pytest

from pumice.errors import Cause, InputFault
from pumice.model import Capture, Limits
from pumice.read.prescan import refuse_markup, refuse_payload


def capture(body: bytes, content_type: str = "text/html") -> Capture:
    """A capture of these bytes."""
    return Capture("https://example.org/a", body, headers={"content-type": content_type})


@pytest.mark.parametrize(
    ("body", "content_type", "cause"),
    [
        (b"", "text/html", Cause.EMPTY),
        (b" \r\n\t ", "text/html", Cause.EMPTY),
        (b"%PDF-1.7 ...", "text/html", Cause.WRONG_TYPE),
        (b"\x89PNG\r\n\x1a\n", "text/html", Cause.WRONG_TYPE),
        (b"\x1f\x8b\x08\x00", "text/html", Cause.WRONG_TYPE),
        (b"{}", "application/json", Cause.WRONG_TYPE),
        (b"x" * 100, "text/html", Cause.BODY_TOO_BIG),
    ],
)
def test_payloads_that_hold_no_page(body: bytes, content_type: str, cause: Cause):
    """Each is refused with its cause, and the message names the address."""
    with pytest.raises(InputFault, match=r"example\.org") as caught:
        refuse_payload(capture(body, content_type), Limits(body_bytes=99))
    assert caught.value.cause is cause


@pytest.mark.parametrize(
    "content_type", ["text/html", "text/plain", "application/xhtml+xml", "", "application/octet-stream"]
)
def test_payloads_that_may_hold_one(content_type: str):
    """Text types, and servers that do not know, are let through."""
    refuse_payload(capture(b"<p>PDF</p>", content_type), Limits())


@pytest.mark.parametrize(
    ("html", "cause"),
    [
        ("<div>" * 60 + "x" + "</div>" * 60, Cause.TOO_DEEP),
        ("<b></b>" * 60, Cause.TOO_MANY_NODES),
        ("<div " + " ".join(f"a{n}=1" for n in range(60)) + ">", Cause.TOO_MANY_ATTRIBUTES),
        ('<!DOCTYPE x [<!ENTITY a "b">]><p>&a;</p>', Cause.XML_FORBIDDEN),
    ],
)
def test_markup_that_chokes_parsers(html: str, cause: Cause):
    """Each is refused with its cause before parsing."""
    with pytest.raises(InputFault) as caught:
        refuse_markup(html, "https://example.org/a", Limits(depth=50, nodes=100, attributes=50))
    assert caught.value.cause is cause


@pytest.mark.parametrize(
    "html",
    [
        "<p>x" * 60,
        "<ul>" + "<li>x" * 60 + "</ul>",
        "<table>" + "<tr><td>x" * 30 + "</table>",
        "<div>x</div>" * 40,
        "<script>" + "'<div>';" * 60 + "</script>",
        "<!-- " + "<div>" * 60 + " -->",
        "<br>" * 60,
    ],
    ids=["p", "li", "tr", "siblings", "script", "comment", "void"],
)
def test_ordinary_markup_is_not_deep(html: str):
    """Elements that close each other, void elements and raw text add no depth."""
    assert refuse_markup(html, "https://example.org/a", Limits(depth=50, nodes=100)) == ()


@pytest.mark.parametrize("opening", ["<!-- ", "<script>"])
def test_what_never_closes_is_flagged(opening: str):
    """Text that an unclosed comment or script swallows is not lost silently."""
    html = f"<p>start</p>{opening}" + "<p>text that a browser would swallow</p>" * 10
    assert refuse_markup(html, "https://example.org/a", Limits()) == ("content-cut",)
