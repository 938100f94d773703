"""A person reprocesses from the UI: opens the form, fills in a selection, submits, and reads what came of it.

The real UI of a served installation, in headless Chromium. Pictures of what was seen are kept in the folder that
PUMICE_PICTURES names, if it is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pumice import Article, normalise, read_clean
from pumice.model import QualityStatus
from pumice.settings import load_settings
from tests.golden.expectations import read_capture
from tests.serving import PATIENCE_SECONDS, Served, serving

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.xdist_group("server")]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOST_TRIES = 20
PATIENCE_MS = PATIENCE_SECONDS * 1000
LOADING_SECONDS = 20
"""For a page of the UI to load and to show what is there."""
TWIN = "/missions/astervale/1060/lighthouse-keepers-meet-in-brenmouth_ru"
PAGES = (TWIN, "/missions/astervale/1042/winter-rules-for-small-boats_en", "/archive/2003/press17.html")
BEFORE = "[policy]\nreview_letters = 80\n"
AFTER = "[policy]\nreview_letters = 100000\n"
"""What has changed since the articles were published: now every one is short enough for a person to look at it."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served installation with three articles, and settings that have changed since."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; make setup-browser installs it")
    folder = tmp_path_factory.mktemp("served")
    settings = folder / "pumice.toml"
    settings.write_text(BEFORE)
    normalise([read_capture(page) for page in PAGES], data=folder / "data", settings=load_settings(settings))
    settings.write_text(AFTER)
    with serving(folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium with an empty profile."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """A page of the UI after its login; at its end, every answer has come from the served installation itself."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    answers: list[str] = []

    def note(response: Response) -> None:
        answers.append(response.url)

    context.on("response", note)
    opened = context.new_page()
    opened.goto(f"{served.base}/v2/login")
    opened.get_by_placeholder("admin:pass").fill(served.auth)
    opened.get_by_role("button", name="Login").click()
    opened.wait_for_url(lambda address: "login" not in address)
    yield opened
    context.close()
    assert [url for url in answers if not url.startswith((served.base, "data:", "blob:"))] == []


def test_publishing_a_selection_changes_its_article_and_no_other(served: Served, page: Page):
    """From the list of deployments to the article on disk."""
    page.goto(f"{served.base}/v2/deployments")
    page.get_by_role("row").filter(has_text="reprocess").get_by_role("link").first.click()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Custom run").click()
    fill_list(page, "Addresses", "*/1060/*")
    choose(page, "mode", "publish")
    picture(page, "reprocess-form", whole=True)
    run = submit(page, served)
    assert served.ended(run)["state"]["type"] == "COMPLETED"
    read_log(page, "strip boilerplate: 1 documents")
    expect(page.get_by_text("Completed").first).to_be_visible()
    picture(page, "reprocess-run")
    shown = read_artifact(page, served, run)
    expect(shown.get_by_text("1 article changed")).to_be_visible()
    expect(shown.get_by_role("cell", name="quality", exact=True)).to_be_visible()
    picture(page, "reprocess-published")
    statuses = {article.url.partition("example")[2]: article.quality.status for article in articles(served.data)}
    assert statuses.pop(TWIN) is QualityStatus.REVIEW
    assert set(statuses.values()) == {QualityStatus.OK}


def test_a_dry_run_shows_the_difference_and_writes_nothing(served: Served, page: Page):
    """It is what the form does unless told otherwise; the data folder stays as it is, but for its lock files."""
    before = snapshot(served.data)
    open_form(page, served)
    run = submit(page, served)
    assert served.ended(run)["state"]["type"] == "COMPLETED"
    shown = read_artifact(page, served, run)
    expect(shown.get_by_text("2 articles would change; nothing was written")).to_be_visible()
    expect(shown.get_by_role("heading", name="By field")).to_be_visible()
    expect(shown.get_by_role("cell", name="before").first).to_be_visible()
    picture(page, "dry-run", whole=True)
    assert snapshot(served.data) == before


def test_a_wrong_value_gets_a_message_that_teaches(served: Served, page: Page):
    """The form lets an address through where a host belongs; the run says what was expected."""
    open_form(page, served)
    fill_list(page, "Sites", "https://press.example.org/")
    run = submit(page, served)
    assert served.ended(run)["state"]["type"] == "FAILED"
    page.goto(f"{served.base}/v2/runs/flow-run/{run}?tab=Details")
    expect(page.get_by_text("is no host; expected one such as press.example.org").first).to_be_visible()
    picture(page, "wrong-value")


def open_form(page: Page, served: Served) -> None:
    """The form of the reprocess deployment, empty."""
    page.goto(
        f"{served.base}/v2/deployments/deployment/{served.deployments()['reprocess']['id']}/run?parameters=%7B%7D"
    )
    page.get_by_text("Published from").wait_for()


def fill_list(page: Page, title: str, value: str) -> None:
    """Add one item to a list of the form."""
    field = page.get_by_text(f"{title} (Optional)", exact=True).locator(
        "xpath=ancestor::*[.//button[normalize-space()='Add item']][1]"
    )
    field.get_by_role("button", name="Add item").first.click()
    field.get_by_role("textbox").first.fill(value)


def choose(page: Page, parameter: str, value: str) -> None:
    """Choose a value of a parameter that has few."""
    page.get_by_role("button", name=f"Select {parameter}").click()
    page.get_by_role("option", name=value, exact=True).click()


def submit(page: Page, served: Served) -> str:
    """Submit the form, again if the server was too busy to take it; gives the run's id and shows its page."""
    for _ in range(MOST_TRIES):
        with page.expect_response(lambda response: "create_flow_run" in response.url) as answer:
            page.get_by_role("button", name="Submit").click()
        if answer.value.ok:
            run = str(answer.value.json()["id"])
            page.goto(f"{served.base}/v2/runs/flow-run/{run}")
            return run
        page.wait_for_timeout(1000)
    pytest.fail(f"the server took none of {MOST_TRIES} submissions")


def read_log(page: Page, line: str) -> None:
    """Wait for a line of an ended run's log: its last lines may reach the server after the page was loaded."""
    for _ in range(int(PATIENCE_SECONDS) // LOADING_SECONDS):
        page.reload()
        with suppress(PlaywrightTimeout):
            page.get_by_text(line).first.wait_for(timeout=LOADING_SECONDS * 1000)
            return
    pytest.fail(f"the run's page shows no line {line!r} within {PATIENCE_SECONDS:.0f} s")


def read_artifact(page: Page, served: Served, run: str) -> Locator:
    """Open what the run shows: its artifact "reprocess"; gives the part of the page that holds it."""
    wanted = {"flow_run_id": {"any_": [run]}, "key": {"any_": ["reprocess"]}}
    found = served.ask("artifacts/filter", {"artifacts": wanted})
    page.goto(f"{served.base}/v2/artifacts/artifact/{found[0]['id']}")
    shown = page.get_by_test_id("markdown-display")
    shown.wait_for()
    return shown


def articles(data: Path) -> list[Article]:
    """Every article of the clean folder."""
    return list(read_clean(data / "clean"))


def snapshot(data: Path) -> dict[str, bytes]:
    """Every file of the data folder, but for locks and SQLite's working files."""
    files = (path for path in data.rglob("*") if path.is_file() and "locks" not in path.parts)
    return {str(path): path.read_bytes() for path in files if not path.name.endswith(("-shm", "-wal"))}


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture of the page, where somebody wants to have it."""
    if folder := os.environ.get("PUMICE_PICTURES"):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=whole)
