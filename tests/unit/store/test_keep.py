"""Captures written to data/raw come back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pumice.model import Capture
from pumice.store.keep import raw_path_of, write_capture
from pumice.store.raw import read_raw

CAPTURE = Capture(
    "https://press.example/a?b=1",
    b"<p>text",
    headers={"content-type": "text/html; charset=utf-8", "etag": '"1"'},
    status=203,
    fetched_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
)


def test_a_capture_comes_back_as_it_was(tmp_path: Path):
    """Address, bytes, headers, status and moment."""
    path = write_capture(tmp_path / "raw", CAPTURE)
    (back,) = read_raw(tmp_path / "raw")
    assert back == replace(CAPTURE, raw_path=raw_path_of(path, tmp_path / "raw"))


def test_an_equal_capture_is_not_written_twice_and_a_changed_one_does_not_replace_the_first(tmp_path: Path):
    """The name is made of address and content."""
    first = write_capture(tmp_path, CAPTURE)
    stamp = first.stat().st_mtime_ns
    assert write_capture(tmp_path, replace(CAPTURE, fetched_at=None)) == first
    assert first.stat().st_mtime_ns == stamp
    second = write_capture(tmp_path, replace(CAPTURE, body=b"<p>other"))
    assert (first.read_bytes(), second.read_bytes()) == (b"<p>text", b"<p>other")
    assert len(list(tmp_path.rglob("*.html"))) == 2


@pytest.mark.parametrize(
    ("content_type", "suffix"),
    [("text/plain", ".txt"), ("application/xhtml+xml", ".xhtml"), ("application/pdf", ".html"), (None, ".html")],
)
def test_the_name_ends_as_the_content_type_says(tmp_path: Path, content_type: str | None, suffix: str):
    """What is no page keeps an end that is read, so that it is counted and its cause named."""
    headers = {"content-type": content_type} if content_type else {}
    assert write_capture(tmp_path, replace(CAPTURE, headers=headers)).suffix == suffix


def test_bytes_without_an_address_are_kept(tmp_path: Path):
    """Their address is their digest, and stays so."""
    capture = Capture(Capture.urn(b"x"), b"x", headers={"content-type": "text/plain"})
    write_capture(tmp_path / "raw", capture)
    (back,) = read_raw(tmp_path / "raw")
    assert back.url == capture.url
