"""Sent again, only those are asked whom the council's rules put the change to."""

from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.clearance import carrying
from approvals.clearance.disowning import confirm_answer
from approvals.clearance.queries import (
    clearances_from,
    newest_responses,
    newest_rounds,
    office_clearances,
    rounds_of,
    still_to_answer,
)
from approvals.decisions import actions as decision_actions
from approvals.decisions.report_paper import issued_report
from approvals.models import CarriedAnswer, ClearanceRound
from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from dashboard.compliance.taken import answered
from plans.access import plan_url
from plans.actions.items import edit_item
from plans.actions.passages import edit_passage
from plans.models import Figure, Passage
from tests.approvals.makers import (
    Chamber,
    ask_again,
    make_answer,
    make_answered,
    make_emailed,
    make_sent,
    report_of,
    seen_in,
)
from tests.approvals.pages import browser_of, clearer, shown, words_of
from tests.approvals.test_disowning import end_role
from tests.makers import make_appointment
from tests.plan_makers import make_figure, make_paragraph
from web.dates import london_day
from web.errors import Refused

S151, MONITORING, PORTFOLIO = (
    Role.SECTION_151,
    Role.MONITORING_OFFICER,
    Role.PORTFOLIO_HOLDER,
)
NOW = timezone.now()
ALL = {S151, MONITORING, PORTFOLIO}
RULES = {
    "asked_on_figures": [S151],
    "asked_on_powers": [MONITORING],
    "asked_on_words": [MONITORING, PORTFOLIO],
}


def set_rules(chamber: Chamber, **rules: list[Role]) -> None:
    ask_again(chamber.council, **rules)
    chamber.plan.refresh_from_db()


@pytest.fixture
def ruled(chamber: Chamber) -> Chamber:
    set_rules(chamber, **RULES)
    return chamber


@pytest.fixture
def figure(chamber: Chamber) -> Figure:
    return make_figure(chamber.plan, chamber.author)


@pytest.fixture
def text(chamber: Chamber) -> Passage:
    return make_paragraph(chamber.plan, chamber.author, "We wil act.")


def change_figure(chamber: Chamber, figure: Figure, value: int = 7) -> None:
    figure.refresh_from_db()
    seen, why = figure.revision, "It was wrong"
    edit_item(figure, by=chamber.author, seen=seen, reason=why, value=value)


def change_text(chamber: Chamber, text: Passage, body: str = "We will act.") -> None:
    text.refresh_from_db()
    seen, why = text.revision, "It was wrong"
    edit_passage(text, by=chamber.author, seen=seen, body=body, reason=why)


def send(chamber: Chamber, **details: object) -> ClearanceRound:
    return make_sent(chamber, **{"reason": "It changed.", "then_put": False} | details)


def waiting(round_: ClearanceRound) -> set[str]:
    return {one.role for one in still_to_answer(round_.pk)}


# Whom a change is put to


def test_after_one_figure_changed_the_section_151_officer_alone_is_asked(ruled, figure):
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)

    assert waiting(send(ruled)) == {S151}


def test_a_figure_that_stands_in_the_text_is_still_a_figure_alone(ruled, figure):
    make_paragraph(ruled.plan, ruled.author, "We saved {figure:savings} and will go on.")
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)

    assert waiting(send(ruled)) == {S151}


def test_after_a_typo_those_are_asked_whom_the_rule_names(ruled, text):
    make_answered(ruled, send(ruled))
    change_text(ruled, text)

    assert waiting(send(ruled)) == {MONITORING, PORTFOLIO}


def test_after_a_legal_change_of_the_report_the_monitoring_officer_is_asked(ruled):
    make_answered(ruled, send(ruled))
    set_rules(ruled, asked_on_words=[MONITORING])
    report = report_of(ruled.plan) | {"recommendation": "That the leader decides it."}

    assert waiting(send(ruled, report=report)) == {MONITORING}


def test_another_route_is_put_to_the_monitoring_officer(ruled):
    make_answered(ruled, send(ruled, route="cabinet"))

    assert waiting(send(ruled, route="council")) == {MONITORING}


def test_the_control_with_no_rule_set_all_are_asked_again(chamber, figure):
    make_answered(chamber, send(chamber))
    change_figure(chamber, figure)

    assert waiting(send(chamber)) == ALL
    assert not CarriedAnswer.objects.exists()


def test_a_kind_without_a_rule_is_put_to_everybody(ruled, figure):
    set_rules(ruled, asked_on_figures=[])
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)

    assert waiting(send(ruled)) == ALL


def test_a_rule_that_names_nobody_who_clears_the_plan_is_put_to_everybody(ruled, figure, text):
    """Or nobody would read what changed, whoever else is asked of another change."""
    set_rules(ruled, asked_on_words=[Role.HEAD_OF_PAID_SERVICE])
    make_answered(ruled, send(ruled))
    change_text(ruled, text)
    change_figure(ruled, figure)

    assert waiting(send(ruled)) == ALL


def test_a_rule_changed_between_holds_as_it_is_when_the_plan_is_sent(ruled, figure):
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    set_rules(ruled, asked_on_figures=[PORTFOLIO])
    round_ = send(ruled)
    assert waiting(round_) == {PORTFOLIO}

    set_rules(ruled, asked_on_figures=[])
    told = {one.office.role: one.carried for one in office_clearances(round_)}
    assert told[S151].endswith("The council’s rules put that to: Portfolio holder.")


# What is not carried


def test_what_was_sent_back_is_asked_again(ruled):
    first = send(ruled)
    make_answer(ruled, first, MONITORING)
    make_answer(ruled, first, S151, "sent_back", words="Look again", place="paragraph 1")

    assert waiting(send(ruled)) == {S151, PORTFOLIO}


def test_an_answer_by_email_is_carried_once_it_is_confirmed(ruled):
    first = send(ruled)
    given = make_emailed(ruled, first)
    assert waiting(send(ruled)) == ALL

    officer = given.answered_by.person
    confirm_answer(given, by=officer, seen=seen_in(first))
    assert waiting(send(ruled)) == ALL - {given.asked.role}


def test_an_answer_of_whoever_holds_the_office_no_more_is_not_carried(ruled):
    make_answered(ruled, send(ruled))
    make_appointment(ruled.council, ruled.person[Role.AUDITOR], S151)
    end_role(ruled, S151)
    clear = {one.office: one.person for one in ruled.plan.rounds.first().asked.all()}
    clear = {
        office: ruled.person[Role.AUDITOR] if office.role == S151 else person
        for office, person in clear.items()
    }

    assert waiting(send(ruled, clear=clear)) == {S151}


def test_a_role_that_ends_after_it_was_carried_has_answered_as_any_other_has(ruled, figure):
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    round_ = send(ruled)
    end_role(ruled, PORTFOLIO)

    assert waiting(round_) == {S151}


# Changes back, and several in a row


def test_an_answer_to_these_very_words_goes_before_a_newer_one_to_others(ruled, figure):
    make_answered(ruled, send(ruled))
    before = figure.value
    change_figure(ruled, figure)
    make_answer(ruled, send(ruled), S151, "objects", words="Too little.")
    change_figure(ruled, figure, before)
    round_ = send(ruled)

    told = {one.office.role: one for one in office_clearances(round_)}[S151]
    assert (told.outcome, told.carried_from) == ("content", 1)
    assert told.carried.endswith("No word has changed since then.")


def test_who_sent_it_back_since_is_asked_though_the_words_are_those_they_cleared(ruled, figure):
    make_answered(ruled, send(ruled))
    before = figure.value
    change_figure(ruled, figure)
    make_answer(ruled, send(ruled), S151, "sent_back", words="Look again", place="paragraph 1")
    change_figure(ruled, figure, before)

    assert waiting(send(ruled)) == {S151}


def test_what_was_carried_once_is_measured_by_the_words_that_were_answered(ruled, figure, text):
    """Two changes that each concern others concern S151 together, if one of them does."""
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    send(ruled)
    change_text(ruled, text)

    assert waiting(send(ruled)) == ALL


def test_where_nothing_changed_everybody_s_answer_stands_and_it_is_put_by_hand(ruled):
    make_answered(ruled, send(ruled))
    round_ = send(ruled, then_put=True)
    assert waiting(round_) == set()

    ruled.plan.refresh_from_db()
    assert ruled.plan.stage == "clearance"


def test_whoever_is_asked_gives_the_last_answer(ruled, figure):
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    make_answer(ruled, send(ruled, then_put=True), S151)

    ruled.plan.refresh_from_db()
    assert ruled.plan.stage == "decision"


def test_an_answer_given_anew_takes_the_place_of_the_carried_one(ruled, figure):
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    round_ = send(ruled)
    make_answer(ruled, round_, PORTFOLIO, "objects", words="Not like this.")

    told = {one.office.role: one for one in office_clearances(round_)}[PORTFOLIO]
    assert (told.outcome, told.carried) == ("objects", "")


# How it is told


@pytest.fixture
def again(ruled: Chamber, figure: Figure) -> ClearanceRound:
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    OutboxMessage.objects.all().delete()
    return send(ruled, then_put=True)


SAYS = (
    "Given to version 1, and carried to these words. Changed since then: figures. The council’s "
    "rules put that to: Section 151 officer."
)


def test_each_is_an_act_of_its_own_by_whoever_sent_it(ruled, again):
    acts = Act.objects.filter(verb="clearance_carried")
    said = {act.sentence for act in acts}

    assert {act.actor.person for act in acts} == {ruled.author}
    assert said == {
        f"carried to new words of {ruled.plan}, by the council’s rule, the answer of the "
        f"{role.label}: content"
        for role in (MONITORING, PORTFOLIO)
    }


def test_whose_answer_it_is_hears_of_it_and_is_not_asked(ruled, again):
    told = {(row.to, row.kind) for row in OutboxMessage.objects.exclude(kind="meeting_ahead")}

    assert told == {
        (ruled.person[S151], "clearance_asked"),
        (ruled.person[MONITORING], "clearance_carried"),
        (ruled.person[PORTFOLIO], "clearance_carried"),
    }


def test_every_list_of_answers_says_that_it_is_carried(ruled, again):
    lists = [
        clearances_from(newest_responses(again)),
        newest_rounds([ruled.plan.pk])[ruled.plan.pk][1],
        rounds_of(ruled.plan)[0][1],
    ]
    for clearances in lists:
        told = {one.office.role: one.carried for one in clearances}
        assert told == {S151: "", MONITORING: SAYS, PORTFOLIO: SAYS}


def test_pages_and_papers_say_it(ruled, again):
    for name in ("clearance", "plan"):
        said = words_of(browser_of(ruled.author).get(plan_url(name, ruled.plan)))
        assert "carried" in said
    browser, page = clearer(ruled, PORTFOLIO)
    assert SAYS in words_of(browser.get(page))

    make_answer(ruled, again, S151)
    step = ruled.plan.steps.get()
    [table] = [one.table for one in issued_report(step).sections if one.title == "Sign-off"]
    assert sum(SAYS in str(row) for row in table.rows) == 2
    told = {one.office.role: answered(one) for one in office_clearances(again)}
    assert SAYS in told[MONITORING][1]
    assert SAYS not in told[S151][1]


def test_the_act_s_page_says_from_which_version_by_which_rule(ruled, again):
    act = Act.objects.filter(verb="clearance_carried").latest("sequence")
    page = browser_of(ruled.author).get(
        reverse("council_act", args=[ruled.council.slug, act.sequence])
    )

    assert "The council’s rules put that to: Section 151 officer" in words_of(page)


def test_before_it_is_sent_its_author_sees_whose_answer_will_stand(ruled, figure):
    make_answered(ruled, send(ruled))
    change_figure(ruled, figure)
    page = browser_of(ruled.author).get(plan_url("send_check", ruled.plan))

    assert {one.role for one in page.context["carried"]} == {MONITORING, PORTFOLIO}
    assert "Portfolio holder: content, given to version 1" in words_of(page)


def test_who_is_asked_again_answers_right_beneath_what_changed(ruled, again):
    browser, page = clearer(ruled)
    said = browser.get(page).content.decode()
    assert said.index('id="changed"') < said.index('id="answer"') < said.index('id="report"')

    browser.post(page, shown(browser, page) | {"outcome": "content"})
    assert waiting(again) == set()


@pytest.mark.parametrize("carried", [True, False])
def test_a_decision_is_not_before_the_words_that_an_answer_was_carried_to(monkeypatch, carried):
    sent, given = NOW, NOW - timedelta(days=9)
    answer = SimpleNamespace(stated_at=given, carried_in_words="By the rule." if carried else "")
    monkeypatch.setattr(decision_actions, "newest_responses", lambda _: [(None, answer)])
    step = SimpleNamespace(round=SimpleNamespace(sent_at=sent))
    minute = SimpleNamespace(decided_on=london_day(NOW) - timedelta(days=5))
    with pytest.raises(Refused) if carried else nullcontext():
        decision_actions.check_after_clearance(step, minute)


# The database


def test_the_database_carries_no_answer_of_another_office(ruled, again):
    one = CarriedAnswer.objects.earliest("pk")
    one.pk, one.asked = None, again.asked.get(role=S151)
    with pytest.raises(IntegrityError, match="same office"), transaction.atomic():
        one.save(force_insert=True)


def test_the_database_carries_no_answer_of_who_wrote_the_plan_since(ruled, again):
    one = CarriedAnswer.objects.earliest("pk")
    officer = one.answered_by.person
    make_appointment(ruled.council, officer, Role.AUTHOR)
    make_paragraph(ruled.plan, officer, "Mine.", reason="It was missing")
    one.pk = None
    with pytest.raises(IntegrityError, match="wrote this plan"), transaction.atomic():
        one.save(force_insert=True)


# Any order of changes and answers

STEPS = ["figure", "text", "recommendation", "send", *map(str, sorted(ALL))]
# Which roles each of them is put to by `RULES`: a recommendation is words as well.
CONCERNS = {
    "figure": {S151},
    "text": {MONITORING, PORTFOLIO},
    "recommendation": {MONITORING, PORTFOLIO},
}


def stand_wrongly(chamber: Chamber, figure: Figure, text: Passage, steps: list[str]) -> list[str]:
    """Roles whose answer was carried over a change that concerned them."""
    state = {"figure": 0, "text": 0, "recommendation": 0}
    said = [
        {"figure": 96, "text": "We wil act.", "recommendation": "That it is agreed."},
        {"figure": 7, "text": "We will act.", "recommendation": "That the leader decides it."},
    ]
    words: dict[int, dict[str, int]] = {}
    wrong: list[str] = []
    round_ = None
    for step in ["send", *steps, "send"]:
        if step in state:
            state[step] = 1 - state[step]
            if step == "figure":
                change_figure(chamber, figure, said[state[step]][step])
            elif step == "text":
                change_text(chamber, text, said[state[step]][step])
        elif step == "send":
            chamber.plan.refresh_from_db()
            report = report_of(chamber.plan)
            report["recommendation"] = said[state["recommendation"]]["recommendation"]
            round_ = send(chamber, report=report)
            words[round_.pk] = dict(state)
            for one in CarriedAnswer.objects.filter(asked__round=round_):
                then = words[one.answer.asked.round_id]
                changed = [name for name in state if then[name] != state[name]]
                if any(one.asked.role in CONCERNS[name] for name in changed):
                    wrong.append(one.asked.role)
        elif round_ and Role(step) in waiting(round_):
            make_answer(chamber, round_, Role(step))
    return wrong


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=7))
def test_no_answer_ever_stands_for_a_change_that_concerned_its_role(ruled, figure, text, steps):
    with transaction.atomic():
        figure.value = 96
        change_figure(ruled, figure, 96)
        assert stand_wrongly(ruled, figure, text, steps) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("change", ["figure", "text", "recommendation"])
def test_the_control_without_the_rule_answers_stand_for_what_concerned_them(
    ruled, figure, text, change, monkeypatch
):
    change_figure(ruled, figure, 96)
    monkeypatch.setattr(carrying, "asked_again", lambda *_: [Role.HEAD_OF_PAID_SERVICE])
    steps = [*map(str, sorted(ALL)), change]

    assert set(stand_wrongly(ruled, figure, text, steps)) == CONCERNS[change]
