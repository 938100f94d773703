"""What somebody types who does not know pumice yet: each wrong call says what is wrong and what would be right."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from pumice.normalise import normalise
from pumice.store.raw import read_raw
from tests.unit.cli.test_review_commands import pumice
from tests.unit.report.making import ENGLISH, drop

WRONG = {
    ("explain", "nope.txt"): (2, "nope.txt does not exist; give a page (.htm"),
    ("explain", "data"): (2, "data is a folder; give a page"),
    ("explain", "a.pdf"): (2, "a.pdf is not named like a page; give a page"),
    ("explain", "a.warc.gz"): (2, "give one as FILE#OFFSET"),
    ("explain", "nope.warc.gz#12"): (2, "nope.warc.gz does not exist"),
    ("explain", "empty.txt"): (1, "empty: empty.txt has no content (0 bytes)"),
    ("normalise", "--data", "bare"): (0, "bare/raw holds no page: put some there"),
    ("normalise", "--data", "other"): (0, "as their names are no pages': 1 .pdf"),
    ("normalise", "--data", "nothere"): (3, "nothere/raw does not exist: put pages there, fetch them"),
    ("doctor", "--data", "nothere"): (2, "there is no data folder at nothere"),
    ("learn", "--data", "nothere"): (3, "nothere/raw does not exist"),
    ("report", "--data", "nothere"): (2, "run pumice normalise first"),
    ("export", "out", "--data", "nothere"): (2, "run pumice normalise first"),
    ("reprocess", "--data", "nothere"): (2, "run pumice normalise first"),
    ("reprocess", "--data", "nothere", "--mode", "publish"): (2, "run pumice normalise first"),
    ("reprocess", "--language", "klingon"): (2, "is no BCP 47 tag"),
    ("reprocess", "--language", "zz"): (0, "No capture fits all that was asked for"),
    ("normalise", "--settings", "wrong.toml"): (2, "fetch.delay = 3: there is no such key"),
    ("normalise", "--settings", "folder.toml"): (2, "expected a folder that exists"),
    ("scrape", "--source", "x"): (2, "there is no such key"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one published article, and files of all sorts."""
    monkeypatch.chdir(tmp_path)
    drop(tmp_path / "data", "1.txt", ENGLISH, "/1")
    normalise(read_raw(tmp_path / "data" / "raw"), data=tmp_path / "data")
    for name in ("a.pdf", "a.warc.gz"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "empty.txt").touch()
    for name in ("bare", "other"):
        (tmp_path / name / "raw").mkdir(parents=True)
    (tmp_path / "other" / "raw" / "a.pdf").touch()
    (tmp_path / "other" / "raw" / ".gitkeep").touch()
    (tmp_path / "wrong.toml").write_text("[fetch]\ndelay = 3\n")
    (tmp_path / "folder.toml").write_text('[recipes]\nfolder = "nope"\n')
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "x"\nstart = ["http://a.example/"]\nfoo = 1\n')
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_calls_teach(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
):
    """The exit status tells a wrong call from a bad page and from a bad machine; the message has the next step."""
    status, message = WRONG[arguments]
    assert pumice(*arguments, monkeypatch=monkeypatch) == status
    told = " ".join(capsys.readouterr().err.split())
    assert message in told
    assert "Errno" not in told


def test_a_raw_path_is_explained_as_articles_name_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Relative to the data folder, as provenance.rawPath is, or to the working folder."""
    assert (folder / "data" / "raw" / "1.txt").exists()
    for path in ("raw/1.txt", "data/raw/1.txt"):
        assert pumice("explain", path, "--json", monkeypatch=monkeypatch) == 0
        assert "Winter rules" in capsys.readouterr().out


def test_help_shows_all_that_was_written(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """No word of it is taken for markup."""
    monkeypatch.setenv("COLUMNS", "200")
    assert pumice("doctor", "--help", monkeypatch=monkeypatch) == 0
    assert "the settings under retention" in capsys.readouterr().out


def test_the_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """People are asked for it when they report something."""
    assert pumice("--version", monkeypatch=monkeypatch) == 0
    assert capsys.readouterr().out == f"pumice {version('pumice')}\n"
