"""What ftfy is asked about, and what of its answers is believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pumice.read.repair import repair, replay
from pumice.read.repair.second import ACTION, ask_ftfy

SENTENCES: dict[str, str | list[str]] = json.loads(
    (Path(__file__).parents[3] / "data" / "sentences.json").read_text(encoding="utf-8")
)


def texts(language: str) -> list[str]:
    """The sentences of one language."""
    found = SENTENCES[language]
    return [found] if isinstance(found, str) else found


def test_mends_what_our_tables_leave():
    """UTF-8 read as code page 437 in one short word: ftfy's plan is believed, recorded, and replays."""
    damaged = [text.encode().decode("cp437") for text in texts("af")]
    results = [repair(text) for text in damaged]
    assert [result.text for result in results] == texts("af")
    steps = [step for result in results for step in result.steps]
    assert any(one.action == ACTION for step in steps for one in step.steps)
    for step in steps:
        assert replay(step.before, step.steps) == step.after


def test_what_is_lost_is_not_guessed():
    """A line with U+FFFD keeps its holes, and is flagged."""
    assert ask_ftfy("Le pr\ufffdsident dit que câ€\ufffd est fini") == ()


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_sound_text_is_left_alone(language: str):
    """Whatever ftfy would do, a sound sentence is not given to it."""
    for text in texts(language):
        assert repair(text).text == text


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_what_cannot_be_mended_ends_well(language: str):
    """Bytes lost between two misreadings, in every script: an answer, and as many lines as before."""
    for text in texts(language):
        once = text.encode().decode("latin-1").encode().decode("cp1252", "replace").replace("\xa0", " ")
        assert repair(once).text.count("\n") == once.count("\n")
