"""Two versions of one text on a page, and texts that only look so."""

from __future__ import annotations

from pumice.mark.versions import mark_versions
from pumice.model import Block, BlockKind, Document, Reason, Source

ENGLISH = (
    "The new lighthouse on Cape Selvane will be lit on 14 March 2026, ten years after the old one fell in a storm.",
    "It cost 3.2 million and was paid for by the Harbour Fund and by 412 private donors, among them Ingrid Aasen.",
    "Ships will see its light from 28 miles away. The keeper's house will become a museum in 2027.",
)
FRENCH = (
    "Le nouveau phare du cap Selvane sera allumé le 14 mars 2026, dix ans après la chute de l'ancien dans une tempête.",
    "Il a coûté 3,2 millions, payés par le Harbour Fund et par 412 donateurs privés, dont Ingrid Aasen.",
    "Les navires verront sa lumière à 28 milles. La maison du gardien deviendra un musée en 2027.",
)
FRENCH_SPEECH = (
    "Permettez-moi de continuer en français, la langue de ma mère et de tant d'entre vous qui avez bâti ces quais.",
    "Nous n'avons jamais eu peur du vent. Nous avons eu peur de l'oubli, et ce soir l'oubli recule d'un pas.",
    "Que cette lumière reste allumée tant qu'il y aura quelqu'un en mer pour la chercher des yeux.",
)
ARABIC = (
    "ستضاء المنارة الجديدة في رأس سيلفان في 14 مارس 2026، بعد عشر سنوات من سقوط المنارة القديمة في عاصفة.",
    "بلغت تكلفتها 3.2 مليون، دفعها صندوق الميناء و412 متبرعا من الأفراد، من بينهم إنغريد آسن.",
    "سترى السفن ضوءها من مسافة 28 ميلا، وسيتحول بيت الحارس إلى متحف في عام 2027.",
)


RUSSIAN = (
    "Мастерская на набережной снова строит лодки, и первую из них спустили на воду прошлым летом под музыку.",
    "Её строили всем посёлком: кто пилил доски, кто варил обед, а кто просто сидел рядом и рассказывал о море.",
    "Следующая лодка будет больше. Для неё уже нашли дерево, и его сушат под навесом у старого причала.",
)
ENGLISH_WORKSHOP = (
    "The workshop on the quay is building boats again, and the first was launched last summer to the sound of music.",
    "The whole village built it: some sawed planks, some cooked dinner, and some just sat there and told of the sea.",
    "The next boat will be larger. The wood for it has been found and is drying under the roof by the old pier.",
)


def marked(*texts: str, heading: int | None = None) -> dict[int, str | None]:
    """Blocks that are marked as a second version, with its language."""
    kinds = [BlockKind.HEADING if index == heading else BlockKind.PARAGRAPH for index in range(len(texts))]
    blocks = tuple(Block(text, kind) for text, kind in zip(texts, kinds, strict=True))
    document = Document(Source("https://example.org/a"), "en", blocks)
    marks = list(mark_versions(document))
    assert {mark.reason for mark in marks} <= {Reason.TRANSLATION}
    return {mark.span.block: mark.language for mark in marks}


def test_second_version_is_marked_whole():
    """Each block of the French version, and none of the English one."""
    assert marked(*ENGLISH, *FRENCH) == {3: "fr", 4: "fr", 5: "fr"}


def test_second_version_in_another_script():
    """Numbers survive translation into any script."""
    assert marked(*ENGLISH, *ARABIC) == {3: "ar", 4: "ar", 5: "ar"}


def test_heading_goes_with_its_version():
    """A short line before the second version in its language belongs to it."""
    assert marked("A light at last", *ENGLISH, "ضوء المنارة الجديدة", *ARABIC).keys() == {4, 5, 6, 7}


def test_parallel_paragraphs_under_their_own_heading():
    """Without a number or a name to share, a heading and the same proportions are evidence."""
    heading = "Первая лодка новой мастерской"
    assert marked(*ENGLISH_WORKSHOP, heading, *RUSSIAN, heading=3).keys() == {3, 4, 5, 6}


def test_parallel_paragraphs_without_a_heading_stay():
    """The same proportions alone may be chance: a speaker may go on in another language."""
    assert marked(*ENGLISH_WORKSHOP, *RUSSIAN) == {}


def test_speech_that_changes_language_stays():
    """Two halves that say different things are one text."""
    assert marked(*ENGLISH, *FRENCH_SPEECH) == {}


def test_one_quoted_paragraph_is_no_version():
    """A paragraph in another language is not the whole text again."""
    assert marked(*ENGLISH, FRENCH[0]) == {}


def test_one_language_has_no_versions():
    """Nothing to find on an ordinary page."""
    assert marked(*ENGLISH, *ENGLISH) == {}
