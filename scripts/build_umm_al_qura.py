"""Build src/pumice/text/dates/umm_al_qura.json: how long the months of the Saudi civil calendar are.

Needs hijridate (MIT, not among pumice's dependencies), which has the months as Saudi Arabia published them:
``pip install hijridate && python scripts/build_umm_al_qura.py``. Only these facts are kept.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

from hijridate import ummalqura  # type: ignore[import-not-found,unused-ignore]  # where the table is built only

TARGET = Path(__file__).parent.parent / "src/pumice/text/dates/umm_al_qura.json"
SHORTEST = 28
"""Days of the shortest month that was ever published; the others have 29, 30 or 31."""


def build() -> dict[str, object]:
    """First year and day, and for each year a digit a month: its days over 28."""
    lengths = [after - before for before, after in pairwise(ummalqura.MONTH_STARTS)]
    years = [lengths[start : start + 12] for start in range(0, len(lengths), 12)]
    return {
        "firstYear": ummalqura.HIJRI_RANGE[0][0],
        "firstDay": date(*ummalqura.GREGORIAN_RANGE[0]).isoformat(),
        "over28": ["".join(str(length - SHORTEST) for length in year) for year in years],
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(build(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
