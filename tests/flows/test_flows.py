"""The flows, for real: against the demo site, through a Prefect server, into a data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pumice.errors import PumiceError, UsageError
from pumice.model import Outcome
from pumice.scrape import ScrapeReport
from pumice.store.raw_paths import file_of

if TYPE_CHECKING:
    from flows.normalise import RunReport

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("server")]

PAGES = ("/", "/lost", "/missions/astervale/1060/lighthouse-keepers-meet-in-brenmouth_ru")


@pytest.fixture(scope="module")
def scraped(prefect_server: Path, demo_site: str) -> ScrapeReport:
    """A few pages of the demo, scraped by the flow."""
    from flows.scrape import scrape  # noqa: PLC0415 - Prefect may be imported once its settings stand

    del prefect_server
    return scrape(addresses=[demo_site + page for page in PAGES])


@pytest.fixture(scope="module")
def normalised(scraped: ScrapeReport) -> RunReport:
    """The same, normalised by the flow."""
    from flows.normalise import normalise  # noqa: PLC0415

    del scraped
    return normalise()


def artifact(key: str) -> str:
    """The newest artifact of this name."""
    from prefect.artifacts import Artifact  # noqa: PLC0415

    found = Artifact.get(key)
    assert found is not None
    return str(found.data)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, but for SQLite's working files and locks."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".lock", ""})
    return {str(path): path.read_bytes() for path in files if not path.name.endswith(("-shm", "-wal"))}


def test_scraping_accounts_for_every_address(scraped: ScrapeReport, workshop: Path):
    """Pages lie in data/raw, the missing one is named with its cause in the report and in the artifact."""
    assert scraped.counts.outcomes == {Outcome.PUBLISHED: 2, Outcome.FAILED: 1}
    stored = [page.raw_path for page in scraped.pages if page.raw_path is not None]
    assert len(stored) == 2
    assert all(file_of(path, workshop / "data").is_file() for path in stored)
    assert [failure.cause.value for failure in scraped.failures] == ["http-status"]
    assert "| http-status | 1 |" in artifact("scrape")
    assert "/lost answers with HTTP status 404" in artifact("scrape")


def test_normalising_publishes_and_shows_its_table(normalised: RunReport, workshop: Path):
    """Every capture has an outcome, the seed's twin is an English article, and the artifact has its line."""
    assert normalised.counts.inputs == 2
    articles = [json.loads(path.read_bytes()) for path in (workshop / "data" / "clean").glob("127.0.0.1-*/*.json")]
    twin = next(article for article in articles if "lighthouse" in article["url"])
    assert (twin["inLanguage"], twin["interfaceLanguage"]) == ("en", "ru")
    shown = artifact("normalise")
    assert "| page | language | interface | headline | removed | repaired | status |" in shown
    assert f"| en | ru | {twin['headline']} |" in shown
    assert "| together | 2 |" in shown


def test_normalising_again_publishes_nothing(normalised: RunReport, workshop: Path):
    """Nothing is due, so no file of the clean folder is touched."""
    from flows.normalise import normalise  # noqa: PLC0415

    before = snapshot(workshop / "data" / "clean")
    again = normalise()
    assert again.counts.outcomes == {Outcome.UNCHANGED: normalised.counts.inputs}
    assert snapshot(workshop / "data" / "clean") == before


def test_a_dry_run_writes_nothing(normalised: RunReport, workshop: Path):
    """Reprocessing rehearses by default: it counts its inputs, and the data folder stays as it is."""
    from flows.reprocess import Selection, reprocess  # noqa: PLC0415

    assert normalised.counts.inputs
    before = snapshot(workshop / "data")
    diff = reprocess(selection=Selection(addresses=["*/1060/*"]))
    assert diff.counts.inputs == 1
    assert snapshot(workshop / "data") == before
    assert "nothing was written" in artifact("reprocess")


def test_a_scrape_that_gets_nothing_fails(prefect_server: Path, demo_site: str):
    """The run is Failed and says why, instead of Completed with nothing to show."""
    from flows.scrape import scrape  # noqa: PLC0415

    del prefect_server
    with pytest.raises(PumiceError, match="404"):
        scrape(addresses=[demo_site + "/lost"])


def test_inside_addresses_stay_closed_to_flow_parameters(prefect_server: Path, demo_site: str):
    """Whoever may start a run may not point it at this machine: only pumice.toml opens addresses."""
    from flows.scrape import scrape  # noqa: PLC0415

    del prefect_server, demo_site
    with pytest.raises(PumiceError, match="not a public address"):
        scrape(addresses=["http://127.0.0.1:4200/api"])


def test_wrong_parameters_are_explained(prefect_server: Path):
    """A run that asks for nothing tells what to ask for."""
    from flows.scrape import scrape  # noqa: PLC0415

    del prefect_server
    with pytest.raises(UsageError, match="give addresses, or the name of a source"):
        scrape()


def test_learning_tells_which_sites_have_too_few_pages(normalised: RunReport):
    """Two pages make no profile: nothing is published, and the artifact says why."""
    from flows.learn import learn  # noqa: PLC0415

    assert normalised.counts.inputs
    ((site, pages, _, became),) = learn()
    assert (site.rpartition("-")[0], pages, became) == ("127.0.0.1", 2, "too few pages")
    assert "| 2 |" in artifact("learn")


def test_the_report_shows_what_was_published(normalised: RunReport, workshop: Path):
    """A page for each article, and an artifact that says where to open it."""
    from flows.report import report  # noqa: PLC0415

    del normalised
    made = report()
    assert made.articles == len(list((workshop / "data" / "report" / "articles").glob("*/*.html"))) > 0
    assert str(made.index) in artifact("report")
