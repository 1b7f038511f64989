"""Amendments are lodged before a meeting: on which words, until when and by whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from approvals.amendments.actions import (
    lodge_amendment,
    order_amendments,
    say_of_amendment,
    withdraw_amendment,
)
from approvals.amendments.rules import last_day, meeting_before
from approvals.amendments.shown import shown_amendments
from approvals.closing.actions import withdraw_plan
from approvals.decisions.lodged import standing_amendments
from approvals.models import AmendmentRemark, DecisionStep, LodgedAmendment
from approvals.workflow.engine import PageState
from councils.access import access_of
from councils.actions.council import add_day_off, change_settings
from councils.calendar.days import DaysOff, counted_before, working_days_left
from councils.models import Council
from councils.record.models import Act
from councils.roles import Role
from plans.actions.passages import edit_passage, remove_passage
from tests.approvals.makers import (
    Chamber,
    declare_as,
    make_answered,
    make_decided,
    make_everything_lodged,
    make_lodged,
    make_put,
    make_sent,
    seen_newest,
)
from tests.makers import administrator_of
from tests.plan_makers import make_paragraph
from web.dates import day_in_words
from web.errors import MovedOn, Refused, StalePage


@pytest.fixture
def put(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


def seen(chamber: Chamber) -> PageState:
    return seen_newest(chamber.plan)


def shown_to(chamber: Chamber, role: Role = Role.CABINET_MEMBER):
    return shown_amendments(chamber.plan, access_of(chamber.person[role], chamber.council))


def lodge_by(chamber: Chamber, number: int | None) -> None:
    council = chamber.council
    council.refresh_from_db()
    by = administrator_of(council)
    change_settings(council, by=by, seen=council.revision, amendment_days=number)
    council.refresh_from_db()
    chamber.plan.council = council


def test_an_amendment_keeps_the_words_that_it_changes(chamber, put):
    made = make_lodged(chamber, "What we do instead.", seconded_by="Cllr Birch")

    passage = chamber.plan.passages.get(pk=made.passage)
    assert (made.number, made.old_words) == (1, passage.body)
    assert (made.version, made.step) == (put.round.version, put)
    assert (made.mover, made.moved_by) == (chamber.member, chamber.member.name)
    act = Act.objects.filter(council=chamber.council).latest("sequence")
    assert (act.verb, act.pk) == ("amendment_lodged", made.act_id)


def test_its_words_stay_when_the_paragraph_is_written_anew(chamber, put):
    made = make_lodged(chamber)
    before = made.old_words
    passage = chamber.plan.passages.get(pk=made.passage)
    edit_passage(passage, by=chamber.author, seen=1, body="Other words.", reason="Better")
    again = make_lodged(chamber, "We do it otherwise.")

    assert LodgedAmendment.objects.get(pk=made.pk).old_words == before
    assert again.old_words == before


def test_democratic_services_lodge_one_for_a_member_whom_they_name(chamber, put):
    made = make_lodged(chamber, by=chamber.clerk, moved_by="Cllr Ash")

    assert (made.mover, made.moved_by, made.by) == (None, "Cllr Ash", chamber.clerk)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CABINET_MEMBER}))
def test_nobody_but_a_member_lodges_their_own(chamber, put, role):
    with pytest.raises(PermissionDenied):
        make_lodged(chamber, by=chamber.person[role])
    assert not LodgedAmendment.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DEMOCRATIC_SERVICES}))
def test_nobody_but_democratic_services_lodges_one_for_another(chamber, put, role):
    with pytest.raises(PermissionDenied):
        make_lodged(chamber, by=chamber.person[role], moved_by="Cllr Ash")
    assert not LodgedAmendment.objects.exists()


def test_a_member_whose_interest_stops_them_lodges_none(chamber, put):
    declare_as(chamber.member, put, "pecuniary", "I own it.")
    with pytest.raises(Refused, match="interest that stops you"):
        make_lodged(chamber)
    declare_as(chamber.member, put, "withdrawn", "I do not.")

    assert make_lodged(chamber).number == 1


@pytest.mark.parametrize("words", ["", " \n "])
def test_an_amendment_has_words(chamber, put, words):
    made = make_lodged(chamber)
    with pytest.raises(Refused, match="as it would read"):
        lodge_again(chamber, made, words)


def test_the_paragraphs_own_words_amend_nothing(chamber, put):
    made = make_lodged(chamber)
    with pytest.raises(Refused, match="Change the words"):
        lodge_again(chamber, made, made.old_words)


def test_the_same_is_lodged_once_while_it_stands(chamber, put):
    made = make_lodged(chamber)
    with pytest.raises(Refused, match="already, as amendment 1"):
        make_lodged(chamber)
    withdraw_amendment(made, by=chamber.member, seen=seen(chamber))

    assert make_lodged(chamber).number == 2


def lodge_again(chamber: Chamber, made: LodgedAmendment, words: str) -> LodgedAmendment:
    page = PageState(chamber.plan.moves, made.version.digest)
    facts = {"by": chamber.member, "seen": page, "passage": made.passage}
    return lodge_amendment(made.step, new_words=words, **facts)


def test_a_page_of_other_words_lodges_nothing(chamber, put):
    page = PageState(chamber.plan.moves, "0" * 64)
    key = chamber.plan.passages.first().pk
    with pytest.raises(StalePage):
        lodge_amendment(put, by=chamber.member, seen=page, passage=key, new_words="Other.")


def test_a_paragraph_that_the_version_has_not_is_refused(chamber, put):
    made = make_lodged(chamber)
    made.passage = 10**12
    with pytest.raises(Refused, match="not in version 1"):
        lodge_again(chamber, made, "Other words.")


def test_nothing_is_lodged_before_a_plan_is_put_or_after_it_is_decided(chamber):
    make_sent(chamber)
    chamber.plan.refresh_from_db()
    assert meeting_before(chamber.plan) is None


def test_what_a_meeting_has_decided_takes_no_more(chamber, put):
    made = make_lodged(chamber)
    make_decided(chamber)
    with pytest.raises(MovedOn):
        lodge_again(chamber, made, "Other words.")
    with pytest.raises(MovedOn):
        withdraw_amendment(made, by=chamber.member, seen=seen(chamber))


def test_without_a_rule_one_is_lodged_until_the_day_of_the_meeting(chamber, put):
    assert last_day(chamber.council, put) == put.meets_on
    assert make_lodged(chamber).number == 1


def test_a_late_one_is_refused_with_the_day_and_what_to_do(chamber, put):
    lodge_by(chamber, 2)
    last = last_day(chamber.council, put)
    with pytest.raises(Refused, match=day_in_words(last)) as refused:
        make_lodged(chamber)
    assert "democratic services" in str(refused.value)
    lodge_by(chamber, None)

    assert make_lodged(chamber).number == 1


def test_the_last_day_is_counted_by_the_councils_calendar(chamber, put):
    lodge_by(chamber, 2)
    put.meets_on = date(2027, 3, 11)
    assert last_day(chamber.council, put) == date(2027, 3, 9)
    by = administrator_of(chamber.council)
    add_day_off(chamber.council, by=by, on=date(2027, 3, 10), name="Offices closed")

    assert last_day(chamber.council, put) == date(2027, 3, 8)


@given(st.integers(0, 60), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_the_last_day_is_never_after_the_meeting(number, on):
    step = DecisionStep(meets_on=on)
    if not number:
        assert last_day(Council(amendment_days=0), step) == on
        return
    last = counted_before(on, number, "working", DaysOff())[0]
    assert last < on
    assert working_days_left(last - timedelta(1), on - timedelta(1), DaysOff()) == number


def test_its_mover_withdraws_one_and_it_stays_on_the_record(chamber, put):
    made = make_lodged(chamber)
    withdraw_amendment(made, by=chamber.member, seen=seen(chamber), words="It was too much.")

    [one] = shown_to(chamber)
    assert (one.stands, one.withdrawn.words) == (False, "It was too much.")
    with pytest.raises(Refused, match="already"):
        withdraw_amendment(made, by=chamber.member, seen=seen(chamber))


def test_another_member_withdraws_none(chamber, put):
    made = make_lodged(chamber, by=chamber.clerk, moved_by="Cllr Ash")
    with pytest.raises(PermissionDenied):
        withdraw_amendment(made, by=chamber.member, seen=seen(chamber))
    withdraw_amendment(made, by=chamber.clerk, seen=seen(chamber))

    assert AmendmentRemark.objects.get().by == chamber.clerk


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.MONITORING_OFFICER, "advice"),
        (Role.SECTION_151, "advice"),
        (Role.PORTFOLIO_HOLDER, "response"),
    ],
)
def test_officers_advise_and_the_lead_member_responds(chamber, put, role, kind):
    made = make_lodged(chamber)
    said = {"by": chamber.person[role], "seen": seen(chamber), "words": "It is lawful."}
    row = say_of_amendment(made, **said)

    assert (row.kind, row.capacity) == (kind, role.label)
    with pytest.raises(Refused, match="already"):
        say_of_amendment(made, **said)
    assert len(shown_to(chamber)[0].advice) == 1


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.CABINET_MEMBER, Role.AUDITOR])
def test_nobody_else_advises(chamber, put, role):
    made = make_lodged(chamber)
    with pytest.raises(PermissionDenied):
        say_of_amendment(made, by=chamber.person[role], seen=seen(chamber), words="No.")


def test_they_are_shown_in_the_order_of_voting(chamber, put):
    make_everything_lodged(chamber)

    assert [one.row.number for one in shown_to(chamber)] == [2, 1, 3]
    assert [one.number for one in standing_amendments(chamber.plan)] == [2, 1]


def test_two_have_not_one_place(chamber, put):
    make_lodged(chamber)
    make_lodged(chamber, "We do it otherwise.")
    with pytest.raises(Refused, match="same place"):
        order_amendments(chamber.plan, by=chamber.clerk, seen=seen(chamber), places={1: 1, 2: 1})


def test_one_that_is_withdrawn_has_no_place(chamber, put):
    make_everything_lodged(chamber)
    with pytest.raises(Refused, match="not to be voted on"):
        order_amendments(chamber.plan, by=chamber.clerk, seen=seen(chamber), places={3: 1})


def test_two_that_change_the_same_words_say_so(chamber, put):
    make_lodged(chamber, "What we do this year.")
    make_lodged(chamber, "What we do next year.")

    assert [one.said for one in shown_to(chamber)] == [
        ("It changes the same words as amendment 2: the meeting can take one of them as it is.",),
        ("It changes the same words as amendment 1: the meeting can take one of them as it is.",),
    ]


def test_two_of_other_paragraphs_say_nothing(chamber, put):
    make_lodged(chamber, "What we do this year.")
    make_lodged(chamber, "What we do next year.", place=1)

    assert [one.said for one in shown_to(chamber)] == [(), ()]


def withdraw_then(chamber: Chamber) -> None:
    withdraw_plan(chamber.plan, by=chamber.author, seen=seen(chamber), reason="Wrong words")
    chamber.plan.refresh_from_db()


def make_put_again(chamber: Chamber) -> None:
    make_answered(chamber, make_sent(chamber, reason="It was written anew."))


def test_one_lodged_on_older_words_says_so(chamber, put):
    made = make_lodged(chamber)
    withdraw_then(chamber)
    passage = chamber.plan.passages.get(pk=made.passage)
    edit_passage(passage, by=chamber.author, seen=1, body="It is new.", reason="Better")
    make_put_again(chamber)

    [one] = shown_to(chamber)
    assert one.said[0].startswith("It was lodged on version 1")


def test_one_whose_paragraph_stands_as_it_did_says_nothing_of_the_version(chamber, put):
    made = make_lodged(chamber)
    withdraw_then(chamber)
    other = chamber.plan.passages.exclude(pk=made.passage).first()
    edit_passage(other, by=chamber.author, seen=1, body="It is new.", reason="Better")
    make_put_again(chamber)

    assert shown_to(chamber)[0].said == ()


def test_one_whose_paragraph_was_removed_says_so(chamber, put):
    made = make_lodged(chamber, place=0)
    withdraw_then(chamber)
    passage = chamber.plan.passages.get(pk=made.passage)
    body = passage.body
    remove_passage(passage, by=chamber.author, seen=1, reason="It went")
    facts = {"reason": "Again"}
    make_paragraph(chamber.plan, chamber.author, body, passage.theme, **facts)
    make_put_again(chamber)

    assert shown_to(chamber)[0].said == (
        "Its paragraph is not in version 2, which the meeting has before it.",
    )


def test_what_was_lodged_never_changes(chamber, put):
    made = make_lodged(chamber)
    for change in (
        lambda: LodgedAmendment.objects.filter(pk=made.pk).update(new_words="x"),
        lambda: LodgedAmendment.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert timezone.localdate() >= put.meets_on
