"""A council that asks its officers in an order asks each once those before have answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.clearance.queries import in_turn, office_clearances, still_to_answer
from approvals.clearance.reminding import remind
from approvals.clearance.terms import order_in_words
from councils.models import OutboxMessage
from councils.roles import Office, Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import Chamber, ask_again, make_answer, make_sent
from tests.approvals.pages import browser_of, words_of
from web.errors import Refused

S151, MONITORING, PORTFOLIO = (
    Role.SECTION_151,
    Role.MONITORING_OFFICER,
    Role.PORTFOLIO_HOLDER,
)


@pytest.fixture
def ordered(chamber: Chamber) -> Chamber:
    """Finance and the portfolio holder at once, then the Monitoring Officer."""
    ask_again(chamber.council, asked_last=[MONITORING])
    chamber.plan.refresh_from_db()
    return chamber


def told(chamber: Chamber) -> set[int]:
    return set(OutboxMessage.objects.filter(kind="clearance_asked").values_list("to", flat=True))


def keys_of(chamber: Chamber, *roles: Role) -> set[int]:
    return {chamber.person[role].pk for role in roles}


def test_who_comes_last_hears_of_it_once_all_others_have_answered(ordered):
    round_ = make_sent(ordered, then_put=False)
    assert told(ordered) == keys_of(ordered, S151, PORTFOLIO)

    make_answer(ordered, round_, S151)
    assert told(ordered) == keys_of(ordered, S151, PORTFOLIO)

    make_answer(ordered, round_, PORTFOLIO)
    assert told(ordered) == keys_of(ordered, S151, PORTFOLIO, MONITORING)


def test_without_an_order_everybody_hears_of_it_at_once(chamber):
    """The control."""
    make_sent(chamber, then_put=False)
    assert told(chamber) == keys_of(chamber, S151, PORTFOLIO, MONITORING)


def test_nobody_answers_before_their_turn(ordered):
    round_ = make_sent(ordered, then_put=False)
    with pytest.raises(Refused) as refused:
        make_answer(ordered, round_, MONITORING)
    assert refused.value.code == "not_yet"
    for role in (S151, PORTFOLIO, MONITORING):
        make_answer(ordered, round_, role)
    assert not still_to_answer(round_.pk)


def test_it_waits_for_nobody_whose_turn_is_still_to_come(ordered):
    round_ = make_sent(ordered, then_put=False)
    page = words_of(browser_of(ordered.person[MONITORING]).get("/"))
    assert "Answer the clearance" not in page
    for role in (S151, PORTFOLIO):
        make_answer(ordered, round_, role)
    assert "Answer the clearance" in words_of(browser_of(ordered.person[MONITORING]).get("/"))


def test_the_page_says_whose_answer_comes_first_and_offers_no_form(ordered):
    make_sent(ordered, then_put=False)
    page = browser_of(ordered.person[MONITORING]).get(plan_url("move_answer", ordered.plan))
    assert "offices before yours have not answered yet" in words_of(page)


def test_the_order_is_the_one_of_the_day_it_was_sent(ordered):
    round_ = make_sent(ordered, then_put=False)
    ask_again(ordered.council, asked_last=[S151])
    asked = {one.office.role: one.after for one in office_clearances(round_)}
    assert asked[S151] == ()
    assert set(asked[MONITORING]) == {Office(S151).name, Office(PORTFOLIO).name}


def test_nobody_is_reminded_before_their_turn(ordered):
    round_ = make_sent(ordered, then_put=False)
    with pytest.raises(Refused, match="once those before have answered"):
        remind(round_.asked.get(role=MONITORING), by=ordered.author)


def test_sent_back_in_the_first_turn_the_last_is_never_asked(ordered):
    round_ = make_sent(ordered, then_put=False)
    make_answer(ordered, round_, S151, outcome="sent_back", words="No.", place="Theme 1")
    ordered.plan.refresh_from_db()
    assert ordered.plan.stage == Stage.DRAFTING
    assert told(ordered) == keys_of(ordered, S151, PORTFOLIO)


def test_the_last_answer_puts_the_plan_to_its_meeting_as_ever(ordered):
    round_ = make_sent(ordered)
    for role in (PORTFOLIO, S151, MONITORING):
        make_answer(ordered, round_, role)
    ordered.plan.refresh_from_db()
    assert ordered.plan.stage == Stage.DECISION


def test_before_sending_the_author_reads_the_order(ordered):
    order = order_in_words(ordered.council)
    assert order.endswith(f", then {MONITORING.label}")
    page = words_of(browser_of(ordered.author).get(plan_url("send_check", ordered.plan)))
    assert f"This council asks in an order: {order}." in page


def test_a_role_is_in_one_of_the_lists_alone(ordered):
    from councils.forms.settings import SettingsForm

    form = SettingsForm(
        {"asked_second": [S151], "asked_last": [S151, MONITORING]}, council=ordered.council
    )
    assert "in one of the two lists" in str(form.errors["asked_last"])


@given(
    turns=st.lists(st.integers(1, 3), min_size=1, max_size=5),
    answered=st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_somebody_can_always_answer_until_all_have(turns, answered):
    from approvals.clearance.queries import OfficeClearance

    every = in_turn(
        OfficeClearance(
            place, Office(S151, f"Office {place}"), "", "content" if done else "", turn=turn
        )
        for place, (turn, done) in enumerate(zip(turns, answered, strict=False))
    )
    waiting = [one for one in every if not one.is_answered]
    assert not waiting or any(not one.after for one in waiting)
    assert all(not one.after for one in every if one.is_answered)
