"""Cutting blocks: menus, lines, sentences, addresses."""

import pytest

from pumice.language.segments import cut, is_menu, mask_addresses


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Home | News | About us", ["Home", "News", "About us"]),
        ("Главная / Новости / О нас", ["Главная", "Новости", "О нас"]),
        ("It rains. It pours! “Stay in.” He left.", ["It rains.", "It pours!", "“Stay in.”", "He left."]),
        ("Это дождь.» Он ушёл.", ["Это дождь.»", "Он ушёл."]),
        ("雨です。風です！「はい。」終わり", ["雨です。", "風です！", "「はい。」", "終わり"]),
        ("वर्षा है। हवा है।", ["वर्षा है।", "हवा है।"]),
        ("one\ntwo", ["one", "two"]),
        ("and/or TCP/IP", ["and/or TCP/IP"]),
        ("  spaced  ", ["spaced"]),
        ("", []),
    ],
)
def test_pieces(text: str, pieces: list[str]):
    """Each piece is trimmed, closing marks stay with their sentence, and slashes inside words do not cut."""
    assert [text[start:end] for start, end in cut(text)] == pieces


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a/b_ru", "press@example.org", "www.example.org", "#Summit", "@office", "example.com/x"],
)
def test_addresses_are_masked(address: str):
    """An address has no letters left, and the rest of the text keeps its place."""
    assert mask_addresses(f"See {address} now") == f"See {' ' * len(address)} now"


@pytest.mark.parametrize("text", ["C# and F", "at 5 p.m. we", "A. B. Smith", "Mr. Jones", "19.5.2020", "it@ is"])
def test_what_is_no_address_stays(text: str):
    """Initials, times and dates are text."""
    assert mask_addresses(text) == text


def test_a_menu_has_several_separators():
    """One separator may stand in any line."""
    assert is_menu("Home | News | About")
    assert not is_menu("Home | News")
