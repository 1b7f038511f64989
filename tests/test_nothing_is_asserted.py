"""No form and no row says what nobody has found, said or done; see asserted.py for what may."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.utils import timezone

from approvals.models import Report
from councils.models import User
from councils.roles import Role
from plans.access import plan_url
from plans.models import Metric
from tests import access
from tests.addresses import addresses_in, of_amendments, of_what_is_to_be_done
from tests.approvals.makers import (
    Chamber,
    declare,
    make_answered,
    make_callable,
    make_called_in,
    make_decided,
    make_empowered,
    make_everything_to_do,
    make_lodged,
    make_received,
    make_recorded,
    make_sent,
    make_sent_out,
    make_to_be_reviewed,
    put_alone,
    sign,
)
from tests.asserted import (
    DEFAULTS,
    defaults_of,
    filled_on_page,
    form_classes,
    model_defaults,
    preset_in_class,
    unexplained,
)
from tests.makers import make_governed
from tests.plan_makers import World, make_commitment
from web.forms.base import BaseForm
from web.forms.fields import DayField

TEMPLATES = Path(__file__).parents[1] / "templates"
# Pages on which somebody says something of a plan, by the stage in which it is said first.
MOVES = {
    "drafting": (
        *("move_send", "report_pasted", "send_check"),
        *("move_from_record", "move_overtaken", "move_take_back"),
    ),
    "clearance": (
        *("move_answer", "clearance_to_authors"),
        *("move_answer_by_email", "move_put", "move_withdraw"),
    ),
    "decision": (
        *("move_decide", "member", "member_question", "member_interest", "move_publish"),
        *("amendment_lodge", "amendment_withdraw", "amendment_advise", "amendments_order"),
    ),
    "alone": ("move_sign",),
    "signed": ("notice_day",),
    "endorsed": (
        "move_publish",
        "move_submit",
        "extend",
        "move_start_monitoring",
        "move_correct",
        "step_papers",
        "statement_issue",
        "follow_ups",
        "follow_up_day",
        "follow_up_withdraw",
        "paper_discharges",
        "discharge_take_back",
    ),
    "empowered": ("move_finalise",),
    "callable": ("move_receive_call_in",),
    "received": ("move_call_in",),
    "called_in": ("move_call_in_heard",),
    "older": ("earlier",),
    "monitoring": ("progress_report", "move_close", "acknowledge"),
    "reviewed": ("move_review",),
}
CLERKS = ("move_decide", "move_from_record", "move_finalise")
CLERKS += ("move_correct", "move_receive_call_in", "move_call_in", "move_call_in_heard")
CLERKS += ("amendments_order", "notice_day", "step_papers", "statement_issue", "move_review")
CLERKS += ("follow_ups",)
CLERKS += ("follow_up_day", "follow_up_withdraw", "paper_discharges", "discharge_take_back")
BY = {"move_answer": Role.SECTION_151, "clearance_to_authors": Role.SECTION_151}
BY |= {"member": Role.CABINET_MEMBER}
BY |= {"member_question": Role.CABINET_MEMBER, "member_interest": Role.CABINET_MEMBER}
BY |= {"move_sign": Role.DECISION_MAKER, "amendment_advise": Role.SECTION_151}
BY |= {"amendment_lodge": Role.CABINET_MEMBER, "amendment_withdraw": Role.CABINET_MEMBER}
REST = {name: [1] for name in ("acknowledge", "notice_day", "step_papers", "statement_issue")}
REST |= {"follow_ups": [1]}


def test_no_form_comes_filled_whoever_opens_it():
    filled = {key for form in form_classes() for key in preset_in_class(form)}

    assert unexplained(filled) == set()


def test_a_form_that_comes_with_todays_date_is_found():
    """The control."""

    class Dated(BaseForm):
        found_on = DayField(label="Found so on", initial=timezone.localdate)

    assert list(preset_in_class(Dated)) == ["Dated.found_on"]


def test_no_row_says_by_default_what_nobody_said():
    assert set(model_defaults()) - set(DEFAULTS) == set()
    assert set(DEFAULTS) - set(model_defaults()) == set()


def test_a_default_direction_is_found(monkeypatch):
    """The control."""
    monkeypatch.setattr(Metric._meta.get_field("direction"), "default", "higher is better")

    assert "Metric.direction" in set(defaults_of(Metric))


def test_no_template_ticks_or_chooses_anything():
    found = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if "govuk" not in path.parts and re.search(r"\s(checked|selected)[\s>=]", path.read_text())
    ]

    assert found == []


@pytest.mark.slow
def test_no_page_comes_with_what_nobody_said(db):
    world = World()
    pages = access.PLAN_PAGES | access.COUNCIL_PAGES
    addresses = addresses_in(world)
    seen: set[str] = set()
    for name in (name for name, page in pages.items() if page.get):
        if who := visitor_of(world, name):
            seen |= filled_at(who, addresses[name])

    assert unexplained(seen) == set()


def visitor_of(world: World, name: str) -> User | None:
    may = (access.PLAN_PAGES | access.COUNCIL_PAGES)[name].post
    if Role.AUTHOR in may:
        return world.author
    held = world.council.appointments.filter(role=Role.ADMINISTRATOR).first()
    return held.person if held and Role.ADMINISTRATOR in may else None


@pytest.mark.slow
@pytest.mark.parametrize("stage", MOVES)
def test_no_page_of_a_move_comes_with_what_nobody_said(db, stage):
    chamber = at_stage(stage)
    rest = of_what_is_to_be_done(chamber.plan) if stage == "endorsed" else {}
    rest |= of_amendments(chamber.plan) if stage == "decision" else {}
    seen = {
        key
        for name in MOVES[stage]
        for key in filled_at(
            chamber.person[BY[name]] if name in BY else writer_of(chamber, name),
            plan_url(name, chamber.plan, *(REST | rest).get(name, [])),
        )
    }

    assert unexplained(seen) == set()


def writer_of(chamber: Chamber, name: str) -> User:
    return chamber.clerk if name in CLERKS else chamber.author


AFTER_DECISION = {
    "empowered": make_empowered,
    "callable": make_callable,
    "received": make_received,
    "called_in": make_called_in,
}


def at_stage(stage: str) -> Chamber:
    """A plan on which somebody has something to say next."""
    chamber = Chamber()
    make_commitment(chamber.plan, chamber.author)
    if stage == "drafting":
        return chamber
    if stage in ("alone", "signed"):
        return people_decide(chamber, signed=stage == "signed")
    if stage == "older":
        make_recorded(chamber, timezone.localdate())
        return chamber
    round_ = make_sent(chamber)
    if stage == "clearance":
        return chamber
    make_answered(chamber, round_)
    if stage == "decision":
        make_lodged(chamber)
        return chamber
    if stage in AFTER_DECISION:
        AFTER_DECISION[stage](chamber)
        return chamber
    if stage == "reviewed":
        make_to_be_reviewed(chamber)
        return chamber
    make_decided(chamber)
    make_governed(chamber.council)
    if stage == "endorsed":
        make_everything_to_do(chamber)
    if stage == "monitoring":
        make_sent_out(chamber)
    return chamber


def people_decide(chamber: Chamber, *, signed: bool) -> Chamber:
    put_alone(chamber)
    if signed:
        sign(chamber)
    else:
        declare(chamber.plan, chamber.person[Role.DECISION_MAKER])
    return chamber


def filled_at(person: User, address: str) -> set[str]:
    browser = Client()
    browser.force_login(person)
    response = browser.get(address)
    assert response.status_code == 200, address
    return {key for form in forms_in(response) for key in filled_on_page(form)}


def forms_in(response) -> Iterator[forms.BaseForm]:
    """The forms that a page shows; one that only filters a list says nothing."""
    for layer in response.context or ():
        for value in getattr(layer, "dicts", [layer]):
            for one in value.values() if isinstance(value, dict) else ():
                if isinstance(one, BaseForm) and one.method == "post":
                    yield one


def test_a_page_with_a_finding_in_it_is_found(chamber, monkeypatch):
    """The control: the report said what it says by default until somebody wrote otherwise."""

    def found_for_them(plan, *, now):
        return Report(plan=plan, title=plan.title, options="To submit no plan.", risk_now="low")

    monkeypatch.setattr("approvals.reports.views.prefilled_report", found_for_them)
    seen = filled_at(chamber.author, plan_url("move_send", chamber.plan))

    assert {"ReportForm.options", "ReportForm.risk_now"} == unexplained(seen)
