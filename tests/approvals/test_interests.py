"""Interests as a minute has them: kind, part taken, dispensation; what is silent is not none."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.decisions.interest_fields import PARTS, declaration_in
from approvals.decisions.interests import DeclarationData, faults_in_declarations, particulars
from approvals.decisions.notice import decision_notice
from approvals.decisions.queries import newest_decision
from approvals.models import Decision, DecisionStep, Declaration
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_decided, make_empowered, make_put, seen_of
from tests.approvals.pages import words_of
from tests.approvals.test_papers import said
from tests.approvals.test_views_decision import SignedIn, agreed, on, shown

TODAY = timezone.localdate()


@pytest.fixture
def step(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


@pytest.fixture
def clerk(chamber: Chamber, signed_in: SignedIn) -> Client:
    return signed_in(chamber.clerk)


ROW = {
    "interests": "listed",
    "member_1": "Cllr Ash",
    "interest_1": "A lease",
    "interest_kind_1": "pecuniary",
    "part_1": "left",
    "dispensed_by_1": "authority",
}


def test_kind_part_and_dispensation_are_recorded_and_told(chamber, step, clerk):
    given_on = TODAY - timedelta(9)
    sent = agreed(clerk, chamber, **ROW | on("dispensed_on_1", given_on))
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302

    row = Declaration.objects.get()
    assert (row.kind, row.took_part, row.left_room) == ("pecuniary", False, True)
    assert (row.dispensed_by, row.dispensed_on) == ("authority", given_on)
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, 1)))
    assert "disclosable pecuniary interest; took no part, left the room; dispensation" in notice
    assert "Cllr Ash: dispensation by the council (Localism Act 2011, section 33)" in notice
    act = words_of(clerk.get(reverse("council_act", args=[chamber.council.slug, row.act.sequence])))
    assert "took no part, left the room" in act


def test_of_a_row_that_says_no_more_nothing_more_is_asserted(chamber, step, clerk):
    sent = agreed(clerk, chamber, interests="listed", member_1="Cllr Ash", interest_1="A lease")
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302

    row = Declaration.objects.get()
    known = (row.kind, row.took_part, row.left_room, row.dispensed_by, row.dispensed_on)
    assert known == ("", None, None, "", None)
    parts = said(decision_notice(Decision.objects.get()))
    assert (
        "not recorded: its kind, whether they took part, any dispensation"
        in (parts["4. Interests declared"])
    )
    assert parts["5. Dispensations"].strip() == "Not recorded."


def test_that_nobody_was_given_one_is_an_answer(chamber):
    row = DeclarationData("Cllr Ash", "A lease", dispensed_by="none")
    made = make_decided(chamber, nothing_declared=False, declarations=[row])

    assert said(decision_notice(made))["5. Dispensations"].strip() == "There were none."


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (on("dispensed_on_1", TODAY + timedelta(1)), "dispensed_on_1"),
        (on("dispensed_on_1", TODAY) | {"dispensed_by_1": "none"}, "dispensed_by_1"),
        (on("dispensed_on_1", TODAY) | {"dispensed_by_1": ""}, "dispensed_by_1"),
        ({"member_1": ""}, "member_1"),
        ({"member_1": "", "interest_1": ""}, "member_1"),
        ({"member_2": "x" * 121, "interest_2": "A share"}, "member_2"),
        ({"interest_kind_1": "moral"}, "interest_kind_1"),
        ({"interests": "none"}, "interests"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(chamber, step, clerk, typed, field):
    answer = clerk.post(
        plan_url("move_decide", chamber.plan), agreed(clerk, chamber, **ROW | typed)
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Decision.objects.exists()


def test_a_dispensation_of_the_day_of_the_decision_is_taken():
    """The control of the day after."""
    row = DeclarationData("A", "B", dispensed_by="head", dispensed_on=TODAY)
    assert list(faults_in_declarations([row], decided_on=TODAY, today=TODAY)) == []
    late = list(faults_in_declarations([row], decided_on=TODAY - timedelta(1), today=TODAY))
    assert [one.field for one in late] == ["interests"]


def test_whoever_uses_a_power_may_have_an_interest(chamber, clerk):
    make_put(chamber)
    make_empowered(chamber)
    address = plan_url("move_finalise", chamber.plan)
    [(way, _)] = clerk.get(address).context["form"].fields["used"].choices
    typed = {
        "moves": chamber.plan.moves,
        "plan": seen_of(chamber.plan).plan,
        "used": way,
        "changed": "The guidance of July is followed.",
        "consulted": "The chief executive agreed.",
        "minute": "Officer decision 7",
    }
    sent = shown(clerk, address) | typed | on("decided_on", TODAY)
    assert list(clerk.post(address, sent | {"interests": "listed"}).context["form"].errors) == [
        "member_1"
    ]
    more = clerk.post(address, sent | ROW | {"more": "1"})
    assert (more.status_code, more.context["form"].count) == (200, 6)
    assert clerk.post(address, sent | ROW).status_code == 302

    row = newest_decision(chamber.plan).declarations.get()
    assert (row.member, row.kind) == ("Cllr Ash", "pecuniary")


def test_an_older_record_takes_them_too(chamber, clerk):
    address = plan_url("move_from_record", chamber.plan)
    typed = {"body": "Cabinet", "kind": "decider", "verb_1": "approved", "about_1": "plan"}
    answer = clerk.post(address, shown(clerk, address) | typed | ROW)

    assert answer.status_code == 302, answer.context["form"].errors
    assert Declaration.objects.get().left_room is True


# Any words whatever


@given(
    member=st.text(min_size=1),
    interest=st.text(),
    part=st.sampled_from(sorted(PARTS)),
    by=st.sampled_from(["", "none", "authority", "head"]),
    day=st.none() | st.dates(),
)
@settings(deadline=None)
def test_a_row_keeps_the_words_and_never_says_more_than_it_has(member, interest, part, by, day):
    typed = {"member_1": member, "interest_1": interest, "part_1": part, "dispensed_by_1": by}
    row = declaration_in(typed | {"dispensed_on_1": day}, 1)
    faults = list(faults_in_declarations([row], decided_on=TODAY, today=TODAY))
    told = particulars(Declaration(**{k: v for k, v in vars(row).items() if k != "row"}))

    assert (row.member, row.interest) == (member, interest)
    assert bool(faults) is (day is not None and (day > TODAY or by not in ("authority", "head")))
    assert ("any dispensation" in told) is (by == "")
    assert ("whether they took part" in told) is (part == "")
