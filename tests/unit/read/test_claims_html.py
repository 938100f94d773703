"""Claims of HTML pages: every kind of witness, and pages that lie or break."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from time import process_time

import pytest

from pumice.claims import Chosen, choose
from pumice.model import Capture, Claim, Field, Origin
from pumice.read.claims_common import Seen
from pumice.read.claims_html import claims_from_html
from pumice.read.facts import Facts
from pumice.read.headlines import weigh_headlines
from pumice.read.html import cut_html, parse_html

URL = "https://www.bugle.example/world/floods-recede"
PROSE = "<p>The water has fallen by two metres since Monday, and the first families are going home again.</p>" * 3


def _read(head: str = "", body: str = "", *, url: str = URL, seen: datetime | None = None) -> Chosen:
    html = f"<html lang=en-GB><head>{head}</head><body>{body}{PROSE}</body></html>"
    soup = parse_html(html)
    return choose(claims_from_html(soup, Capture(url, html.encode(), fetched_at=seen), cut_html(soup)))


def _value(chosen: Chosen, field: Field) -> str | None:
    claim = chosen.winner(field)
    return claim.value if claim else None


def _names(chosen: Chosen) -> list[str]:
    return [claim.value for claim in chosen.all(Field.AUTHOR)]


def _json_ld(content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_graph_with_references():
    """A graph whose article names its author and publisher by @id."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": ["NewsArticle"],
                "headline": "Floods recede",
                "datePublished": "2020-02-21T18:00:00+01:00",
                "dateModified": "2020-02-22",
                "author": [{"@id": "#ada"}, {"@type": "Organization", "name": "Tide Agency"}],
                "publisher": {"@id": "#bugle"},
                "articleSection": "World",
                "keywords": "floods, rivers",
                "inLanguage": "en",
            },
            {"@id": "#ada", "@type": "Person", "name": "Ada Lin"},
            {"@id": "#bugle", "@type": "NewsMediaOrganization", "name": "The Bugle"},
        ],
    }
    chosen = _read(_json_ld(graph))
    assert _value(chosen, Field.HEADLINE) == "Floods recede"
    assert _value(chosen, Field.DATE_PUBLISHED) == "2020-02-21T18:00:00+01:00"
    assert _value(chosen, Field.DATE_MODIFIED) == "2020-02-22"
    assert [(c.value, c.detail) for c in chosen.all(Field.AUTHOR)] == [("Ada Lin", ""), ("Tide Agency", "Organization")]
    assert _value(chosen, Field.PUBLISHER) == "The Bugle"
    assert _value(chosen, Field.SECTION) == "World"
    assert [claim.value for claim in chosen.all(Field.KEYWORD)] == ["floods", "rivers"]


def test_meta_microdata_and_links():
    """Open Graph, parsely, <time>, canonical and hreflang."""
    chosen = _read(
        '<title>Floods recede | The Bugle</title><meta property="og:title" content="Floods recede - The Bugle">'
        '<meta property="og:site_name" content="The Bugle"><meta name="parsely-author" content="Ada Lin">'
        '<link rel="canonical" href="/world/floods"><link rel="alternate" hreflang="fr" href="/fr/crues">',
        '<h1>Floods recede</h1><time itemprop="datePublished" datetime="2020-02-21">21 Feb</time>',
    )
    assert _value(chosen, Field.HEADLINE) == "Floods recede"
    assert _value(chosen, Field.DATE_PUBLISHED) == "2020-02-21"
    assert _names(chosen) == ["Ada Lin"]
    assert _value(chosen, Field.CANONICAL_URL) == "https://www.bugle.example/world/floods"
    assert [(c.detail, c.value) for c in chosen.all(Field.TRANSLATION)] == [
        ("fr", "https://www.bugle.example/fr/crues")
    ]


def test_visible_lines_carry_spans():
    """Headline, byline and date line are pointed at, so that they can be left out of the text."""
    chosen = _read(body="<h1>Floods recede</h1><p class=byline>By Ada Lin and Bo Ek</p><p>21 February 2020, 18:00</p>")
    assert _names(chosen) == ["Ada Lin", "Bo Ek"]
    assert _value(chosen, Field.DATE_PUBLISHED) == "2020-02-21T18:00:00"
    for block, field in enumerate((Field.HEADLINE, Field.AUTHOR, Field.DATE_PUBLISHED)):
        assert block in {claim.span.block for claim in chosen.agreeing(field) if claim.span}


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Von Ada Lin", ["Ada Lin"]),
        ("Текст: Анна Белова", ["Анна Белова"]),
        ("بقلم: ليلى حداد", ["ليلى حداد"]),
        ("文：李明", ["李明"]),
        ("By Ada Lin, Political Editor", ["Ada Lin"]),
        ("Par Ada Lin et Bo Ek", ["Ada Lin", "Bo Ek"]),
        ("Von der Redaktion", []),
        ("By ada@bugle.example", []),
        ("21 February 2020", []),
        ("Ada Lin(Bruxelles, bureau européen)", ["Ada Lin"]),
        ("ByAda Lin", ["Ada Lin"]),
        ("Byron Ek", ["Byron Ek"]),
    ],
)
def test_bylines(byline: str, names: list[str]):
    """Names without their introduction; desks, addresses and dates are nobody."""
    assert _names(_read(body=f"<h1>Floods recede</h1><p class=byline>{byline}</p>")) == names


def test_authors_who_sign_in_the_text():
    """A reporter in brackets at the end of a Chinese text."""
    text = "<h1>洪水退去</h1><p>本报记者获悉，第一批居民已经回家，学校下周开学。（记者 李明 王芳）</p>"
    assert _names(_read(body=text)) == ["李明", "王芳"]


def test_a_named_writer_outweighs_the_house():
    """Sites that put themselves as the author in JSON-LD, and the writer in the byline."""
    article = {"@type": "Article", "author": {"name": "The Bugle"}, "publisher": {"name": "The Bugle"}}
    chosen = _read(_json_ld(article), '<h1>Floods recede</h1><p class=author>by Ada Lin</p><a rel="author">Ada Lin</a>')
    assert _names(chosen) == ["Ada Lin"]


def test_banner_and_title_name_the_publisher():
    """Where the head does not."""
    chosen = _read(
        "<title>Floods recede - Harbour Office</title>", "<div><a href=/>Harbour Office</a></div><h1>Floods recede</h1>"
    )
    assert _value(chosen, Field.PUBLISHER) == "Harbour Office"


def test_day_first_is_settled_by_another_date():
    """03/04/2020 is April, because the page says so elsewhere."""
    chosen = _read(
        '<meta property="article:modified_time" content="2020-04-03T09:00:00Z">',
        "<h1>Floods recede</h1><p>03/04/2020</p>",
    )
    claim = chosen.winner(Field.DATE_PUBLISHED)
    assert claim is not None
    assert (claim.value, claim.detail) == ("2020-04-03", "")


def test_dates_that_cannot_be_right_are_heard_and_not_believed():
    """The future, the epoch, February 31st, year 0, a mapping."""
    seen = datetime(2020, 3, 1, tzinfo=UTC)
    for bad in ("2031-01-01", "1970-01-01T00:00:00Z", "2020-02-31", "0000-00-00", {"a": 1}, 17, None, ["x"], True):
        chosen = _read(_json_ld({"@type": "Article", "headline": "Floods recede", "datePublished": bad}), seen=seen)
        assert chosen.winner(Field.DATE_PUBLISHED) is None
        assert _value(chosen, Field.HEADLINE) == "Floods recede"


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Article", "headline": "Floods recede",} -->',
        '{"@type": "Article", "headline": "Floods recede", "articleBody": "line\nbreak"}',
        '{"@type": "Article", "headline": "Floods recede", "author": {"name": "Ada',
        '[[[{"@type": "Article", "headline": "Floods recede"}]]]',
        '//<![CDATA[\n{"@type": "Article", "headline": "Floods recede"}\n//]]>',
    ],
)
def test_broken_json_ld_is_read_as_far_as_it_goes(script: str):
    """Comments, trailing commas, raw line breaks, cut ends."""
    assert _value(_read(_json_ld(script)), Field.HEADLINE) == "Floods recede"


HOSTILE = {
    "five megabytes": _json_ld('{"@type":"Article","headline":"x","articleBody":"' + "y" * 5_000_000 + '"}'),
    "cyclic ids": _json_ld({"@graph": [{"@id": "a", "author": {"@id": "b"}}, {"@id": "b", "author": {"@id": "a"}}]}),
    "deep": _json_ld("[" * 20_000 + "]" * 20_000),
    "wide": _json_ld({"@graph": [{"@type": "Article", "headline": str(i)} for i in range(5_000)]}),
    "long title": "<title>" + "x | " * 250_000 + "</title>",
    "many metas": '<meta name="author" content="A B">' * 20_000,
    "odd values": '<meta property="og:url" content="http://["><link rel=canonical href="javascript:x"><base href="http://[">',
    "lone surrogates": _json_ld('{"@type":"Article","headline":"\\ud800","datePublished":"\\udc00"}'),
}


@pytest.mark.parametrize("head", HOSTILE.values(), ids=HOSTILE)
def test_hostile_heads_are_bounded(head: str):
    """No exception, few claims, no date, little time."""
    soup = parse_html(f"<html><head>{head}</head><body>{PROSE}</body></html>")
    began = process_time()
    claims = claims_from_html(soup, Capture(URL, b""), cut_html(soup))
    assert process_time() - began < 2
    assert len(claims) < 1_000
    assert choose(claims).winner(Field.DATE_PUBLISHED) is None


def test_four_hundred_authors_are_cut_short():
    """The first fifty of a list that no byline has."""
    chosen = _read(
        _json_ld(
            {
                "@type": "Article",
                "author": [{"name": f"Ada Lin{chr(97 + i % 26)}{chr(97 + i // 26)}"} for i in range(400)],
            }
        )
    )
    assert 1 < len(_names(chosen)) <= 50


def test_the_sites_name_is_no_headline():
    """Where og:title and <title> hold nothing but the name, the heading is the headline; a quoted headline stays so."""
    head = (
        '<title>Bugle</title><meta property="og:title" content="Bugle"><meta property="og:site_name" content="Bugle">'
    )
    assert _value(_read(head, "<h1>Floods recede</h1>"), Field.HEADLINE) == "Floods recede"
    quoted = "<title>«Floods recede» - Bugle</title><h1>«Floods recede»</h1>"
    assert _value(_read("", quoted), Field.HEADLINE) == "«Floods recede»"


def test_a_kicker_is_no_part_of_the_headline():
    """The heading's first words stand in no other title."""
    head = '<title>Floods recede</title><meta property="og:title" content="Floods recede">'
    assert _value(_read(head, "<h1>Weather <span>Floods recede</span></h1>"), Field.HEADLINE) == "Floods recede"


def test_the_usual_spelling_of_a_headline():
    """Where witnesses differ in punctuation alone, most decide."""
    head = '<title>Staple - 5001 | The Bugle</title><meta property="og:title" content="Staple - 5001">'
    chosen = _read(head + '<meta property="og:site_name" content="The Bugle">', "<h1>Staple 5001</h1>")
    assert _value(chosen, Field.HEADLINE) == "Staple - 5001"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("25.10.2022 - Ada Lin", ["Ada Lin"]),
        ("Ada Lin | May 3, 2020", ["Ada Lin"]),
        ("May 3, 2020 · 3 min read · By Ada Lin", ["Ada Lin"]),
        ("World | May 3, 2020", []),
        ("News from the harbour | May 3, 2020", []),
        ("May 3, 2020 - 4 min read", []),
    ],
)
def test_a_name_beside_the_date(line: str, names: list[str]):
    """Right under the headline, and nothing else in the line; sections and reading times are no names."""
    assert _names(_read(body=f"<h1>Floods recede</h1><p>{line}</p>")) == names


def test_bylines_far_from_the_headline():
    """One under the article is heard; several that differ are those of other articles; co-authors are one statement."""
    text = "".join(f"<p>{number} {PROSE}</p>" for number in "abcdefgh")
    assert _names(_read(body=f"<h1>Floods recede</h1>{text}<p>Text: Ada Lin</p>")) == ["Ada Lin"]
    assert _names(_read(body=f"<h1>Floods recede</h1>{text}<p>Text: Ada Lin</p><p>Text: Bo Ek</p>")) == []
    both = "<p>Text: Ada Lin and Bo Ek</p>"
    assert _names(_read(body=f"<h1>Floods recede</h1>{text}{both}{both}")) == ["Ada Lin", "Bo Ek"]


def test_a_login_is_spelt_out_by_the_byline():
    """Accents and underscores do not make two people."""
    head = '<meta name="author" content="gabor_munier">'
    text = "".join(f"<p>{number} {PROSE}</p>" for number in "abcdefgh")
    assert _names(_read(head, f"<h1>Floods recede</h1>{text}<p>Autor: Gàbor Muniér</p>")) == ["Gàbor Muniér"]


def test_rdfa_states_properties_too():
    """property="schema:dateCreated" on an element of the body."""
    body = '<h1>Floods recede</h1><span property="schema:datePublished" content="2020-02-21T18:00:00Z"></span>'
    assert _value(_read(body=body), Field.DATE_PUBLISHED) == "2020-02-21T18:00:00+00:00"


def test_who_took_the_picture_is_no_author():
    """Microdata of an image inside the article names its photographer."""
    picture = (
        "<figure itemscope itemtype='https://schema.org/ImageObject'><span itemprop=author>Greg Nel</span></figure>"
    )
    body = f"<h1>Floods recede</h1><p class=byline>By Ada Lin</p>{picture}"
    assert _names(_read(body=body)) == ["Ada Lin"]


def test_a_recipes_headline_is_not_weighed():
    """Also where it repeats the <title> and another headline is stated: its owner has said."""
    said = [
        Claim(Field.HEADLINE, "Floods recede", "Floods recede", Origin.RECIPE, 1.0),
        Claim(Field.HEADLINE, "Floods recede", "Floods recede", Origin.TITLE, 0.45),
        Claim(Field.HEADLINE, "Families go home", "Families go home", Origin.OPEN_GRAPH, 0.8),
        Claim(Field.HEADLINE, "Families go home at last", "Families go home at last", Origin.H1, 0.75),
    ]
    weighed = weigh_headlines(said, Seen(Capture(URL, b""), Facts(), ()))
    assert weighed[0] == said[0]
    assert choose(weighed).winner(Field.HEADLINE) == said[0]
