"""Every letter is on paper as it was typed, or is one of those that are said beforehand."""

import hashlib
import re
import unicodedata
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.pdf import fonts
from plans.exports.pdf.fonts import FOLDER, glyphs, stand_in, unprintable
from tests.plans.documents import paragraph, plan, theme

VERSION = Imprint(version=4, reference="1a2b3c4d")
# Of each, the letters of living languages are printed whole.
LIVING = {
    "English, with accents": "àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßðþÀÉÎÕÜŸŒÆØ",
    "Welsh": "âêîôûŵŷÂÊÎÔÛŴŶẁẃẅỳýÿ",
    "Irish and Gaelic": "áéíóúÁÉÍÓÚàèìòùḃċḋḟġṁṗṡṫ",
    "Polish, Czech, Hungarian, Romanian, Turkish": "ąćęłńóśźżčďěňřšťůžőűăâîșțğışİ",
    "Vietnamese": "ĂăÂâĐđÊêÔôƠơƯưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "Yoruba, Hausa, Igbo": "ẹọṣɓɗƙƴịụṅ",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "Greek with its old accents": "ἀἁἂἃἄἅἆἇἐἠἱὁὑὠᾀᾳᾴᾷῂῄῆῒῖῥῲῶ",
    "Russian, Ukrainian, Serbian, Bulgarian": "АБВГДЕЁЖЗИЙЩЪЫЬЭЮЯабвгдеёжзийщъыьэюяіїєґђћљњџ",
    "Kazakh, Tatar, Bashkir": "ӘәҒғҚқҢңӨөҰұҮүҺһҖҗҘҙҠҡҪҫ",
    "What councils write": "£€$%‰–—‘’“”…•·†‡§¶©®™°±×÷½¼¾⅓²³¹₂≤≥≠≈→←↑↓⇒✓✗№ﬁﬂ",
}


def drawn(words: str) -> str:
    """What a reader takes out of the paper with these words, from where they begin."""
    content = pdf.render_plan(plan(theme(paragraph(words, number=""))), imprint=VERSION)
    pages = PdfReader(BytesIO(content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def visible(text: str) -> str:
    """The letters of a text, less spaces and what has nothing to print; accents in one form."""
    # A space of one width or another, and none where nothing is seen.
    seen = "".join(one for one in text if glyphs()[ord(one)])
    return "".join(unicodedata.normalize("NFD", "".join(seen.split())))


@pytest.mark.parametrize("language", LIVING)
def test_the_letters_of_living_languages_are_printed(language: str) -> None:
    letters = LIVING[language]

    assert unprintable(letters) == ()
    assert visible(letters) in visible(drawn(f"Begin {' '.join(letters)} end"))


def test_the_fallback_is_why_some_of_them_are() -> None:
    """The control: without it these are said to lack."""
    only = {one for one in "".join(LIVING.values()) if not fonts._is_in(ord(one), False)}

    assert {"ƙ", "ƴ"} <= only


@given(st.lists(st.characters(exclude_categories=("Cs",)), max_size=40).map(" ".join))
def test_what_is_drawn_is_what_was_typed_or_was_said_beforehand(words: str) -> None:
    typed = " ".join(re.sub(r"[\\*\[\](){}<>#+.\-_`~!&]", "", words).split())
    typed = f"Begin {typed} end"

    said = set(unprintable(typed))
    expected = "".join(
        stand_in(ord(one)) if one in said else one for one in unicodedata.normalize("NFC", typed)
    )
    assert visible(expected) in visible(drawn(typed))


@given(st.text(st.characters(), max_size=60))
def test_no_text_whatever_is_an_error_nor_prints_a_box(words: str) -> None:
    """Half characters, marks that turn the line and characters of every plane are in it."""
    document = plan(theme(paragraph(words), title=words), title=words)

    content = pdf.render_plan(document, imprint=Imprint(None, words, words))

    assert content.startswith(b"%PDF-1.7")
    assert "□" in words or not any("□" in (glyphs()[ord(one)] or "") for one in words)


def test_a_stand_in_is_of_letters_that_print() -> None:
    for code in (*range(0x20, 0x3000), *range(0x1F000, 0x1FB00, 7), 0x10FFFF):
        assert unprintable(stand_in(code)) == ()


def test_letters_that_are_turned_or_joined_are_said_and_not_set_one_by_one() -> None:
    """DejaVu has them, but reportlab would set them from left to right and apart."""
    assert len(unprintable("שלום العربية")) == 11


def test_the_typefaces_are_those_whose_licences_are_beside_them() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")

    for file in FOLDER.glob("*.ttf"):
        assert f"| {file.name} | `{hashlib.sha256(file.read_bytes()).hexdigest()}` |" in told
    assert "Bitstream Vera Fonts Copyright" in (FOLDER / "LICENSE-DejaVu.txt").read_text("utf-8")
