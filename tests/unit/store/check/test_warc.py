"""pumice doctor on the archive: damage is named by file and byte, and what can be mended is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pumice.doctor import examine
from pumice.mend import mend
from pumice.model import Finding
from pumice.normalise import normalise
from pumice.store.raw import read_raw
from pumice.store.warc.index import index_of
from pumice.store.warc.write import Stored, WarcWriter
from tests.unit.store.archive import exchange, members, place_of, record, visit, write

TEXT = b"<h1>Tide tables</h1>" + b"<p>The tide tables are printed again, because skippers asked for it.</p>" * 9


@pytest.fixture
def stored(tmp_path: Path) -> list[Stored]:
    """Two pages in one file, normalised."""
    found = write(tmp_path / "raw", *(visit(exchange(f"/{name}", TEXT + name.encode())) for name in "ab"))
    normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    return found


def faults(data: Path) -> list[tuple[str, str]]:
    """What is found, with its place."""
    return [(finding.fault, finding.place) for finding in examine(data)]


def test_a_whole_archive_has_no_findings(stored: list[Stored], tmp_path: Path):
    """Neither ours nor one that was dropped in."""
    (tmp_path / "raw" / "foreign.warc.gz").write_bytes(members(record(0), record(1)))
    assert stored
    assert faults(tmp_path) == []


def test_a_damaged_record_is_named_with_its_byte(stored: list[Stored], tmp_path: Path):
    """The capture in it is not reported twice, and the other one not at all."""
    path, offset = place_of(stored[1], tmp_path / "raw")
    content = bytearray(path.read_bytes())
    content[offset + 60 : offset + 70] = b"\0" * 10
    path.write_bytes(content)
    assert ("bad-record", stored[1].raw_path) in faults(tmp_path)
    assert not any(place.startswith(stored[0].raw_path) for _, place in faults(tmp_path))


def test_a_capture_that_is_not_where_the_ledger_says_is_missing(stored: list[Stored], tmp_path: Path):
    """Somebody has put another file in its place, whole in itself."""
    path, _ = place_of(stored[0], tmp_path / "raw")
    path.write_bytes(members(record(0)))
    index_of(path).unlink()
    found = faults(tmp_path)
    assert [place for fault, place in found if fault == "raw-missing"] == [one.raw_path for one in stored]
    assert "index-missing" in {fault for fault, _ in found}


@pytest.mark.parametrize("content", [None, b"", b"junk\n"])
def test_an_index_is_mended(stored: list[Stored], tmp_path: Path, content: bytes | None):
    """Missing, empty or wrong, it is written anew as it was."""
    index = index_of(place_of(stored[0], tmp_path / "raw")[0])
    before = index.read_bytes()
    index.unlink() if content is None else index.write_bytes(content)
    ((fault, place),) = faults(tmp_path)
    assert fault == ("index-missing" if content is None else "index-wrong")
    assert place.endswith(".warc.gz.cdxj")
    assert mend(tmp_path).left == ()
    assert index.read_bytes() == before


def test_what_a_killed_run_left_is_mended(stored: list[Stored], tmp_path: Path):
    """A file that its writer still holds is no finding."""
    assert stored
    writer = WarcWriter(tmp_path / "raw", "later")
    writer.write(visit(exchange("/c", TEXT)))
    writer.sync()
    assert faults(tmp_path) == []
    writer.abandon()
    (finding,) = examine(tmp_path)
    assert isinstance(finding, Finding)
    assert (finding.fault, finding.repairable) == ("warc-open", True)
    assert mend(tmp_path).left == ()
    assert len(list(read_raw(tmp_path / "raw"))) == 3
