"""The report in a real browser, from disk and over HTTP: read, filtered, walked through by keyboard, and nothing runs.

Screenshots go to the folder that PUMICE_SCREENSHOTS names, else to the test's own.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pumice.normalise import normalise
from pumice.report import make_report
from pumice.store.raw import read_raw
from tests.unit.report.making import ARABIC, CHINESE, ENGLISH, HOSTILE, drop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
VISIBLE_LEVELS = "all => all.filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"
Scheme = Literal["light", "dark"]
LABEL = "Разделы редакции"
SMALLEST_CONTRAST = 4.5
CONTRAST = """() => {
  const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = text => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(read(style.color)), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio * style.opacity < %s) found.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)];
}""" % (SMALLEST_CONTRAST)  # noqa: UP031 - the script is full of braces


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium with an empty profile; where there is none, tests are skipped and say so."""
    chromium = os.environ.get("PUMICE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium found; install it, or name it in PUMICE_CHROMIUM (make setup-browser does it)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on four pages, one of them full of markup as text."""
    data = tmp_path_factory.mktemp("data")
    pages = {"1.txt": ENGLISH, "a.html": ARABIC, "c.html": CHINESE, "h.html": HOSTILE}
    for number, (name, content) in enumerate(pages.items()):
        drop(data, name, content, f"/missions/{number}_ru")
    normalise(read_raw(data / "raw"), data=data)
    return make_report(data).index.parent


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="module")
def served(report: Path) -> Iterator[str]:
    """The same over HTTP on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(report))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(params=["disk", "http"])
def base(request: pytest.FixtureRequest, report: Path) -> str:
    """The report's address: both ways in which people open it."""
    return report.as_uri() if request.param == "disk" else str(request.getfixturevalue("served"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must ask for nothing but the report's own files, and must not say anything in a dialog."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("dialog", lambda dialog: faults.append(dialog.message))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert asked
    assert not [url for url in asked if not url.startswith(("file://", "http://127.0.0.1:"))]
    assert not faults


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where screenshots go."""
    folder = Path(os.environ.get("PUMICE_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def open_article(page: Page, base: str, text: str) -> None:
    """From the list to an article, by its headline."""
    page.goto(f"{base}/list/1.html")
    page.get_by_role("link", name=text).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_from_the_overview_through_the_filters_to_the_struck_label(page: Page, base: str, shots: Path):
    """What the person in charge does: look at the whole, filter, open an article, see what went and why."""
    page.goto(f"{base}/index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".tiles")).to_contain_text("articles")
    page.screenshot(path=shots / "overview.png", full_page=True)
    page.get_by_role("navigation", name="Report").get_by_role("link", name="Articles").click()
    rows = page.locator("[data-rows] tbody tr")
    expect(rows).to_have_count(4)
    page.get_by_label("Left out as").select_option("stray-label")
    expect(rows).to_have_count(1)
    expect(page.locator(".count")).to_contain_text("1 of 4")
    page.screenshot(path=shots / "list.png")
    page.get_by_role("link", name="Winter rules").click()
    label = page.locator("del.piece", has_text=LABEL)
    expect(label).to_have_css("text-decoration-line", "line-through")
    why = page.locator(f"#{label.get_attribute('aria-describedby')}")
    expect(why).to_be_hidden()
    label.hover()
    expect(why).to_be_visible()
    expect(why).to_contain_text("leaves out: stray-label")
    expect(why).to_contain_text("A short label in another language than the article's.")
    page.screenshot(path=shots / "article.png")
    expect(page.get_by_role("article")).not_to_contain_text(LABEL)
    page.go_back()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(4)
    page.get_by_label("Headline or address").fill("افتتاح")
    expect(rows).to_have_count(1)


def test_an_article_by_keyboard_alone(page: Page, base: str):
    """Down to what was left out, to its other side, hidden by reason, on to the next article, up, and the help."""
    page.goto(f"{base}/list/1.html")
    page.get_by_role("link", name="Winter rules").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".legend")).to_be_visible()
    pieces = page.locator(".block .piece")
    page.keyboard.press("j")
    expect(pieces.first).to_be_focused()
    page.keyboard.press("j")
    expect(pieces.nth(1)).to_be_focused()
    expect(page.locator(f"#{pieces.nth(1).get_attribute('aria-describedby')}")).to_be_visible()
    page.keyboard.press("k")
    expect(pieces.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(pieces.first).not_to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("text that stays")).to_be_focused()
    box = page.get_by_role("checkbox", name="stray-label")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".block", has_text=LABEL)).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    before = page.url
    page.keyboard.press("p" if page.locator("a[rel=prev]").count() else "n")
    expect(page).not_to_have_url(before)
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles")


def test_a_page_full_of_scripts_stays_text(page: Page, base: str):
    """Scripts of the page are read, not run, on its own page as in the list; no handler, no link of theirs is there."""
    open_article(page, base, "wins the village")
    expect(page.get_by_role("article")).to_contain_text("<svg onload=alert(3)>")
    assert page.locator("main script, main img, main svg, main iframe").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
    page.goto(f"{base}/list/1.html#text=script")
    expect(page.locator("[data-rows] tbody tr")).to_have_count(1)
    expect(page.locator("[data-rows]")).to_contain_text("<script>alert(1)</script>")


def test_the_policy_forbids_what_escaping_would_have_missed(browser: Browser, report: Path):
    """A script that somehow got into a page would not run."""
    opened = browser.new_page()
    opened.goto(f"{report.as_uri()}/index.html")
    blocked = opened.evaluate(
        """() => new Promise(done => {
          document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
        })"""
    )
    assert blocked == "script-src-elem"
    assert opened.evaluate("window.ran") is None
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_can_be_read_by_everybody(browser: Browser, report: Path, shots: Path, scheme: Scheme, width: int):  # noqa: PLR0913, PLR0917
    """Contrast of all text, headings in order, no sideways scrolling: on a desk and a phone, light and dark."""
    opened = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for number, path in enumerate(sorted(path.relative_to(report) for path in report.rglob("*.html"))):
        opened.goto(f"{report.as_uri()}/{path}")
        opened.screenshot(path=shots / f"{width}-{scheme}-{number}.png", full_page=True)
        assert opened.evaluate(CONTRAST) == [], f"{path}: text too faint"
        assert opened.locator("h1").count() == opened.locator("main").count() == 1
        levels = opened.locator("h1, h2, h3, h4, h5, h6").evaluate_all(VISIBLE_LEVELS)
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{path}: {levels}"
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
    opened.close()


def test_without_script_everything_can_be_read(browser: Browser, report: Path):
    """Only the filters and keys are missing."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{report.as_uri()}/list/1.html")
    expect(opened.locator(".filters")).to_be_hidden()
    opened.get_by_role("link", name="Winter rules").click()
    expect(opened.locator("del.piece", has_text=LABEL)).to_be_visible()
    context.close()
