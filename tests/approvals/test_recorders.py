"""Nobody alone says what became of their own plan; where a council lets them, its pages say so."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from approvals.decisions import recorders
from approvals.decisions.notice import decision_notice
from approvals.models import Decision, Publication
from approvals.workflow.engine import PageState
from councils.actions.council import change_settings
from councils.models import Council, OutboxMessage
from councils.roles import Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.attempts import BEFORE_MEMBERS, attempt, bring, stage_of
from tests.approvals.makers import Chamber, make_decided, make_recorded
from tests.makers import administrator_of, make_appointment, make_council, make_person
from web.errors import Refused

ALONE = ("agreed", "amended", "noted", "deferred", "referred", "refused", "from_record")


@pytest.fixture
def both(db) -> Chamber:
    """A council whose author is its democratic services too."""
    chamber = Chamber()
    make_appointment(chamber.council, chamber.author, Role.DEMOCRATIC_SERVICES)
    return chamber


def allow(council: Council, allowed: bool = True) -> None:
    council.refresh_from_db()
    by = administrator_of(council)
    change_settings(council, by=by, seen=council.revision, authors_may_record=allowed)


def allowed(chamber: Chamber) -> None:
    allow(chamber.council)
    chamber.plan.council.refresh_from_db()


@pytest.mark.parametrize("name", ALONE)
def test_an_author_has_no_right_to_record_a_decision(chamber, name):
    if name != "from_record":
        bring(chamber, *BEFORE_MEMBERS)
    with pytest.raises(PermissionDenied):
        attempt(name, chamber.plan, by=chamber.author)


@pytest.mark.parametrize("name", ALONE)
def test_nobody_records_the_decision_on_their_own_plan(both, name):
    if name != "from_record":
        bring(both, *BEFORE_MEMBERS)
    before = stage_of(both.plan)

    with pytest.raises(Refused, match="wrote this plan as its author, so somebody else"):
        attempt(name, both.plan, by=both.author)

    assert stage_of(both.plan) == before
    assert not Decision.objects.exists()


def test_without_the_rule_the_author_records_it(both, monkeypatch):
    """The control."""
    monkeypatch.setattr(recorders, "why_may_not_record", lambda *_: "")
    attempt("from_record", both.plan, by=both.author)
    assert stage_of(both.plan) == Stage.ENDORSED


def test_whoever_has_both_roles_records_what_others_wrote(both):
    colleague = make_person(both.council, Role.AUTHOR, Role.DEMOCRATIC_SERVICES)
    bring(both, "send", "clear")
    attempt("put", both.plan, by=colleague)

    attempt("agreed", both.plan, by=colleague)

    assert not recorders.recorded_by_author(Decision.objects.get())


def test_where_the_council_allows_it_every_page_and_paper_says_so(both, signed_in):
    allowed(both)
    make_recorded(both, timezone.localdate())
    theirs = Decision.objects.get()
    assert not recorders.recorded_by_author(theirs)

    alone = Chamber(make_council(authors_may_record=True))
    make_appointment(alone.council, alone.author, Role.DEMOCRATIC_SERVICES)
    attempt("from_record", alone.plan, by=alone.author)
    decision = Decision.objects.get(step__plan=alone.plan)
    facts = dict(decision_notice(decision).sections[0].facts)
    assert facts["Recorded"] == "Recorded by its author"
    author = signed_in(alone.author)
    pages = ["plan", "member", "move_publish"]
    addresses = [plan_url(page, alone.plan) for page in pages]
    addresses.append(plan_url("decision", alone.plan, decision.step.place))
    for address in addresses:
        assert re.search("recorded by its author", author.get(address).content.decode(), re.I)
    other = signed_in(both.author).get(plan_url("plan", both.plan))
    assert "Recorded by its author" not in other.content.decode()


def test_the_page_says_why_and_offers_no_form(both, signed_in):
    bring(both, *BEFORE_MEMBERS)
    browser = signed_in(both.author)
    address = plan_url("move_decide", both.plan)

    page = browser.get(address).content.decode()
    assert "somebody else in democratic services must record" in page
    assert 'name="resolved"' not in page
    both.plan.refresh_from_db()
    assert browser.post(address, {"moves": both.plan.moves}).status_code == 422
    home = browser.get(plan_url("plan", both.plan)).content.decode()
    assert address not in home


def test_what_nobody_else_saw_is_not_sent_out_once_it_is_not_allowed_any_more(both, signed_in):
    allowed(both)
    attempt("from_record", both.plan, by=both.author)
    allow(both.council, False)
    both.plan.council.refresh_from_db()
    for name in ("publish", "submit"):
        with pytest.raises(Refused, match="somebody else must publish and submit it"):
            attempt(name, both.plan, by=both.author)
        page = signed_in(both.author).get(plan_url(f"move_{name}", both.plan)).content.decode()
        assert "somebody else must publish and submit it" in page
    attempt("publish", both.plan, by=both.clerk)
    assert Publication.objects.exists()


def test_what_was_decided_by_others_is_sent_out_by_its_author(chamber):
    made = make_decided(chamber)
    assert not recorders.recorded_by_author(made)
    seen = PageState(chamber.plan.moves, made.digest)
    attempt("publish", chamber.plan, by=chamber.author, seen=seen)


@pytest.mark.parametrize("setting", ["contributors_may_clear", "authors_may_record"])
def test_monitoring_officers_are_told_when_one_person_may_do_more_alone(chamber, setting):
    council, by = chamber.council, administrator_of(chamber.council)
    OutboxMessage.objects.all().delete()
    council.refresh_from_db()

    change_settings(council, by=by, seen=council.revision, **{setting: True})

    officer = chamber.person[Role.MONITORING_OFFICER]
    assert OutboxMessage.objects.filter(kind="safeguard_loosened", to=officer).count() == 1
    assert not OutboxMessage.objects.filter(kind="safeguard_changed").exists()
    council.refresh_from_db()
    change_settings(council, by=by, seen=council.revision, cabinet_word="Executive")
    assert not OutboxMessage.objects.filter(kind="safeguard_changed").exists()
    council.refresh_from_db()
    change_settings(council, by=by, seen=council.revision, **{setting: False})
    assert OutboxMessage.objects.get(kind="safeguard_changed").to == officer


def test_neither_is_allowed_unless_a_council_says_so(db):
    council = make_council()
    assert (council.contributors_may_clear, council.authors_may_record) == (False, False)
