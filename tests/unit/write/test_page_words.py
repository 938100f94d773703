"""Kinds of page from the page's own words and shape, whatever language its text is in."""

from __future__ import annotations

import pytest

from pumice import Article, clean

PROSE = {
    "ru": "Сначала снимите всё до дерева, потом нанесите грунт и два слоя эмали. У меня держится пятый год подряд.",
    "el": "Πρώτα αφαιρέστε την παλιά μπογιά και μετά περάστε αστάρι και δύο χέρια. Σε μένα κρατάει πέντε χρόνια.",
    "zh": "先把旧漆全部刮掉，再上一层底漆和两层面漆。我的船这样刷了五年，每年春天只补一补，一直很好。",
    "en": "First take the old paint off, then one coat of primer and two of enamel. Mine has held for years.",
}


def kind_of(body: str, *, head: str = "", url: str = "https://pier.example/a/b", language: str = "en") -> str:
    """The type of a page with this body."""
    page = f"<head><title>Boats</title>{head}</head><body class='page bbpress forum'>{body}</body>"
    html = f"<html lang={language}>{page}</html>"
    article = clean(html.encode(), url=url, headers={"content-type": "text/html; charset=utf-8"}).article
    assert isinstance(article, Article)
    return article.page_type.value


@pytest.mark.parametrize("language", PROSE)
def test_a_thread_of_posts_is_a_forum(language: str):
    """By the words of the elements that hold the posts; those of the page's body say nothing."""
    prose = PROSE[language]
    posts = "".join(f"<div class='post threadview-post'><p>{prose} {number}</p></div>" for number in range(3))
    assert kind_of(f"<h1>Boats and paint</h1>{posts}", language=language) == "forum"
    assert (
        kind_of(f"<h1>Boats and paint</h1><p>{prose}</p><p>{prose} 2</p><p>{prose} 3</p>", language=language)
        == "article"
    )


def test_code_makes_a_manual_where_nobody_signs_it():
    """An article about a program has a date or a writer."""
    code = "".join(f"<p>{PROSE['en']} {number}</p><pre>run --step {number}</pre>" for number in range(4))
    assert kind_of(f"<h1>Running the gauge</h1>{code}") == "documentation"
    dated = '<meta property="article:published_time" content="2021-03-17T10:00:00Z">'
    assert kind_of(f"<h1>Running the gauge</h1>{code}", head=dated) == "article"


@pytest.mark.parametrize(
    ("described", "kind"),
    [("Product", "product"), ("DiscussionForumPosting", "forum"), ("QAPage", "forum"), ("CollectionPage", "listing")],
)
def test_what_json_ld_describes(described: str, kind: str):
    """A product that an article tests makes no product page of it."""
    own = f'<script type="application/ld+json">{{"@type":"{described}","name":"x"}}</script>'
    article = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Boats and paint"}</script>'
    prose = "".join(f"<p>{PROSE['en']} {number}</p>" for number in range(3))
    assert kind_of(f"<h1>Boats and paint</h1>{prose}", head=own) == kind
    if described in {"Product", "CollectionPage"}:
        assert kind_of(f"<h1>Boats and paint</h1>{prose}", head=own + article) == "article"


def test_a_dialogue_is_all_there_is():
    """Then the page is a request for consent, although its text stays."""
    notice = "<p>Noi e i nostri 812 partner utilizziamo cookie per archiviare e trattare dati personali.</p>"
    assert kind_of(f"<div id=onetrust-banner-sdk><h2>La tua privacy</h2>{notice}</div>", language="it") == "consent"


def test_a_status_in_the_heading_is_an_error():
    """Although the title says it in the page's own language; a story about 404 boats is none."""
    assert (
        kind_of("<h1>404</h1><p>La página que busca no existe o ha cambiado de dirección.</p>", language="es")
        == "error"
    )
    assert kind_of(f"<h1>404 boats</h1><p>{PROSE['en']}</p><p>{PROSE['en']} They stay.</p>") == "article"


def test_dates_beside_links_do_not_hide_a_list():
    """Titles in Chinese are short, and a date beside them is no part of them."""
    titles = (
        "港口周五重新开放，渡轮恢复航行",
        "两艘渔船在风暴中脱缆，已被拖回",
        "新市长上任，承诺修建新的防波堤",
        "果园奖今年颁给北方的三位农民",
    )
    items = "".join(f"<li><a href=/{title}>{title}</a> 2021-03-17</li>" for title in titles)
    assert kind_of(f"<ul>{items}</ul>", language="zh") == "listing"
