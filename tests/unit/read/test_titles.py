"""Headlines without the site's name."""

from __future__ import annotations

import pytest

from pumice.read.titles import rest_of_title, strip_site


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Floods recede - The Daily Bugle", "Floods recede"),
        ("The Daily Bugle: Floods recede", "The Daily Bugle: Floods recede"),
        ("Floods recede | World | Daily Bugle", "Floods recede | World"),
        ("Daily Bugle » Floods recede", "Floods recede"),
        ("Floods recede – and rise again", "Floods recede – and rise again"),
        ("Floods recede :: dailybugle", "Floods recede"),
        ("洪水退去_每日号角", "洪水退去_每日号角"),
        ("", ""),
        ("- | -", "- | -"),
    ],
)
def test_the_sites_name_is_taken_off(title: str, expected: str):
    """Only where a name of the site stands behind the separator; a dash may belong to the headline."""
    assert strip_site(title, names=["The Daily Bugle", "dailybugle.example"], visible=[]) == expected


def test_the_visible_heading_decides():
    """Whatever is added to the heading that readers see goes, known name or not."""
    assert strip_site("Floods recede - World - Somewhere", names=[], visible=["Floods recede"]) == "Floods recede"


def test_what_a_title_adds_is_the_sites_name():
    """In front or behind; nothing where the title is the headline."""
    assert rest_of_title("Floods recede - Bugle", "Floods recede") == "Bugle"
    assert rest_of_title("Bugle | Floods recede", "Floods recede") == "Bugle"
    assert rest_of_title("Floods recede", "Floods recede") == ""
    assert rest_of_title("Something else - Bugle", "Floods recede") == ""
