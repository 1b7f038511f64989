"""Whoever is named though their role is over, or their account closed, is said to be so."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from approvals.clearance.queries import office_clearances
from councils.duties import ended_on
from councils.models import Appointment, User
from councils.roles import Role
from plans.models import Passage
from plans.parts import WRITING
from tests.approvals.makers import Chamber, make_sent, put_alone
from tests.approvals.pages import browser_of
from tests.plan_makers import make_paragraph
from web.dates import day_in_words
from web.ended import NO_DAY, ended_in_words, named_with_end

TODAY = timezone.localdate()
GONE = TODAY - timedelta(days=3)


def end(chamber: Chamber, role: Role, on: date = GONE) -> User:
    """End somebody's role, as it stands afterwards."""
    person = chamber.person[role]
    began = on - timedelta(days=30)
    held = Appointment.objects.filter(person=person, council=chamber.council, role=role)
    held.update(starts_on=began, ends_on=on)
    return person


def ended_of(passage: Passage) -> date | None:
    rows = Passage.objects.annotate(
        ended=ended_on("writer", "plan__council", WRITING, TODAY)
    ).values_list("ended", flat=True)
    return rows.get(pk=passage.pk)


@pytest.fixture
def assigned(chamber) -> Passage:
    writer = chamber.person[Role.CONTRIBUTOR]
    return make_paragraph(chamber.plan, chamber.author, "To come.", writer=writer)


def test_of_somebody_who_holds_the_role_nothing_is_said(chamber, assigned):
    assert ended_of(assigned) is None
    nobodys = make_paragraph(chamber.plan, chamber.author, "Nobody’s.")
    assert ended_of(nobodys) is None


def test_the_day_on_which_it_ended_is_known(chamber, assigned):
    end(chamber, Role.CONTRIBUTOR)
    assert ended_of(assigned) == GONE


def test_a_role_that_ends_today_is_held_today(chamber, assigned):
    end(chamber, Role.CONTRIBUTOR, TODAY)
    assert ended_of(assigned) is None


def test_a_closed_account_holds_nothing(chamber, assigned):
    User.objects.filter(pk=assigned.writer_id).update(is_active=False)
    assert ended_of(assigned) == NO_DAY


def test_a_role_in_another_council_is_none_here(chamber, assigned):
    end(chamber, Role.CONTRIBUTOR)
    other = Chamber()
    Appointment.objects.filter(person=other.person[Role.CONTRIBUTOR]).update(person=assigned.writer)
    assert ended_of(assigned) == GONE


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (None, ""),
        (NO_DAY, "who has no role in this now"),
        (date(2024, 7, 3), "whose role ended on 3 July 2024"),
    ],
)
def test_it_is_said_in_words(ended, said):
    assert ended_in_words(ended) == said
    assert named_with_end("A Person", ended) == ("A Person" + f" ({said})" * bool(said))


# Wherever somebody is named


SAID = f"whose role ended on {day_in_words(GONE)}"


@pytest.mark.parametrize("page", ["", "introduction/"])
def test_a_paragraphs_writer_whose_role_ended_is_said_to_be(chamber, assigned, page):
    address = chamber.plan.get_absolute_url() + page
    browser = browser_of(chamber.author)
    assert SAID not in browser.get(address).content.decode()

    end(chamber, Role.CONTRIBUTOR)
    words = browser.get(address).content.decode()
    assert SAID in words
    if page:
        assert f"/passages/{assigned.pk}/#id_writer" in words
        assert "Name another writer" in words


def test_what_comes_next_waits_for_nobody_unsaid(chamber, assigned):
    end(chamber, Role.CONTRIBUTOR)
    page = browser_of(chamber.author).get(chamber.plan.get_absolute_url())
    assert "(who writes here no more)" in page.context["next"].why


@pytest.mark.parametrize("page", ["", "clearance/"])
def test_an_officer_who_was_asked_and_left_is_said_to_have(chamber, page):
    round_ = make_sent(chamber)
    officer = end(chamber, Role.SECTION_151)
    words = browser_of(chamber.author).get(f"{chamber.plan.get_absolute_url()}{page}")
    assert SAID in words.content.decode()
    assert officer.name in {one.person for one in office_clearances(round_)}


def test_whoever_was_named_to_confirm_savings_and_left_is_said_to_have(chamber):
    officer, named = chamber.person[Role.SECTION_151], chamber.person[Role.AUDITOR]
    browser, address = browser_of(officer), f"/{chamber.council.slug}/savings-confirmers/"
    browser.post(address, {"person": named.pk})
    assert SAID not in browser.get(address).content.decode()

    end(chamber, Role.AUDITOR)
    assert SAID in browser.get(address).content.decode()


def test_whoever_was_named_to_decide_and_left_is_said_to_have(chamber):
    put_alone(chamber)
    home = browser_of(chamber.author).get(chamber.plan.get_absolute_url()).content.decode()
    assert "who decides here no more" not in home

    end(chamber, Role.DECISION_MAKER)
    home = browser_of(chamber.author).get(chamber.plan.get_absolute_url()).content.decode()
    assert "who decides here no more" in home


# Columns that give somebody something to do; the tests above look at where each is shown.
DUTIES = {"Passage.writer", "ClearanceRequest.person", "SavingsConfirmer.person"}
DUTIES |= {"StepDecider.person", "Theme.writer", "QuestionAssignment.writer"}
# What a member said is done, as is whatever was done *by* somebody; what somebody typed and has not
# saved is offered to them, and asked for by nobody, as is what they have open. Who was told of a
# comment need not answer it. Who has a link writes what is theirs as its writer, or comments. Who
# was sent a copy of a round answers with a file, which is waited for on the page of the round.
DONE = {"MemberStatement.member", "Stash.person", "Presence.person", "CommentTold.person"}
DONE |= {"GuestLink.person", "NewStash.person", "RoundCopy.person"}
# A member who moved an amendment has done so.
DONE |= {"UnfinishedAnswer.person", "LodgedAmendment.mover"}


def test_each_column_that_gives_somebody_a_duty_is_walked():
    named = {
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        if model._meta.app_label in ("plans", "approvals", "delivery")
        and not hasattr(model, "instance_type")
        for column in model._meta.concrete_fields
        if column.related_model is User and not column.name.endswith("by")
    }
    assert named == DUTIES | DONE
