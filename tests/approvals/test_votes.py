"""Named votes: each name once, counts that agree with them, and silence that is not an answer."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.decisions.decide_form import DecideForm
from approvals.decisions.notice import decision_notice
from approvals.decisions.vote_fields import VoteFields
from approvals.decisions.votes import (
    LONGEST_NAME,
    MOST_NAMES,
    VotingData,
    faults_in_voting,
    names_in,
    same_name,
    voting_in_words,
)
from approvals.models import Decision, DecisionStep, Vote
from approvals.submission.archive import archive_of
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_decided, make_put
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


VOTED = {
    "votes_for": "2",
    "votes_against": "1",
    "names_for": "Cllr Ash\n  Cllr   Birch \n\n",
    "names_against": "Cllr Cedar",
    "names_absent": "Cllr Dogwood",
}


def test_names_are_recorded_with_their_way_and_told(chamber, step, clerk):
    sent = agreed(clerk, chamber, **VOTED)
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302

    made = Decision.objects.get()
    assert [(one.member, one.way) for one in made.votes.all()] == [
        ("Cllr Ash", "for"),
        ("Cllr Birch", "for"),
        ("Cllr Cedar", "against"),
        ("Cllr Dogwood", "absent"),
    ]
    assert (made.votes_for, made.votes_against, made.votes_abstained) == (2, 1, None)
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, 1)))
    assert "For 2, against 1" in notice
    assert "Cllr Ash; Cllr Birch" in notice
    act = words_of(
        clerk.get(reverse("council_act", args=[chamber.council.slug, made.act.sequence]))
    )
    assert "Cllr Dogwood" in act
    assert b"Cllr Cedar" in archive_of(chamber.plan)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"names_against": "cllr ash"}, "names_against", "listed twice"),
        ({"names_for": "Cllr Ash\nCllr Ash"}, "names_for", "listed twice"),
        ({"names_absent": "x" * 121 + "\nCllr Dogwood"}, "names_absent", "120 characters or fewer"),
        ({"votes_for": "3"}, "votes_for", "This says 3, and 2 are listed"),
        ({"votes_against": "0"}, "votes_against", "This says 0, and 1 is listed"),
        ({"votes_abstained": "-1"}, "votes_abstained", "0 or more"),
        ({"votes_abstained": "99999"}, "votes_abstained", "999 or"),
        ({"votes_abstained": "few"}, "votes_abstained", "number"),
        ({"voting_not_recorded": "on"}, "voting_not_recorded", "Either the minute does not say"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(chamber, step, clerk, typed, field, words):
    sent = agreed(clerk, chamber, **VOTED | typed)
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert words in " ".join(answer.context["form"].errors[field])
    assert "Cllr Dogwood" in answer.content.decode()
    assert not Vote.objects.exists()


def test_without_that_look_the_same_name_is_taken_twice():
    """The control."""
    twice = VotingData(names=[("A", "for"), ("A", "against")])
    assert [one.field for one in faults_in_voting(twice, words="")] == ["names_against"]
    once = VotingData(names=[("A", "for"), ("B", "against")], counts={"for": 1, "abstained": 4})
    assert list(faults_in_voting(once, words="Carried")) == []


def test_two_hundred_names_are_taken(chamber, step, clerk):
    names = "\n".join(f"Councillor {number}" for number in range(200))
    sent = agreed(clerk, chamber, names_for=names, votes_for="200")

    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302
    assert Vote.objects.count() == 200
    many = VotingData(names=[(f"{number}", "for") for number in range(MOST_NAMES + 1)])
    assert [one.field for one in faults_in_voting(many, words="")] == ["names_for"]


def test_not_recorded_and_silence_are_two_things(chamber, step, clerk):
    sent = agreed(clerk, chamber, voting_not_recorded="on")
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302
    made = Decision.objects.get()

    assert "does not say how members voted" in said(decision_notice(made))["1. The decision"]
    made.voting_not_recorded = False
    assert "Voting: Not known" in said(decision_notice(made))["1. The decision"]


def test_nothing_of_the_vote_is_said_beforehand(chamber, step, clerk):
    form = clerk.get(plan_url("move_decide", chamber.plan)).context["form"]
    assert isinstance(form, DecideForm)
    assert not any(form[name].value() for name in VoteFields.base_fields)


def test_words_counts_and_names_stand_beside_one_another(chamber):
    vote = VotingData(names=[("A", "for"), ("B", "for")], counts={"against": 0})
    made = make_decided(chamber, voting="By a recorded vote.", vote=vote)

    assert voting_in_words(made, {"for": ["A", "B"]}) == "By a recorded vote. For 2, against 0"


def test_an_older_record_takes_them_too(chamber, clerk):
    address = plan_url("move_from_record", chamber.plan)
    typed = {"body": "Council", "kind": "decider", "verb_1": "approved", "about_1": "plan"}
    sent = shown(clerk, address) | on("decided_on", TODAY) | typed | VOTED
    answer = clerk.post(address, sent)

    assert answer.status_code == 302, answer.context["form"].errors
    assert Decision.objects.get().votes.filter(way="for").count() == 2


# Any words whatever


LINES = st.lists(st.text(max_size=140), max_size=12)


@given(lines=LINES)
@settings(deadline=None)
def test_each_line_with_something_on_it_is_one_name(lines):
    names = names_in("\n".join(lines))

    assert all(name == " ".join(name.split()) and name for name in names)
    assert names_in("\r\n".join(names)) == names


@given(typed=st.fixed_dictionaries(dict.fromkeys(Vote.Way.values, LINES)))
@settings(deadline=None)
def test_whatever_is_typed_is_refused_or_each_name_votes_once(typed):
    boxes = {f"names_{way}": "\n".join(lines) for way, lines in typed.items()}
    form = VoteFields(boxes)
    if not form.is_valid():
        # What a box of words never takes, such as a NUL.
        assert set(form.errors) <= set(boxes)
        return
    voting = form.voting_in(form.cleaned_data)
    faults = list(faults_in_voting(voting, words=""))
    keys = [same_name(name) for name, _ in voting.names]

    assert {one.field for one in faults} <= set(boxes)
    sound = len(set(keys)) == len(keys) and all(len(n) <= LONGEST_NAME for n, _ in voting.names)
    assert bool(faults) is not sound
