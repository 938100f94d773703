"""Build src/pumice/read/language_names.json from CLDR (through babel): what languages call themselves.

Run it after babel was upgraded: ``.venv/bin/python scripts/build_language_names.py``. A test compares the file with
what this script would write.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale, UnknownLocaleError

from pumice.text.urls import LANGUAGES

TARGET = Path(__file__).parent.parent / "src/pumice/read/language_names.json"
SCRIPTS = ("zh_Hans", "zh_Hant", "sr_Latn", "sr_Cyrl")
"""Languages that sites offer in two scripts; their tags keep the script."""
USUAL = {"简体中文": "zh-Hans", "繁體中文": "zh-Hant", "bahasa indonesia": "id", "bahasa melayu": "ms", "malay": "ms"}
"""What switches say where CLDR has a longer or shorter name."""


def build() -> dict[str, str]:
    """BCP 47 tag by name, in lower case."""
    names = dict(USUAL)
    for code in [*sorted(LANGUAGES), *SCRIPTS]:
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        for name in (locale.get_language_name(), locale.get_display_name()):
            if name and "(" not in name:
                names.setdefault(name.casefold(), code.replace("_", "-"))
    return dict(sorted(names.items()))


def render() -> str:
    """The file's text."""
    return json.dumps(build(), ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
