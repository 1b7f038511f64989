"""Resolutions about submitting or publishing a plan stop or allow that."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from approvals.decisions import leave
from approvals.decisions.effects import APPROVING, DECIDES, Limb, StepKind, Verb, contradiction_in
from approvals.decisions.leave import STOPPING, About, LeaveLimb, leave_given, why_stopped
from approvals.models import Submission
from approvals.which_version import (
    version_for_publication,
    version_for_submission,
    why_not_sent_any_more,
)
from councils.access import access_of
from dashboard.next_actions import next_action
from dashboard.other_actions import other_actions
from dashboard.queries import state_of
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_published,
    make_put,
    make_submitted,
    resolved,
)
from tests.approvals.pages import words_of
from web.dates import london_day
from web.errors import Refused

SUBMISSION, PUBLICATION = About.SUBMISSION, About.PUBLICATION
LIMBS = st.lists(
    st.builds(
        LeaveLimb,
        decision=st.integers(1, 4),
        number=st.integers(1, 3),
        verb=st.sampled_from(Verb),
        about=st.sampled_from(About),
        kind=st.sampled_from(StepKind),
        digest=st.sampled_from(["", "a", "b"]),
    ),
    max_size=8,
).map(lambda rows: sorted(rows, key=lambda one: one.decision))
RESTS_ON = st.sets(st.integers(1, 4), max_size=2)


def check_given(about, limbs, words, rests_on) -> None:
    """By what was resolved last of these words, whatever else was."""
    counts = [
        one
        for one in limbs
        if one.about == about
        and one.kind in DECIDES
        and (one.digest in ("", words) or one.decision in rests_on)
        and one.verb in {*STOPPING, *APPROVING}
    ]
    found = leave_given(about, limbs, words=words, rests_on=rests_on)
    if not counts:
        assert found is None
        return
    last = [one for one in counts if one.decision == counts[-1].decision]
    stops = any(one.verb in STOPPING for one in last)
    assert (found.stops, found.allows) == (stops, not stops)
    assert found.decision == counts[-1].decision
    assert bool(why_stopped(found)) == stops


@given(st.sampled_from([SUBMISSION, PUBLICATION]), LIMBS, st.sampled_from("ab"), RESTS_ON)
def test_what_was_resolved_last_about_it_of_these_words_counts(about, limbs, words, rests_on):
    check_given(about, limbs, words, rests_on)


def test_without_the_look_at_who_spoke_scrutiny_would_stop_it(monkeypatch):
    """The control: the property above is not true of every function."""
    said = [LeaveLimb(1, 1, Verb.REFUSED, SUBMISSION, StepKind.SCRUTINY)]
    check_given(SUBMISSION, said, "a", ())
    monkeypatch.setattr(leave, "DECIDES", frozenset(StepKind))
    with pytest.raises(AssertionError):
        check_given(SUBMISSION, said, "a", ())


def test_it_says_which_resolution_whose_and_when():
    limb = LeaveLimb(1, 2, "refused", SUBMISSION, body="Cabinet", on=date(2024, 7, 9))

    assert why_stopped(limb) == (
        "By resolution 2 of Cabinet on 9 July 2024 its submission was refused. It is not submitted "
        "unless a later resolution approves that."
    )


@pytest.mark.parametrize("about", [SUBMISSION, PUBLICATION])
def test_one_minute_does_not_approve_and_refuse_its_submission(about):
    both = [Limb(Verb.APPROVED, about), Limb(Verb.NOTED, About.PLAN), Limb(Verb.REFUSED, about)]

    assert contradiction_in(both).numbers == (1, 3)
    assert about.label.lower() in str(contradiction_in(both))
    assert contradiction_in([both[0], Limb(Verb.REFUSED, About.OTHER)]) is None


def decided(chamber: Chamber, verb: str, *more) -> None:
    make_put(chamber)
    make_decided(chamber, resolutions=[resolved(verb), *more])


def next_for(chamber: Chamber, by) -> tuple[str, str]:
    state, access = state_of(chamber.plan), access_of(by, chamber.council)
    today = london_day(chamber.plan.created_at)
    found = next_action(state, access, today)
    others = [label for label, _ in other_actions(state, access, today)]
    return " ".join([found.label, *others]), found.why


@pytest.mark.parametrize("verb", ["refused", "deferred", "referred"])
def test_what_may_not_be_submitted_is_refused_with_the_reason(chamber, signed_in, verb):
    decided(chamber, "endorsed", resolved(verb, "That it is not sent.", SUBMISSION))
    assert chamber.plan.stage == Stage.ENDORSED
    with pytest.raises(Refused, match=f"By resolution 2 of Cabinet .* was {verb}"):
        make_submitted(chamber)

    page = words_of(signed_in(chamber.author).get(plan_url("move_submit", chamber.plan)))
    assert f"its submission was {verb}" in page
    make_published(chamber)
    labels, why = next_for(chamber, chamber.author)
    assert "Submit" not in labels
    assert verb in why
    # Only of its submission was anything said.
    assert not version_for_publication(chamber.plan).why_stopped


def test_what_may_not_be_published_is_refused_with_the_reason(chamber, signed_in):
    decided(chamber, "endorsed", resolved("refused", "Not yet.", PUBLICATION))
    with pytest.raises(Refused, match="its publication was refused"):
        attempt("publish", chamber.plan, by=chamber.clerk)

    page = words_of(signed_in(chamber.clerk).get(plan_url("move_publish", chamber.plan)))
    assert "It is not published unless a later resolution approves that." in page
    labels, _ = next_for(chamber, chamber.clerk)
    assert "Publish" not in labels


def test_a_correction_that_does_not_say_so_lifts_it(chamber):
    decided(chamber, "endorsed", resolved("refused", "Not yet.", SUBMISSION))
    attempt("correct", chamber.plan, by=chamber.clerk)
    chamber.plan.refresh_from_db()

    assert make_submitted(chamber).basis == "decided"


def test_a_later_resolution_of_the_same_words_lifts_it(chamber):
    limbs = [resolved("noted"), resolved("refused", "Not yet.", SUBMISSION)]
    make_put(chamber)
    day = london_day(chamber.plan.created_at)
    on = {"body": "Council", "next_meets_on": day.replace(year=day.year + 1)}
    attempt("noted", chamber.plan, by=chamber.clerk, resolutions=limbs, **on)
    assert version_for_submission(chamber.plan).why_stopped
    limbs = [resolved("endorsed"), resolved("approved", "That it is sent.", SUBMISSION)]
    attempt("agreed", chamber.plan, by=chamber.clerk, resolutions=limbs)
    chamber.plan.refresh_from_db()

    assert make_submitted(chamber).basis == "decided"


def test_what_waits_in_the_outbox_does_not_go_once_it_is_refused(chamber):
    decided(chamber, "endorsed")
    queued = make_submitted(chamber, sent_at=None)
    limbs = [resolved("endorsed"), resolved("refused", "Not yet.", SUBMISSION)]
    attempt("correct", chamber.plan, by=chamber.clerk, resolutions=limbs)

    assert "its submission was refused" in why_not_sent_any_more(queued)


@pytest.fixture
def noted(chamber: Chamber) -> Chamber:
    """Noted, and its submission approved."""
    decided(chamber, "noted", resolved("approved", "That it is sent.", SUBMISSION))
    return chamber


def test_noted_words_go_by_resolution_as_what_they_are_and_nobody_is_asked_why(noted, signed_in):
    author = signed_in(noted.author)
    form = author.get(plan_url("move_submit", noted.plan)).context["form"]
    assert not {"officer_view", "basis"} & form.fields.keys()
    options = version_for_submission(noted.plan)
    assert options.bases == ("noted",)

    made = make_submitted(noted, basis="noted", officer_view="")
    assert made.resolution.words == "That it is sent."
    assert made.marking.startswith("Noted, not endorsed. Submitted by resolution of Cabinet on ")
    page = words_of(author.get(plan_url("sent", noted.plan)))
    assert "Submitted by resolution 2 of Cabinet on " in page
    assert "; the plan was noted, not endorsed." in page
    noted.plan.refresh_from_db()
    assert noted.plan.stage == Stage.DECISION


def test_in_time_its_page_asks_for_nothing_but_the_moment(noted, signed_in, monkeypatch):
    monkeypatch.setattr("approvals.submission.views.is_late", lambda *_: False)
    form = signed_in(noted.author).get(plan_url("move_submit", noted.plan)).context["form"]

    assert {"reason", "officer_view", "basis"}.isdisjoint(form.fields)


def test_what_was_noted_without_that_needs_the_monitoring_officers_view(chamber):
    decided(chamber, "noted", resolved("noted", "The submission.", SUBMISSION))
    with pytest.raises(Refused) as refused:
        make_submitted(chamber, basis="noted", officer_view="")
    assert refused.value.field == "officer_view"


def test_the_database_refuses_noted_words_with_neither(noted):
    made = make_submitted(noted, basis="noted", officer_view="")
    rows = Submission.objects.filter(pk=made.pk).values_list("resolution", "officer_view")
    assert rows.get()[1] == ""
    made.pk, made.number, made.resolution = None, 2, None
    made.key = uuid.uuid4()
    with pytest.raises(IntegrityError, match="an_exception_is_explained"), transaction.atomic():
        made.save_base(raw=True, force_insert=True)
