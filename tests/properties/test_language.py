"""Promises of language identification: the same input gives the same output, in any process, thread or order."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.language import find_strays, main_language

PARAGRAPHS: Final = {
    "en": "The council opened a new library on Monday, and hundreds of people came to see the reading rooms.",
    "fr": "Le conseil municipal a inauguré lundi une nouvelle bibliothèque, et des centaines de personnes sont venues.",
    "ru": "В понедельник городской совет открыл новую библиотеку, и сотни людей пришли посмотреть читальные залы.",
    "pl": "W poniedziałek rada miasta otworzyła nową bibliotekę, a setki osób przyszły obejrzeć czytelnie.",
    "ka": "ორშაბათს ქალაქის საკრებულომ ახალი ბიბლიოთეკა გახსნა და ასობით ადამიანი მოვიდა.",
    "el": "Το δημοτικό συμβούλιο εγκαινίασε τη Δευτέρα μια νέα βιβλιοθήκη και ήρθαν εκατοντάδες άνθρωποι.",
}
LABELS: Final = ("Редакционные разделы :", "Lire la suite", "Czytaj dalej", "Αρχική σελίδα", "Read more", "მთავარი")

documents = st.tuples(
    st.sampled_from(sorted(PARAGRAPHS)),
    st.lists(st.sampled_from(LABELS), max_size=4),
    st.integers(min_value=2, max_value=4),
)


def build(made: tuple[str, list[str], int]) -> list[str]:
    """A document of some paragraphs in one language with labels in several."""
    language, labels, count = made
    return [*([PARAGRAPHS[language]] * count), *labels]


def as_text(blocks: Sequence[str]) -> str:
    """Everything that was found, every digit of every score included."""
    return repr(find_strays(blocks))


@settings(deadline=None, max_examples=40)
@given(documents)
def test_the_language_of_a_document_is_that_of_its_paragraphs(made: tuple[str, list[str], int]):
    """However many labels stand around them."""
    assert main_language(build(made)) == made[0]


@settings(deadline=None, max_examples=40)
@given(documents)
def test_paragraphs_of_the_document_are_never_strays(made: tuple[str, list[str], int]):
    """What the document is written in is not foreign to it."""
    assert all(span.block >= made[2] for span in find_strays(build(made)).spans)


@settings(deadline=None, max_examples=25)
@given(documents)
def test_an_empty_block_changes_no_verdict(made: tuple[str, list[str], int]):
    """Blocks without a word neither speak nor stand between neighbours."""
    blocks = build(made)
    found = [(span.block, span.start, span.end, span.verdict) for span in find_strays(blocks).spans]
    assert [(s.block, s.start, s.end, s.verdict) for s in find_strays([*blocks, ""]).spans] == found


def test_threads_do_not_change_a_digit():
    """Many documents at once give what they give one by one."""
    many = [build((language, list(LABELS), 3)) for language in PARAGRAPHS] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(as_text, many)) == [as_text(blocks) for blocks in many]


def test_processes_and_hash_seeds_do_not_change_a_digit():
    """The same documents in fresh processes under other hash seeds and thread counts give the same bytes."""
    many = [build((language, list(LABELS), 3)) for language in PARAGRAPHS]
    code = (
        "import json, sys; from pumice.language import find_strays;"
        "print([find_strays(blocks) for blocks in json.load(sys.stdin)])"
    )
    answers = set()
    for seed, threads in (("0", "1"), ("1", "2"), ("4711", "1")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "OPENBLAS_NUM_THREADS": threads,
            "OMP_NUM_THREADS": threads,
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(many),
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        answers.add(done.stdout)
    assert answers == {repr([find_strays(blocks) for blocks in many]) + "\n"}
