"""The furniture marker on pages written for it, in scripts with and without spaces, from left and from right."""

from __future__ import annotations

import pytest

from pumice.mark.furniture import mark_furniture
from pumice.model import Block, BlockRole, Document, Mark, Reason, Source
from pumice.read.html import cut_html, parse_html
from pumice.read.plain import cut_plain

ARTICLES = {
    "en": (
        "The harbour of Larmor reopened on Monday after three weeks of repairs to its northern pier.",
        "“We lost two boats in the storm, but nobody was hurt,” said the harbour master, who has worked here long.",
        "Fishing boats may leave again from Tuesday morning, while ferries have to wait until the end of May.",
    ),
    "ru": (
        "Порт вновь открылся в понедельник после трёх недель ремонта северного причала.",
        "«В шторм мы потеряли две лодки, но никто не пострадал», — сказал начальник порта, который работает тут давно.",
        "Рыбаки смогут выйти в море уже во вторник утром, а парому придётся подождать до конца месяца.",
    ),
    "el": (
        "Το λιμάνι άνοιξε ξανά τη Δευτέρα, ύστερα από τρεις εβδομάδες εργασιών στη βόρεια προβλήτα.",
        "«Χάσαμε δύο βάρκες στην καταιγίδα, αλλά κανείς δεν τραυματίστηκε», είπε ο λιμενάρχης, που δουλεύει εδώ.",
        "Οι ψαράδες θα μπορούν να βγουν στη θάλασσα από την Τρίτη το πρωί, όμως το πλοίο θα περιμένει ως τον Μάιο.",
    ),
    "zh": (
        "港口北侧码头经过三周的维修，星期一重新开放，渔民们一早就来到了岸边。",
        "“我们在风暴中失去了两条船，但是没有人受伤。”在这里工作多年的港口主任说。",
        "渔船从星期二早上起可以再次出海，渡轮则要等到月底才能恢复航行。",
    ),
    "ar": (
        "أعيد فتح الميناء يوم الاثنين بعد ثلاثة أسابيع من أعمال الإصلاح في الرصيف الشمالي.",
        "وقال مدير الميناء الذي يعمل هنا منذ سنوات: «فقدنا قاربين في العاصفة، لكن لم يصب أحد بأذى».",
        "ويمكن لقوارب الصيد أن تخرج إلى البحر صباح الثلاثاء، أما العبّارة فعليها أن تنتظر حتى نهاية الشهر.",
    ),
}

PAGE = """<html><body>
<header><div class="logo"><a href="/">A</a></div>
<nav><ul><li><a href="/1">{menu}</a></li>
<li><a href="/2">{menu} 2</a></li><li><a href="/3">{menu} 3</a></li></ul></nav></header>
<main><article><h1>{title}</h1>{paragraphs}</article>
<aside class="related"><h3><a href="/4">{menu}</a></h3><ul><li><a href="/5">{title} 1</a></li>
<li><a href="/6">{title} 2</a></li>
<li><a href="/7">{title} 3</a></li></ul></aside></main>
<div class="cookie-consent"><p>{menu} cookies</p><button>OK</button></div>
<footer><p>© 2021 {menu}</p><a href="/8">{menu}</a></footer></body></html>"""


def page_of(language: str) -> str:
    """A page with an article of three paragraphs between menus, teasers and notices."""
    first, *_ = ARTICLES[language]
    paragraphs = "".join(f"<p>{text}</p>" for text in ARTICLES[language])
    return PAGE.format(menu=first[:9], title=first[:24], paragraphs=paragraphs)


def document_of(html: str) -> Document:
    """Blocks only; no claims."""
    return Document(Source("https://example.org/a"), None, tuple(cut_html(parse_html(html))))


def marks_by_text(document: Document) -> dict[str, Mark]:
    """Marks by the text of their block."""
    return {document.blocks[mark.span.block].text: mark for mark in mark_furniture(document)}


@pytest.mark.parametrize("language", ARTICLES)
def test_the_article_stays_and_the_menus_go(language: str):
    """In every script."""
    document = document_of(page_of(language))
    marked = marks_by_text(document)
    assert not marked.keys() & set(ARTICLES[language])
    menu = ARTICLES[language][0][:9].strip()
    assert {f"{menu} 2", f"{menu} 3", f"© 2021 {menu}"} <= marked.keys()


def test_reasons_follow_the_words_of_the_page():
    """Teasers are related, a cookie note is consent, a footer is furniture, each with its evidence."""
    document = document_of(page_of("en"))
    marked = marks_by_text(document)
    found = {text: (mark.reason, mark.by) for text, mark in marked.items()}
    assert found["The harbour of Larmor re 2"][0] is Reason.RELATED
    assert found["The harbo cookies"][0] is Reason.CONSENT
    assert found["© 2021 The harbo"] == (Reason.FURNITURE, "furniture/2:named-<footer>")


def test_every_mark_covers_its_block():
    """Furniture goes whole; scores are likelihoods above one half."""
    document = document_of(page_of("ru"))
    for mark in mark_furniture(document):
        assert (mark.span.start, mark.span.end) == (0, len(document.blocks[mark.span.block].text))
        assert 0.5 < mark.score <= 1


def test_plain_text_has_no_furniture():
    """There is no markup to learn from."""
    document = Document(Source("urn:sha256:0"), None, tuple(cut_plain("One line.\n\nAnother line.")))
    assert list(mark_furniture(document)) == []


def test_no_blocks_no_marks():
    """An empty document is none of this marker's business."""
    assert list(mark_furniture(Document(Source("urn:sha256:0"), None, ()))) == []


def test_a_page_of_one_line_keeps_it():
    """Where nothing is likely text, the likeliest is kept."""
    assert list(mark_furniture(document_of("<p>Closed today.</p>"))) == []


def test_a_recipe_outranks_the_model():
    """What the recipe names as body stays; what it drops goes, and so does what stands outside the body it names."""
    texts = ARTICLES["en"]
    body = Block("Menu", path="/html/body/nav[1]", words=("nav", "menu"), role=BlockRole.BODY)
    dropped = Block(texts[1], path="/html/body/p[1]", words=("p", "body"), role=BlockRole.DROP)
    plain = Block(texts[2], path="/html/body/p[2]", words=("p", "body"))
    document = Document(Source("https://example.org/a"), None, (body, dropped, plain))
    found = [(mark.span.block, mark.by.partition(":")[2]) for mark in mark_furniture(document)]
    assert found == [(1, "recipe-drop"), (2, "outside-recipe-body")]
