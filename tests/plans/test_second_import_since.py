"""A second text made from words that the plan had: what the plan changed since is not undone."""

from decimal import Decimal

import pytest

from plans.access import plan_url
from plans.actions.items import edit_item
from plans.actions.offered import offered
from plans.actions.passages import move_passage, remove_passage
from plans.models import Passage
from tests.councils.pages import fields_of
from tests.plan_makers import make_figure, make_paragraph, make_theme, make_version
from tests.plans.editing import edit
from tests.plans.test_second_import import SECOND, THIRD, bodies, bring, read_import, take

LONG = "We cut waste. Homes are dear here. Our staff share offices. Nobody is idle."


@pytest.fixture
def standing(plan, author, theme):
    rows = [make_paragraph(plan, author, words, theme) for words in (LONG, SECOND, THIRD)]
    make_version(plan, author)
    return rows


def what(plan, kept):
    return offered(plan, read_import(kept))


def since(plan, kept) -> dict[str, str]:
    return {one.key: one.since for one in what(plan, kept).meeting.differences}


def test_what_the_plan_alone_changed_since_is_not_among_what_came(plan, author, standing):
    edit(standing[1], author, "Homes cost more each year.")
    kept = bring(plan, author, LONG, SECOND, THIRD.replace("share", "have"))

    assert what(plan, kept).made_from == "version 1"
    assert since(plan, kept) == {
        f"changed-{standing[1].pk}": "plan",
        f"changed-{standing[2].pk}": "",
    }


def test_what_both_changed_in_other_sentences_is_put_together(browser, plan, author, standing):
    edit(standing[0], author, LONG.replace("Nobody is idle.", "Nobody idles."))
    kept = bring(plan, author, LONG.replace("We cut waste.", "We end waste."), SECOND, THIRD)

    assert since(plan, kept) == {f"changed-{standing[0].pk}": "together"}
    page = browser.get(plan_url("import_merge", plan, kept.pk))
    assert "put together with what the plan changed since" in page.content.decode()
    take(plan, author, kept)
    assert (
        bodies(plan)[0]
        == "We end waste. Homes are dear here. Our staff share offices. Nobody idles."
    )


def test_what_both_changed_in_one_sentence_is_taken_by_nobody_unasked(
    browser, plan, author, standing
):
    edit(standing[0], author, LONG.replace("We cut waste.", "We cut all waste."))
    both = LONG.replace("We cut waste.", "We end waste.")
    kept = bring(
        plan, author, both, SECOND.replace("dear", "cheap"), THIRD.replace("share", "have")
    )
    address = plan_url("import_merge", plan, kept.pk)
    page = browser.get(address)

    assert "changed in the plan since, which taking it undoes" in page.content.decode()
    assert "Take all 2 that came" in page.content.decode()
    browser.post(address, {**fields_of(page), "only": "all"})
    assert bodies(plan) == [
        LONG.replace("We cut waste.", "We cut all waste."),
        SECOND.replace("dear", "cheap"),
        THIRD.replace("share", "have"),
    ]


def test_what_the_plan_added_and_took_out_since_stays_so_unless_somebody_ticks_it(
    browser, plan, author, standing, theme
):
    make_paragraph(plan, author, "Libraries are another matter altogether.", theme)
    remove_passage(standing[1], by=author, seen=1)
    kept = bring(plan, author, LONG.replace("cut", "end"), SECOND, THIRD)

    assert set(since(plan, kept).values()) == {"", "plan"}
    address = plan_url("import_merge", plan, kept.pk)
    page = browser.get(address)
    assert "New in the plan" in page.content.decode()
    assert "Taken out of the plan" in page.content.decode()
    form = page.context["form"]
    assert len(form.fields["undo"].choices) == 1
    ticked = [key for key, one in since(plan, kept).items() if one == "plan"]
    browser.post(address, {**fields_of(page), "undo": ticked, "take": []})
    assert bodies(plan) == [LONG, SECOND, THIRD]


def test_what_the_plan_moved_since_is_no_move_of_the_text(plan, author, standing):
    other = make_theme(plan, author, "Another theme")
    move_passage(standing[1], by=author, seen=1, theme=other, position=0)
    kept = bring(plan, author, LONG.replace("cut", "end"), SECOND, THIRD)

    assert since(plan, kept)[f"moved-{standing[1].pk}"] == "plan"


def test_a_figure_that_changed_since_stays_a_figure(plan, author, theme):
    figure = make_figure(plan, author, value=Decimal(96), unit="£m")
    row = make_paragraph(plan, author, "We saved {figure:savings}. It is dear.", theme)
    make_version(plan, author)
    edit_item(figure, by=author, seen=1, value=Decimal(90))
    kept = bring(plan, author, "We saved £96m. It is not dear.")

    [one] = what(plan, kept).meeting.differences
    assert one.body == "We saved {figure:savings}. It is not dear."
    assert one.lost_figures == ()
    assert row.pk == one.stands.id


def test_the_words_of_an_earlier_text_are_known_as_those_of_a_version_are(plan, author, standing):
    second = SECOND.replace("winter", "spring")
    first = bring(plan, author, LONG, second, THIRD)
    take(plan, author, first)
    row = Passage.objects.get(pk=standing[1].pk)
    edit(row, author, "Homes cost more each year.")
    kept = bring(
        plan, author, LONG.replace("cut", "end"), SECOND.replace("winter", "spring"), THIRD
    )

    assert what(plan, kept).made_from.startswith("the text brought in on ")


def test_a_text_made_from_what_stands_has_no_other_base(plan, author, standing):
    edit(standing[1], author, "Homes cost more each year.")
    kept = bring(plan, author, LONG.replace("cut", "end"), "Homes cost more each year.", THIRD)

    assert what(plan, kept).made_from == ""
    assert set(since(plan, kept).values()) == {""}
