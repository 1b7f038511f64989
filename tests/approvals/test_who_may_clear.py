"""Who may clear: the send page, the answer page, home, both actions and the database agree."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals.clearance import answers, rules, terms
from approvals.clearance import views as clearance_page
from approvals.clearance.answers import respond
from approvals.clearance.terms import officers_for
from approvals.models import ClearanceRequest
from config import clearance_trigger
from councils.access import Access
from councils.models import User
from councils.roles import Office, Role
from dashboard import plan_state
from dashboard.home import work_of
from plans.access import plan_url
from plans.actions.passages import edit_passage
from plans.actions.suggestions import accept_suggestion, refuse_suggestion
from tests.approvals.makers import (
    Chamber,
    clearers_of,
    make_emailed,
    make_officer,
    make_sent,
    seen_in,
)
from tests.approvals.pages import browser_of, shown, text_of
from tests.approvals.unruled import drop_the_rule
from tests.makers import make_appointment, make_council, make_person
from tests.plan_makers import make_paragraph, make_plan, make_suggestion
from web.errors import Refused

OFFICE = Office(Role.SECTION_151)
SENT = "sent this plan for clearance"
WROTE = "wrote this plan as its author"
HELPED = "wrote part of this plan, and this council lets no contributor clear"
NEITHER = "is neither Section 151 officer nor a deputy"
ELSE = ", so somebody else must clear it."


@dataclass(frozen=True)
class Case:
    """Somebody who may be asked, whether contributors clear there, and why they may not; or ""."""

    who: str
    reason: str = ""
    contributors_may_clear: bool = True

    def __str__(self) -> str:
        return f"{self.who}{'' if self.contributors_may_clear else ', where none may clear'}"


CASES = [
    Case("the officer"),
    Case("a deputy"),
    Case("a contributor"),
    Case("a contributor", HELPED, contributors_may_clear=False),
    Case("a deputy", contributors_may_clear=False),
    Case("an adviser"),
    Case("an adviser", HELPED, contributors_may_clear=False),
    Case("an adviser who was refused", contributors_may_clear=False),
    Case("the sender", SENT),
    Case("an author", WROTE),
    Case("a deputy of the author", WROTE),
    Case("another officer", NEITHER),
]
# What the database says, where it cannot name the office.
IN_SQL = {NEITHER: "does not hold the office that was asked"}


@dataclass
class Made:
    """A council with a plan not yet sent, and the person of a case in it."""

    case: Case

    def __post_init__(self) -> None:
        may = self.case.contributors_may_clear
        self.chamber = Chamber(make_council(contributors_may_clear=may))
        self.person = PEOPLE[self.case.who](self.chamber)
        self.plan, self.author = self.chamber.plan, self.chamber.author

    @property
    def why_not(self) -> str:
        """What whoever asks is to be told."""
        reason = self.case.reason
        return f"{self.person.name} {reason}{ELSE}" if reason else ""

    def send(self, **details: Any) -> ClearanceRequest:
        """What the Section 151 officer is asked."""
        return make_sent(self.chamber, **details).asked.get(role=Role.SECTION_151)


@pytest.fixture(scope="module", params=CASES, ids=str)
def case_made(request, django_db_setup, django_db_blocker) -> Iterator[Made]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Made(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def made(case_made: Made, db: None) -> Iterator[Made]:
    """The case's own; what a test does there is taken back."""
    with transaction.atomic():
        yield deepcopy(case_made)
        transaction.set_rollback(True)


def officer(chamber: Chamber) -> User:
    return chamber.person[Role.SECTION_151]


def deputy(chamber: Chamber) -> User:
    return make_person(chamber.council, Role.SECTION_151, deputy=True, name="Deputy officer")


def contributor(chamber: Chamber) -> User:
    """An officer who wrote the paragraph assigned to them."""
    writer = make_person(chamber.council, Role.CONTRIBUTOR, Role.SECTION_151)
    passage = make_paragraph(chamber.plan, chamber.author, "To be written.", writer=writer)
    edit_passage(passage, by=writer, seen=passage.revision, body="Written.", ready=True)
    return writer


def adviser(chamber: Chamber, *, accepted: bool = True) -> User:
    """A deputy, no contributor, whose words for a paragraph were accepted or refused."""
    person, by = deputy(chamber), chamber.author
    passage = make_paragraph(chamber.plan, by, "As it was written.")
    made = make_suggestion(passage, person, "As they would have it.")
    if accepted:
        accept_suggestion(made, by=by, seen=passage.revision, body=made.proposed)
    else:
        refuse_suggestion(made, by=by)
    return person


def sender(chamber: Chamber) -> User:
    make_appointment(chamber.council, chamber.author, Role.SECTION_151)
    return chamber.author


def author(chamber: Chamber, **details: bool) -> User:
    """Another author, who wrote a paragraph and sends nothing."""
    second = make_person(chamber.council, Role.AUTHOR, name="Second author", **details)
    make_paragraph(chamber.plan, second, "Words of a second author.")
    make_appointment(chamber.council, second, Role.SECTION_151)
    return second


def other_officer(chamber: Chamber) -> User:
    return chamber.person[Role.HEAD_OF_PAID_SERVICE]


PEOPLE: dict[str, Callable[[Chamber], User]] = {
    "the officer": officer,
    "a deputy": deputy,
    "a contributor": contributor,
    "an adviser": adviser,
    "an adviser who was refused": lambda chamber: adviser(chamber, accepted=False),
    "the sender": sender,
    "an author": author,
    "a deputy of the author": lambda chamber: author(chamber, deputy=True),
    "another officer": other_officer,
}


def answered(asked: ClearanceRequest, person: User) -> str:
    """Why the action refuses their answer; "" where it takes it."""
    try:
        respond(asked, by=person, seen=seen_in(asked.round), outcome="content")
    except Refused as refusal:
        return str(refusal)
    return ""


def page_of(asked: ClearanceRequest) -> str:
    return f"{plan_url('move_answer', asked.round.plan)}?asked={asked.pk}"


def tasks(person: User) -> set[str]:
    return {
        task.href for here in work_of(person, today=timezone.localdate()) for task in here.tasks
    }


def offered(made: Made) -> set[int]:
    return {held.person_id for held in officers_for(made.plan, sender=made.author)}


# Everybody who asks is told the same


def test_the_send_page_offers_whoever_may(made):
    page = browser_of(made.author).get(plan_url("send_check", made.plan))
    choices = {key for key, _ in page.context["form"].fields["section_151"].choices}

    assert (str(made.person.pk) in choices) == (not made.why_not)


def test_the_plan_is_sent_to_nobody_who_may_not(made):
    clear = clearers_of(made.chamber) | {OFFICE: made.person}
    if not made.why_not:
        assert made.send(clear=clear).person == made.person
        return
    with pytest.raises(Refused) as refusal:
        made.send(clear=clear)
    assert (str(refusal.value), refusal.value.field) == (made.why_not, "section_151")


def test_the_answer_page_says_why_and_takes_no_answer(made):
    asked = made.send()
    browser = browser_of(made.person)
    page = browser.get(page_of(asked))
    assert page.context["why"] == made.why_not
    assert made.why_not in text_of(page)

    typed = shown(browser, page_of(asked)) | {"asked": asked.pk, "outcome": "content"}
    sent = browser.post(page_of(asked), typed)
    assert sent.status_code == (422 if made.why_not else 302)
    assert asked.answers.exists() == (not made.why_not)


def test_home_has_a_task_for_whoever_may(made):
    assert (page_of(made.send()) in tasks(made.person)) == (not made.why_not)


def test_the_action_refuses_in_the_same_words(made):
    assert answered(made.send(), made.person) == made.why_not


def test_an_emailed_answer_goes_by_the_same_rule(chamber):
    """Whoever was asked became an author since: what they say by e-mail is refused in words."""
    round_, person = make_sent(chamber), chamber.person[Role.SECTION_151]
    make_appointment(chamber.council, person, Role.AUTHOR)
    make_paragraph(chamber.plan, person, "A thought of theirs.", reason="It was missing.")

    with pytest.raises(Refused) as refusal:
        make_emailed(chamber, round_, round_.asked.get(role=Role.SECTION_151))
    assert str(refusal.value) == f"{person.name} {WROTE}{ELSE}"


# Beneath the rule, and without it


@pytest.fixture
def no_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks the rule, and whoever answers passes for an officer of the office."""
    for module in (answers, terms, clearance_page, plan_state):
        monkeypatch.setattr(module, "why_may_not_clear", lambda *_, **__: "")
    monkeypatch.setattr(Access, "held_as", lambda held, _: held.appointments[-1])


def test_the_database_says_the_same(made, no_rule):
    asked = made.send()
    if not made.why_not:
        assert answered(asked, made.person) == ""
        return
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        answered(asked, made.person)
    reason = IN_SQL.get(made.case.reason, made.case.reason)
    assert f"{made.person.name} {reason}{ELSE}" in str(refusal.value)


def test_without_the_rule_anybody_would_clear(made, no_rule):
    """The control: nothing else stops them, on any page, in the action or in the database."""
    assert made.person.pk in offered(made)
    asked = made.send(clear=clearers_of(made.chamber) | {OFFICE: made.person})
    assert browser_of(made.person).get(page_of(asked)).context["why"] == ""
    # Of several that wait, the first comes next.
    assert any("/answer/" in page for page in tasks(made.person))

    drop_the_rule()
    assert answered(asked, made.person) == ""
    assert asked.answers.get().answered_by.person == made.person


def test_the_rule_in_the_database_holds_in_a_session_that_says_it_is_a_replica(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgname = %s", [clearance_trigger.CLEARANCE]
        )
        # Of an answer, and of one that is carried.
        assert cursor.fetchall() == [("A",)] * 2


def test_what_is_known_of_many_plans_and_people_takes_one_query(chamber):
    plans = [chamber.plan.pk, make_plan(chamber.council, chamber.author, "Another plan").pk]
    with CaptureQueriesContext(connection) as queries:
        wrote = rules.authorship(plans, [person.pk for person in chamber.person.values()])

    assert len(queries) == 1
    assert [wrote.of(plan, chamber.author.pk) for plan in plans] == [{Role.AUTHOR}] * 2
    assert wrote.of(plans[0], chamber.clerk.pk) == frozenset()


def test_whom_to_ask_takes_two_queries_however_many_there_are(chamber):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            officers_for(chamber.plan, sender=chamber.author)
        return len(queries)

    assert count() == 2
    for title in ("Climate", "Legal"):
        make_officer(chamber, title)
    assert count() == 2
