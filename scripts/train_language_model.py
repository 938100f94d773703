"""Builds the n-gram model of pumice.language from gathered texts and two packages' n-gram statistics.

    python scripts/train_language_model.py TEXTS SITE_PACKAGES [HELD_OUT.jsonl ...]

TEXTS is what scripts/train_language_texts.py wrote; SITE_PACKAGES holds lingua (1.3.4, whose models are arrays) and
langdetect. Texts that stand in a HELD_OUT file (member "text") are left out, so that figures on it are honest.
Needs numpy only; takes half a minute. Writes src/pumice/language/model.npz. Start reading at
:func:`build`; docs/language.md explains the numbers.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from train_language_words import groups_of, sharpen  # type: ignore[import-not-found,unused-ignore]

from pumice.language.alphabet import NAMES, cut_words, encode, points_of, tables
from pumice.language.grams import EDGED, MULTIPLIERS, Keys, gram_keys, mix
from pumice.language.model import ONLY, UNIT

OUT: Final = Path(__file__).parents[1] / "src" / "pumice" / "language"
TEST_SOURCE: Final = "id-tagging"
"""Never trained on: it is the test of our own."""
WEIGHTS: Final = {"udhr": 3.0, "own": 2.0}
"""Running text counts more than labels, and what every site says more than what one program does; others count 1."""
DAMPING: Final = 0.6
"""Power of a word's count: catalogues repeat words more often than language does."""
NEWS: Final = 0.4
"""Share of the packages' statistics, which come from news and encyclopedias, in a gram's frequency."""
SMOOTHING: Final = 0.03
"""Share of the mean of all languages of the writing mixed into each language's frequency."""
CLIP: Final = 8.0
FLOOR: Final = round(float(np.log(SMOOTHING / (1 + SMOOTHING))) * UNIT)
BUDGETS: Final = {"Latn": 800_000, "Cyrl": 250_000, "Arab": 120_000, "Deva": 60_000, "Ethi": 30_000, "Hani": 50_000}
"""Grams kept a writing: those that tell most, p(gram) times the spread of its scores."""
MOST_FREQUENT: Final = 80_000
WRITINGS: Final = {
    **dict.fromkeys("be bg kk ky mk mn ru sr tg tt uk uz-Cyrl".split(), "Cyrl"),
    **dict.fromkeys("ar ckb fa ps sd ug ur".split(), "Arab"),
    **dict.fromkeys("hi mr ne".split(), "Deva"),
    **dict.fromkeys("am ti".split(), "Ethi"),
    **dict.fromkeys("ja zh".split(), "Hani"),
    **{tag: writing for writing, tag in ONLY.items()},
}  # fmt: skip
"""Writing of each language; Latin where none is named."""
LATIN_OF: Final = dict(
    zip("абвгдђежзијклмнопрстћуфхцчш", "a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š".split(), strict=True)
) | {"љ": "lj", "њ": "nj", "џ": "dž"}
"""Serbian is written either way, letter by letter: statistics of one serve the other."""
_GRAM_FILES: Final = ("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams")

Floats = npt.NDArray[np.float64]
Groups = list[tuple[list[int], float]]
Frequencies = dict[int, tuple[Keys, Floats]]


def normal(text: str) -> str:
    """What two texts must share to count as the same."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def count_words(path: Path, held_out: frozenset[str]) -> dict[bytes, float]:
    """Damped, weighted counts of the words of one language in its writing, by their folded codes."""
    writing = NAMES.index(WRITINGS.get(path.stem, "Latn"))
    texts: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        source, _, text = line.partition("\t")
        if source != TEST_SOURCE and normal(text) not in held_out:
            texts["cldr" if source.startswith("cldr") else source if source in WEIGHTS else "catalogues"].append(text)
    total: dict[bytes, float] = defaultdict(float)
    for source, found in texts.items():
        points = points_of("\n".join(found))
        codes = encode(points)
        starts, ends, writings = cut_words(points, codes)
        own = writings == writing
        words = Counter(codes[start:end].tobytes() for start, end in zip(starts[own], ends[own], strict=True))
        for word, count in words.items():
            total[word] += WEIGHTS.get(source, 1.0) * count**DAMPING
    return total


def of_texts(words: Mapping[bytes, float]) -> Frequencies:
    """Frequency of each gram by kind, from counted words."""
    ordered = sorted(words)
    weights = np.array([words[word] for word in ordered])
    lengths = np.array([len(word) // 2 for word in ordered])
    starts = np.cumsum(lengths + 1) - lengths
    codes = np.zeros(int((lengths + 1).sum()) + 1, np.uint16)
    for word, start, length in zip(ordered, starts, lengths, strict=True):
        codes[start : start + length] = np.frombuffer(word, np.uint16)
    found = {}
    for kind, (keys, owners) in gram_keys(codes, starts, starts + lengths).items():
        unique, inverse = np.unique(keys, return_inverse=True)
        found[kind] = unique, np.bincount(inverse, weights[owners], len(unique)).astype(np.float64)
    return found


def of_lingua(folder: Path) -> list[tuple[npt.NDArray[np.str_], Floats]]:
    """Joint probabilities of the grams inside words, one array a length; lingua stores conditional ones."""
    found: list[tuple[npt.NDArray[np.str_], Floats]] = []
    for length, name in enumerate(_GRAM_FILES, start=1):
        path = folder / f"{name}.npz"
        if not path.exists():
            break
        stored = np.load(path, allow_pickle=False)["arr"]
        grams, logs = stored["ngram"].astype(f"U{length}"), stored["frequency"].astype(np.float64)
        if found:
            before, probability = found[-1]
            prefix = grams.astype(f"U{length - 1}")
            place = np.clip(np.searchsorted(before, prefix), 0, len(before) - 1)
            found.append((grams, np.where(before[place] == prefix, probability[place], 0.0) * np.exp(logs)))
        else:
            found.append((grams, np.exp(logs)))
    return found


def to_latin(stored: Iterable[tuple[npt.NDArray[np.str_], Floats]]) -> list[tuple[npt.NDArray[np.str_], Floats]]:
    """Serbian statistics in Latin letters."""
    by_length: dict[int, dict[str, float]] = defaultdict(dict)
    for grams, probability in stored:
        for gram, share in zip(grams.tolist(), probability.tolist(), strict=True):
            latin = "".join(LATIN_OF.get(letter, "?") for letter in gram)
            if "?" not in latin and len(latin) <= len(_GRAM_FILES):
                by_length[len(latin)][latin] = by_length[len(latin)].get(latin, 0.0) + share
    return [(np.array(list(each)), np.array(list(each.values()))) for _, each in sorted(by_length.items())]


def of_packages(tag: str, site: Path) -> Frequencies:
    """Frequencies from lingua, and from langdetect where lingua has none; spaces are edges of words."""
    models = site / "lingua" / "language-models"
    stored = to_latin(of_lingua(models / "sr")) if tag == "sr-Latn" else of_lingua(models / tag)
    writing = NAMES.index(WRITINGS.get(tag, "Latn"))
    found = {length: keys_of(each, (length, 0), writing) for length, each in enumerate(stored, start=1)}
    profile = site / "langdetect" / "profiles" / {"nb": "no", "zh": "zh-cn"}.get(tag, tag)
    if profile.exists():
        counts = json.loads(profile.read_text(encoding="utf-8"))["freq"]
        for length in (1, 2, 3):
            for edged in (0, EDGED):
                own = [gram for gram in counts if len(gram) == length and (" " in gram) == bool(edged)]
                own = [gram for gram in own if gram.strip() and " " not in gram[1:-1]]
                if own and length + edged not in found:
                    both = np.array(own), np.array([counts[gram] for gram in own], float)
                    found[length + edged] = keys_of(both, (length, edged), writing)
    return {kind: both for kind, both in found.items() if len(both[0])}


def keys_of(stored: tuple[npt.NDArray[np.str_], Floats], shape: tuple[int, int], writing: int) -> tuple[Keys, Floats]:
    """Our keys for written grams, those of other writings left out."""
    length, edged = shape
    points = stored[0].astype(f"U{length}").view(np.uint32).reshape(len(stored[0]), length)
    plane = np.where(points < len(tables()[0]), points, 0)
    space = points == ord(" ")
    codes = np.where(space, 0, tables()[0][plane])
    first = np.where(space[:, 0], plane[:, min(1, length - 1)], plane[:, 0])
    good = ((codes > 0) | space).all(axis=1) & (tables()[1][first] == writing)
    hashes = np.zeros(len(codes), np.uint64)
    for place in range(length):
        hashes = hashes + (codes[:, place].astype(np.uint64) + np.uint64(1)) * MULTIPLIERS[place]
    return mix(hashes, length + edged)[good], stored[1][good]


def mixture(texts: Frequencies, packages: Frequencies, kind: int) -> tuple[Keys, Floats] | None:
    """Frequency of each gram of a kind, both origins together."""
    share = NEWS if kind in packages else 0.0
    parts = [(each[kind], part) for each, part in ((texts, 1 - share), (packages, share)) if kind in each]
    if not parts:
        return None
    keys = np.concatenate([keys for (keys, _), _ in parts])
    frequencies = np.concatenate([counts / counts.sum() * part for (_, counts), part in parts])
    unique, inverse = np.unique(keys, return_inverse=True)
    return unique, np.bincount(inverse, frequencies, len(unique)).astype(np.float64)


def build(
    languages: list[tuple[Frequencies, Frequencies]], budget: int, groups: Groups
) -> tuple[Keys, npt.NDArray[np.int8]]:
    """The keys of one writing, ascending, and their scores for each language."""
    kinds = sorted({kind for both in languages for each in both for kind in each})
    parts = [build_kind([mixture(*both, kind) for both in languages], budget, groups) for kind in kinds]
    keys, scores, worth = (np.concatenate([part[place] for part in parts]) for place in range(3))
    best = np.argsort(-worth, kind="stable")[:budget]
    ordered = best[np.argsort(keys[best], kind="stable")]
    fresh = np.concatenate((np.ones(1, bool), np.diff(keys[ordered]) > 0))
    return keys[ordered][fresh], scores[ordered][fresh].astype(np.int8)


def build_kind(
    mixtures: list[tuple[Keys, Floats] | None], budget: int, groups: Groups
) -> tuple[Keys, npt.NDArray[np.int8], Floats]:
    """Keys, scores and worth of one kind of gram."""
    known = [each for each in mixtures if each is not None]
    chosen = [keys[np.argsort(-share, kind="stable")[:MOST_FREQUENT]] for keys, share in known]
    keys = np.unique(np.concatenate(chosen))
    share = np.zeros((len(keys), len(mixtures)), np.float32)
    for column, each in enumerate(mixtures):
        if each is not None:
            place = np.clip(np.searchsorted(each[0], keys), 0, len(each[0]) - 1)
            same = each[0][place] == keys
            share[same, column] = each[1][place[same]]
    for columns, kin in groups:
        share[:, columns] += kin * (share[:, columns].mean(axis=1, keepdims=True) - share[:, columns])
    mean = share.mean(axis=1, keepdims=True)
    logs = np.clip(np.log((share + SMOOTHING * mean) / ((1 + SMOOTHING) * mean)), -CLIP, CLIP)
    worth = (share.max(axis=1) * logs.std(axis=1)).astype(np.float64)
    best = np.argsort(-worth, kind="stable")[:budget]
    return keys[best], np.rint(logs[best] * UNIT).astype(np.int8), worth[best]


def pack(name: str, tags: list[str], built: tuple[Keys, npt.NDArray[np.int8]]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of one writing as pumice.language.model reads them: scores above the floor only."""
    keys, scores = built
    above = scores != FLOOR
    likeness = np.corrcoef(scores[::16].T.astype(np.float64))
    return {
        f"{name}_languages": np.array(tags),
        f"{name}_steps": np.diff(keys, prepend=np.uint32(0)).astype(np.uint32),
        f"{name}_counts": above.sum(axis=1).astype(np.uint8),
        f"{name}_columns": np.nonzero(above)[1].astype(np.uint8),
        f"{name}_values": scores[above],
        f"{name}_floor": np.array([FLOOR], np.int8),
        f"{name}_likeness": np.rint(1000 * likeness).astype(np.int16),
    }


def main() -> int:
    """Train, and say what came of it."""
    folder, site, *held = map(Path, sys.argv[1:])
    lines = [line for path in held for line in path.read_text(encoding="utf-8").splitlines()]
    held_out = frozenset(normal(json.loads(line)["text"]) for line in lines)
    paths = {path.stem: path for path in sorted(folder.glob("*.txt"))}
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, budget in sorted(BUDGETS.items()):
        tags = [tag for tag in paths if WRITINGS.get(tag, "Latn") == name]
        languages = [(of_texts(count_words(paths[tag], held_out)), of_packages(tag, site)) for tag in tags]
        arrays |= pack(name, tags, sharpen(build(languages, budget, groups_of(tags)), tags))
        print(f"{name}: {len(tags)} languages, {len(arrays[f'{name}_steps'])} grams")
    np.savez_compressed(OUT / "model.npz", **arrays)  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
