"""Show how the demo pages' results differ from what people wrote down for them (`make golden`).

Where they differ, either the code is wrong or the expectation is: a person decides. With --accept PAGE ... the results
of the pages named replace their expectations, to be reviewed as a diff before they are committed; an empty body is
refused.

    python scripts/golden.py                    print all differences
    python scripts/golden.py 1042_ru            only this page's
    python scripts/golden.py --accept 1042_ru   take this page's result as right
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pumice import Article, Cleaned  # noqa: E402  # the import path is set above
from tests.golden.expectations import (  # noqa: E402  # the same
    HERE,
    Expectation,
    blocks_of,
    clean_page,
    differences,
    metadata_of,
    outcome_of,
    quality_of,
    read_expectations,
)


def main() -> int:
    """Print the differences, or accept results; status 1 where something differs or was refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="names of expectations, e.g. 1042_ru; all where none is given")
    parser.add_argument("--accept", action="store_true", help="write the results of the pages named as expectations")
    arguments = parser.parse_args()
    known = {expectation.name: expectation for expectation in read_expectations()}
    if unknown := sorted(set(arguments.pages) - set(known)):
        parser.error(f"no such page: {', '.join(unknown)}; known are {', '.join(known)}")
    if arguments.accept and not arguments.pages:
        parser.error("--accept needs the names of the pages that you have looked at")
    chosen = [known[name] for name in arguments.pages or known]
    return accept_all(chosen) if arguments.accept else show_all(chosen)


def show_all(expectations: Iterable[Expectation]) -> int:
    """Print what differs, page by page."""
    expectations = list(expectations)
    wrong = [expectation.name for expectation in expectations if show(expectation)]
    print(f"{len(expectations)} pages, {len(wrong)} differ{': ' + ', '.join(wrong) if wrong else ''}")
    return 1 if wrong else 0


def show(expectation: Expectation) -> bool:
    """Print one page's differences; whether there were any."""
    found = {aspect: lines for aspect, lines in differences(expectation, clean_page(expectation)).items() if lines}
    if found:
        print(f"=== {expectation.name}  {expectation.address}")
    for aspect, lines in found.items():
        print(f"--- {aspect}  (- expected, + came)", *lines, sep="\n")
    return bool(found)


def accept_all(expectations: Iterable[Expectation]) -> int:
    """Write results as expectations; status 1 where one was refused."""
    refused = [expectation.name for expectation in expectations if not accept(expectation, clean_page(expectation))]
    for name in refused:
        print(
            f"refused {name}: its result has no body; an expectation of nothing would pass by nothing", file=sys.stderr
        )
    print("Now look at `git diff tests/golden` before you commit.")
    return 1 if refused else 0


def accept(expectation: Expectation, cleaned: Cleaned) -> bool:
    """Write one page's result as its expectation, unless it has no body; whether it was written."""
    article = cleaned.article
    if not isinstance(article, Article) or not article.article_body.strip():
        return False
    record = json.loads(article.to_json())
    body = expectation.body or f"{expectation.name}.txt"
    (HERE / "bodies" / body).write_text(blocks_of(record), encoding="utf-8")
    (HERE / "pages" / f"{expectation.name}.toml").write_text(write_toml(expectation, body, record), encoding="utf-8")
    return True


def write_toml(expectation: Expectation, body: str, record: Mapping[str, Any]) -> str:
    """An expectation file with the result's values; what must be kept or left out stays as a person wrote it."""
    flags, repairs = quality_of(record)
    outcome, page_type = outcome_of(record).split()
    head: dict[str, object] = {"address": expectation.address, "outcome": outcome}
    head |= {"pageType": page_type} if page_type != "article" else {}
    head |= {"body": body, "flags": flags, "repairs": repairs, "notInBody": expectation.not_in_body}
    if expectation.translations == ():
        head["translations"] = []
    strays = [{member: stray[member] for member in ("text", "language", "reason")} for stray in record["strays"]]
    lines = [*_members(head), "", "[metadata]", *_members(metadata_of(record))]
    tables = {"strays": strays, "kept": expectation.kept, "translations": expectation.translations or ()}
    for name, entries in tables.items():
        for entry in entries:
            lines += ["", f"[[{name}]]", *_members(entry)]
    return "\n".join(lines) + "\n"


def _members(table: Mapping[str, object]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items()]


def _value(value: object) -> str:
    """A string or a list of strings in TOML; JSON writes strings as TOML's basic strings are written."""
    if isinstance(value, list | tuple) and value:
        return "[\n" + "".join(f"  {json.dumps(entry, ensure_ascii=False)},\n" for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
