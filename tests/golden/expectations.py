"""What each demo page must become, and how far a result is from it.

Expectations are written by hand and reviewed. ``pages/<name>.toml`` tells of one page, ``bodies/<name>.txt`` of one
text: its blocks, ``[kind] text``, parted by blank lines; a heading's kind carries its level. A text that several pages
show has one body file. Where to start reading: :func:`differences`, which gives one list of lines for each aspect of a
page, empty where the result is right.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pumice import Article, Capture, Cleaned, clean, load_settings
from pumice.house import build_house
from pumice.model import Policy
from pumice.pipeline import run

HERE = Path(__file__).resolve().parent
DEMO = HERE.parents[1] / "demo"
BASE = "https://press.harbour-union.example"
"""The pages are cleaned as if they stood here; addresses in the expectations are relative to it."""
HTML = "text/html; charset=utf-8"

ASPECTS = ("outcome", "body", "metadata", "strays", "kept", "translations", "quality")
METADATA = (
    "inLanguage",
    "interfaceLanguage",
    "headline",
    "alternativeHeadline",
    "description",
    "datePublished",
    "datePublishedRaw",
    "dateModified",
    "publisher",
    "articleSection",
    "authors",
    "keywords",
    "mainImage",
    "isPaywalled",
    "canonicalUrl",
)
"""Fields that are compared; one that an expectation leaves out must be null or empty."""

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must become of one page.

    Attributes:
        name: the file's name without its ending.
        address: path of the page on the demo site.
        outcome: "article", "review" or "rejected".
        page_type: the type of a rejected page.
        body: name of the body file, None for a rejected page.
        metadata: fields of the article, as in METADATA.
        flags: the article's quality flags, all of them.
        repairs: kinds of repair that its text must have had, all of them.
        strays: what must be listed as left out because of its language; more may be.
        kept: foreign text that must be tagged as belonging there; more may be.
        translations: other versions, all of them; None where one page alone cannot tell.
        not_in_body: what must not stand in the article's text.
    """

    name: str
    address: str
    outcome: str
    page_type: str = "article"
    body: str | None = None
    metadata: Record = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    strays: tuple[Record, ...] = ()
    kept: tuple[Record, ...] = ()
    translations: tuple[Record, ...] | None = None
    not_in_body: tuple[str, ...] = ()

    @property
    def blocks(self) -> str:
        """The expected blocks, as in the body file."""
        return (HERE / "bodies" / self.body).read_text(encoding="utf-8") if self.body else ""


def read_expectation(path: Path) -> Expectation:
    """One page's expectation.

    Raises:
        TypeError: the file has a member that no expectation has.
        ValueError: an article without a body is expected.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    renamed = {"pageType": "page_type", "notInBody": "not_in_body"}
    values: dict[str, Any] = {
        renamed.get(key, key): tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    expectation = Expectation(name=path.stem, **values)
    if expectation.outcome != "rejected" and not expectation.blocks.strip():
        raise ValueError(f"{path.name} expects an article; name its body file, which may not be empty")
    return expectation


def read_expectations() -> list[Expectation]:
    """Every page's expectation, by name."""
    return [read_expectation(path) for path in sorted((HERE / "pages").glob("*.toml"))]


def clean_page(expectation: Expectation) -> Cleaned:
    """Clean a page as it would arrive from the site."""
    capture = read_capture(expectation.address)
    if capture.status != HTTPStatus.OK:  # the public function takes pages that arrived well
        return run(capture, build_house(load_settings(None)))
    return clean(capture.body, url=capture.url, headers=capture.headers)


def read_capture(address: str) -> Capture:
    """The capture that scraping this address of the demo site would give."""
    pages = tomllib.loads((DEMO / "pages.toml").read_text(encoding="utf-8"))["page"]
    page = next(page for page in pages if page["address"] == address)
    body = (DEMO / "site" / (page.get("file") or (address.strip("/") or "index") + ".html")).read_bytes()
    headers = {"content-type": page.get("content_type", HTML)}
    return Capture(BASE + address, body, headers=headers, status=page.get("status", 200))


def differences(expectation: Expectation, cleaned: Cleaned) -> dict[str, list[str]]:
    """How the result differs from what is expected, by aspect: lines of a diff, none where it is right."""
    article = cleaned.article
    if not isinstance(article, Article) or article.page_type not in Policy().publish:
        actual = f"rejected {article.page_type.value if article.page_type else None}"
        found = diff([_outcome_line(expectation)], [actual])
        return {"outcome": found} | {aspect: [] for aspect in ASPECTS if aspect != "outcome"}
    record: Record = json.loads(article.to_json())
    return {
        "outcome": diff([_outcome_line(expectation)], [outcome_of(record)]),
        "body": _compare_body(expectation, record),
        "metadata": diff(_lines(expectation.metadata), _lines(metadata_of(record))),
        "strays": _missing_strays(expectation, record),
        "kept": _missing_kept(expectation, record),
        "translations": _compare_translations(expectation, record),
        "quality": diff(_quality_lines(expectation.flags, expectation.repairs), _quality_lines(*quality_of(record))),
    }


def outcome_of(record: Record) -> str:
    """What became of a page that is an article: "article" or "review", with its type."""
    return f"{'review' if record['quality']['status'] == 'review' else 'article'} {record['pageType']}"


def blocks_of(record: Record) -> str:
    """An article's blocks as a body file writes them."""
    return "\n\n".join(f"[{_kind(block)}] {block['text']}" for block in record["blocks"]) + "\n"


def metadata_of(record: Record) -> dict[str, Any]:
    """An article's fields as an expectation writes them."""
    flat = {
        "publisher": (record["publisher"] or {}).get("name"),
        "authors": [author["name"] for author in record["authors"]],
        "canonicalUrl": (record["canonicalUrl"] or "").removeprefix(BASE),
    }
    values = {key: flat[key] if key in flat else record[key] for key in METADATA}
    return {key: value for key, value in values.items() if value or value is False}


def quality_of(record: Record) -> tuple[list[str], list[str]]:
    """An article's flags and the kinds of its repairs."""
    return record["quality"]["flags"], sorted(record["quality"]["repairs"])


def diff(expected: Iterable[str], actual: Iterable[str]) -> list[str]:
    """Lines that differ: "-" what was expected, "+" what came."""
    lines = difflib.unified_diff(list(expected), list(actual), "expected", "actual", lineterm="", n=1)
    return list(lines)[2:]


def _outcome_line(expectation: Expectation) -> str:
    return f"{expectation.outcome} {expectation.page_type}"


def _kind(block: Record) -> str:
    return f"heading {block['level']}" if block["kind"] == "heading" else str(block["kind"])


def _compare_body(expectation: Expectation, record: Record) -> list[str]:
    found = diff(expectation.blocks.splitlines(), blocks_of(record).splitlines())
    text = record["articleBody"]
    return found + [f"must not be in the body: {words!r}" for words in expectation.not_in_body if words in text]


def _lines(values: Record) -> list[str]:
    return [f"{key} = {values[key]!r}" for key in METADATA if values.get(key)]


def _quality_lines(flags: Iterable[str], repairs: Iterable[str]) -> list[str]:
    return [*(f"flag {flag}" for flag in flags), *(f"repair {kind}" for kind in repairs)]


def _missing_strays(expectation: Expectation, record: Record) -> list[str]:
    members = ("text", "language", "reason")
    listed = [{member: stray[member] for member in members} for stray in record["strays"]]
    missing = [f"- {dict(stray)}" for stray in expectation.strays if dict(stray) not in listed]
    return [*missing, *(f"  listed: {stray}" for stray in listed)] if missing else []


def _missing_kept(expectation: Expectation, record: Record) -> list[str]:
    spans = [
        (record["blocks"][span["block"]]["text"][span["start"] : span["end"]], span["language"], span["reason"])
        for span in record["foreignSpans"]
    ]
    missing = [f"- {dict(kept)}" for kept in expectation.kept if not any(_is_kept(kept, *span) for span in spans)]
    return [*missing, *(f"  tagged: {span}" for span in spans)] if missing else []


def _is_kept(kept: Record, text: str, language: str | None, reason: str) -> bool:
    around = 4  # the quotation marks and spaces around it may be in the span
    return (
        kept["text"] in text
        and len(text) <= len(kept["text"]) + around
        and language == kept["language"]
        and reason in kept["reasons"]
    )


def _compare_translations(expectation: Expectation, record: Record) -> list[str]:
    if expectation.translations is None:
        return []
    wanted = [
        _translation_line(entry["language"], entry.get("url"), _read_body(entry)) for entry in expectation.translations
    ]
    found = [
        _translation_line(entry["language"], (entry["url"] or "").removeprefix(BASE), entry["articleBody"])
        for entry in record["translations"]
    ]
    return diff("\n".join(wanted).splitlines(), "\n".join(found).splitlines())


def _read_body(entry: Record) -> str | None:
    return (HERE / "bodies" / entry["body"]).read_text(encoding="utf-8").strip() if "body" in entry else None


def _translation_line(language: str, url: str | None, body: str | None) -> str:
    return f"{language} {url or 'on this page'}\n{body or ''}".rstrip()
