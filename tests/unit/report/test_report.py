"""The report as files: everything escaped, nothing made twice, nothing left behind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from pumice.errors import UsageError
from pumice.learn import learn
from pumice.normalise import normalise
from pumice.report import Report, make_report
from pumice.report.render import link
from pumice.review import reject
from pumice.store.raw import read_raw
from tests.unit.report.making import ARABIC, CHINESE, ENGLISH, HOSTILE, drop

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def report_on(data: Path) -> Report:
    """Normalise what lies in data/raw, then report."""
    normalise(read_raw(data / "raw"), data=data)
    return make_report(data)


def pages(data: Path) -> dict[str, html.HtmlElement]:
    """Every article's page, parsed, by the headline it is filed under."""
    found = sorted((data / "report" / "articles").rglob("*.html"))
    return {
        page.findtext(".//h1"): page for page in (html.fromstring(path.read_text(encoding="utf-8")) for path in found)
    }


def test_the_stray_label_is_struck_through_with_its_reason(tmp_path: Path):
    """The label stands in the source, struck through, with reason, score and rule; the quotation is marked as kept."""
    drop(tmp_path, "1.txt", ENGLISH, "/missions/1_ru")
    report_on(tmp_path)
    (page,) = pages(tmp_path).values()
    (label,) = [
        one for one in page.iterfind(".//del") if "Разделы редакции" in one.text_content() and one.get("tabindex")
    ]
    assert "r-stray-label" in label.get("class")
    why = page.get_element_by_id(label.get("aria-describedby")).text_content()
    assert "leaves out: stray-label" in why
    assert re.search(r"\b[01]\.\d\d\b", why)
    assert "A short label in another language" in why
    assert re.search(r"language/\d", why)
    kept = [one.text_content() for one in page.iterfind(".//article//mark")]
    assert any("море не прощает" in text for text in kept)
    assert "Разделы" not in page.find(".//article").text_content()


def test_a_page_full_of_scripts_is_text(tmp_path: Path):
    """No element or attribute of the page survives as markup, on any page of the report, and the policy forbids it."""
    drop(tmp_path, "h.html", HOSTILE, "/h")
    report_on(tmp_path)
    assert any("<script>alert(1)</script>" in (title or "") for title in pages(tmp_path))
    for path in sorted((tmp_path / "report").rglob("*.html")):
        page = html.fromstring(path.read_text(encoding="utf-8"))
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy == [POLICY]
        scripts = page.findall(".//script")
        assert [(one.get("src") or "").rpartition("/")[2] for one in scripts] == ["report.js"], path
        assert not page.xpath("//style | //iframe | //img | //object | //embed | //base")
        for element in page.iter("*"):
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"], path
        for address in page.xpath("//@href"):
            assert re.match(r"https?://press\.example\.org/|[\w./#=%-]+$", address), address
    data = (tmp_path / "report" / "assets" / "articles.js").read_text(encoding="ascii")
    (row,) = json.loads(data.removeprefix("window.pumiceArticles = ").rstrip().removesuffix(";"))
    assert "<script>alert(1)</script>" in row[2]


def test_direction_and_language_are_set_on_every_block(tmp_path: Path):
    """Arabic runs from right to left in both panes, Chinese is named as Chinese."""
    drop(tmp_path, "a.html", ARABIC, "/ar")
    drop(tmp_path, "c.html", CHINESE, "/zh")
    report_on(tmp_path)
    arabic, chinese = (next(page for title, page in pages(tmp_path).items() if word in title) for word in ("سوق", "鱼"))
    assert arabic.find(".//h1").get("dir") == "rtl"
    blocks = arabic.xpath("//ol[@class='blocks']//div[contains(@class, 'words')]") + arabic.xpath("//article/p")
    assert len(blocks) >= 4
    assert {(one.get("dir"), one.get("lang")) for one in blocks} == {("rtl", "ar")}
    assert {one.get("lang") for one in chinese.xpath("//article/p")} == {"zh"}
    assert {one.get("dir") for one in chinese.xpath("//article/p")} == {"ltr"}


def test_a_second_report_writes_nothing(tmp_path: Path):
    """Nothing changed, so no file is touched; one changed article touches its own page, not its neighbour's."""
    drop(tmp_path, "1.txt", ENGLISH, "/1")
    drop(tmp_path, "a.html", ARABIC, "/ar")
    first = report_on(tmp_path)
    assert (first.articles, first.unchanged, first.removed) == (2, 0, 0)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "report").rglob("*") if path.is_file()}
    again = report_on(tmp_path)
    assert (again.articles, again.written, again.removed) == (2, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    drop(tmp_path, "1.txt", ENGLISH.replace("eight ports", "nine ports"), "/1")
    third = report_on(tmp_path)
    changed = {path.parent.name for path in before if path.stat().st_mtime_ns != before[path]}
    assert third.written == len([path for path in before if path.stat().st_mtime_ns != before[path]])
    assert "press.example.org" in changed
    untouched = [
        path for path in (tmp_path / "report" / "articles").rglob("*.html") if path.stat().st_mtime_ns == before[path]
    ]
    assert len(untouched) == 1


def test_a_page_made_anew_after_it_was_deleted(tmp_path: Path):
    """The state is a cache: a page that is gone comes back, and a damaged state costs time only."""
    drop(tmp_path, "1.txt", ENGLISH, "/1")
    report_on(tmp_path)
    (path,) = (tmp_path / "report" / "articles").rglob("*.html")
    content = path.read_bytes()
    path.unlink()
    (tmp_path / "report" / "state.json").write_text("{")
    assert make_report(tmp_path).written == 2
    assert path.read_bytes() == content


def test_what_no_longer_stands_for_anything_is_removed(tmp_path: Path):
    """An article that is withdrawn takes its page along."""
    drop(tmp_path, "1.txt", ENGLISH, "/1")
    report_on(tmp_path)
    stale = tmp_path / "report" / "articles" / "gone.example" / ("0" * 32 + ".html")
    stale.parent.mkdir()
    stale.write_text("once")
    assert make_report(tmp_path).removed == 1
    assert not stale.exists()


def test_a_damaged_article_is_named_and_the_rest_is_shown(tmp_path: Path):
    """One unreadable file does not take the report down."""
    drop(tmp_path, "1.txt", ENGLISH, "/1")
    drop(tmp_path, "a.html", ARABIC, "/ar")
    normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    path = next((tmp_path / "clean" / "press.example.org").glob("*.json"))
    path.write_text("{")
    report = make_report(tmp_path)
    assert report.damaged == (f"press.example.org/{path.name}",)
    assert report.articles == 1


def test_without_evidence_the_article_is_shown_and_the_lack_is_said(tmp_path: Path):
    """A lost audit record costs the left side only."""
    drop(tmp_path, "1.txt", ENGLISH, "/1")
    normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    next((tmp_path / "audit").rglob("*.json")).unlink()
    make_report(tmp_path)
    (page,) = pages(tmp_path).values()
    assert "There is no evidence" in page.text_content()
    assert "Harbour masters" in page.find(".//article").text_content()


def test_what_a_person_decided_is_shown(tmp_path: Path):
    """A rejected article keeps its page, with the reason and the way back, and is no part of the figures."""
    drop(tmp_path, "1.txt", ENGLISH, "/1")
    drop(tmp_path, "a.html", ARABIC, "/ar")
    report_on(tmp_path)
    article_id = next((tmp_path / "clean" / "press.example.org").glob("*.json")).stem
    reject(article_id, data=tmp_path, why="<b>twice</b> the same")
    make_report(tmp_path)
    shown = html.fromstring((tmp_path / "report" / "articles" / "press.example.org" / f"{article_id}.html").read_text())
    text = " ".join(shown.text_content().split())
    assert "A person rejected this article" in text
    assert "<b>twice</b> the same" in text
    assert f"pumice accept {article_id}" in text
    assert shown.xpath("//ol[@class='blocks']/li"), "the evidence is shown as well"
    overview = html.fromstring((tmp_path / "report" / "index.html").read_text(encoding="utf-8"))
    tiles = {one.findtext("dt"): one.find("dd").text_content() for one in overview.xpath("//dl[@class='tiles']/div")}
    assert (tiles["article"], tiles["turned down by a person"]) == ("1", "1")


def test_the_page_of_a_site_shows_what_is_remembered(tmp_path: Path):
    """The profile's recurring blocks with their text, as far as the pages still have them; a damaged one is named."""
    footer = "<p>Harbour Union, Quay 4, Brenmouth. All rights reserved.</p></body>"
    for number in range(3):
        drop(tmp_path, f"{number}.html", ARABIC.replace("</body>", footer).replace("40", str(number)), f"/{number}")
    profile = learn(list(read_raw(tmp_path / "raw")))
    (tmp_path / "sites").mkdir()
    profile.save(tmp_path / "sites" / "press.example.org.json")
    report_on(tmp_path)
    page = tmp_path / "report" / "sites" / "press.example.org.html"
    text = " ".join(html.fromstring(page.read_text(encoding="utf-8")).text_content().split())
    assert f"Learned from 3 pages: {len(profile.blocks)} different blocks. Version {profile.version}" in text
    assert "Harbour Union, Quay 4, Brenmouth. All rights reserved." in text
    (tmp_path / "sites" / "press.example.org.json").write_text("{")
    make_report(tmp_path)
    assert "delete it and learn it anew" in page.read_text(encoding="utf-8")


def test_a_held_version_stands_beside_the_published_one(tmp_path: Path):
    """Both have a page, the overview says what has drifted and how to let the site go."""
    for run in range(2):
        for number in range(10):
            drop(
                tmp_path,
                f"{run}-{number}.txt",
                f"Heading {run} {number}\n\n" + f"Word {number} of {run}. " * 80,
                f"/{run}{number}",
            )
        normalise(read_raw(tmp_path / "raw"), data=tmp_path)
    for number in range(10):
        drop(
            tmp_path,
            f"1-{number}.txt",
            f"Überschrift {number}\n\nBitte schließen Sie ein Abonnement ab, um den Artikel {number} zu lesen.",
            f"/1{number}",
        )
    report = report_on(tmp_path)
    folder = tmp_path / "report" / "articles" / "press.example.org"
    held = sorted(path.name for path in folder.glob("*.held.html"))
    assert len(held) == 10
    assert all((folder / name.replace(".held", "")).exists() for name in held)
    assert report.articles == 30
    overview = html.fromstring((tmp_path / "report" / "index.html").read_text(encoding="utf-8")).text_content()
    assert "10 pages of press.example.org are held back" in " ".join(overview.split())
    assert "pages in languages that the site did not have" in overview
    assert "pumice accept --site press.example.org" in " ".join(overview.split())
    assert "is held back" in html.fromstring((folder / held[0]).read_text(encoding="utf-8")).text_content()


def test_without_a_ledger_the_message_teaches(tmp_path: Path):
    """Nothing was normalised yet; the message says what to run."""
    with pytest.raises(UsageError, match="pumice normalise"):
        make_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["https://press.example.org/a?b=c#d", "http://127.0.0.1:8765/x"])
def test_web_addresses_become_links(address: str):
    """Only these two schemes are followed."""
    assert link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "/relative",
        "http:relative",
        "https://",
        "http://[::1",
        "urn:sha256:abc",
        "https://press.example.org/" + "x" * 3000,
        "",
        None,
    ],
)
def test_other_addresses_stay_text(address: str | None):
    """Schemes that run something, that read files, that are none; and what is no address at all."""
    assert link(address) is None
