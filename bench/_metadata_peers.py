"""Runs in the peers' environment: pages or dates from standard input, a line of JSON a tool to standard output."""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Page = dict[str, Any]
Found = dict[str, Any]


def trafilatura() -> Callable[[bytes, str], Found]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - may be absent

    def read(body: bytes, url: str) -> Found:
        found = bare_extraction(body, url=url or None, with_metadata=True)
        content = found.as_dict() if found else {}
        authors = [name for name in (content.get("author") or "").split("; ") if name]
        return {"title": content.get("title"), "date": content.get("date"), "author": authors}

    return read


def htmldate() -> Callable[[bytes, str], Found]:
    from htmldate import find_date  # noqa: PLC0415

    return lambda body, url: {"date": find_date(body, url=url or None, original_date=True)}


def newspaper4k() -> Callable[[bytes, str], Found]:
    from newspaper import Article, Config  # noqa: PLC0415

    config = Config()
    config.fetch_images = False  # it would download each page's pictures

    def read(body: bytes, url: str) -> Found:
        article = Article(url or "http://localhost/", config=config)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        day = article.publish_date
        return {"title": article.title, "date": str(day)[:10] if day else None, "author": article.authors}

    return read


def dateparser() -> Callable[[str, str], str | None]:
    import dateparser as peer  # noqa: PLC0415

    def read(text: str, locale: str) -> str | None:
        found = peer.parse(text, languages=[locale.replace("_", "-").split("-")[0]])
        return found.date().isoformat() if found else None

    return read


PAGE_TOOLS = {"trafilatura": trafilatura, "htmldate": htmldate, "newspaper4k": newspaper4k}


def main() -> None:
    job = json.load(sys.stdin)
    for name, make in PAGE_TOOLS.items() if job.get("pages") else ():
        _run(name, make, [(gzip.decompress(Path(page["file"]).read_bytes()), page["url"]) for page in job["pages"]])
    if job.get("dates"):
        _run("dateparser", dateparser, [(row["text"], row["locale"]) for row in job["dates"]])


def _run(name: str, make: Callable[[], Callable[..., Any]], inputs: list[tuple[Any, str]]) -> None:
    try:
        read = make()
    except ImportError as error:
        print(json.dumps({"tool": name, "absent": str(error)}), flush=True)
        return
    answers, began = [], time.process_time()
    for first, second in inputs:
        try:
            answers.append(read(first, second))
        except Exception:  # noqa: BLE001 - a tool that breaks on a page found nothing there
            answers.append(None)
    spent = (time.process_time() - began) * 1000 / max(1, len(inputs))
    print(json.dumps({"tool": name, "answers": answers, "ms": spent}, default=str), flush=True)


if __name__ == "__main__":
    main()
