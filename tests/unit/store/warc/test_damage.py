"""Damaged and foreign WARCs: every whole record is read, every damaged one is named with its offset."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pumice.errors import Cause
from pumice.model import Capture, Limits
from pumice.store.raw import Unreadable, scan_raw
from pumice.store.warc.records import walk
from pumice.store.warc.recover import index_warc, recover_warcs
from pumice.store.warc.write import WarcWriter
from tests.unit.store.archive import exchange, members, place_of, record, visit


def read(tmp_path: Path, content: bytes, name: str = "foreign.warc.gz") -> tuple[list[Capture], list[Unreadable]]:
    """What comes of a file that somebody dropped in."""
    raw = tmp_path / "raw"
    raw.mkdir(exist_ok=True)
    (raw / name).write_bytes(content)
    found = list(scan_raw(raw, limits=Limits(body_bytes=100_000)))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, Unreadable)]


def test_foreign_warcs_are_read_as_they_are(tmp_path: Path):
    """Compressed or not; only pages are captures."""
    records = [record(0), record(1, kind="request"), record(2), record(3, kind="conversion")]
    for name, content in (("a.warc.gz", members(*records)), ("b.WARC", b"".join(records))):
        (tmp_path / name).mkdir()
        captures, faults = read(tmp_path / name, content, name)
        assert [capture.url for capture in captures] == ["https://other.example/0", "https://other.example/2"]
        assert captures[0].body == b"<p>page 0"
        assert faults == []


def test_a_torn_tail_costs_the_torn_record_only(tmp_path: Path):
    """Its place is named."""
    whole = members(record(0), record(1))
    captures, (fault,) = read(tmp_path, whole + members(record(2))[:-20])
    assert len(captures) == 2
    assert fault.fault.cause is Cause.BAD_RECORD
    assert fault.raw_path == f"raw/foreign.warc.gz#{len(whole)}"
    assert f"record at byte {len(whole)}: the file ends in the middle of it" in fault.fault.message


def test_damage_in_the_middle_does_not_end_the_walk(tmp_path: Path):
    """The records behind it are found again."""
    torn = bytearray(members(record(1)))
    torn[30:60] = b"\xff" * 30
    captures, faults = read(tmp_path, members(record(0)) + bytes(torn) + members(record(2)))
    assert [capture.url[-1] for capture in captures] == ["0", "2"]
    assert [fault.fault.cause for fault in faults] == [Cause.BAD_RECORD]


@pytest.mark.parametrize("length", [10**12, 5])
def test_a_wrong_length_costs_one_record(tmp_path: Path, length: int):
    """Too long or too short, the next record is found by its first line."""
    captures, faults = read(tmp_path, record(0) + record(1, length=length) + record(2), "foreign.warc")
    assert [capture.url[-1] for capture in captures] == ["0", "2"]
    assert [fault.fault.cause for fault in faults] == [Cause.BAD_RECORD]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"WARC/1.0\r\n" + b"X-Flood: yes\r\n" * 10_000, "do not end within"),
        (gzip.compress(record(0) + record(1), mtime=0), "warcio recompress"),
        (gzip.compress(b"<p>no archive", mtime=0), "no WARC record begins there"),
        (record(0, length=-5), "expected a number"),
        (members(record(0, headers="Content-Encoding: br\r\n")), "is coded as"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str):
    """And says what to do."""
    captures, faults = read(tmp_path, content, "foreign.warc.gz" if content[:2] == b"\x1f\x8b" else "foreign.warc")
    assert captures == []
    assert message in faults[0].fault.message


def test_a_bomb_is_refused_without_being_inflated(tmp_path: Path):
    """A record that inflates to 200 MB costs no memory and is named."""
    huge = record(0).replace(b"<p>page 0", b"\0" * 200_000_000)
    content = gzip.compress(huge.replace(b"Content-Length: ", b"Content-Length: 2000000"))
    del huge
    tracemalloc.start()
    captures, (fault,) = read(tmp_path, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert captures == []
    assert fault.fault.cause in {Cause.BAD_RECORD, Cause.BODY_TOO_BIG}
    assert peak < 20_000_000


@given(junk=st.binary(max_size=200), at=st.integers(0, 400), packed=st.booleans())
def test_no_bytes_make_the_walk_raise_or_stand_still(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int, *, packed: bool
):
    """Whatever lies between records: the walk ends, covers the file without a gap, and names what it cannot read."""
    content = members(record(0), record(1)) if packed else record(0) + record(1)
    path = tmp_path_factory.mktemp("walk") / "any.warc"
    path.write_bytes(content[:at] + junk + content[at:])
    end = 0
    for place in walk(path):
        assert place.offset == end
        assert (place.head is None) == (place.fault is not None)
        end += place.length
    assert end == path.stat().st_size


def test_what_a_killed_writer_had_stored_is_published(tmp_path: Path):
    """Cut after the last whole record; the answers are told; a torn record leaves no trace."""
    raw = tmp_path / "raw"
    writer = WarcWriter(raw, "run")
    stored = [writer.write(visit(exchange(f"/{number}"))) for number in range(3)]
    writer.sync()
    writer.abandon()
    path, _ = place_of(stored[0], raw)
    open_path = path.with_name(path.name + ".open")
    last = place_of(stored[2], raw)[1]
    open_path.write_bytes(open_path.read_bytes()[: last + 40])
    salvaged = recover_warcs(raw)
    assert [one.requested for one in salvaged] == ["https://press.example/0", "https://press.example/1"]
    assert [one.raw_path for one in salvaged] == [one.raw_path for one in stored[:2]]
    captures = list(scan_raw(raw))
    assert [one.url for one in captures] == ["https://press.example/0", "https://press.example/1"]
    assert not open_path.exists()
    assert path.stat().st_size == last
    assert recover_warcs(raw) == []


def test_a_writer_that_is_alive_is_left_alone(tmp_path: Path):
    """Its file is locked."""
    raw = tmp_path / "raw"
    writer = WarcWriter(raw, "run")
    writer.write(visit(exchange()))
    writer.sync()
    assert recover_warcs(raw) == []
    writer.close()
    assert len(list(scan_raw(raw))) == 1


def test_a_lost_index_is_made_again(tmp_path: Path):
    """The same as before, line by line."""
    raw = tmp_path / "raw"
    writer = WarcWriter(raw, "run")
    stored = writer.write(visit(exchange("/a", status=301, payload=None), exchange("/b")))
    writer.close()
    path, _ = place_of(stored, raw)
    index = path.with_name(path.name + ".cdxj")
    before = index.read_bytes()
    index.unlink()
    recover_warcs(raw)
    assert index.read_bytes() == before
    assert index_warc(path) == 0
