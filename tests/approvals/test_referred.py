"""A body that a plan is referred to decides or advises; advice leads back to whoever decides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from approvals.decisions.actions import Next, Outcome, check_next_kind
from approvals.decisions.queries import newest_decision
from approvals.decisions.steps import waiting_step
from approvals.models import DecisionStep
from approvals.models.routes import ALONE, Route
from approvals.which_version import standing_of, version_for_submission
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.attempts import attempt
from tests.approvals.makers import Chamber, make_put, make_submitted, moved, put_alone, resolved
from tests.approvals.pages import words_of
from web.dates import day_in_words
from web.errors import Refused

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=7)
Kind = DecisionStep.Kind


def refer(chamber: Chamber, kind: str, body: str = "Scrutiny Committee", **said: object) -> None:
    how = {"body": body, "next_kind": kind, **said}
    attempt("referred", chamber.plan, by=chamber.clerk, **how)
    chamber.plan.refresh_from_db()


def advise(chamber: Chamber, **said: object) -> object:
    made = attempt("advised", chamber.plan, by=chamber.clerk, **said)
    chamber.plan.refresh_from_db()
    return made


@pytest.fixture
def put(chamber: Chamber) -> Chamber:
    make_put(chamber)
    return chamber


def test_nobody_says_for_the_clerk_what_the_body_is_for(put):
    with pytest.raises(Refused) as refused:
        refer(put, "")
    assert refused.value.field == "next_kind"


@given(st.sampled_from(["", *Kind]), st.sampled_from(Outcome), st.sampled_from(["", *Route]))
def test_only_a_referral_says_what_for_and_goes_to_a_body_that_advises(kind, outcome, route):
    advises = kind not in ("", Kind.DECIDER)
    unsaid = outcome == Outcome.REFERRED and not kind
    wrong = unsaid or (advises and outcome != Outcome.REFERRED) or route in ALONE
    try:
        check_next_kind(Next("A body", LATER, kind, route), outcome)
    except Refused:
        assert wrong
    else:
        assert not wrong


def test_a_body_that_decides_has_the_route_that_was_said_or_the_settings_name(put):
    refer(put, "decider", "Full Council", next_route="council")
    step = waiting_step(put.plan)
    assert (step.kind, step.route, step.meets_on) == ("decider", "council", LATER)
    refer(put, "decider", put.council.cabinet_word)
    assert waiting_step(put.plan).route == "cabinet"
    refer(put, "decider", "A committee in common")
    assert waiting_step(put.plan).route == "not_known"


@pytest.mark.parametrize("kind", ["scrutiny", "advisory"])
@pytest.mark.parametrize("verb", ["recommended", "endorsed", "refused", "noted"])
def test_who_advises_decides_nothing_and_the_plan_is_before_its_decider_again(put, kind, verb):
    refer(put, kind)
    advised = advise(put, resolutions=[resolved(verb)])

    assert (advised.outcome, advised.step.kind) == ("advised", kind)
    assert put.plan.stage == Stage.DECISION
    assert newest_decision(put.plan) is None
    step = waiting_step(put.plan)
    assert (step.body, step.kind, step.route, step.meets_on) == (
        "Cabinet",
        "decider",
        put.plan.steps.first().route,
        None,
    )
    agreed = attempt("agreed", put.plan, by=put.clerk)
    assert newest_decision(put.plan) == agreed
    assert agreed.version == advised.version


def test_the_day_after_its_advice_is_kept_where_it_is_known(put):
    refer(put, "scrutiny")
    advise(put, next_meets_on=LATER)
    assert waiting_step(put.plan).meets_on == LATER

    refer(put, "scrutiny")
    with pytest.raises(Refused) as refused:
        advise(put, next_meets_on=TODAY)
    assert refused.value.field == "next_meets_on"


def test_advice_can_neither_be_called_in_nor_amend(put):
    refer(put, "scrutiny")
    with pytest.raises(Refused) as refused:
        advise(put, call_in_applies=True)
    assert refused.value.field == "call_in_applies"
    with pytest.raises(Refused) as refused:
        advise(put, amendments=[moved("Another figure.")])
    assert refused.value.field == "amendment_words_1"


def test_people_who_decide_alone_are_named_again_after_advice(chamber):
    put_alone(chamber)
    first = waiting_step(chamber.plan)
    said = {"minute": "Signed on paper, file 7", "decided_on": TODAY}
    refer(chamber, "scrutiny", **said)
    advise(chamber)

    step = waiting_step(chamber.plan)
    assert (step.route, step.body) == (first.route, first.body)
    assert [one.person for one in step.deciders.all()] == [
        one.person for one in first.deciders.all()
    ]


def test_what_is_marked_says_who_advises_and_who_decides(put):
    refer(put, "scrutiny")
    version = put.plan.rounds.first().version
    on = day_in_words(LATER)
    assert standing_of(version).mark() == f"Draft for advice by Scrutiny Committee on {on}"
    mark = version_for_submission(put.plan).mark_for("subject")
    assert mark == "Submitted subject to approval by Cabinet"
    assert make_submitted(put, basis="subject").marking == mark


def typed(browser: Client, chamber: Chamber, **sent: object) -> object:
    address = plan_url("move_decide", chamber.plan)
    form = browser.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in ("moves", "plan", "working", "rows")}
    days = {f"decided_on_{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    empty = {f"{part}_{n}": "" for n in (1, 2, 3) for part in ("verb", "about", "words")}
    limb = {"verb_1": "referred", "about_1": "plan", "words_1": "That it goes on."}
    usual = {"resolved": "listed", "interests": "none", "minute": "26"}
    return browser.post(address, shown | days | empty | usual | limb | sent)


def test_the_page_asks_what_for_and_chooses_nothing(put, signed_in):
    clerk = signed_in(put.clerk)
    on = {f"next_meets_on_{part}": getattr(LATER, part) for part in ("day", "month", "year")}
    form = clerk.get(plan_url("move_decide", put.plan)).context["form"]
    assert not form["next_kind"].value()
    assert not form["next_route"].value()

    refused = typed(clerk, put, body="Scrutiny Committee", **on)
    assert refused.status_code == 422
    assert "Say what it was referred for" in words_of(refused)
    assert "Scrutiny Committee" in refused.content.decode()

    said = {"body": "Scrutiny Committee", "next_kind": "scrutiny", **on}
    assert typed(clerk, put, **said).status_code == 302
    page = words_of(clerk.get(plan_url("move_decide", put.plan)))
    assert "Scrutiny Committee was asked for its advice, and decides nothing" in page
    assert "When is it before Cabinet again?" in page
    fields = clerk.get(plan_url("move_decide", put.plan)).context["form"].fields.keys()
    assert {"body", "next_kind", "next_route", "effective_from", "notice_on"}.isdisjoint(fields)
    sent = {"verb_1": "recommended", "words_1": "That Cabinet endorses it."}
    assert typed(clerk, put, **sent).status_code == 302
    home = words_of(clerk.get(put.plan.get_absolute_url()))
    assert "Advice was given" in home
    assert "Cabinet decides, and its day is not known yet." in home


def test_without_the_kind_of_the_step_advice_would_endorse(put, monkeypatch):
    """The control: what an advising body approves would be the plan's endorsement."""
    refer(put, "scrutiny")
    monkeypatch.setattr(
        "approvals.decisions.actions.effect_of_minute", lambda _, minute: minute.effect()
    )
    made = advise(put, resolutions=[resolved("endorsed")])
    assert (made.outcome, put.plan.stage) == ("agreed", Stage.ENDORSED)
