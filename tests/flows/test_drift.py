"""A run that finds a site changed publishes nothing of it, shows why, tells whoever is to be told; a person decides."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from pumice.model import Outcome
from pumice.normalise import normalise as normalise_all
from pumice.store.raw import read_raw

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("server")]

SENTENCES = (
    "The harbour was closed for two days because of the ice.",
    "Engineers replaced the last of the seven arches in the spring.",
    "Nobody in the village could remember such a winter.",
    "The council meets again on Thursday to talk about the ferry.",
    "Fishing boats stay in port until the wind has turned.",
)


def drop(data: Path, run: int, sentences: int) -> None:
    """Ten new pages of one site, about so many sentences long."""
    chance = random.Random(run)  # noqa: S311 - texts, not secrets
    for number in range(10):
        text = " ".join(chance.choice(SENTENCES) for _ in range(chance.randint(sentences // 2, sentences * 2)))
        path = data / "raw" / "site" / f"{run}-{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Harbour news {run} {number}\n\n{text}\n")
        path.with_suffix(".meta.json").write_text(json.dumps({"url": f"https://press.example.org/{run}/{number}"}))


def test_a_run_that_holds_a_site_back_says_so(prefect_server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The run's result has the finding, its artifact the numbers, and the notice names the site."""
    del prefect_server
    from prefect.artifacts import Artifact  # noqa: PLC0415

    from flows.normalise import normalise  # noqa: PLC0415 - Prefect may be imported once its settings stand
    from flows.reprocess import reprocess  # noqa: PLC0415

    told = tmp_path / "told.json"
    write = f"import sys; open({str(told)!r}, 'wb').write(sys.stdin.buffer.read())"
    settings = tmp_path / "pumice.toml"
    settings.write_text(f"[notify]\ncommand = {json.dumps([sys.executable, '-c', write])}\n")
    data = tmp_path / "data"
    monkeypatch.setenv("PUMICE_DATA", str(data))
    monkeypatch.setenv("PUMICE_SETTINGS", str(settings))
    for run in range(2):
        drop(data, run, sentences=30)
        normalise_all(read_raw(data / "raw"), data=data)
    drop(data, 9, sentences=4)
    report = normalise()
    assert report.counts[Outcome.REVIEW] == 10
    assert report.drift.held == {"press.example.org": 10}
    assert {one.measure for one in report.drift.departures if one.is_beyond} == {"median letters"}
    shown = Artifact.get("drift")
    assert shown is not None
    assert "| press.example.org | en | median letters |" in str(shown.data)
    notice = json.loads(told.read_bytes())
    assert (notice["event"], notice["flow"]) == ("held", "normalise")
    assert "press.example.org" in notice["message"]
    judged = reprocess(selection={"status": "held"}, mode="accept", why="they write less from now on")  # type: ignore[arg-type]
    assert {one.article_id.partition(".")[2] for one in judged} == {"held"}  # type: ignore[union-attr]
    assert len(list((data / "clean" / "press.example.org").glob("*.json"))) == 30
