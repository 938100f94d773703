"""Runs in the peers' environment: ``python bench/_encoding_peers.py TOOL``, JSON lines in, JSON lines out.

Repair tools get {"text"} and answer {"text"}; detectors get {"body": hex} and answer {"label"}. The last line holds
CPU seconds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping


def ftfy_text() -> Callable[[Mapping[str, str]], Mapping[str, str | None]]:
    import ftfy  # noqa: PLC0415 - each tool alone in its process

    return lambda row: {"text": ftfy.fix_text(row["text"])}


def ftfy_encoding() -> Callable[[Mapping[str, str]], Mapping[str, str | None]]:
    import ftfy  # noqa: PLC0415

    return lambda row: {"text": ftfy.fix_encoding(row["text"])}


def chardet() -> Callable[[Mapping[str, str]], Mapping[str, str | None]]:
    import chardet as detector  # noqa: PLC0415

    return lambda row: {"label": detector.detect(bytes.fromhex(row["body"]))["encoding"]}


def charset_normalizer() -> Callable[[Mapping[str, str]], Mapping[str, str | None]]:
    import charset_normalizer as detector  # noqa: PLC0415

    def detect(row: Mapping[str, str]) -> Mapping[str, str | None]:
        best = detector.from_bytes(bytes.fromhex(row["body"])).best()
        return {"label": best.encoding if best else None}

    return detect


def cchardet() -> Callable[[Mapping[str, str]], Mapping[str, str | None]]:
    import cchardet as detector  # noqa: PLC0415

    return lambda row: {"label": detector.detect(bytes.fromhex(row["body"]))["encoding"]}


TOOLS = {tool.__name__: tool for tool in (ftfy_text, ftfy_encoding, chardet, charset_normalizer, cchardet)}


def main() -> None:
    tool = TOOLS[sys.argv[1]]()
    start = time.process_time()
    for line in sys.stdin:
        print(json.dumps(tool(json.loads(line))))
    print(json.dumps({"cpu": time.process_time() - start}))


if __name__ == "__main__":
    main()
