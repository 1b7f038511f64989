"""An officer who clears a plan writes to its report authors alone: who reads it, and who does not.

Pages are looked through by tests/test_canaries.py; here are the rule, the history and its search.
"""

import pytest
from django.core.exceptions import PermissionDenied

from approvals.clearance import to_authors
from approvals.clearance.to_authors import talk_for, write_to_authors
from approvals.closing.actions import withdraw_plan
from approvals.models import ClearanceComment
from approvals.submission.archive import archive_of
from councils.access import access_of
from councils.models import OutboxMessage, User
from councils.record.models import Act
from councils.roles import MAY, Right, Role
from dashboard.history.changes import changes_in
from dashboard.history.search import Words, acts_with
from plans.access import plan_url
from tests.approvals.makers import (
    Chamber,
    make_said_alone,
    make_sent,
    seen_newest,
)
from tests.approvals.pages import browser_of, shown, text_of
from tests.makers import make_appointment, make_person
from web.errors import MovedOn, Refused

OFFICER, WORDS = Role.SECTION_151, "Where is the sum from?"


@pytest.fixture
def cleared(chamber: Chamber) -> Chamber:
    make_sent(chamber, then_put=False)
    chamber.plan.refresh_from_db()
    return chamber


@pytest.fixture
def said(cleared: Chamber) -> list[ClearanceComment]:
    return make_said_alone(cleared)


def read_by(chamber: Chamber, person: User) -> list[ClearanceComment]:
    return list(talk_for(access_of(person, chamber.council), chamber.plan))


def page_of(chamber: Chamber) -> str:
    return plan_url("clearance_to_authors", chamber.plan)


def test_report_authors_and_that_officer_read_it_and_nobody_else_who_clears(cleared, said):
    other_author = make_person(cleared.council, Role.AUTHOR)

    readers = {role for role in MAY[Right.CLEAR] if read_by(cleared, cleared.person[role])}

    assert readers == {OFFICER}
    assert read_by(cleared, cleared.author) == read_by(cleared, other_author) == said


def test_a_deputy_reads_nothing_of_what_the_holder_wrote(cleared, said):
    deputy = make_person(cleared.council)
    make_appointment(cleared.council, deputy, OFFICER, deputy=True)

    assert read_by(cleared, deputy) == []
    assert "sum" not in text_of(browser_of(deputy).get(page_of(cleared)))


def test_the_history_says_that_it_was_written_and_its_words_to_readers_alone(cleared, said):
    act = Act.objects.get(pk=said[0].act_id)

    def told(person: User) -> str:
        changes = changes_in(act, access_of(person, cleared.council))
        return " ".join(field.after for change in changes for field in change.fields)

    assert WORDS in told(cleared.author)
    assert WORDS in told(cleared.person[OFFICER])
    monitoring = told(cleared.person[Role.MONITORING_OFFICER])
    assert WORDS not in monitoring
    assert "alone" in monitoring
    assert "alone" in act.sentence


def test_the_history_withholds_the_words_where_nobody_is_said_to_read(cleared, said):
    told = changes_in(Act.objects.get(pk=said[0].act_id))

    assert WORDS not in str(told)


def test_without_the_guard_the_history_would_tell_the_words(cleared, said, monkeypatch):
    """The control."""
    monkeypatch.setattr("dashboard.history.changes.is_for", lambda *_: True)

    assert WORDS in str(changes_in(Act.objects.get(pk=said[0].act_id)))


def test_no_search_finds_it_and_no_archive_has_it(cleared, said):
    acts = Act.objects.filter(plan=cleared.plan.pk)

    assert not acts_with(Words.of("sum from"), acts).exists()
    assert not any(WORDS in act.subject + act.reason + str(act.details) for act in acts)
    assert WORDS.encode() not in archive_of(cleared.plan)


def test_who_is_meant_gets_an_e_mail_without_the_words(cleared):
    OutboxMessage.objects.all().delete()

    make_said_alone(cleared)

    sent = OutboxMessage.objects.filter(kind=to_authors.KIND).order_by("pk")
    assert [one.to_id for one in sent] == [cleared.author.pk, cleared.person[OFFICER].pk]
    assert WORDS not in str(list(sent.values()))


def test_the_page_says_what_may_be_disclosed_where_it_is_typed(cleared):
    officer = browser_of(cleared.person[OFFICER])
    answer = officer.get(plan_url("move_answer", cleared.plan))
    assert page_of(cleared) in answer.content.decode()

    page = officer.get(page_of(cleared))

    assert "may be disclosed" in text_of(page)
    typed = shown(officer, page_of(cleared)) | {"words": WORDS}
    assert officer.post(page_of(cleared), typed).status_code == 302
    assert ClearanceComment.objects.get().opened_by == cleared.person[OFFICER]


def test_an_author_replies_to_the_officer_who_wrote(cleared, said):
    author = browser_of(cleared.author)
    typed = shown(author, page_of(cleared)) | {"words": "From the accounts."}

    assert author.post(page_of(cleared), typed).status_code == 302

    assert read_by(cleared, cleared.person[OFFICER])[-1].words == "From the accounts."


def test_an_author_who_heard_from_two_says_to_whom(cleared, said):
    monitoring = cleared.person[Role.MONITORING_OFFICER]
    write_to_authors(cleared.plan, by=monitoring, words="Is it lawful?")
    author, typed = browser_of(cleared.author), {"words": "It is."}

    refused = author.post(page_of(cleared), shown(author, page_of(cleared)) | typed)
    assert refused.status_code == 422
    assert "It is." in text_of(refused)

    again = shown(author, page_of(cleared)) | typed | {"to": str(monitoring.pk)}
    assert author.post(page_of(cleared), again).status_code == 302
    assert ClearanceComment.objects.latest("pk").opened_by == monitoring


def test_an_author_begins_no_talk(cleared):
    officer = cleared.person[OFFICER]
    with pytest.raises(Refused, match="which officer"):
        write_to_authors(cleared.plan, by=cleared.author, words="Well?")
    with pytest.raises(Refused, match="which officer"):
        write_to_authors(cleared.plan, by=cleared.author, to=officer, words="Well?")


def test_who_was_not_asked_writes_nothing(cleared):
    with pytest.raises(PermissionDenied):
        write_to_authors(cleared.plan, by=cleared.clerk, words="Well?")
    outside = cleared.person[Role.CLEARING_OFFICER]
    with pytest.raises(PermissionDenied):
        write_to_authors(cleared.plan, by=outside, words="Well?")


def test_once_it_is_cleared_no_more_the_talk_is_read_and_not_added_to(cleared, said):
    withdraw_plan(cleared.plan, by=cleared.author, seen=seen_newest(cleared.plan), reason="No")

    with pytest.raises(MovedOn):
        write_to_authors(cleared.plan, by=cleared.person[OFFICER], words="Well?")
    page = text_of(browser_of(cleared.author).get(page_of(cleared)))
    assert WORDS in page
    assert "nothing more is said here" in page
