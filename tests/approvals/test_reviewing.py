"""A review of progress: recorded as often as there is one, and it changes no endorsed words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.decisions.call_ins import decision_to_call_in
from approvals.decisions.delegations import powers_to_change
from approvals.decisions.effects import Effect, effect_of
from approvals.decisions.queries import newest_decision
from approvals.models import Decision, DecisionStep, Resolution
from approvals.publication.public import public_view_of
from approvals.which_version import version_for_publication, version_for_submission
from councils.models import OutboxMessage
from councils.roles import Role
from plans.access import plan_url
from plans.models import Plan, Stage
from tests.approvals.attempts import attempt, stage_of
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_paper,
    make_published,
    make_put,
    make_reviewed,
    make_to_be_reviewed,
    moved,
    resolved,
)
from tests.approvals.pages import words_of
from web.errors import Refused

TODAY = timezone.localdate()


@pytest.fixture
def monitored(chamber: Chamber) -> Chamber:
    make_to_be_reviewed(chamber)
    return chamber


def words_that_count(plan: Plan) -> tuple[object, ...]:
    """Which words are decided, public, to be sent; and what may be done to them."""
    plan = Plan.objects.select_related("council").get(pk=plan.pk)
    public, sent = version_for_publication(plan), version_for_submission(plan)
    called = decision_to_call_in(plan)
    return (
        newest_decision(plan),
        public and public.version.digest,
        sent and (sent.version.digest, sent.bases),
        called and called.pk,
        powers_to_change(plan, TODAY),
        plan.stage,
    )


@pytest.mark.parametrize("verb", Resolution.Verb.values)
@pytest.mark.parametrize("about", ["plan", "other"])
def test_whatever_was_resolved_at_a_review_the_endorsed_words_stay(monitored, verb, about):
    before = words_that_count(monitored.plan)

    made = make_reviewed(monitored, resolutions=[resolved(verb, about=about)])

    assert words_that_count(monitored.plan) == before
    assert (made.outcome, made.call_in_applies, made.period) == ("reviewed", False, None)


def test_the_same_resolution_by_whoever_decides_would_change_what_counts():
    """The control: only the kind of the step makes it a review."""
    limbs = [resolved("refused").limb]

    assert effect_of(DecisionStep.Kind.REVIEW, limbs) == Effect.REVIEWED
    assert effect_of(DecisionStep.Kind.DECIDER, limbs) == Effect.REFUSED


def test_it_is_recorded_as_often_as_there_is_one(monitored):
    make_reviewed(monitored)
    make_reviewed(monitored, body="Scrutiny")

    assert [one.step.place for one in Decision.objects.filter(outcome="reviewed")] == [3, 2]
    assert stage_of(monitored.plan) == Stage.MONITORING


def test_it_is_of_the_words_that_count_and_puts_none_to_members(monitored):
    made = make_reviewed(monitored)

    assert made.version == newest_decision(monitored.plan).version
    assert not made.step.had_words


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"decided_on": TODAY - timedelta(days=1)}, "decided_on"),
        ({"call_in_applies": True}, "call_in_applies"),
        ({"notice_on": TODAY}, "notice_on"),
        ({"amendments": [moved("A word.")]}, "amendment_words_1"),
    ],
)
def test_what_a_review_cannot_have_is_refused(monitored, facts, field):
    with pytest.raises(Refused) as refusal:
        make_reviewed(monitored, **facts)
    assert refusal.value.field == field
    assert not Decision.objects.filter(outcome="reviewed").exists()


def test_before_it_is_monitored_no_progress_is_reviewed(chamber):
    make_put(chamber)
    make_decided(chamber)

    with pytest.raises(Refused, match="stage"):
        attempt("review", chamber.plan, by=chamber.clerk)


def test_an_author_records_none(monitored):
    with pytest.raises(PermissionDenied):
        attempt("review", monitored.plan, by=monitored.author)


def test_no_notice_of_it_is_asked_for(monitored):
    OutboxMessage.objects.all().delete()
    make_reviewed(monitored)

    kinds = set(OutboxMessage.objects.values_list("kind", flat=True))
    assert "notice_needed" not in kinds


def test_residents_see_nothing_of_it(monitored):
    make_published(monitored)
    address = [monitored.council.slug, monitored.plan.slug]
    before = public_view_of(*address, on=TODAY)
    assert before is not None
    make_reviewed(monitored)

    after = public_view_of(*address, on=TODAY)
    # Of what stands there only the second in which the plan changed may be another.
    assert after is not None
    assert replace(after, changed_at=before.changed_at) == before


# The page


def sent(**typed: object) -> dict[str, object]:
    on = {f"decided_on_{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    return {"body": "Cabinet", "minute": "41", **on} | typed


def hidden(answer) -> dict[str, object]:
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in ("moves", "plan", "report", "rows")}


def test_the_page_records_it_and_the_plans_home_shows_it(monitored, signed_in):
    clerk, address = signed_in(monitored.clerk), plan_url("move_review", monitored.plan)
    typed = {"verb_1": "noted", "about_1": "plan", "words_1": "That the year’s progress be noted."}

    answer = clerk.post(address, hidden(clerk.get(address)) | sent(**typed))

    assert answer.status_code == 302
    made = Decision.objects.get(outcome="reviewed")
    assert (made.minute, made.step.kind, made.from_the_record) == ("41", "review", False)
    home = words_of(clerk.get(monitored.plan.get_absolute_url()))
    assert "Progress was reviewed" in home
    page = words_of(clerk.get(plan_url("decision", monitored.plan, made.step.place)))
    assert "That the year’s progress be noted." in page
    assert "nothing was decided" in page


def test_what_was_approved_beside_it_at_a_review_is_not_called_in_either(monitored, signed_in):
    made = make_reviewed(monitored, resolutions=[resolved("approved", about="other")])

    page = signed_in(monitored.clerk).get(plan_url("decision", monitored.plan, made.step.place))
    assert "Nothing was decided that could be called in." in words_of(page)


def test_a_report_of_the_review_is_a_paper_of_it(monitored, signed_in):
    made = make_reviewed(monitored)
    make_paper(monitored, "report", words="The year’s end report.")

    page = signed_in(monitored.clerk).get(plan_url("step_papers", monitored.plan, made.step.place))
    assert "The year’s end report." in words_of(page)


def test_a_review_without_a_body_is_refused_and_comes_back(monitored, signed_in):
    clerk, address = signed_in(monitored.clerk), plan_url("move_review", monitored.plan)
    kept = sent(body="", reasons="Members asked for figures.")

    answer = clerk.post(address, hidden(clerk.get(address)) | kept)
    assert answer.status_code == 422
    assert "Members asked for figures." in words_of(answer)


def test_only_democratic_services_open_it(monitored, signed_in):
    address = plan_url("move_review", monitored.plan)

    assert signed_in(monitored.person[Role.MONITORING_OFFICER]).get(address).status_code == 403
    assert signed_in(monitored.author).get(address).status_code == 403
