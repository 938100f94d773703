"""Which type pumice gives to real pages, beside the type that a person gave them (wcxb_dev).

Prints a line for each of the gold's types: how many pages, then how many of them pumice takes for which type. The
gold's "collection" is a listing of what is offered; its "service" page has no type of its own in pumice. Language
markers are left out: they decide no type and take most of the time.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from pumice.errors import InputFault
from pumice.house import build_house
from pumice.mark.keep import mark_quotations
from pumice.mark.language import mark_foreign
from pumice.mark.versions import mark_versions
from pumice.model import Capture, House
from pumice.read.document import read_page, to_document
from pumice.settings import Settings
from pumice.write.compose import compose

DATA = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "extract" / "wcxb_dev"
LANGUAGE = (mark_foreign, mark_quotations, mark_versions)


def main() -> int:
    if not DATA.is_dir():
        print(f"No development data at {DATA}; set PUMICE_BENCH to the folder that holds it.")
        return 0
    house = build_house(Settings())
    house = replace(house, markers=tuple(marker for marker in house.markers if marker not in LANGUAGE))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (DATA / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        body = gzip.decompress((DATA / f"{page['id']}.html.gz").read_bytes())
        found[page["page_type"]][_type(Capture(page.get("url") or Capture.urn(body), body), house)] += 1
    for name, types in sorted(found.items()):
        told = " · ".join(f"{kind} {count}" for kind, count in types.most_common())
        print(f"{name:<14}{types.total():>5}   {told}")
    return 0


def _type(capture: Capture, house: House) -> str:
    try:
        document = to_document(capture, read_page(capture, house), house)
    except InputFault as fault:
        return f"({fault.cause.value})"
    marks = [mark for marker in house.markers for mark in marker(document)]
    return compose(document.with_marks(marks), house.policy).page_type.value


if __name__ == "__main__":
    sys.exit(main())
