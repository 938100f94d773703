"""Finds the characters that only simplified or only traditional Chinese texts have.

    python scripts/train_language_variants.py NODE_MODULES

Reads CLDR's names, dates, units and annotations (Unicode licence) in both scripts; a character counts for one of them
where the other has it in less than a twentieth of the cases. Writes src/pumice/language/variants.json.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Final

OUT: Final = Path(__file__).parents[1] / "src" / "pumice" / "language" / "variants.json"
FOLDERS: Final = ("cldr-*-full/main", "cldr-annotations*-full/annotations*")
RARE: Final = 0.05
LEAST: Final = 2


def characters_of(modules: Path, locale: str) -> Counter[str]:
    """How often each Chinese character stands in a locale's files."""
    counts: Counter[str] = Counter()
    for folder in FOLDERS:
        for path in sorted(modules.glob(f"{folder}/{locale}/*.json")):
            counts.update(letter for letter in path.read_text(encoding="utf-8") if "\u3400" <= letter < "\ua000")
    return counts


def only_in(one: Counter[str], other: Counter[str]) -> str:
    """The characters that count for one of two scripts, in order."""
    return "".join(sorted(letter for letter in one if one[letter] >= LEAST and other[letter] <= RARE * one[letter]))


def main() -> int:
    """Write the table."""
    modules = Path(sys.argv[1])
    simplified, traditional = (characters_of(modules, locale) for locale in ("zh", "zh-Hant"))
    table = {
        "source": "CLDR in both scripts, by scripts/train_language_variants.py",
        "simplified": only_in(simplified, traditional),
        "traditional": only_in(traditional, simplified),
    }
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(table["simplified"]), "and", len(table["traditional"]), "characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
