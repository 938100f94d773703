"""Pages of the project's own sentences in many encodings, declared rightly, wrongly, late or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

SENTENCES = Path(__file__).parent.parent / "tests/data/sentences.json"

ENCODINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "UTF-8": ("utf-8", "*"),
        "UTF-16LE": ("utf-16-le", "*"),
        "UTF-16BE": ("utf-16-be", "*"),
        "windows-1250": ("cp1250", "cs hr hu pl ro sk sl sq"),
        "windows-1251": ("cp1251", "be bg mk ru sr uk"),
        "windows-1252": ("cp1252", "af ca da de en es eu fi fr ga gl id is it nb nl pt sv sw"),
        "windows-1253": ("cp1253", "el"),
        "windows-1254": ("cp1254", "tr"),
        "windows-1255": ("cp1255", "he"),
        "windows-1256": ("cp1256", "ar fa ur"),
        "windows-1257": ("cp1257", "et lt lv"),
        "windows-874": ("cp874", "th"),
        "ISO-8859-1": ("iso8859-1", "ca da de es fi fr is it nb nl pt sv"),
        "ISO-8859-2": ("iso8859-2", "cs hr hu pl sk sl sq"),
        "ISO-8859-4": ("iso8859-4", "et lt lv"),
        "ISO-8859-5": ("iso8859-5", "be bg mk ru sr"),
        "ISO-8859-6": ("iso8859-6", "ar"),
        "ISO-8859-7": ("iso8859-7", "el"),
        "ISO-8859-8": ("iso8859-8", "he"),
        "ISO-8859-9": ("iso8859-9", "tr"),
        "ISO-8859-13": ("iso8859-13", "et lt lv"),
        "ISO-8859-15": ("iso8859-15", "da de es fi fr it nl pt"),
        "ISO-8859-16": ("iso8859-16", "hr hu pl ro sl"),
        "KOI8-R": ("koi8-r", "bg ru"),
        "KOI8-U": ("koi8-u", "uk"),
        "IBM866": ("cp866", "bg ru"),
        "macintosh": ("mac-roman", "da de es fr it nb pt sv"),
        "x-mac-cyrillic": ("mac-cyrillic", "bg ru sr uk"),
        "GBK": ("gbk", "zh-Hans zh-Hant"),
        "gb18030": ("gb18030", "zh-Hans"),
        "Big5": ("big5hkscs", "zh-Hant"),
        "EUC-JP": ("euc_jp", "ja"),
        "ISO-2022-JP": ("iso2022_jp", "ja"),
        "Shift_JIS": ("cp932", "ja"),
        "EUC-KR": ("cp949", "ko"),
    }
)
"""Label to Python codec and the languages written in it; * is every language."""

DECLARATIONS = ("right-header", "right-meta", "late-meta", "none", "lying-header", "lying-meta", "both-lie")
_LIES = ("utf-8", "iso-8859-1", "windows-1251", "shift_jis")


@dataclass(frozen=True, slots=True)
class Case:
    """One page with what it says of itself, and the paragraph it must give."""

    encoding: str
    language: str
    declaration: str
    body: bytes
    content_type: str
    text: str


def cases() -> Iterator[Case]:
    """Every encoding, language and kind of declaration."""
    sentences: dict[str, str] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    for encoding, (codec, languages) in ENCODINGS.items():
        for language in sentences if languages == "*" else languages.split():
            text = sentences[language].encode(codec, "ignore").decode(codec)
            for number, declaration in enumerate(DECLARATIONS):
                lie = _LIES[(number + len(language) + len(text)) % len(_LIES)]
                body, kind = _page(encoding, declaration, text=text, lie=lie)
                yield Case(encoding, language, declaration, body, kind, text)


def _page(encoding: str, declaration: str, *, text: str, lie: str) -> tuple[bytes, str]:
    codec = ENCODINGS[encoding][0]
    header = {"right-header": encoding, "lying-header": lie, "both-lie": lie}.get(declaration)
    meta = {"right-meta": encoding, "late-meta": encoding, "lying-meta": lie, "both-lie": lie}.get(declaration)
    late = "<!--" + "x" * 1200 + "-->" if declaration == "late-meta" else ""
    tag = f'{late}<meta charset="{meta}">' if meta else ""
    menu = '<ul class="menu"><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul>'
    page = f"<!doctype html><html><head>{tag}<title>{text[:20]}</title></head><body>{menu}<p>{text}</p></body></html>"
    kind = "text/html" + (f"; charset={header}" if header else "")
    return page.encode(codec), kind
