"""report, accept and reject as people type them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pumice.cli import main
from pumice.normalise import normalise
from pumice.store.raw import read_raw
from tests.unit.report.making import ENGLISH, drop


def pumice(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the command line in this process; gives its exit status."""
    monkeypatch.setattr(sys, "argv", ["pumice", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one published article, in a folder without settings."""
    monkeypatch.chdir(tmp_path)
    drop(tmp_path / "data", "1.txt", ENGLISH, "/1")
    normalise(read_raw(tmp_path / "data" / "raw"), data=tmp_path / "data")
    return tmp_path / "data"


def test_report_says_what_to_open(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The last line is an address that a browser takes; a second report has nothing to write."""
    assert pumice("report", monkeypatch=monkeypatch) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last == f"Open {(data / 'report' / 'index.html').as_uri()}"
    assert pumice("report", "--json", monkeypatch=monkeypatch) == 0
    assert json.loads(capsys.readouterr().out)["written"] == 0


def test_reject_and_accept(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """There and back; doing nothing new is said, and JSON has the decision."""
    (path,) = (data / "clean" / "press.example.org").glob("*.json")
    assert pumice("reject", path.stem[:8], "--why", "a test page", monkeypatch=monkeypatch) == 0
    assert not path.exists()
    assert capsys.readouterr().out.startswith(f"rejected {path.stem} Winter rules")
    assert pumice("reject", path.stem, "--why", "again", monkeypatch=monkeypatch) == 0
    assert "nothing changes in the clean folder" in capsys.readouterr().out
    assert pumice("accept", path.stem, "--json", monkeypatch=monkeypatch) == 0
    assert path.exists()
    (decided,) = json.loads(capsys.readouterr().out)["decisions"]
    assert decided["decision"]["verdict"] == "accepted"


WRONG = {
    ("accept",): "nothing to accept",
    ("accept", "0" * 32): "no article with the id",
    ("accept", "--site", "press.example.org"): "held back: no site",
    ("reject", "0" * 32, "--why", " "): "needs a reason",
}


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_calls_teach(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
):
    """Exit status 2, and what was expected."""
    assert pumice(*arguments, monkeypatch=monkeypatch) == 2
    assert WRONG[arguments] in " ".join(capsys.readouterr().err.split())
