"""Suggestions of a new passage, one to be taken out, another place: shown, and carried out."""

import itertools

import pytest
from django.test import Client

from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.all_suggestions import accept_all
from plans.actions.passages import edit_passage, remove_passage
from plans.actions.suggestions import accept_whole
from plans.comments import About, things_of
from plans.edits import editing
from plans.models import Passage, Plan, Suggestion, SuggestionAnswer
from plans.sheets.values import taken_by_form
from plans.whole_passages import name_of_new
from tests.makers import make_person
from tests.plan_makers import make_moved_on, make_paragraph
from web.errors import Gone, Refused, StalePage

Kind = Suggestion.Kind


def words_of(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def three(plan, author, theme) -> list[Passage]:
    return [make_paragraph(plan, author, f"{word} words.", theme) for word in ("One", "Two", "Six")]


def suggest(plan: Plan, by, kind: str, row: Passage | None = None, **facts) -> Suggestion:
    """As a file that came back suggests it."""
    things = things_of(plan, {About.PASSAGE})
    facts = {"is_heading": False, "theme": None, "after": None, "proposed": ""} | facts
    if kind == Kind.NEW:
        where = {name: facts[name] for name in ("theme", "after", "is_heading")}
        facts |= {"key": facts["after"], "name": name_of_new(things, **where)}
    else:
        assert row is not None
        facts |= {"key": row.pk, "name": things.name_of(About.PASSAGE, row.pk), "before": row.body}
    with editing(plan, by=by, verb="suggestion_made") as w:
        made = Suggestion(
            plan=plan,
            kind=kind,
            stage=plan.stage,
            file="back.docx",
            said_by="Director of Finance",
            by=by,
            at=w.act.at,
            **facts,
        )
        w.act.add(made)
        w.act.subject = made
    return made


def standing(plan: Plan, theme=None) -> list[str]:
    return list(Passage.objects.filter(plan=plan, theme=theme).values_list("body", flat=True))


def accept(browser: Client, one: Suggestion):
    address = plan_url("suggestion_accept", one.plan, one.pk)
    form = browser.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    return browser.post(address, typed)


def test_a_new_paragraph_comes_in_where_it_was_suggested(browser, plan, author, theme, three):
    one = suggest(plan, author, Kind.NEW, theme=theme.pk, after=three[0].pk, proposed="Between.")
    page = words_of(browser.get(plan_url("suggestions", plan)))
    assert "A new paragraph, after paragraph 1 of theme 1" in page
    assert "Director of Finance (in Word)" in page

    assert accept(browser, one).status_code == 302

    assert standing(plan, theme) == ["One words.", "Between.", "Two words.", "Six words."]
    made = Passage.objects.get(body="Between.")
    assert SuggestionAnswer.objects.get().made == made.pk
    assert Act.objects.latest("sequence").verb == "suggestion_accepted"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_several_new_paragraphs_stand_in_their_order_however_they_are_accepted(
    plan, author, theme, three, order
):
    made = [
        suggest(plan, author, Kind.NEW, theme=theme.pk, after=three[0].pk, proposed=f"New {n}.")
        for n in range(3)
    ]

    for n in order:
        accept_whole(made[n], by=author)

    assert standing(plan, theme)[1:4] == ["New 0.", "New 1.", "New 2."]


def test_several_new_paragraphs_accepted_at_once_stand_in_their_order(plan, author, theme, three):
    made = [
        suggest(plan, author, Kind.NEW, theme=theme.pk, after=0, proposed=f"New {n}.")
        for n in range(3)
    ]

    done = accept_all(
        plan, taken=taken_by_form, by=author, of=author, shown=[one.pk for one in made]
    )

    assert done.count == 3
    assert standing(plan, theme)[:4] == ["New 0.", "New 1.", "New 2.", "One words."]


def test_what_was_to_follow_a_paragraph_that_went_stands_last(browser, plan, author, theme, three):
    one = suggest(plan, author, Kind.NEW, theme=theme.pk, after=three[0].pk, proposed="Then.")
    remove_passage(three[0], by=author, seen=1)
    assert "last in theme 1" in words_of(browser.get(plan_url("suggestion", plan, one.pk)))

    accept_whole(one, by=author)

    assert standing(plan, theme) == ["Two words.", "Six words.", "Then."]


def test_a_paragraph_is_taken_out_as_suggested(browser, plan, author, theme, three):
    one = suggest(plan, author, Kind.GONE, three[1])
    assert "To be taken out" in words_of(browser.get(plan_url("suggestion", plan, one.pk)))

    assert accept(browser, one).status_code == 302

    assert standing(plan, theme) == ["One words.", "Six words."]
    assert "To be taken out" in words_of(browser.get(plan_url("suggestion", plan, one.pk)))


def test_words_written_since_are_not_taken_out_unseen(browser, plan, author, theme, three):
    one = suggest(plan, author, Kind.GONE, three[1])
    edit_passage(three[1], by=author, seen=1, body="Two words and more.")

    with pytest.raises(StalePage):
        accept_whole(one, by=author, seen=1)
    with pytest.raises(Refused, match="a person must settle it"):
        accept_all(plan, taken=taken_by_form, by=author, of=author, shown=[one.pk])

    page = words_of(browser.get(plan_url("suggestion_accept", plan, one.pk)))
    assert "Its words were changed since" in page
    assert "Two words and more." in page
    assert accept(browser, one).status_code == 302
    assert "Two words and more." not in standing(plan, theme)


def test_a_paragraph_moves_as_suggested(browser, plan, author, theme, three):
    one = suggest(plan, author, Kind.MOVED, three[0], theme=theme.pk, after=three[2].pk)
    page = words_of(browser.get(plan_url("suggestion", plan, one.pk)))
    assert "To stand after paragraph 3 of theme 1" in page

    assert accept(browser, one).status_code == 302

    assert standing(plan, theme) == ["Two words.", "Six words.", "One words."]


def test_a_move_into_a_theme_that_went_is_refused_with_why(plan, author, three):
    away = plan.themes.last()
    one = suggest(plan, author, Kind.MOVED, three[0], theme=away.pk + 1000, after=0)

    with pytest.raises(Refused, match="The theme it was for was removed"):
        accept_whole(one, by=author, seen=1)
    with pytest.raises(Refused, match="its theme is no longer in the plan"):
        accept_all(plan, taken=taken_by_form, by=author, of=author, shown=[one.pk])


def test_what_is_not_there_any_more_is_neither_taken_out_nor_moved(plan, author, three):
    one = suggest(plan, author, Kind.GONE, three[1])
    remove_passage(three[1], by=author, seen=1)

    with pytest.raises(Gone):
        accept_whole(one, by=author, seen=1)
    with pytest.raises(Refused, match="it is no longer in the plan"):
        accept_all(plan, taken=taken_by_form, by=author, of=author, shown=[one.pk])


def test_words_and_an_end_of_one_paragraph_accepted_together_meet_once(plan, author, theme, three):
    gone = suggest(plan, author, Kind.GONE, three[1])
    again = suggest(plan, author, Kind.GONE, three[1])

    done = accept_all(plan, taken=taken_by_form, by=author, of=author, shown=[gone.pk, again.pk])

    assert (done.count, [why for _, why in done.left]) == (1, ["it is no longer in the plan"])
    assert standing(plan, theme) == ["One words.", "Six words."]


def test_a_whole_passage_changes_with_a_reason_once_the_plan_asks_for_one(plan, author, three):
    one = suggest(plan, author, Kind.GONE, three[1])
    make_moved_on(plan, author)

    with pytest.raises(Refused, match="Say why"):
        accept_whole(one, by=author, seen=1)

    accept_whole(one, by=author, seen=1, reason="It was said twice")


def test_whoever_writes_one_paragraph_neither_reads_nor_accepts_a_new_one(
    plan, council, author, theme, three, signed_in
):
    writer = make_person(council, Role.CONTRIBUTOR)
    edit_passage(three[0], by=author, seen=1, body=three[0].body, writer=writer)
    new = suggest(plan, author, Kind.NEW, theme=theme.pk, after=three[0].pk, proposed="Secret.")
    gone = suggest(plan, author, Kind.GONE, three[0])
    theirs = signed_in(writer)

    assert theirs.get(plan_url("suggestion", plan, new.pk)).status_code == 404
    assert theirs.get(plan_url("suggestion", plan, gone.pk)).status_code == 200
    assert theirs.get(plan_url("suggestion_accept", plan, gone.pk)).status_code == 403
