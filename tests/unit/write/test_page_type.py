"""What kind of page: by its titles, its prose, its status, in no particular language."""

from __future__ import annotations

import pytest

from pumice.claims import choose
from pumice.model import Block, Claim, Document, Field, Mark, Origin, PageType, Policy, Reason, Source, Span
from pumice.write.cut import cut
from pumice.write.page_type import page_type

PROSE = "渡轮从四月起每天往返两次，船长说天气允许时会一直开到秋天。" * 4
TITLES = tuple(
    Block(f"Το νέο λιμάνι ανοίγει {word}", link_characters=60) for word in ("αύριο", "σήμερα", "νωρίς", "ξανά", "αργά")
)


def type_of(
    *blocks: Block, url: str = "https://example.org/a/b", status: int = 200, reasons: dict[int, Reason] | None = None
):
    """The type of a page of these blocks, some of them marked."""
    document = Document(Source(url, status=status), None, blocks).with_marks(
        Mark(Span(index, 0, len(blocks[index].text)), reason, 0.9, None, "test/1")
        for index, reason in (reasons or {}).items()
    )
    return page_type(document, cut(document, Policy()), choose(()))


def test_prose_makes_an_article():
    """Also at the root of a site: an address tells little."""
    assert type_of(Block(PROSE)) is PageType.ARTICLE
    assert type_of(Block(PROSE), url="https://example.org/") is PageType.ARTICLE


def test_titles_beside_an_article_make_no_listing():
    """They were left out as related."""
    related = dict.fromkeys(range(1, 6), Reason.RELATED)
    assert type_of(Block(PROSE), *TITLES, reasons=related) is PageType.ARTICLE


@pytest.mark.parametrize(
    ("url", "kind"), [("https://example.org/x", PageType.LISTING), ("https://example.org/", PageType.HOME)]
)
def test_titles_alone_make_a_listing(url: str, kind: PageType):
    """Whether they stayed or went as furniture."""
    assert type_of(*TITLES, url=url) is kind
    assert type_of(Block("x"), *TITLES, url=url, reasons=dict.fromkeys(range(1, 6), Reason.FURNITURE)) is kind


def test_errors_are_named_by_status_or_headline():
    """An error page that answers 200 is one, too."""
    assert type_of(Block(PROSE), status=404) is PageType.ERROR
    assert type_of(Block("404"), Block("nginx")) is PageType.ERROR
    assert type_of(Block("403 Forbidden"), Block("nginx")) is PageType.ERROR
    assert type_of(Block("500 boats at sea"), Block(PROSE)) is PageType.ARTICLE


def test_a_page_that_only_asks_for_consent():
    """What was left out as consent is more than what is left."""
    notice = Block("We and our partners store cookies on your device, if you agree to it. " * 3)
    assert type_of(Block("Agree"), notice, reasons={1: Reason.CONSENT}) is PageType.CONSENT


def test_a_declared_type_counts():
    """A product says so itself."""
    claim = Claim(Field.PAGE_TYPE, "product", "product", Origin.OPEN_GRAPH, 0.5)
    document = Document(Source("https://example.org/a"), None, (Block(PROSE),), (claim,))
    assert page_type(document, cut(document, Policy()), choose(document.claims)) is PageType.PRODUCT
