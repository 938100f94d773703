"""Both readers of HTML over every real page: how many read the same, and what each costs.

Option: --every N (each N-th page). A page reads the same when all its blocks have the same kind and text; the second
figure asks for everything (path, words, links, language, facts).
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
import time
from pathlib import Path

from pumice.errors import InputFault
from pumice.read.decode import decode
from pumice.read.html import without_prologue
from pumice.read.html_fast import read_fast
from pumice.read.lanes import read_careful

DATA = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "extract"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    pages = sorted(DATA.glob("*/*.html.gz"))[:: parser.parse_args().every]
    if not pages:
        print(f"No development data at {DATA}; set PUMICE_BENCH to the folder that holds it.")
        return 0
    read = same = equal = careful = characters = 0
    fast_seconds = careful_seconds = 0.0
    for path in pages:
        try:
            text = decode(gzip.decompress(path.read_bytes())).text
        except InputFault:
            continue
        read, characters = read + 1, characters + len(text)
        began = time.process_time()
        fast = read_fast(without_prologue(text))
        fast_seconds += time.process_time() - began
        began = time.process_time()
        reference = read_careful(text)
        careful_seconds += time.process_time() - began
        if fast is None:
            careful += 1
            continue
        kinds = [[(block.kind, block.text) for block in blocks] for blocks in (fast[0], reference[0])]
        same += kinds[0] == kinds[1]
        equal += fast == reference
        if fast != reference:
            print(f"differs: {path.relative_to(DATA)}")
    print(f"{read} pages of {characters / read / 1000:.0f} thousand characters on average, {careful} careful only")
    print(f"same kinds and texts: {same / read:.4f}; same in everything: {equal / read:.4f}")
    print(f"CPU a page: fast {1000 * fast_seconds / read:.2f} ms, reference {1000 * careful_seconds / read:.2f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
