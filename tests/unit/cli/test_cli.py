"""The command line as scripts see it: output, JSON, exit status, errors that teach."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """\
Mission of the Harbour Union to Astervale

Winter rules agreed

17/10/2019 - 16:30
News stories

Harbour masters from eight ports agreed on Thursday that boats under seven metres stay in port in a storm. The rules
will be tried for one winter, and then the eight of them will meet again.

Разделы редакции :
"""


def pumice(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    command = [sys.executable, "-m", "pumice", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with one page in data/raw."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "page.txt").write_text(PAGE, encoding="utf-8")
    (raw / "page.meta.json").write_text('{"url": "https://press.example.org/1060/winter-rules_ru"}', encoding="utf-8")
    return tmp_path


def test_normalise_twice(project: Path):
    """The first run publishes, the second says that nothing new was; both end well."""
    first = pumice("normalise", cwd=project)
    second = pumice("normalise", cwd=project)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "1 input: 1 published." in first.stdout
    assert "1 input: 1 unchanged. Nothing new was published." in second.stdout
    (article,) = (project / "data" / "clean" / "press.example.org").glob("*.json")
    assert json.loads(article.read_text(encoding="utf-8"))["interfaceLanguage"] == "ru"


def test_normalise_json_and_findings(project: Path):
    """JSON on standard output; a quarantined input shows in the exit status and names its cause."""
    (project / "data" / "raw" / "paper.html").write_bytes(b"%PDF-1.7 not a page")
    result = pumice("normalise", "--json", cwd=project)
    answer = json.loads(result.stdout)
    assert result.returncode == 1
    assert answer["counts"]["outcomes"] == {"published": 1, "quarantined": 1}
    assert any("wrong-type" in row["cause"] for row in answer["rows"])


def test_explain_accounts_for_every_block(project: Path):
    """Each block has its verdict, each block left out its reason."""
    result = pumice("explain", "data/raw/page.txt", "--json", cwd=project)
    answer = json.loads(result.stdout)
    lines = [line for line in PAGE.split("\n") if line]
    assert [row["text"] for row in answer["blocks"]] == lines
    for row in answer["blocks"]:
        assert (row["verdict"] == "kept") is not any(mark["leavesOut"] for mark in row["marks"])
    assert answer["blocks"][-1]["marks"][0]["reason"] == "stray-label"
    assert answer["blocks"][-1]["marks"][0]["why"].startswith("A short label in another language")


def test_explain_is_safe_to_print(project: Path):
    """A page cannot drive the terminal."""
    (project / "evil.txt").write_text(
        "A title\n\nText \u202etxet\x1b[2J and more of it, to the end.\n", encoding="utf-8"
    )
    result = pumice("explain", "evil.txt", cwd=project)
    assert result.returncode == 0, result.stderr
    assert "\x1b[2J" not in result.stdout
    assert "\u202e" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "taught"),
    [
        (("explain", "absent.txt"), 2, "absent.txt does not exist"),
        (("normalise", "--data", "nowhere"), 3, "nowhere"),
        (("normalise", "--settings", "absent.toml"), 2, "absent.toml does not exist"),
        (("scrape",), 2, "give addresses"),
        (("scrape", "--source", "nobody"), 2, "sources.toml"),
        (("reprocess", "--limit", "0"), 2, "--limit"),
    ],
)
def test_errors_teach(project: Path, arguments: tuple[str, ...], status: int, taught: str):
    """One line that names what is wrong, no traceback, and a status that scripts can tell apart."""
    result = pumice(*arguments, cwd=project)
    assert result.returncode == status, result.stderr
    assert taught in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_bad_settings_file_names_the_key(project: Path):
    """A typing error in pumice.toml is found in the file, by its key."""
    (project / "pumice.toml").write_text("[fetch]\ndelay_second = 2\n", encoding="utf-8")
    result = pumice("normalise", cwd=project)
    assert result.returncode == 2
    assert "pumice.toml: fetch.delay_second = 2" in result.stderr


def test_reprocess_dry_run_writes_nothing(project: Path):
    """A rehearsal leaves the data folder byte for byte as it was."""
    pumice("normalise", cwd=project)

    def state() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (project / "data" / "clean").rglob("*") if path.is_file()}

    before = state()
    result = pumice("reprocess", "--site", "press.example.org", cwd=project)
    assert result.returncode == 0, result.stderr
    assert "0 articles would change." in result.stdout
    assert state() == before


def test_doctor_names_and_mends(project: Path):
    """Exit status 1 with findings, 0 once they are mended; JSON has the settings in force as well."""
    pumice("normalise", cwd=project)
    assert pumice("doctor", cwd=project).returncode == 0
    (article,) = (project / "data" / "clean" / "press.example.org").glob("*.json")
    whole = article.read_bytes()
    article.write_bytes(whole[:50])
    result = pumice("doctor", "--json", cwd=project)
    answer = json.loads(result.stdout)
    assert (result.returncode, [finding["fault"] for finding in answer["findings"]]) == (1, ["torn"])
    assert answer["settings"]["run"]["batch_size"] == 32
    result = pumice("doctor", "--repair", cwd=project)
    assert result.returncode == 0, result.stdout
    assert "Mended: 1" in result.stdout
    assert article.read_bytes() == whole


def test_export_and_forget(project: Path):
    """An export is written once, and written anew without what is forgotten; a reason must be given."""
    pumice("normalise", cwd=project)
    result = pumice("export", "frozen", "--where", "interfaceLanguage=ru", cwd=project)
    assert (result.returncode, result.stdout) == (0, "1 articles, as of change 1: frozen\n")
    assert pumice("export", "frozen", cwd=project).returncode == 2
    address = "https://press.example.org/1060/winter-rules_ru"
    assert pumice("forget", address, cwd=project).returncode == 2
    result = pumice("forget", address, "--why", "request", "--json", cwd=project)
    assert json.loads(result.stdout)["captures"] == 1, result.stderr
    assert (project / "frozen" / "articles.jsonl").read_bytes() == b""
    assert not (project / "data" / "raw" / "page.txt").exists()
    assert pumice("doctor", cwd=project).returncode == 0
