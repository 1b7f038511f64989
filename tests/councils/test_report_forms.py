"""The form of a council's reports: typed line by line, judged at its box, never half a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.actions.report_template import newest_form
from councils.report_forms.blocks import BLOCKS
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import MOST_FAULTS, PLACES, faults_of, layout_of
from tests.approvals.makers import make_own_form
from tests.councils.pages import address, fields_of
from tests.makers import administrator_of, make_council

TYPED = {code: {place: getattr(one, place) for place in PLACES} for code, one in EXAMPLES.items()}
WHOLE = TYPED["opening"]


def faults(**typed: str) -> list[tuple[str, str]]:
    return [(str(one.field), str(one)) for one in faults_of(WHOLE | typed)]


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_example_is_a_whole_form(code):
    layout = layout_of(TYPED[code], EXAMPLES[code].numbering)

    assert len(set(layout.codes)) == len(layout.codes)
    assert {one.code for one in BLOCKS if one.needed} <= set(layout.codes)


def test_a_heading_may_have_colons_and_several_parts():
    more = "Part 2: people: staffing, property, data protection"
    usual = "Other implications: legal, staffing, property, data protection"
    typed = WHOLE | {"numbered": WHOLE["numbered"].replace(usual, f"Legal\n{more}")}
    layout = layout_of(typed, "sections")

    found = {one.title: one.blocks for one in layout.numbered}
    assert found["Part 2: people"] == ("staffing", "property", "data")
    assert found["Legal"] == ("legal",)


def test_a_part_twice_is_refused_where_it_stands_the_second_time_and_says_both_places():
    found = faults(numbered=WHOLE["numbered"] + "\nWhat could go wrong: risk")

    why = "“Risk” stands twice: under “Risk assessment” and under “What could go wrong”."
    assert found == [("numbered", f"{why} Take one of them out.")]


def test_a_part_that_each_form_has_is_missed_with_the_line_to_add():
    found = faults(numbered=WHOLE["numbered"].replace("Risk assessment: risk\n", ""))

    assert [(place, "“Risk: risk”" in why) for place, why in found] == [("numbered", True)]


def test_a_form_without_a_part_says_how_to_begin():
    empty = dict.fromkeys(PLACES, "")

    assert [one.field for one in faults_of(empty)] == ["numbered"]
    assert "begin with an example" in str(next(faults_of(empty)))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Weather: weather", "is no part of a report"),
        ("Both: glossary, wards", "has one"),
        ("Who: who does what and when", "does not fit"),
        (": glossary", "with a heading"),
        ("x" * 201 + ": glossary", "with a heading"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_at_its_box(line, why):
    found = faults(front=f"{WHOLE['front']}\n{line}")

    assert "front" in dict(found)
    assert any(why in said for _, said in found)


lines = st.lists(
    st.one_of(
        st.sampled_from([f"{one.label}: {one.name}" for one in BLOCKS]),
        st.sampled_from([one.name for one in BLOCKS]),
        st.text(max_size=30),
    ),
    max_size=40,
)


@given(front=lines, opening=lines, numbered=lines)
def test_whatever_is_typed_is_a_form_with_each_part_once_or_refused_in_words(
    front, opening, numbered
):
    texts = ("\n".join(part) for part in (front, opening, numbered))
    typed = dict(zip(PLACES, texts, strict=True))
    found = list(faults_of(typed))
    if found:
        assert all(one.field in PLACES and str(one).strip() for one in found)
        return
    layout = layout_of(typed, "sections")
    assert len(set(layout.codes)) == len(layout.codes)
    assert {one.code for one in BLOCKS if one.needed} <= set(layout.codes)


# The page


def test_an_example_fills_the_form_and_what_is_saved_counts(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    page = client.get(address("report_template", council) + "?example=front_table")
    assert newest_form(council) is None

    sent = fields_of(page) | {"numbering": "sections"}
    sent.pop("only", None)
    assert client.post(address("report_template", council), sent).status_code == 302
    assert newest_form(council).layout.numbering == "sections"


def test_back_to_the_usual_form(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    row = make_own_form(council)
    sent = {"seen": row.pk, "only": "usual"}

    assert client.post(address("report_template", council), sent).status_code == 302
    assert newest_form(council) is None


def test_a_refused_form_is_kept_on_the_page_as_typed(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    sent = WHOLE | {"seen": "0", "numbering": "sections", "opening": "Weather: weather"}
    answer = client.post(address("report_template", council), sent)

    assert answer.status_code == 422
    assert "Weather: weather" in answer.content.decode()
    assert not council.report_templates.exists()


def test_of_very_many_faults_the_page_names_the_first(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    heading = "A long heading " * 100
    lines = f"{heading}: {', '.join(['legal', 'weather'] * 400)}"
    sent = WHOLE | {"seen": "0", "numbering": "sections", "opening": lines}
    answer = client.post(address("report_template", council), sent)

    assert answer.status_code == 422
    said = answer.context["form"].errors["opening"]
    assert len(said) == MOST_FAULTS
    assert max(map(len, said)) < 300


def test_two_who_change_it_at_once_do_not_overwrite_each_other(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    make_own_form(council)
    sent = WHOLE | {"seen": "0", "numbering": "sections"}

    assert client.post(address("report_template", council), sent).status_code == 409
    assert council.report_templates.count() == 1
