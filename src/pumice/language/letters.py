"""Which languages a script can hold: a script with one language answers without any statistics."""

from __future__ import annotations

from collections import Counter

from pumice.text.scripts import COMMON, INHERITED, is_letter, script_of

ONE_LANGUAGE = {
    "Armn": "hy",
    "Bopo": "zh",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hebr": "he",
    "Hira": "ja",
    "Kana": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo",
}
"""Scripts whose pages are, but for rare minorities, in one language."""

MIXED_WRITING = {"Hira": "Jpan", "Kana": "Jpan", "Hani": "Hani", "Bopo": "Hani"}
"""Scripts that one language writes together: kana makes the Chinese characters around it Japanese."""


def letters_by_script(text: str) -> Counter[str]:
    """How many letters of each script a text has; common and inherited ones are not counted."""
    counts = Counter(script_of(character) for character in text if is_letter(character))
    for nobody in (COMMON, INHERITED):
        counts.pop(nobody, None)
    return counts


def main_script(text: str) -> str | None:
    """The script most letters are of, None where there are none; kana and Hangul outrank Chinese characters."""
    counts = letters_by_script(text)
    if not counts:
        return None
    for syllabic in ("Hira", "Kana", "Hang"):
        if counts[syllabic] and counts[syllabic] + counts["Hani"] > sum(counts.values()) / 2:
            return syllabic
    return max(sorted(counts), key=lambda script: counts[script])
