"""The doctor names what is wrong with a data folder, and finds nothing where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pumice.doctor import examine
from pumice.model import Finding
from tests.unit.store.making import page, tree_of, work_through

SITE = "press.example"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with three articles."""
    work_through([page(f"https://{SITE}/{name}", headline=name) for name in ("one", "two", "three")], tmp_path)
    return tmp_path


def article(data: Path, number: int = 0) -> Path:
    """One published article."""
    return sorted((data / "clean" / SITE).glob("*.json"))[number]


def faults(data: Path) -> list[tuple[str, str]]:
    """Place and fault of each finding."""
    return [(finding.place, finding.fault) for finding in examine(data)]


def test_a_sound_folder_has_no_findings_and_is_not_touched(data: Path):
    """Examining is reading."""
    (data / "clean" / ".gitkeep").touch()
    before = tree_of(data / "clean")
    assert faults(data) == []
    assert tree_of(data / "clean") == before


def test_a_folder_that_was_never_used_has_no_findings(tmp_path: Path):
    """Before the first run there is nothing that could be wrong."""
    assert faults(tmp_path) == []


def replace_by(content: bytes) -> Callable[[Path], object]:
    """Damage: other bytes in the article's place."""
    return lambda path: path.write_bytes(content)


def edit(old: bytes, new: bytes) -> Callable[[Path], object]:
    """Damage: one thing in the article changed by hand."""

    def damage(path: Path) -> None:
        content = path.read_bytes()
        assert old in content
        path.write_bytes(content.replace(old, new, 1))

    return damage


def cut(path: Path) -> None:
    """Damage: the second half is gone."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def link(path: Path) -> None:
    """Damage: a link where the article was."""
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")
    path.with_name("moved").rename(path.parents[2] / "moved")


def make_folder(path: Path) -> None:
    """Damage: a folder where the article was."""
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "torn": cut,
    "no-json": replace_by(b"<html></html>}"),
    "schema-invalid": replace_by(b'{"title": "a foreign JSON"}'),
    "duplicate-key": edit(b'"headline":', b'"headline": "first",\n  "headline":'),
    "wrong-digest": edit(b"three", b"edited"),
    "newer-schema": edit(b'"schemaVersion": "1.', b'"schemaVersion": "7.'),
    "link": link,
    "folder": make_folder,
    "no-permission": lambda path: path.chmod(0),
}


@pytest.mark.parametrize("fault", DAMAGES)
def test_a_damaged_article_is_named(data: Path, fault: str):
    """One finding, at the article's place, with the word for what is wrong."""
    path = next(path for path in sorted((data / "clean" / SITE).glob("*.json")) if b"three" in path.read_bytes())
    DAMAGES[fault](path)
    assert faults(data) == [(str(path.relative_to(data)), fault)]


def test_what_is_not_pumices_is_named(data: Path):
    """Files beside the articles, temporary files of the killed, and articles that the ledger does not know."""
    site = data / "clean" / SITE
    (site / "notes.txt").write_text("hers")
    (site / ".x.json.1234.tmp").write_text("{")
    (site / f"{'0' * 32}.json").write_bytes(article(data).read_bytes())
    (data / "clean" / "stray.json").write_text("{}")
    assert sorted(fault for _, fault in faults(data)) == ["foreign", "foreign", "leftover", "orphan"]


def test_a_ledger_that_is_none_is_a_finding(data: Path):
    """Not a traceback."""
    (data / "ledger.sqlite").write_bytes(b"no database at all" * 1000)
    (found,) = examine(data)
    assert isinstance(found, Finding)
    assert found.fault == "ledger-damaged"


def test_lost_raw_bytes_are_named(data: Path):
    """What cannot be made again is known before it must be."""
    path = next((data / "raw").rglob("*.html"))
    path.unlink()
    assert faults(data) == [(str(path.relative_to(data)), "raw-missing")]
