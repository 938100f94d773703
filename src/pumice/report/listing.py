"""The list of all articles: pages of plain HTML, and the same rows as data for the filters. Start with :func:`pages`.

The filters need a script. It reads ``assets/articles.js``, a file of data that works from disk as well, where a browser
refuses to fetch; without the script the plain pages are all there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pumice.report.summary import Summary
from pumice.report.words import names_of

PER_PAGE: Final = 200
DATA_NAME: Final = "assets/articles.js"
_LONGEST: Final = 240


def pages(summaries: Sequence[Summary]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name and content of each page of the list; one page where there is nothing to list."""
    count = max(1, -(-len(summaries) // PER_PAGE))
    for number in range(1, count + 1):
        rows = summaries[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield list_name(number), {"rows": rows, "number": number, "count": count, "total": len(summaries)}


def list_name(number: int) -> str:
    """Where a page of the list lies in the report."""
    return f"list/{number}.html"


def data_js(summaries: Sequence[Summary]) -> bytes:
    """All rows as a script that only assigns data, one row a line."""
    rows = ",\n".join(json.dumps(_row(one), ensure_ascii=True) for one in summaries)
    return f"window.pumiceArticles = [\n{rows}\n];\n".encode()


def _row(one: Summary) -> list[object]:
    """In the order that report.js reads; texts bounded, for ten thousand of them are loaded at once."""
    return [
        one.site,
        one.id,
        (one.headline or one.url)[:_LONGEST],
        one.language or "",
        names_of(one.language),
        one.interface or "",
        (one.date or "")[:10],
        one.status,
        list(one.flags),
        round(one.share_removed, 3),
        sorted(one.removed),
        dict(one.repairs),
        one.url[:_LONGEST],
    ]
