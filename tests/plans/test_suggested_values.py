"""Another value for a figure, or for a field of a commitment or metric, that came back in Word."""

import contextlib
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.access import access_of
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.all_suggestions import accept_all
from plans.actions.items import edit_item, remove_item, set_saving
from plans.actions.passages import edit_passage
from plans.actions.savings import confirm_savings
from plans.actions.suggested_values import (
    IN_SOME_PLACES,
    IS_GONE,
    OTHERS_TOO,
    READS_OTHERWISE,
)
from plans.actions.suggestions import refuse_suggestion
from plans.importing.marked import Said
from plans.models import Comment, Metric, Plan, Saving, Suggestion
from plans.printed_fields import FIELD_OF, NotOne, standing_in, typed_in
from plans.returned import FigureChange, ItemChange
from plans.savings import standing_of
from plans.sheets.values import NotTaken, taken_by_form, values_of, why_not_taken
from plans.suggestion_pages import shown_suggestions
from plans.taken_together import stays_open
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import (
    make_barrier,
    make_brought_back,
    make_commitment,
    make_figure,
    make_metric,
    make_moved_on,
    make_paragraph,
    make_round,
    said_of_copy,
)
from web.errors import Refused

HEAD, CLERK = Said("Head of Finance", None, ""), Said("Clerk", None, "")


@pytest.fixture
def figure(plan, author, theme):
    made = make_figure(plan, author, value=Decimal("96"), unit="£m")
    for body in ("We saved {figure:savings} a year. It is dear.", "Of {figure:savings}, half."):
        make_paragraph(plan, author, body, theme)
    return made


@pytest.fixture
def metric(plan, author):
    facts = {"unit": "days", "baseline": Decimal("9.5"), "baseline_on": dt.date(2024, 3, 31)}
    return make_metric(plan, author, "Days lost", frequency="Monthly", **facts)


@pytest.fixture
def commitment(plan, author):
    facts = {"partners": "Health", "owner": "Director of Place", "due": dt.date(2027, 3, 31)}
    return make_commitment(plan, author, "C1", what="Answer calls", **facts)


@pytest.fixture
def found(plan, author, figure, metric, commitment):
    return make_round(plan, author)


def change_figure(figure, after, said=HEAD, changed_in=(), mentions=()):
    passages = tuple(figure.plan.passages.order_by("place").values_list("pk", flat=True))
    changed_in = changed_in or tuple(key for key, _, _ in mentions)
    return FigureChange(figure.pk, "savings", "£96m", after, said, passages, changed_in, mentions)


def change_cell(row, column, after, said=HEAD):
    kind = row.record_kind
    return ItemChange(kind, row.pk, column, standing_in(row, FIELD_OF[kind][column]), after, said)


def bring(found, author, *changes, name="back.docx"):
    figures = tuple(one for one in changes if isinstance(one, FigureChange))
    items = tuple(one for one in changes if isinstance(one, ItemChange))
    make_brought_back(found, author, said_of_copy(found, figures=figures, items=items), name)
    return list(Suggestion.objects.order_by("pk"))


def make_saving(commitment, author, year=2026):
    kind = {"cash_releasing": True, "recurring": True}
    set_saving(commitment, by=author, year=year, planned=Decimal(1000), **kind)
    return commitment.savings.get(year=year)


def confirm(plan, saving):
    officer = make_person(plan.council, Role.SECTION_151, name="Finance officer")
    confirm_savings(plan, by=officer, amounts={saving.pk: saving.revision})
    assert standing_of(saving).stands


def page_of(browser, one, name="suggestion_accept"):
    return browser.get(plan_url(name, one.plan, one.pk))


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_changed_figure_is_a_change_to_accept_and_one_press_changes_every_mention(
    browser, author, found, figure
):
    [one] = bring(found, author, change_figure(figure, "£90m"))
    assert (one.kind, one.about, one.item, one.field) == ("value", "figure", figure.pk, "value")
    assert one.whose == "Head of Finance (in Word)"
    assert not Comment.objects.exists()
    asked = page_of(browser, one)
    page = words_of(asked)
    assert "Paragraph 1 of theme 1:" in page
    assert "Paragraph 2 of theme 1:" in page
    assert "It is dear" not in page

    done = browser.post(asked.request["PATH_INFO"], fields_of(asked), follow=True)

    assert "The suggestion is accepted." in words_of(done)
    figure.refresh_from_db()
    assert figure.value == 90
    assert one.__class__.objects.get().given.accepted
    act = Act.objects.latest("sequence")
    assert act.verb == "suggestion_accepted"
    assert type(figure).history.filter(act=act).count() == 1


def test_it_is_said_where_a_figure_was_changed_and_where_it_was_left(author, found, figure):
    first, second = figure.plan.passages.order_by("place")
    [one] = bring(found, author, change_figure(figure, "£90m", changed_in=(first.pk,)))
    assert one.note.startswith("Changed in paragraph 1 of theme 1.")
    assert "left as it stood in paragraph 2 of theme 1" in one.note
    [*_, other] = bring(
        found, author, change_figure(figure, "£91m", changed_in=(first.pk, second.pk)), name="b"
    )
    assert other.note == ""


@pytest.fixture
def twice(plan, author, theme):
    """A figure that one paragraph prints twice, and another once."""
    made = make_figure(plan, author, value=Decimal("96"), unit="£m")
    for body in (
        "Of {figure:savings} a year, {figure:savings} is cash.",
        "{figure:savings} in all.",
    ):
        make_paragraph(plan, author, body, theme)
    return made


def accept_there(browser, one, where="there"):
    asked = page_of(browser, one)
    typed = fields_of(asked) | ({"where": where} if where else {})
    return browser.post(asked.request["PATH_INFO"], typed, follow=True)


def test_a_figure_changed_in_some_places_changes_there_alone_where_that_is_chosen(
    browser, plan, author, twice
):
    first, second = plan.passages.order_by("place")
    [one] = bring(
        make_round(plan, author), author, change_figure(twice, "£90m", mentions=((first.pk, 1, 2),))
    )
    assert one.note == (
        "Changed in paragraph 1 of theme 1. Of its mentions in paragraph 1 of theme 1 only some "
        "were changed to this. It was left as it stood in paragraph 2 of theme 1, which prints the "
        "same figure and changes with it."
    )
    page = words_of(page_of(browser, one))
    assert page.count("changed in the file") == 1

    done = words_of(accept_there(browser, one))

    assert "The suggestion is accepted." in done
    for row in (first, second, twice):
        row.refresh_from_db()
    assert first.body == "Of {figure:savings} a year, £90m is cash."
    assert (second.body, twice.value) == ("{figure:savings} in all.", 96)
    assert Act.objects.latest("sequence").verb == "suggestion_accepted"


def test_everywhere_changes_the_figure(browser, plan, author, twice):
    first = plan.passages.earliest("place")
    [one] = bring(
        make_round(plan, author), author, change_figure(twice, "£90m", mentions=((first.pk, 0, 2),))
    )
    accept_there(browser, one, "everywhere")
    first.refresh_from_db()
    twice.refresh_from_db()
    assert (first.body.count("{figure:savings}"), twice.value) == (2, 90)


def test_where_it_changes_is_chosen_and_never_taken_for_granted(browser, plan, author, twice):
    first = plan.passages.earliest("place")
    [one] = bring(
        make_round(plan, author), author, change_figure(twice, "£90m", mentions=((first.pk, 0, 2),))
    )
    asked = accept_there(browser, one, "")
    assert asked.status_code == 422
    assert "Choose where it should change" in words_of(asked)


def test_a_paragraph_that_prints_the_figure_otherwise_by_now_is_not_written_in(
    browser, plan, author, twice
):
    first = plan.passages.earliest("place")
    [one] = bring(
        make_round(plan, author), author, change_figure(twice, "£90m", mentions=((first.pk, 1, 2),))
    )
    edit_passage(first, by=author, seen=first.revision, body="Of {figure:savings}, all is cash.")
    asked = accept_there(browser, one)
    assert asked.status_code == 422
    assert "print it otherwise by now" in words_of(asked)
    first.refresh_from_db()
    assert first.body == "Of {figure:savings}, all is cash."


# What of what is changed, in which column, to what, and the fields that become what.
CELLS = [
    ("commitment", "Reference", "C7", {"reference": "C7"}),
    ("commitment", "What we will do", "Answer all calls With Health", {"what": "Answer all calls"}),
    ("commitment", "Who leads", "Chief executive", {"owner": "Chief executive"}),
    ("commitment", "Who leads", "", {"owner": ""}),
    ("commitment", "Due", "30 June 2027", {"due": dt.date(2027, 6, 30)}),
    ("commitment", "How we will know", "Fewer calls", {"measure": "Fewer calls"}),
    ("metric", "Metric", "Days (higher is better)", {"name": "Days"}),
    ("metric", "Baseline", "9 days 31 March 2024", {"baseline": Decimal(9)}),
    (
        "metric",
        "Baseline",
        "9.5 days 31 March 2025",
        {"baseline_on": dt.date(2025, 3, 31)},
    ),
    ("metric", "Target", "7 days", {"target": Decimal(7)}),
    ("metric", "Reported", "Weekly", {"frequency": "Weekly"}),
]


def test_a_changed_cell_is_a_change_of_its_field_by_its_form(request, found):
    for kind, column, after, becomes in CELLS:
        row = request.getfixturevalue(kind)
        assert values_of(found.plan, kind, row, FIELD_OF[kind][column], after) == becomes, column


def test_one_press_accepts_a_changed_cell_under_the_name_of_who_changed_it(
    browser, author, found, commitment
):
    [one] = bring(found, author, change_cell(commitment, "Reference", "C7"))
    assert one.whose == "Head of Finance (in Word)"
    asked = page_of(browser, one)
    assert "“Reference” of commitment C1" in words_of(asked)

    browser.post(asked.request["PATH_INFO"], fields_of(asked))

    commitment.refresh_from_db()
    assert (commitment.reference, commitment.owner) == ("C7", "Director of Place")


NOT_TAKEN = [
    ("commitment", "Due", "June", "month"),
    ("commitment", "What we will do", "Answer all calls", "another field"),
    ("commitment", "Reference", "", ""),
    ("commitment", "A column of an older file", "x", "no field"),
    ("metric", "Baseline", "several days 31 March 2024", ""),
    ("metric", "Baseline", "1e400", ""),
    ("metric", "Target", "9.12345678", ""),
    ("metric", "Metric", "Days lost (lower is better)", "another field"),
]


def test_what_the_form_does_not_take_stays_a_comment_saying_why(request, author, found):
    cells = []
    for kind, column, after, _ in NOT_TAKEN:
        row = request.getfixturevalue(kind)
        cells.append(ItemChange(kind, row.pk, column, "what stood", after, HEAD))

    assert bring(found, author, *cells) == []

    for comment, (kind, _, _, why) in zip(Comment.objects.order_by("pk"), NOT_TAKEN, strict=True):
        assert (comment.about, comment.key) == (kind, request.getfixturevalue(kind).pk)
        assert "It is not offered as a change: " in comment.words
        assert why in comment.words


def test_a_cell_of_several_lines_is_a_value_to_accept_with_its_lines(
    browser, author, found, commitment
):
    edit_item(commitment, by=author, seen=1, what="Answer calls.\nAnswer letters.")
    after = "Answer calls.\n Answer  e-mails.\nWith Health"
    [one] = bring(found, author, change_cell(commitment, "What we will do", after))
    asked = page_of(browser, one)

    browser.post(asked.request["PATH_INFO"], fields_of(asked))

    commitment.refresh_from_db()
    assert commitment.what == "Answer calls.\nAnswer e-mails."
    assert commitment.partners == "Health"


def test_lines_that_end_elsewhere_are_no_other_value(author, found, commitment):
    edit_item(commitment, by=author, seen=1, what="Answer calls.\nAnswer letters.")
    after = "Answer calls. Answer\nletters. With\nHealth"
    assert bring(found, author, change_cell(commitment, "What we will do", after)) == []
    assert not Comment.objects.exists()


def test_a_barrier_is_a_record_like_the_others(browser, plan, author):
    barrier = make_barrier(
        plan, author, "Grants end.", ask="Tell us.\nFirst.", asked_of="Ministers"
    )
    found = make_round(plan, author)
    ask, gone = bring(
        found,
        author,
        change_cell(barrier, "What we ask", "Tell us.\nSoon."),
        change_cell(barrier, "Of whom", "Treasury"),
    )
    page = words_of(browser.get(plan_url("item", plan, "barriers", barrier.pk)))
    assert "suggests Treasury for “Of whom” of barrier “Grants end.”" in page

    for one in (ask, gone):
        asked = page_of(browser, one)
        browser.post(asked.request["PATH_INFO"], fields_of(asked))

    barrier.refresh_from_db()
    assert (barrier.ask, barrier.asked_of) == ("Tell us.\nSoon.", "Treasury")
    bring(found, author, change_cell(barrier, "What stands in the way", ""), name="late")
    comment = Comment.objects.get()
    assert (comment.about, comment.key) == ("barrier", barrier.pk)
    assert browser.get(plan_url("comment", plan, comment.pk)).status_code == 200


def change_saving(commitment, column, before, after, year=2026):
    hangs = f"the savings of {year}/{year % 100 + 1}"
    return ItemChange("commitment", commitment.pk, column, before, after, HEAD, hangs, year)


def test_another_amount_of_savings_is_a_value_to_accept_and_undoes_its_confirmation(
    browser, author, found, commitment
):
    confirm(found.plan, make_saving(commitment, author))
    [one] = bring(found, author, change_saving(commitment, "Planned", "£1,000", "£1,500"))
    assert (one.about, one.field, one.proposed) == ("saving", "planned", "£1,500")
    assert one.name == "“Planned” of savings of 2026 to 2027, commitment C1"
    assert not Comment.objects.exists()
    Plan.objects.update(records_savings=True)
    savings = browser.get(plan_url("savings", one.plan, commitment.pk))
    assert f"suggests £1,500 for {one.name}" in words_of(savings)

    asked = page_of(browser, one)
    done = browser.post(asked.request["PATH_INFO"], fields_of(asked), follow=True)

    assert "The suggestion is accepted." in words_of(done)
    saving = Saving.objects.get()
    assert saving.planned == 1500
    assert not standing_of(saving).stands


def test_the_kind_of_savings_is_a_value_too(browser, author, found, commitment):
    make_saving(commitment, author)
    other = "Not cash-releasing, one-off"
    [one] = bring(found, author, change_saving(commitment, "Kind", "Cash-releasing", other))

    asked = page_of(browser, one)
    browser.post(asked.request["PATH_INFO"], fields_of(asked))

    saving = Saving.objects.get()
    assert (saving.cash_releasing, saving.recurring) == (False, False)


@pytest.mark.parametrize(
    ("column", "after", "why"),
    [
        ("Planned", "a lot", "must be a number"),
        ("Planned", "-£5", "must be 0 or more"),
        ("Kind", "Twice a year", "it says no kind that savings have"),
        ("Year", "2027/28", "that column prints what is no field of its own"),
    ],
)
def test_savings_that_the_form_takes_in_no_way_are_a_comment_on_their_commitment(
    author, found, commitment, column, after, why
):
    make_saving(commitment, author)
    assert bring(found, author, change_saving(commitment, column, "£1,000", after)) == []

    comment = Comment.objects.get()
    assert (comment.about, comment.key) == ("commitment", commitment.pk)
    assert f"“{column}” of the savings of 2026/27" in comment.words
    assert why in comment.words


def test_savings_that_are_gone_are_a_comment_on_their_commitment(author, found, commitment):
    assert bring(found, author, change_saving(commitment, "Planned", "£1,000", "£1,500")) == []
    comment = Comment.objects.get()
    assert (comment.about, comment.key) == ("commitment", commitment.pk)
    assert "it is no longer in the plan" in comment.words


def test_all_of_one_person_takes_several_years_savings(author, found, commitment):
    for year in (2026, 2027):
        make_saving(commitment, author, year=year)
    said = [change_saving(commitment, "Planned", "£1,000", "£9", year) for year in (2026, 2027)]
    rows = bring(found, author, *said)

    done = accept_all(
        found.plan, by=author, of=author, shown=[one.pk for one in rows], taken=taken_by_form
    )

    assert done.count == 2
    assert set(Saving.objects.values_list("planned", flat=True)) == {9}


def test_a_value_that_stands_already_is_nothing_to_accept(author, found, figure):
    edit_item(figure, by=author, seen=1, value=Decimal(90))
    assert bring(found, author, change_figure(figure, "£90m")) == []
    assert not Comment.objects.exists()


def test_two_who_would_have_different_values_are_settled_side_by_side(
    browser, author, found, metric
):
    mine = change_cell(metric, "Owner", "Director of People", HEAD)
    theirs = change_cell(metric, "Owner", "Chief of staff", CLERK)
    first, second = bring(found, author, mine, theirs)
    listed = words_of(browser.get(plan_url("suggestions", found.plan)))
    assert "“Owner” of metric “Days lost”, side by side" in listed
    asked = page_of(browser, first)
    assert "Director of People" in words_of(asked)
    assert "Chief of staff" in words_of(asked)
    here = asked.request["PATH_INFO"]
    assert browser.post(here, fields_of(asked)).status_code == 422

    browser.post(here, fields_of(asked) | {"take": str(second.pk)})

    metric.refresh_from_db()
    assert metric.owner == "Chief of staff"
    given = [one.answer.accepted for one in Suggestion.objects.order_by("pk")]
    assert given == [False, True]


def test_one_that_came_while_the_page_was_open_is_not_refused_unseen(
    browser, author, found, metric
):
    first, *_ = bring(found, author, change_cell(metric, "Owner", "Director of People"))
    asked = page_of(browser, first)
    bring(found, author, change_cell(metric, "Owner", "Chief of staff", CLERK), name="late")

    answer = browser.post(asked.request["PATH_INFO"], fields_of(asked))

    assert answer.status_code in (409, 422)
    assert Suggestion.objects.still_open().count() == 2
    metric.refresh_from_db()
    assert metric.owner == ""


def test_whose_value_was_taken_and_answered_meanwhile_gets_nobody_elses_in(
    browser, author, found, metric
):
    first, second = bring(
        found,
        author,
        change_cell(metric, "Owner", "Director of People"),
        change_cell(metric, "Owner", "Chief of staff", CLERK),
    )
    asked = page_of(browser, first)
    refuse_suggestion(second, by=author)

    typed = fields_of(asked) | {"take": str(second.pk)}
    answer = browser.post(asked.request["PATH_INFO"], typed)
    assert answer.status_code == 409
    refuse_suggestion(first, by=author)
    answer = browser.post(asked.request["PATH_INFO"], typed)

    assert answer.status_code == 409
    metric.refresh_from_db()
    assert metric.owner == ""


def test_a_figure_changed_since_the_page_was_shown_is_not_overwritten(
    browser, author, colleague, found, figure
):
    [one] = bring(found, author, change_figure(figure, "£90m"))
    asked = page_of(browser, one)
    edit_item(figure, by=colleague, seen=figure.revision, value=Decimal(70))

    answer = browser.post(asked.request["PATH_INFO"], fields_of(asked))

    assert answer.status_code == 409
    figure.refresh_from_db()
    assert figure.value == 70
    assert "It reads otherwise by now" in words_of(page_of(browser, one, "suggestion"))


def test_a_value_that_the_form_takes_no_longer_stays_open_and_the_page_says_why(
    browser, author, found, commitment
):
    [one] = bring(found, author, change_cell(commitment, "Due", "30 June 2027"))
    facts = {"start": dt.date(2027, 7, 1), "due": dt.date(2027, 8, 1)}
    edit_item(commitment, by=author, seen=commitment.revision, **facts)
    asked = page_of(browser, one)

    answer = browser.post(asked.request["PATH_INFO"], fields_of(asked))

    assert answer.status_code == 422
    assert Suggestion.objects.still_open().exists()


def test_it_is_refused_with_a_reason_and_the_value_stays(browser, author, found, figure):
    [one] = bring(found, author, change_figure(figure, "£90m"))
    asked = page_of(browser, one, "suggestion_refuse")
    browser.post(asked.request["PATH_INFO"], fields_of(asked) | {"reason": "Not audited"})
    figure.refresh_from_db()
    assert figure.value == 96
    assert Suggestion.objects.get().answer.words == "Not audited"


def accept(found, rows, **how):
    how |= {"of": rows[0].by, "shown": [one.pk for one in rows]}
    return accept_all(found.plan, by=rows[0].by, taken=taken_by_form, **how)


def test_all_of_one_person_takes_their_values_too_and_shows_what_each_would_change(
    browser, author, found, figure, metric, commitment
):
    changes = (
        change_figure(figure, "£90m"),
        change_cell(metric, "Owner", "Director of People"),
        change_cell(commitment, "Due", "30 June 2027"),
        change_cell(commitment, "Who leads", "Chief executive"),
    )
    rows = bring(found, author, *changes)
    listed = words_of(browser.get(plan_url("suggestions", found.plan)))
    assert "Accept all from Head of Finance (in Word)" in listed
    address = f"{plan_url('suggestions_accept', found.plan, author.pk)}?like={rows[0].pk}"
    asked = browser.get(address)
    assert "What £90m would change" in words_of(asked)

    done = words_of(browser.post(address, fields_of(asked), follow=True))

    assert "4 suggestions are accepted." in done
    for row in (figure, metric, commitment):
        row.refresh_from_db()
    assert (figure.value, metric.owner) == (90, "Director of People")
    assert (commitment.due, commitment.owner) == (dt.date(2027, 6, 30), "Chief executive")
    assert Act.objects.latest("sequence").verb == "suggestions_accepted"


def test_values_that_a_person_must_look_at_stay_open_and_each_says_why(
    author, found, figure, metric, commitment
):
    place = figure.plan.passages.earliest("place").pk
    rows = bring(
        found,
        author,
        change_figure(figure, "£90m", changed_in=(place,)),
        change_cell(metric, "Owner", "Director of People"),
        change_cell(metric, "Reported", "Weekly"),
        change_cell(metric, "Target", "7 days"),
        change_cell(commitment, "Who leads", "Chief executive"),
    )
    bring(found, author, change_cell(metric, "Owner", "Clerk", CLERK), name="other")
    edit_item(metric, by=author, seen=metric.revision, frequency="Yearly")
    remove_item(commitment, by=author, seen=commitment.revision)

    for one in rows:
        one.plan = found.plan
    access = access_of(author, found.plan.council)
    shown = shown_suggestions(found.plan, access, rows)
    said = {one.suggestion.pk: one.why for one in stays_open(found.plan, access, shown)}
    done = accept(found, rows)

    assert done.count == 1
    assert said == {one.pk: why for one, why in done.left}
    assert {(one.about, one.field): why for one, why in done.left} == {
        ("figure", "value"): IN_SOME_PLACES,
        ("metric", "owner"): OTHERS_TOO,
        ("metric", "frequency"): READS_OTHERWISE,
        ("commitment", "owner"): IS_GONE,
    }
    metric.refresh_from_db()
    assert (metric.target, metric.frequency, metric.owner) == (7, "Yearly", "")


def test_a_reference_that_another_row_has_keeps_nobody_from_accepting_the_rest(
    author, plan, found, metric, commitment
):
    other = make_commitment(plan, author, reference="C9")
    rows = bring(
        found,
        author,
        change_cell(commitment, "Reference", other.reference),
        change_cell(metric, "Owner", "Director of People"),
    )

    done = accept(found, rows)

    assert done.count == 1
    assert [why for _, why in done.left] == ["another one has this reference already"]


def test_a_value_that_its_form_takes_no_longer_stays_open_where_all_is_accepted(
    author, found, commitment
):
    rows = bring(
        found,
        author,
        change_cell(commitment, "Due", "30 June 2025"),
        change_cell(commitment, "Who leads", "Chief executive"),
    )
    edit_item(commitment, by=author, seen=1, start=dt.date(2026, 1, 1))

    done = accept(found, rows)

    assert [one.field for one, _ in done.left] == ["due"]
    assert done.count == 1


def test_a_reason_is_asked_for_values_too_once_others_have_the_words(author, found, figure):
    rows = bring(found, author, change_figure(figure, "£90m"))
    make_moved_on(found.plan, author)
    with pytest.raises(Refused):
        accept(found, rows)
    assert accept(found, rows, reason="Audited").count == 1


def test_a_figure_of_one_theme_is_among_what_is_suggested_for_that_theme(
    browser, author, found, figure, theme
):
    [one] = bring(found, author, change_figure(figure, "£90m"))
    for part in (str(theme.pk), ""):
        [shown] = browser.get(plan_url("suggestions", found.plan)).context["people"][0].shown
        assert (shown.suggestion, shown.part[0]) == (one, part)
        make_paragraph(figure.plan, author, "And {figure:savings}.")


def test_the_page_of_a_figure_leads_to_what_is_suggested_for_it(browser, author, found, figure):
    address = plan_url("item", found.plan, "figures", figure.pk)
    assert "suggests" not in words_of(browser.get(address))
    [one] = bring(found, author, change_figure(figure, "£90m"))
    page = browser.get(address)
    assert "Head of Finance (in Word) suggests £90m" in words_of(page)
    assert plan_url("suggestion", found.plan, one.pk) in page.content.decode()
    refuse_suggestion(one, by=author)
    assert "suggests" not in words_of(browser.get(address))


def test_what_it_was_for_may_be_removed_and_the_pages_say_so(browser, author, found, commitment):
    [one] = bring(found, author, change_cell(commitment, "Who leads", "Chief executive"))
    remove_item(commitment, by=author, seen=commitment.revision)
    assert "This is no longer in the plan." in words_of(page_of(browser, one, "suggestion"))
    assert page_of(browser, one).status_code in (404, 410)
    assert browser.get(plan_url("suggestions", found.plan)).status_code == 200


def test_a_plan_that_was_sent_on_asks_why_when_a_value_is_accepted(browser, author, found, figure):
    [one] = bring(found, author, change_figure(figure, "£90m"))
    make_moved_on(found.plan, author)
    asked = page_of(browser, one)
    refused = browser.post(asked.request["PATH_INFO"], fields_of(asked))
    assert refused.status_code == 422
    browser.post(asked.request["PATH_INFO"], fields_of(refused) | {"reason": "Audited"})
    figure.refresh_from_db()
    assert figure.value == 90


def test_a_contributor_neither_reads_nor_accepts_a_value(client, author, found, figure):
    [one] = bring(found, author, change_figure(figure, "£90m"))
    client.force_login(make_person(found.plan.council, Role.CONTRIBUTOR))
    for name in ("suggestion", "suggestion_accept", "suggestion_refuse"):
        assert client.get(plan_url(name, found.plan, one.pk)).status_code in (403, 404)
        assert client.post(plan_url(name, found.plan, one.pk)).status_code in (403, 404, 405)


@given(st.text())
def test_any_words_are_a_value_and_a_day_or_are_no_value_of_the_field(words):
    row = Metric(name="Days", direction="neither", kind="reported here")
    typed = typed_in(row, "baseline", words)
    assert "".join("".join(typed.values()).split()) == "".join(words.split())
    with contextlib.suppress(NotOne):
        assert typed_in(row, "name", words) == {"name": " ".join(words.split())}


@pytest.mark.parametrize("kind", ["commitment", "metric"])
def test_what_a_cell_prints_is_read_back_as_what_stands(request, found, kind):
    row = request.getfixturevalue(kind)
    for field in FIELD_OF[kind].values():
        assert values_of(found.plan, kind, row, field, standing_in(row, field)) == {}, field


def test_why_a_value_is_not_taken_is_a_sentence(found, figure):
    with pytest.raises(NotTaken) as why:
        values_of(found.plan, "figure", figure, "value", "a lot")
    assert str(why.value).endswith(".")
    assert why_not_taken(found.plan, "figure", figure, "value", "£90m") == ""
