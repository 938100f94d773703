"""Runs in the peers' environment: pages from standard input, one line of JSON a tool and page to standard output."""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Extract = Callable[[bytes], str]


def trafilatura(**settings: bool) -> Extract:
    import trafilatura as peer  # noqa: PLC0415 - may be absent

    return lambda body: peer.extract(body, include_comments=False, **settings) or ""


def readability() -> Extract:
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    return lambda body: fromstring(Document(_decoded(body)).summary() or "<p></p>").text_content()


def resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return lambda body: extract_plain_text(_decoded(body), main_content=True)


def justext() -> Extract:
    import justext as peer  # noqa: PLC0415

    languages = frozenset().union(
        *(peer.get_stoplist(name) for name in ("English", "German", "Polish", "Russian", "Greek"))
    )
    return lambda body: "\n".join(one.text for one in peer.justext(body, languages) if not one.is_boilerplate)


def _decoded(body: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", body[:4096])
    for name in ("utf-8", declared.group(1).decode() if declared else "latin-1"):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


TOOLS: dict[str, Callable[[], Extract]] = {
    "trafilatura": trafilatura,
    "trafilatura fast": lambda: trafilatura(fast=True),
    "trafilatura precision": lambda: trafilatura(favor_precision=True),
    "trafilatura recall": lambda: trafilatura(favor_recall=True),
    "readability-lxml": readability,
    "resiliparse": resiliparse,
    "justext": justext,
}


def rows() -> Iterator[dict[str, object]]:
    wanted = [json.loads(line) for line in sys.stdin]
    for name, make in TOOLS.items():
        try:
            extract = make()
        except ImportError as error:
            yield {"tool": name, "absent": str(error)}
            continue
        spent = 0.0
        for dataset, page, file, _ in wanted:
            body = gzip.decompress(Path(file).read_bytes())
            began = time.process_time()
            try:
                text = extract(body)
            except Exception as error:  # noqa: BLE001 - a peer that breaks on a page has no text for it
                text = ""
                sys.stderr.write(f"{name} on {dataset}/{page}: {type(error).__name__}\n")
            spent += time.process_time() - began
            yield {"tool": name, "dataset": dataset, "id": page, "text": text}
        yield {"tool": name, "ms": 1000 * spent / max(1, len(wanted))}


if __name__ == "__main__":
    for row in rows():
        print(json.dumps(row))
