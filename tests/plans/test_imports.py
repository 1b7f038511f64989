"""A text brought in: shown before anything is saved, placed as one act, and only once."""

import pytest
from django.core.exceptions import PermissionDenied

from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.imports import place_import, read_import
from plans.actions.themes import edit_theme
from plans.importing.put_back import left_aside
from plans.models import Import
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import make_import, make_paragraph
from web.errors import Refused

TEXT = "Words that nothing places.\n\nAnd some more of them.\n"


@pytest.fixture
def kept(plan, author):
    return make_import(plan, author, TEXT)


def test_a_text_that_is_kept_changes_no_plan(plan, author, kept):
    assert not plan.passages.exists()
    assert kept.by == author
    assert read_import(kept).unplaced


def test_each_passage_goes_where_the_person_says_as_one_act(plan, author, theme, kept):
    imported = read_import(kept)
    acts = Act.objects.count()

    came = place_import(
        plan, by=author, imported=imported, name="pasted text", placed={0: "1", 1: "introduction"}
    )

    assert came.passages == 2
    assert [one.body for one in theme.passages.all()] == ["Words that nothing places."]
    assert plan.passages.get(theme=None).body == "And some more of them."
    assert Act.objects.count() == acts + 1
    assert not Import.objects.exists()


def test_a_theme_is_offered_under_the_title_that_it_has_by_now(browser, plan, author, theme, kept):
    edit_theme(theme, by=author, seen=theme.revision, title="Our own words", answers=theme.answers)
    page = browser.get(plan_url("import_review", plan, kept.pk))

    offered = dict(page.context["form"].fields["rest"].choices)
    assert offered[theme.answers] == f"Theme {theme.answers}: Our own words"


def test_text_already_in_the_plan_stays_before_what_comes(plan, author, theme, kept):
    make_paragraph(plan, author, "Here before.", theme)
    imported = read_import(kept)
    place_import(plan, by=author, imported=imported, name="text", placed={0: "1", 1: "1"})
    assert theme.passages.first().body == "Here before."


def test_nothing_placed_is_nothing_saved(plan, author, kept):
    with pytest.raises(Refused, match="Nothing"):
        place_import(plan, by=author, imported=read_import(kept), name="pasted text")
    assert Import.objects.exists()


def test_only_an_author_brings_a_text_in(plan, auditor, contributor):
    for person in (auditor, contributor):
        with pytest.raises(PermissionDenied):
            make_import(plan, person)


def test_pasting_shows_where_each_line_goes_and_then_saves_it(browser, plan, theme):
    pasted = browser.post(plan_url("import", plan), {"text": TEXT})
    assert pasted.status_code == 302
    review = browser.get(pasted["Location"])
    assert review.status_code == 200
    assert not plan.passages.exists()

    fields = fields_of(review) | {"rest": "1"}
    assert browser.post(pasted["Location"], fields).status_code == 302

    assert theme.passages.count() == 2
    # The same page sent twice leads to the plan and adds nothing; another one is told why.
    assert browser.post(pasted["Location"], fields).status_code == 302
    assert browser.post(pasted["Location"], {"rest": "1"}).status_code == 409
    assert theme.passages.count() == 2


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        ("One alone.\n", "where this belongs", "1 paragraph or heading is in the plan"),
        (TEXT, "where these 2 belong", "2 paragraphs and headings are in the plan"),
    ],
)
def test_one_paragraph_is_not_told_as_if_it_were_several(browser, plan, theme, text, asked, told):
    review = browser.post(plan_url("import", plan), {"text": text}, follow=True)
    assert asked in " ".join(review.content.decode().split())

    address = review.redirect_chain[-1][0]
    placed = browser.post(address, fields_of(review) | {"rest": "1"}, follow=True)

    assert told in " ".join(placed.content.decode().split())


def test_nothing_is_left_out_but_by_choice(browser, plan):
    review = browser.post(plan_url("import", plan), {"text": TEXT})["Location"]
    fields = fields_of(browser.get(review))

    refused = browser.post(review, fields)

    assert refused.status_code == 422
    assert "Choose where it goes" in refused.content.decode()
    assert not plan.passages.exists()


def test_two_presses_of_the_button_at_once_place_it_once(plan, author, theme, kept):
    """Both requests found the text still waiting; the second waits for the first's lock."""
    imported = read_import(kept)
    how = {"by": author, "imported": imported, "name": "text", "placed": {0: "1"}, "kept": kept}
    place_import(plan, **how)

    with pytest.raises(Refused, match="already"):
        place_import(plan, **how)
    assert theme.passages.count() == 1


def test_a_text_that_a_colleague_brought_in_is_theirs_to_place(signed_in, plan, kept, council):
    colleague = signed_in(make_person(council, Role.AUTHOR))
    assert colleague.get(plan_url("import_review", plan, kept.pk)).status_code == 404


@pytest.mark.parametrize(
    "fields", [{}, {"text": "   "}], ids=["nothing sent", "nothing but spaces"]
)
def test_an_empty_paste_is_refused_in_words(browser, plan, fields):
    answer = browser.post(plan_url("import", plan), {"sent": "yes", **fields})
    assert answer.status_code == 422
    assert b"Paste a text or choose a file" in answer.content


PAGED = "Cutting wasteful spending\n\nTheme 1: Homes\n\n" + "".join(
    f"Words on page {page}.\n\n\n\nWarm homes\n\nPage {page}\n\n\n\n" for page in (1, 2, 3)
)


def test_what_is_taken_for_the_pages_own_is_listed_and_can_be_put_back(browser, plan, theme):
    review = browser.post(plan_url("import", plan), {"text": PAGED})["Location"]
    page = browser.get(review)
    assert "Warm homes (3 times): repeated at page breaks" in page.content.decode()

    (number,) = [
        line.numbers[0]
        for line in left_aside(read_import(plan.imports.get()))
        if line.words.startswith("Warm homes")
    ]
    address = f"{review}?line={number}"
    browser.post(address, fields_of(browser.get(address)) | {"rest": "introduction"})

    bodies = [one.body for one in theme.passages.all()]
    assert bodies.count("Warm homes") == 3
    assert not any("Page" in body for body in bodies)


def test_without_a_tick_nothing_left_aside_comes_in(browser, plan, theme):
    review = browser.post(plan_url("import", plan), {"text": PAGED})["Location"]
    browser.post(review, fields_of(browser.get(review)) | {"rest": "introduction"})

    assert [one.body for one in theme.passages.all()] == [
        f"Words on page {page}." for page in (1, 2, 3)
    ]


@pytest.mark.parametrize("query", ["line=99999", "line=abc", "line=%00", "line="])
def test_an_address_that_names_no_line_puts_nothing_back(browser, plan, query):
    review = browser.post(plan_url("import", plan), {"text": PAGED})["Location"]

    answer = browser.get(f"{review}?{query}")

    assert answer.status_code == 200
    assert "repeated at page breaks" in answer.content.decode()


def test_hidden_and_deleted_words_are_listed_but_cannot_be_put_back(browser, plan):
    html = "<h1>Plan</h1><p>Kept <del>deleted</del><s>struck</s></p>"
    review = browser.post(plan_url("import", plan), {"text": html}, follow=True)

    page = review.content.decode()
    assert "struck through, left out" in page
    assert left_aside(read_import(plan.imports.get())) == ()
