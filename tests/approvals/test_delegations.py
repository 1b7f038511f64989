"""Powers that a resolution gives, and their use: by whom, when, on what terms, to change what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from approvals.decisions.actions import check_power
from approvals.decisions.delegations import DelegationData, powers_to_change
from approvals.decisions.finalising import who_may_use
from approvals.decisions.queries import newest_decision
from approvals.models import Decision, Delegation
from approvals.which_version import (
    endorsed_in_words,
    version_for_publication,
    version_for_submission,
)
from plans.access import plan_url
from plans.models import Stage, Version
from tests.approvals.attempts import attempt, shown
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_put,
    make_submitted,
    minute_of,
    resolved,
    seen_of,
    with_power,
)
from tests.approvals.pages import words_of
from tests.plan_makers import make_paragraph
from web.errors import Refused, StalePage

TODAY = timezone.localdate()


@pytest.fixture
def given(chamber: Chamber) -> Decision:
    """Endorsed, and the Leader may amend it."""
    make_put(chamber)
    return make_decided(chamber, **with_power())


def edit(chamber: Chamber) -> None:
    make_paragraph(chamber.plan, chamber.author, "As the guidance asks.", reason="New guidance")


def version_leaving(chamber: Chamber) -> Version:
    options = version_for_submission(chamber.plan)
    assert options is not None
    return options.version


def use(chamber: Chamber, **facts: object) -> Decision:
    return attempt("finalise", chamber.plan, by=chamber.clerk, **facts)


def refused(chamber: Chamber, **facts: object) -> str | None:
    """The field at which a use is refused; nothing of it is kept."""
    before = Decision.objects.count()
    with pytest.raises(Refused) as refusal:
        use(chamber, **facts)
    assert Decision.objects.count() == before
    return refusal.value.field


def test_a_use_endorses_the_changed_words_under_the_resolution(chamber, given):
    edit(chamber)
    used = use(chamber)

    assert used.outcome == Decision.Outcome.AMENDED
    assert used.step.under == given.resolutions.get(verb="delegated")
    assert "As the guidance asks." in used.version.document
    assert newest_decision(chamber.plan) == used
    assert version_leaving(chamber) == used.version
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.ENDORSED


def test_until_then_what_goes_out_are_the_words_that_were_endorsed(chamber, given):
    edit(chamber)

    assert version_leaving(chamber) == given.version


def test_the_first_line_says_who_endorsed_and_who_changed_it(chamber, given):
    edit(chamber)
    said = endorsed_in_words(Decision.objects.get(pk=use(chamber).pk))

    assert said.startswith("Endorsed by Cabinet on ")
    assert ", minute 26. Changed by Leader on " in said


def test_what_was_sent_before_is_to_be_replaced(chamber, given):
    make_submitted(chamber)
    edit(chamber)
    use(chamber)

    assert make_submitted(chamber).number == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"by_whom": "Mayor"}, "used"),
        ({"decided_on": TODAY + timedelta(1)}, "decided_on"),
        ({"decided_on": TODAY - timedelta(1)}, "decided_on"),
        ({"consulted": " "}, "consulted"),
        ({"minute": ""}, "minute"),
    ],
)
def test_a_use_that_the_power_does_not_cover_is_refused_at_its_field(chamber, given, facts, field):
    edit(chamber)
    assert refused(chamber, **facts) == field


def test_a_use_that_changes_nothing_is_refused(chamber, given):
    with pytest.raises(Refused, match="Change the plan first"):
        use(chamber)


def test_a_page_that_showed_other_words_changes_nothing(chamber, given):
    edit(chamber)
    seen = shown("finalise", chamber.plan)
    edit(chamber)

    with pytest.raises(StalePage):
        use(chamber, seen=seen)


def test_a_power_ends_with_its_day(chamber):
    make_put(chamber)
    make_decided(chamber, **with_power(until=TODAY))

    assert powers_to_change(chamber.plan, TODAY)
    assert not powers_to_change(chamber.plan, TODAY + timedelta(1))


@pytest.mark.parametrize("scope", [["submit"], ["publish", "submit"]])
def test_a_power_to_send_changes_no_word(chamber, scope):
    make_put(chamber)
    make_decided(chamber, **with_power(scope=scope))
    edit(chamber)

    assert refused(chamber) == "decided_on"


@pytest.mark.parametrize(
    ("jointly", "who"),
    [
        (True, ["Leader and Chief Executive"]),
        (False, ["Leader", "Chief Executive"]),
        (None, ["Leader and Chief Executive", "Leader", "Chief Executive"]),
    ],
)
def test_several_use_a_power_as_it_was_given_to_them(chamber, jointly, who):
    make_put(chamber)
    both = DelegationData(["Leader", "Chief Executive"], ["finalise"], jointly=jointly)
    make_decided(chamber, **with_power() | {"delegation": both})

    assert who_may_use(Delegation.objects.get()) == who


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"resolutions": [resolved("delegated")]}, "delegated_to"),
        (with_power() | {"delegation": DelegationData([], ["amend"])}, "delegated_to"),
        (with_power(scope=[]), "scope"),
        (with_power(until=TODAY - timedelta(1)), "delegated_until"),
        (with_power() | {"resolutions": [resolved("endorsed")]}, "delegated_to"),
        (
            {
                "resolutions": [resolved("delegated")],
                "delegation": DelegationData(["Leader"], ["amend"]),
            },
            "scope",
        ),
    ],
)
def test_a_power_that_cannot_be_so_is_refused_at_its_field(chamber, facts, field):
    make_put(chamber)
    with pytest.raises(Refused) as refusal:
        make_decided(chamber, **facts)

    assert refusal.value.field == field
    assert not Decision.objects.exists()


def test_the_control_the_same_powers_are_recorded(chamber, given):
    assert Delegation.objects.get().holders.get().title == "Leader"


def test_whom_the_whole_plan_was_left_to_decides_on_no_set_day(chamber):
    make_put(chamber)
    make_decided(chamber, "delegated")
    step = chamber.plan.steps.last()

    assert (step.kind, step.body, step.meets_on) == ("delegate", "Chief Executive", None)
    assert step.was_to_meet_by(TODAY)
    decided = make_decided(chamber)
    assert decided.step == step
    said = endorsed_in_words(Decision.objects.get(pk=decided.pk))
    assert said.startswith("Endorsed by Chief Executive on ")
    assert "under the power given by Cabinet" in said


def test_the_page_shows_the_change_and_records_it(chamber, given, signed_in):
    edit(chamber)
    clerk, address = signed_in(chamber.clerk), plan_url("move_finalise", chamber.plan)
    page = clerk.get(address)
    assert "As the guidance asks." in words_of(page)
    [(way, label)] = page.context["form"].fields["used"].choices
    assert label == "Leader, who may amend it (given by Cabinet)"
    on = {f"decided_on_{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    sent = on | {
        "moves": chamber.plan.moves,
        "plan": seen_of(chamber.plan).plan,
        "used": way,
        "changed": "The guidance of July is followed.",
        "consulted": "The chief executive agreed.",
        "minute": "Officer decision 7",
        "interests": "none",
    }

    assert clerk.post(address, sent).status_code == 302
    used = newest_decision(chamber.plan)
    assert (used.step.body, used.amendments) == ("Leader", "The guidance of July is followed.")
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, used.step.place)))
    assert "The plan as changed, under resolution 2 of Cabinet" in notice


@pytest.mark.parametrize(
    ("facts", "says"), [({}, "No power to change the words"), (with_power(), "are still those")]
)
def test_the_page_says_why_there_is_nothing_to_record(chamber, signed_in, facts, says):
    make_put(chamber)
    make_decided(chamber, **facts)

    assert says in words_of(signed_in(chamber.clerk).get(plan_url("move_finalise", chamber.plan)))


def test_a_power_is_told_on_the_notice_and_in_the_minute(chamber, given, signed_in):
    notice = words_of(signed_in(chamber.clerk).get(plan_url("decision", chamber.plan, 1)))

    assert "Left to Leader" in notice
    assert "In consultation with" in notice


def test_what_a_minute_without_a_power_says_is_unchanged():
    """The control of the makers: no power is given by default."""
    assert minute_of().delegation is None


def test_the_notice_of_a_use_says_nothing_of_call_in_that_nobody_said(chamber, given, signed_in):
    edit(chamber)
    used = use(chamber)
    place = used.step.place
    notice = words_of(signed_in(chamber.clerk).get(plan_url("decision", chamber.plan, place)))

    assert "It is not recorded whether this can be called in." in notice
    assert "Call-in does not apply" not in notice
    assert used.step.round is None


def test_a_use_takes_effect_no_sooner_than_the_decision_that_gave_the_power(chamber, signed_in):
    make_put(chamber)
    gave = make_decided(chamber, **with_power(), call_in_applies=True, notice_on=TODAY)
    edit(chamber)
    used = Decision.objects.get(pk=use(chamber).pk)

    assert gave.takes_effect_on is not None
    assert used.waits_until(TODAY) == gave.takes_effect_on
    with pytest.raises(Refused, match="takes effect on"):
        make_submitted(chamber)
    published = version_for_publication(chamber.plan)
    assert published is not None
    assert published.marking_on(TODAY).startswith("Subject to call-in")
    notice = words_of(
        signed_in(chamber.clerk).get(plan_url("decision", chamber.plan, used.step.place))
    )
    assert "It takes effect with the decision that gave the power" in notice


def test_a_power_given_with_the_plan_itself_outlasts_the_approval(chamber):
    make_put(chamber)
    whole = DelegationData(["Chief Executive"], ["approve", "amend"])
    make_decided(chamber, "delegated", delegation=whole)
    make_decided(chamber)
    edit(chamber)

    assert use(chamber, by_whom="Chief Executive").outcome == Decision.Outcome.AMENDED


def test_whom_the_plan_was_left_to_decides_within_their_time(chamber):
    make_put(chamber)
    whole = DelegationData(["Chief Executive"], ["approve"], until=TODAY)
    make_decided(chamber, "delegated", delegation=whole)
    step = chamber.plan.steps.select_related("under__delegation", "under__decision").last()

    check_power(step, TODAY)
    for day, why in ((TODAY + timedelta(1), "ended with"), (TODAY - timedelta(1), "given after")):
        with pytest.raises(Refused, match=why):
            check_power(step, day)


@pytest.mark.parametrize("verb", ["deferred", "referred", "refused"])
def test_nothing_is_left_to_somebody_of_a_plan_that_waits_or_was_refused(chamber, verb):
    make_put(chamber)
    limbs = [resolved(verb), resolved("delegated")]
    with pytest.raises(Refused, match="Resolutions 1 and 2 cannot both be"):
        make_decided(chamber, verb, resolutions=limbs, delegation=DelegationData(["A"], ["amend"]))


def test_names_too_long_to_print_are_refused_at_their_box(chamber):
    make_put(chamber)
    two = DelegationData(["A" * 120, "B" * 120], ["amend"])
    with pytest.raises(Refused) as refusal:
        make_decided(chamber, **with_power() | {"delegation": two})
    assert refusal.value.field == "delegated_to"


def test_those_who_may_each_act_alone_are_joined_by_or():
    assert DelegationData(["Leader", "Mayor"], jointly=False).names == "Leader or Mayor"
    assert DelegationData(["Leader", "Mayor"], jointly=True).names == "Leader and Mayor"
