"""Only English is read as English: what is in another language is recognised, left out, and said."""

import pytest

from kg.cli.skipped import described
from kg.extract.languages import language_of
from kg.extract.passages import passages, unread
from kg.model import Document, Page
from kg.pipeline import read

GERMAN = (
    "Der Außenminister traf am Montag seinen norwegischen Amtskollegen in Oslo. Beide Seiten sprachen über die Lage an der "
    "Grenze und forderten ein Ende der Angriffe. Norwegen lehnte den Vorschlag ab."
)
FRENCH = (
    "Le ministre des Affaires étrangères a rencontré lundi son homologue norvégien à Oslo. Les deux parties ont évoqué la "
    "situation à la frontière et demandé la fin des attaques."
)
RUSSIAN = "Министр иностранных дел встретился в понедельник в Осло со своим норвежским коллегой. Стороны обсудили границу."
OTHERS = {
    "German": GERMAN,
    "French": FRENCH,
    "Russian": RUSSIAN,
    "Spanish": "El ministro de Exteriores se reunió el lunes con su homólogo noruego en Oslo. Ambas partes hablaron de la frontera.",
    "Italian": "Il ministro degli Esteri ha incontrato lunedì a Oslo il suo omologo norvegese. Le due parti hanno parlato del confine.",
    "Dutch": "De minister van Buitenlandse Zaken sprak maandag in Oslo met zijn Noorse ambtgenoot over de toestand aan de grens.",
    "Portuguese": "O ministro reuniu-se na segunda-feira em Oslo com o seu homólogo norueguês. As duas partes falaram da fronteira.",
    "Turkish": "Dışişleri Bakanı pazartesi günü Oslo'da Norveçli mevkidaşıyla görüştü. Taraflar sınırdaki durumu ele aldı.",
    "Azerbaijani": "Xarici işlər naziri bazar ertəsi Osloda norveçli həmkarı ilə görüşüb. Tərəflər vəziyyəti müzakirə edib.",
    "Ukrainian": "Міністр закордонних справ зустрівся в понеділок в Осло зі своїм норвезьким колегою.",
    "Arabic": "التقى وزير الخارجية يوم الاثنين في أوسلو نظيره النرويجي. وبحث الجانبان الوضع على الحدود.",
    "Persian": "وزیر امور خارجه روز دوشنبه در اسلو با همتای نروژی خود دیدار کرد. دو طرف درباره وضعیت مرز گفت‌وگو کردند.",
    "Armenian": "Արտաքին գործերի նախարարը երկուշաբթի Օսլոյում հանդիպել է իր նորվեգացի գործընկերոջ հետ։",
    "Hebrew": "שר החוץ נפגש ביום שני באוסלו עם עמיתו הנורווגי. הצדדים דנו במצב בגבול.",
    "Chinese": "外交部长星期一在奥斯陆会见了挪威外长。双方讨论了边界局势。",
}
ENGLISH = (
    "Norway condemns Hungary",
    "US, EU AND IRAN HOLD TALKS IN VIENNA",
    "NORWAY CONDEMNS HUNGARY OVER SHELLING OF BORDER TOWN, DEMANDS TALKS",
    "Norway condemns missile tests near border, seeks sanctions vote, recalls envoy, warns neighbours",
    "Recep Tayyip Erdoğan, Mevlüt Çavuşoğlu, Hulusi Akar",
    "Jean-Yves Le Drian, Heiko Maas and Dominique de Villepin met Jean-Claude Juncker in Aix-les-Bains.",
    "“Wir schaffen das,” Merkel told reporters.",
    "President محمد بن سلمان met the Norwegian foreign minister.",
    "Source: https://www.example.org/nachrichten/politik/der-minister-und-die-lage-an-der-grenze.html",
    "Talks fail",
)
ACCUSATION = "Norway condemned Hungary on Monday."
REJECTION = "Hungary rejected the accusation of the Norwegian minister."


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_in_another_language_is_recognised_and_not_coded(nlp, language):
    reading = read(Document.make(OTHERS[language], published="2019-06-12"), nlp)
    assert reading.statements == ()
    assert [(passage.start, passage.end, passage.unread) for passage in reading.skipped] == [(0, len(OTHERS[language]), language)]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_never_refused_however_foreign_its_names(text):
    assert language_of(text) in ("English", None)
    assert unread(text) == ()


def test_the_english_parts_of_a_mixed_document_are_read(nlp):
    text = "\n\n".join([ACCUSATION, GERMAN, "Sitzung in Oslo", FRENCH, REJECTION, RUSSIAN])
    reading = read(Document.make(text, published="2019-06-12"), nlp)
    assert [statement.type for statement in reading.statements] == ["ACCUSE", "REJECT"]
    assert [passage.unread for passage in reading.skipped] == ["German", "French", "Russian"]
    assert text[reading.skipped[0].start : reading.skipped[0].end].endswith("Sitzung in Oslo")


def test_sentences_in_another_language_are_left_out_of_an_english_paragraph():
    text = f"{ACCUSATION} {FRENCH} {REJECTION}"
    (french,) = unread(text)
    assert (text[french.start : french.end], french.unread) == (FRENCH, "French")
    assert [text[p.start : p.end] for p in passages(text) if p.unread is None] == [ACCUSATION, REJECTION]


def test_pages_are_named_by_their_printed_labels():
    text = f"{RUSSIAN}\n\n{ACCUSATION}"
    pages = (Page(1, "iv", 0, len(RUSSIAN) + 2), Page(2, "v", len(RUSSIAN) + 2, len(text)))
    document = Document.make(text, pages=pages, uri="report.pdf")
    assert list(described(document, unread(text))) == ["report.pdf: page iv is in Russian: not read (English only)"]
