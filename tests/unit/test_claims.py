"""Which claim wins."""

from __future__ import annotations

from itertools import permutations

from pumice.claims import choose
from pumice.model import Claim, Field, Origin, Span


def _claim(field: Field, value: str, origin: Origin, weight: float, **more: object) -> Claim:
    return Claim(field, value, str(more.pop("raw", value)), origin, weight, **more)  # type: ignore[arg-type]


def test_the_heavier_claim_wins_and_two_that_agree_outweigh_one():
    """Support counts for dates."""
    lone = _claim(Field.DATE_PUBLISHED, "2020-02-22", Origin.META, 0.6)
    first = _claim(Field.DATE_PUBLISHED, "2020-02-21", Origin.TIME, 0.5)
    second = _claim(Field.DATE_PUBLISHED, "2020-02-21T18:00:00", Origin.DATE_LINE, 0.5)
    assert choose([lone, first]).winner(Field.DATE_PUBLISHED) == lone
    winner = choose([lone, first, second]).winner(Field.DATE_PUBLISHED)
    assert winner is not None
    assert winner.value == "2020-02-21T18:00:00"


def test_agreeing_claims_are_found_with_their_spans():
    """The winner may stand in the head; the line that says the same is marked."""
    head = _claim(Field.HEADLINE, "Floods recede", Origin.JSON_LD, 0.8)
    line = _claim(Field.HEADLINE, "Floods  recede!", Origin.H1, 0.7, span=Span(3, 0, 15))
    other = _claim(Field.HEADLINE, "The Daily Bugle", Origin.TITLE, 0.4)
    assert choose([head, line, other]).agreeing(Field.HEADLINE) == (head, line)


def test_disbelieved_claims_never_win():
    """Weight 0 is kept for the audit and nothing else."""
    chosen = choose([_claim(Field.DATE_PUBLISHED, "2999-01-01", Origin.JSON_LD, 0.0, detail="future")])
    assert chosen.winner(Field.DATE_PUBLISHED) is None
    assert chosen.all(Field.AUTHOR) == ()
    assert len(chosen.claims) == 1


def test_authors_are_one_statement():
    """The names of the best witness, not a heap of everybody's."""
    stated = [_claim(Field.AUTHOR, name, Origin.JSON_LD, 0.85) for name in ("Ada Lin", "Bo Ek")]
    teaser = _claim(Field.AUTHOR, "Cy Dee", Origin.BYLINE, 0.5, raw="By Cy Dee")
    assert [claim.value for claim in choose([teaser, *stated]).all(Field.AUTHOR)] == ["Ada Lin", "Bo Ek"]


def test_translations_are_kept_apart_by_language():
    """One address for each language, each once."""
    claims = [
        _claim(Field.TRANSLATION, "https://example.org/fr", Origin.LINK, 0.8, detail="fr"),
        _claim(Field.TRANSLATION, "https://example.org/fr#x", Origin.LINK, 0.6, detail="fr"),
        _claim(Field.TRANSLATION, "https://example.org/de", Origin.LINK, 0.6, detail="de"),
    ]
    assert [claim.detail for claim in choose(claims).all(Field.TRANSLATION)] == ["fr", "de"]


def test_the_winner_does_not_hang_on_the_order_of_unequal_claims():
    """Every order of three claims of different weight gives the same winner."""
    claims = [_claim(Field.SECTION, word, Origin.META, weight) for word, weight in (("a", 0.3), ("b", 0.9), ("c", 0.6))]
    winners = {choose(order).winner(Field.SECTION) for order in permutations(claims)}
    assert winners == {claims[1]}


def test_a_date_that_hardly_anything_speaks_for_is_not_believed():
    """A day out of a list of other articles: null rather than a guess; another field needs no such weight."""
    listed = [_claim(Field.DATE_PUBLISHED, f"2020-02-{day}", Origin.TIME, 0.06) for day in (21, 22, 23)]
    assert choose(listed).winner(Field.DATE_PUBLISHED) is None
    told = _claim(Field.DATE_PUBLISHED, "2020-02-24", Origin.TIME, 0.2)
    assert choose([*listed, told]).winner(Field.DATE_PUBLISHED) == told
    assert choose([_claim(Field.SECTION, "World", Origin.META, 0.06)]).winner(Field.SECTION) is not None


def test_headlines_are_spelt_as_most_witnesses_spell_them():
    """Where they differ in punctuation alone; a claim that says something else has no voice."""
    heading = _claim(Field.HEADLINE, "Staple 5001", Origin.H1, 0.85)
    title = _claim(Field.HEADLINE, "Staple - 5001", Origin.TITLE, 0.45)
    shared = _claim(Field.HEADLINE, "Staple - 5001", Origin.OPEN_GRAPH, 0.8)
    assert choose([heading, title, shared]).winner(Field.HEADLINE) == shared
    assert choose([heading, title]).winner(Field.HEADLINE) == heading


def test_each_document_gets_its_own_answer():
    """What is remembered of the last claims is no answer for others."""
    one, other = (
        (Claim(Field.HEADLINE, text, text, Origin.H1, 0.5),) for text in ("The ferry sails", "The ferry rests")
    )
    answers = [choose(claims).winner(Field.HEADLINE) for claims in (one, other, one)]
    assert answers == [one[0], other[0], one[0]]
    assert choose(()).winners == {}
