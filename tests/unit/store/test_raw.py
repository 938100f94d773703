"""Loose captures: what is read, in which order, and what is named when it cannot be read."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pumice.errors import Cause, StoreError
from pumice.model import Capture, Limits
from pumice.store.raw import Unreadable, decode_path, encode_path, list_raw, read_raw, scan_raw


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """An empty data/raw."""
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def fault_of(folder: Path, **limits: int) -> Unreadable:
    """The one unreadable file of a folder."""
    (found,) = scan_raw(folder, limits=Limits(**limits))
    assert isinstance(found, Unreadable)
    return found


def test_captures_come_sorted_and_with_what_stands_beside_them(raw: Path):
    """Address, moment, headers and status come from the .meta.json, under either of its names."""
    (raw / "b.txt").write_bytes(b"second")
    (raw / "b.meta.json").write_text(json.dumps({"url": "https://a.example/b", "status": 203}))
    (raw / "a.html").write_bytes(b"<p>first")
    meta = {
        "fetchedAt": "2026-01-02T03:04:05+02:00",
        "contentType": "text/html; charset=utf-8",
        "headers": {"ETag": "x"},
    }
    (raw / "a.html.meta.json").write_text(json.dumps(meta))
    first, second = read_raw(raw)
    assert (first.body, second.body) == (b"<p>first", b"second")
    assert first.url == Capture.urn(b"<p>first")
    assert first.fetched_at == datetime(2026, 1, 2, 1, 4, 5, tzinfo=UTC)
    assert first.headers == {"content-type": "text/html; charset=utf-8", "etag": "x"}
    assert (second.url, second.status, second.raw_path) == ("https://a.example/b", 203, "raw/b.txt")
    assert second.content_type == "text/plain"


def test_subfolders_are_read_and_other_files_are_not(raw: Path):
    """Only names that end like a page are captures; hidden files are somebody's work in progress."""
    (raw / "site").mkdir()
    for name in ("site/x.xhtml", "y.HTM", "notes.md", ".z.html", "w.html.tmp"):
        (raw / name).write_bytes(b"x")
    assert list(list_raw(raw)) == ["raw/site/x.xhtml", "raw/y.HTM"]


def test_unknown_keys_are_noted(raw: Path):
    """Other tools may keep their own members in a .meta.json."""
    (raw / "a.html").write_bytes(b"x")
    (raw / "a.meta.json").write_text('{"crawler": "x", "fetchedAt": "2026-01-02T03:04:05", "depth": 2}')
    (capture,) = read_raw(raw)
    assert capture.notes[0].endswith("crawler, depth")
    assert "no offset" in capture.notes[1]


@pytest.mark.parametrize(
    ("content", "cause", "word"),
    [
        (b'{"url": ', Cause.BAD_META, "no JSON"),
        (b"[1]", Cause.BAD_META, "list"),
        (b'{"status": "many"}', Cause.BAD_META, "status"),
        (b'{"headers": {"a": 1}}', Cause.BAD_META, "headers"),
        (b'{"fetchedAt": "yesterday"}', Cause.BAD_META, "fetchedAt"),
        (b'{"url": "javascript:alert(1)"}', Cause.BAD_URL, "javascript"),
        (b'{"url": "https://[::1/"}', Cause.BAD_URL, "expected http"),
        (b"\xff\xfe", Cause.BAD_META, "no JSON"),
        (b"[" * 100_000, Cause.BAD_META, "no JSON"),
    ],
)
def test_a_broken_meta_json_names_its_fault(raw: Path, content: bytes, cause: Cause, word: str):
    """The cause is stable, the message says where to look."""
    (raw / "a.html").write_bytes(b"x")
    (raw / "a.meta.json").write_bytes(content)
    found = fault_of(raw)
    assert found.fault.cause is cause
    assert word in found.fault.message
    assert found.raw_path == "raw/a.html"


def test_a_page_over_the_limit_is_not_read(raw: Path):
    """The size is looked at before the bytes are, and the address is still known."""
    (raw / "a.html").write_bytes(b"x" * 11)
    (raw / "a.meta.json").write_text('{"url": "https://a.example/"}')
    found = fault_of(raw, body_bytes=10)
    assert found.fault.cause is Cause.BODY_TOO_BIG
    assert found.url == "https://a.example/"


def test_what_is_no_regular_file_is_named(raw: Path, tmp_path: Path):
    """Folders, dangling links, loops, pipes and ways out of the folder neither stop nor hang the run."""
    outside = tmp_path / "outside.html"
    outside.write_bytes(b"secret")
    (raw / "folder.html").mkdir()
    (raw / "dangling.html").symlink_to(raw / "nowhere.html")
    (raw / "loop.html").symlink_to(raw / "loop.html")
    (raw / "out.html").symlink_to(outside)
    os.mkfifo(raw / "pipe.html")
    (raw / "up").symlink_to(tmp_path)
    found = list(scan_raw(raw))
    assert len(found) == 5
    assert {one.fault.cause for one in found if isinstance(one, Unreadable)} == {Cause.UNREADABLE}
    assert list(read_raw(raw)) == []


def test_a_link_within_the_folder_is_followed(raw: Path):
    """It leads to a page that may be read anyway."""
    (raw / "a.html").write_bytes(b"x")
    (raw / "b.html").symlink_to(raw / "a.html")
    assert [capture.body for capture in read_raw(raw)] == [b"x", b"x"]


def test_odd_names_are_read_and_can_be_written_down(raw: Path):
    """A newline, a percent sign and bytes that are no UTF-8 in a name."""
    for name in (b"a\nb.html", b"100%.html", b"\xff.html", "страница.html".encode()):
        Path(os.fsdecode(os.fsencode(raw) + b"/" + name)).write_bytes(name)
    captures = list(read_raw(raw))
    assert [capture.raw_path for capture in captures] == [
        "raw/100%25.html",
        "raw/a%0Ab.html",
        "raw/страница.html",
        "raw/%FF.html",
    ]
    for capture in captures:
        assert os.fsencode(decode_path(capture.raw_path or "")) == b"raw/" + capture.body
        assert encode_path(decode_path(capture.raw_path or "")) == capture.raw_path


def test_captures_are_read_one_at_a_time(raw: Path):
    """Taking the first does not read the second."""
    (raw / "a.html").write_bytes(b"x")
    (raw / "b.html").write_bytes(b"y")
    captures = read_raw(raw)
    next(captures)
    (raw / "b.html").write_bytes(b"z")
    assert next(captures).body == b"z"


def test_a_missing_folder_is_the_environments_fault(tmp_path: Path):
    """It is said at once, not when the first capture is asked for."""
    with pytest.raises(StoreError, match="nowhere does not exist"):
        read_raw(tmp_path / "nowhere")
