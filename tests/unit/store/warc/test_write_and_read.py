"""The WARC store: what is written comes back, and other tools read it."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pumice.errors import Cause
from pumice.store.raw import Unreadable, read_input, read_raw, scan_raw
from pumice.store.warc.headers import Original
from pumice.store.warc.index import find_lines, index_of, read_index
from pumice.store.warc.write import WarcWriter
from tests.unit.store.archive import HTML, START, exchange, place_of, visit, write

MOVED = exchange("/old", None, status=301, headers=(("Location", "/new"), ("Content-Length", "9")))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder that is not there yet."""
    return tmp_path / "raw"


def test_a_page_comes_back_as_it_was(raw: Path):
    """Address, body, status, headers byte for byte, the moment to the microsecond, and where it lies."""
    headers = (*HTML, ("X-Place", "Zürich"), ("Set-Cookie", "a"), ("Set-Cookie", "b"))
    (stored,) = write(raw, visit(MOVED, exchange("/new", "<p>Жар-птица".encode(), headers=headers)))
    (capture,) = read_raw(raw)
    assert (capture.url, capture.status) == ("https://press.example/new", 200)
    assert capture.body.decode() == "<p>Жар-птица"
    assert (capture.headers["x-place"], capture.headers["set-cookie"]) == ("Zürich", "a, b")
    assert capture.fetched_at == START
    assert capture.raw_path == stored.raw_path
    assert read_input(raw, stored.raw_path) == capture


def test_the_content_coding_is_kept_and_undone_on_reading(raw: Path):
    """The archive has the bytes as they came; chunks, which did not come so far, are not announced."""
    packed = gzip.compress(b"<p>packed", mtime=0)
    headers = (*HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    (stored,) = write(raw, visit(exchange(payload=packed, headers=headers)))
    (capture,) = read_raw(raw)
    assert capture.body == b"<p>packed"
    path, offset = place_of(stored, raw)
    with path.open("rb") as file:
        file.seek(offset)
        kept = next(iter(ArchiveIterator(file)))
        assert kept.raw_stream.read() == packed
    assert "X-Archive-Orig-Transfer-Encoding" in dict(kept.http_headers.headers)


def test_redirects_requests_and_the_rest_are_recorded(raw: Path):
    """Each answer with its request; the visit's own facts in a metadata record; the redirect says it is cut."""
    (stored,) = write(raw, visit(MOVED, exchange("/new")))
    path, _ = place_of(stored, raw)
    with path.open("rb") as file:
        found = [(one.rec_type, one.rec_headers, one.raw_stream.read()) for one in ArchiveIterator(file)]
    kinds = [kind for kind, _, _ in found]
    assert kinds == ["warcinfo", "response", "request", "response", "request", "metadata"]
    assert found[1][1]["WARC-Truncated"] == "unspecified"
    assert found[3][1]["WARC-IP-Address"] == "192.0.2.1"
    assert found[4][1]["WARC-Concurrent-To"] == found[5][1]["WARC-Concurrent-To"] == found[3][1]["WARC-Record-ID"]
    assert b"requested: https://press.example/old" in found[5][2]
    assert b"note: a note" in found[5][2]


@pytest.mark.parametrize("status", [200, 304])
def test_a_revisit_has_no_payload_and_is_no_page(raw: Path, status: int):
    """It refers to the capture that it repeats, in the profile that says how that is known."""
    writer = WarcWriter(raw, "run")
    first = writer.write(visit(exchange()))
    original = Original("https://press.example/", first.date, first.digest)
    writer.write(visit(exchange(payload=b"<p>text" if status == 200 else None, status=status)), original)
    writer.close()
    path, _ = place_of(first, raw)
    with path.open("rb") as file:
        revisit = next(one for one in ArchiveIterator(file) if one.rec_type == "revisit")
        assert revisit.raw_stream.read() == b""
    profile = "identical-payload-digest" if status == 200 else "server-not-modified"
    assert revisit.rec_headers["WARC-Profile"].endswith(profile)
    assert revisit.rec_headers["WARC-Refers-To-Date"] == first.date
    assert revisit.rec_headers["WARC-Payload-Digest"] == first.digest
    assert len(list(read_raw(raw))) == 1


def test_a_full_file_is_closed_and_the_next_begun(raw: Path):
    """Each is whole, with its index; a run that goes on numbers its files on."""
    write(raw, *(visit(exchange(f"/{number}")) for number in range(3)), most_bytes=1)
    write(raw, visit(exchange("/more")))
    names = sorted(path.name for path in raw.rglob("*") if path.is_file())
    assert names == sorted(f"run-{number}.warc.gz{end}" for number in range(4) for end in ("", ".cdxj"))
    assert len(list(read_raw(raw))) == 4


def test_nothing_is_left_of_a_run_without_answers(raw: Path):
    """No empty file, no index of nothing."""
    write(raw)
    assert [path for path in raw.rglob("*") if path.is_file()] == []


def test_a_file_is_invisible_until_it_is_whole(raw: Path):
    """Under its final name there is nothing before the end."""
    writer = WarcWriter(raw, "run")
    writer.write(visit(exchange()))
    writer.sync()
    assert list(read_raw(raw)) == []
    writer.close()
    assert len(list(read_raw(raw))) == 1


def test_the_index_is_sorted_and_finds_one_page_by_range(raw: Path):
    """Of the day that is asked for, and only that address, though others share its key."""
    stored = write(raw, *(visit(exchange(f"/{name}")) for name in ("b", "a", "A?x=1", "A", "a/c")))
    path, _ = place_of(stored[0], raw)
    lines = index_of(path).read_text().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 5
    day = path.parent.relative_to(raw / "warc").as_posix()
    ((raw_path, line),) = find_lines(raw, "https://press.example/A", day=day)
    assert raw_path == stored[3].raw_path
    assert path.read_bytes()[line.extent.offset :].startswith(b"\x1f\x8b")
    assert list(find_lines(raw, "https://press.example/none")) == []
    assert list(find_lines(raw, "https://press.example/A", day="1999/01/01")) == []


def test_an_index_older_than_its_file_is_not_believed(raw: Path):
    """Somebody has put another file in its place."""
    (stored,) = write(raw, visit(exchange()))
    path, _ = place_of(stored, raw)
    index_of(path).write_text("")
    assert list(read_raw(raw)) == []
    os.utime(path, (path.stat().st_mtime + 60,) * 2)
    assert read_index(path) is None
    assert len(list(read_raw(raw))) == 1


def test_a_changed_byte_is_noticed(raw: Path):
    """The digest is checked when a page is read, and the message leads to the place."""
    (stored,) = write(raw, visit(exchange(payload=b"<p>text")))
    path, offset = place_of(stored, raw)
    content = path.read_bytes()
    (line,) = read_index(path) or []
    member = gzip.decompress(content[offset : offset + line.extent.length])
    path.write_bytes(content[:offset] + gzip.compress(member.replace(b"<p>text", b"<p>test")))
    (found,) = scan_raw(raw)
    assert isinstance(found, Unreadable)
    assert found.fault.cause is Cause.BAD_RECORD
    assert f"record at byte {offset}: the block is not what its digest" in found.fault.message


@pytest.mark.parametrize("command", ["check", "index"])
def test_warcio_reads_what_we_write(raw: Path, command: str):
    """Its own tools find every digest right and every record in its place."""
    stored = write(raw, visit(MOVED, exchange("/new")), visit(exchange("/ü", headers=(("X", "ü"), *HTML))))
    path, _ = place_of(stored[0], raw)
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", command, *(["-v"] if command == "check" else []), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    if command == "check":
        assert done.stdout.count("digest pass") >= 8
        assert "fail" not in done.stdout
    else:
        assert done.stdout.count('"response"') + done.stdout.count('"warc-type": "response"') >= 3


def test_an_exchange_tells_its_headers_in_any_case():
    """Servers write them as they like."""
    assert replace(exchange(), response=(("CONTENT-type", "a"),)).header("content-type") == "a"
