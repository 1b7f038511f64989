"""Pictures as inline SVG: nothing of them is style or script, and their words can be read."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.exports.charts import INK, TONES, Bar, Label, Picture, svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert(1)</script>" onload="x'


def picture_of(text: str) -> Picture:
    bars = (Bar(0, 0, 0.5, 26, "good"),)
    return Picture(text, f"It says {text}", 30, bars, (Label(0.25, 18, text, "middle", "good"),))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_it_is_named_and_described_for_people_who_do_not_see_it():
    drawn = ElementTree.fromstring(svg(picture_of("Services"), "themes"))  # noqa: S314 (ours)

    named = {each.get("id"): each.text for each in drawn if each.get("id")}
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "themes-title themes-description"
    assert named == {"themes-title": "Services", "themes-description": "It says Services"}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=80))
def test_any_words_come_out_as_words(text):
    drawn = ElementTree.fromstring(svg(picture_of(text), "k"))  # noqa: S314 (ours)

    assert drawn.findtext(f"{SVG}text", "") == text
    assert {each.tag.removeprefix(SVG) for each in drawn} == {"title", "desc", "rect", "text"}


def test_it_brings_no_style_and_no_script():
    drawn = svg(picture_of(HOSTILE), "k")

    assert "<script" not in drawn
    for each in ElementTree.fromstring(drawn).iter():  # noqa: S314 (ours)
        assert not {"style", "onload"} & set(each.keys())


@pytest.mark.parametrize("tone", TONES)
def test_words_on_a_tone_and_ink_on_paper_can_be_read(tone):
    fill, ink = TONES[tone]

    assert contrast(fill, ink) >= 4.5
    assert contrast(INK, "#ffffff") >= 4.5
    # A track only holds what is drawn on it; everything else is told from the paper.
    assert tone == "track" or contrast(fill, "#ffffff") >= 3
