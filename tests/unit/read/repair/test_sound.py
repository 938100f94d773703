"""The cheap gate before a reading is measured against languages."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pumice.read.fit.best import best_fit
from pumice.read.repair.sound import could_be_sound, is_sound
from pumice.read.repair.swaps import USUAL, swap

WORDS = st.sampled_from(
    "Привет из деревни Škoda über allen Gipfeln Éric a été là město ΚΑΛΗΜΕΡΑ łódź «да» don’t naïve Ωmega".split()
)


@settings(deadline=None, max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), st.sampled_from(USUAL), st.floats(0, 100))
def test_the_gate_stops_nothing_that_is_sound(written: str, pair: tuple[str, str], gain: float):
    """Whatever is sound for a gain could be sound for it, and for any larger one."""
    read_as, written_as = pair
    misread = swap(written, written_as, read_as)
    mended = swap(misread, read_as, written_as)
    if is_sound(misread, mended, best_fit(mended), gain):
        assert could_be_sound(misread, mended, gain)
        assert could_be_sound(misread, mended, float("inf"))


def test_the_gate_stops_readings_that_make_signs_of_letters():
    """Polish read as windows-1252 would put signs inside words, whatever it gained."""
    polish = "Głosowanie trwa do końca września, a szansę na wygraną ma każda para."
    assert not could_be_sound(polish, swap(polish, "windows-1250", "windows-1252"), float("inf"))
