"""Every form, sent after what it was about was removed, had moved on, or was its sender's no more.

Whatever the answer, all that was typed comes back, byte for byte.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from approvals.closing.actions import close_as_overtaken, withdraw_plan
from approvals.decisions.follow_ups import take_back_discharge
from approvals.models import FollowUpDischarge
from councils.actions.council import remove_day_off
from councils.actions.people import end_at_once
from councils.models import Appointment, User
from councils.roles import Role
from delivery.actions import close_plan
from plans.access import plan_url
from plans.actions import assignments, items, passages, savings, themes
from plans.actions.imports import place_import, read_import
from tests import access
from tests.addresses import addresses_in
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    make_dated,
    make_decided,
    make_done,
    make_emailed,
    make_paper,
    make_sent,
    make_sent_out,
    seen_newest,
)
from tests.approvals.test_bad_forms import PAGES as MOVES
from tests.approvals.test_bad_forms import rest_of
from tests.makers import (
    administrator_of,
    make_appointment,
    make_council,
    make_person,
    make_successor,
)
from tests.plan_makers import World, bring_back_of, make_metric, make_moved_on
from tests.test_bad_input import FORMS, people_by_page
from tests.typing_forms import Typed, filled_in

pytestmark = pytest.mark.slow

OF_A_PLAN = [name for name in FORMS if name in access.PLAN_PAGES]
# Nothing to type into: their button says it all.
ONLY_A_BUTTON = {
    *("appointment_invite", "day_off_remove", "commission_letter", "savings_confirmer_end"),
    # A file, which no browser gives back.
    *("word_template", "returned"),
    "meeting_restore",
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        make_appointment(world.council, world.author, Role.ADMINISTRATOR)
        world.people = people_by_page(world)
        world.spare_metric = make_metric(world.plan, world.author, "Spare", reason="More to count")
        # So that each form which changes words asks why: there is something to type on it.
        make_moved_on(world.plan, world.author)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(db, made) -> Iterator[World]:
    """The same for every test, as it was made."""
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def browser(world: World, request: pytest.FixtureRequest) -> Client:
    """Of whoever the page under test is for."""
    called = getattr(request.node, "callspec", None)
    return browser_of(sender_of(world, called.params.get("name", "") if called else ""))


def sender_of(world: World, name: str) -> User:
    return world.people.get(name, world.author)


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def address_of(world: World, name: str) -> str:
    """Where the form is of a row that can be removed, where there is one."""
    of_removable = {
        "passage_add": lambda: world.at("passage_add", world.empty_theme.pk, "paragraph"),
        "theme_edit": lambda: world.at("theme_edit", world.empty_theme.pk),
        "theme_move": lambda: world.at("theme_move", world.empty_theme.pk),
        "results": lambda: world.at("results", world.spare_metric.pk),
        "item_move": lambda: world.at("item_move", "metrics", world.spare_metric.pk),
    }
    return of_removable[name]() if name in of_removable else addresses_in(world)[name]


def opened(browser: Client, url: str) -> Typed:
    page = browser.get(url)
    assert page.status_code == 200
    return filled_in(page)


def remove_theme(world: World) -> None:
    themes.remove_theme(world.empty_theme, by=world.author, seen=1, reason="Not ours")


def remove_passage(row: str) -> Callable[[World], None]:
    def remove(world: World) -> None:
        by = world.author
        passages.remove_passage(getattr(world, row), by=by, seen=1, reason="Not ours")

    return remove


def remove_item(row: str) -> Callable[[World], None]:
    def remove(world: World) -> None:
        item = getattr(world, row)
        items.remove_item(item, by=world.author, seen=item.revision, reason="Not ours")

    return remove


def place_text(world: World) -> None:
    imported = read_import(world.kept)
    placed = {0: "introduction"}
    facts = {"imported": imported, "name": "text", "placed": placed, "kept": world.kept}
    place_import(world.plan, by=world.author, reason="It came", **facts)


def bring_returned(world: World) -> None:
    row = world.returned
    bring_back_of(world.plan, world.author, [(row, row.copy, "")], [row.pk])


def remove_day(world: World) -> None:
    day = world.council.days_off.earliest("pk")
    remove_day_off(day, by=administrator_of(world.council))


def take_back(world: World) -> None:
    assignments.change_assignment(world.given, by=world.author, seen=1, writer=None)


def end_confirmer(world: World) -> None:
    savings.end_confirmer(world.confirmer, by=world.confirmer.named_by, seen=1)


REMOVED: dict[str, Callable[[World], None]] = {
    **dict.fromkeys(("passage_add", "theme_edit", "theme_move", "theme_remove"), remove_theme),
    **dict.fromkeys(
        ("passage", "comment_add", "suggestion_add", "suggestion_accept", "suggestions_beside"),
        remove_passage("assigned"),
    ),
    **dict.fromkeys(("passage_move", "passage_remove", "put_back"), remove_passage("paragraph")),
    **dict.fromkeys(("passage_split", "passage_join"), remove_passage("opening")),
    **dict.fromkeys(("item", "savings", "savings_confirm"), remove_item("commitment")),
    "savings_confirmer_end": end_confirmer,
    "assignment": take_back,
    **dict.fromkeys(("item_move", "results"), remove_item("spare_metric")),
    "item_remove": remove_item("spare_figure"),
    **dict.fromkeys(("import_review", "import_lines", "import_merge"), place_text),
    **dict.fromkeys(("import_replace", "import_changes"), place_text),
    "returned_review": bring_returned,
    "day_off_remove": remove_day,
}
# Forms of what nobody can remove, and forms that add to what stays.
STAYS = {
    *("plan_start", "plan_settings", "plan_commission", "plan_write", "plan_replace", "import"),
    *("introduction_add", "theme_add", "item_add", "question", "version_make", "result"),
    *("commission_read", "commission_add", "commission_copy", "commission_change"),
    *("person_add", "appointment_end", "appointment_invite", "council_settings", "day_off_add"),
    *("savings_confirmers", "appointment_account", "governance", "comment", "comment_settle"),
    *("word_template", "report_template", "report_pasted"),
    *("meeting_add", "meeting_change", "meeting_cancel", "meeting_restore"),
    *("meetings_file", "assignments", "question_write", "guest_send", "guest_take_back"),
    *("suggestion_refuse", "suggestions_accept", "suggestions_refuse", "plan_ready"),
    *("sheet", "sheet_take_back"),
    *("word_round_send", "word_round_end", "copy_excuse", "returned"),
}


def test_every_form_of_the_access_table_is_among_those_sent_too_late():
    assert set(FORMS) == set(REMOVED) | STAYS
    sent = set(FORMS) | set(ONCE_SUBMITTED)
    pages = {**access.PLAN_PAGES, **access.COUNCIL_PAGES, **access.DECIDED_PAGES}
    forms = {name for name, page in pages.items() if page.get and page.post}
    assert forms - sent == NOT_TYPED


# Buttons alone, or one of two answers on a role that waits (see tests/councils/test_grants.py).
NOT_TYPED = {"member", "send_again", "stop_sending", "move_start_monitoring", "appointment_confirm"}


@pytest.mark.parametrize("name", REMOVED)
def test_words_for_what_was_removed_come_back(world, browser, name):
    url = address_of(world, name)
    typed = opened(browser, url)
    REMOVED[name](world)

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 409
    assert typed.lost_in(answer) == {}
    who = world.confirmer.named_by if name == "savings_confirmer_end" else world.author
    assert who.name in answer.content.decode() or name in ("day_off_remove",)


# Of many rows: its own address stays, and its action says what became of them.
OF_MANY_ROWS = {"savings_confirm"}


@pytest.mark.parametrize("name", sorted(set(REMOVED) - ONLY_A_BUTTON - OF_MANY_ROWS))
def test_without_the_guard_words_for_what_was_removed_are_lost(world, browser, name, monkeypatch):
    """The control."""
    url = address_of(world, name)
    typed = opened(browser, url)
    REMOVED[name](world)
    monkeypatch.setattr("councils.overtaken.gone_page", lambda *_: None)

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 404
    assert typed.lost_in(answer) != {}


@pytest.mark.parametrize("name", FORMS)
def test_words_of_somebody_whose_role_ended_come_back(world, browser, name):
    url = address_of(world, name)
    typed = opened(browser, url)
    end_roles(sender_of(world, name), administrator_of(world.council))

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 403
    assert typed.lost_in(answer) == {}
    assert "ended at once the appointment of" in answer.content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_words_of_somebody_left_with_another_role_come_back(world, browser, name):
    url = address_of(world, name)
    typed = opened(browser, url)
    sender = sender_of(world, name)
    make_appointment(world.council, sender, Role.AUDITOR)
    end_roles(sender, administrator_of(world.council), but=Role.AUDITOR)

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 403
    assert typed.lost_in(answer) == {}


@pytest.mark.parametrize("name", ["passage", "item", "plan_start", "council_settings"])
def test_without_the_guard_words_of_a_role_that_ended_are_lost(world, browser, name, monkeypatch):
    """The control."""
    url = address_of(world, name)
    typed = opened(browser, url)
    end_roles(world.author, administrator_of(world.council))
    monkeypatch.setattr("councils.overtaken.stopped_page", lambda *_: None)

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 404
    assert typed.lost_in(answer) != {}


def end_roles(person: User, by: User, but: str = "") -> None:
    for held in Appointment.objects.filter(person=person, ends_on=None).exclude(role=but):
        end_at_once(held, by=by, seen=held.revision)


def test_words_of_a_contributor_whose_paragraph_was_given_to_another_come_back(world):
    browser = browser_of(world.writer)
    url = world.at("passage", world.assigned.pk)
    typed = opened(browser, url)
    facts = {"seen": 1, "body": "Another’s new words.", "writer": None, "reason": "Not theirs"}
    passages.edit_passage(world.assigned, by=world.author, **facts)

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 403
    assert typed.lost_in(answer) == {}
    page = answer.content.decode()
    assert world.author.name in page
    assert "new words" not in page


@pytest.mark.parametrize("name", OF_A_PLAN)
def test_words_for_a_plan_that_was_closed_come_back(world, browser, name):
    url = address_of(world, name)
    typed = opened(browser, url)
    close_as_overtaken(world.plan, by=world.author, seen=seen_newest(world.plan), reason="Over")

    answer = browser.post(url, typed.sent)

    # A form may find fault with the words first, and then shows them.
    assert answer.status_code in (409, 422)
    assert typed.lost_in(answer) == {}


def withdrawn(chamber: Chamber) -> None:
    chamber.plan.refresh_from_db()
    seen = seen_newest(chamber.plan)
    withdraw_plan(chamber.plan, by=chamber.author, seen=seen, reason="Wrong figures")


def withdrawn_and_sent(chamber: Chamber) -> None:
    withdrawn(chamber)
    make_sent(chamber, reason="The figures are right now")


def sent(chamber: Chamber) -> None:
    make_sent(chamber)


def deferred(chamber: Chamber) -> None:
    """To another day: the step that the page was of is over, and another one waits."""
    chamber.plan.refresh_from_db()
    later = timezone.localdate() + timedelta(days=7)
    attempt("deferred", chamber.plan, by=chamber.clerk, next_meets_on=later)


def closed(chamber: Chamber) -> None:
    facts = {"commission_ended": True, "reason": "The department is no more"}
    close_plan(chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan), **facts)


def paper_recorded(chamber: Chamber) -> None:
    make_paper(chamber)


def task_done(chamber: Chamber) -> None:
    """By another paper than that whose page is open."""
    make_done(chamber, address="https://council.example/another")


def said_anew(chamber: Chamber) -> None:
    make_dated(chamber, due_on=timezone.localdate() + timedelta(days=3))


def discharge_taken_back(chamber: Chamber) -> None:
    row = FollowUpDischarge.objects.get(paper__step__plan=chamber.plan)
    take_back_discharge(row, by=chamber.clerk, why="It was another paper.")


def over(chamber: Chamber) -> None:
    seen = seen_newest(chamber.plan)
    close_as_overtaken(chamber.plan, by=chamber.author, seen=seen, reason="Over")


OVERTAKEN_BY: dict[str, tuple[Callable[[Chamber], None], ...]] = {
    **dict.fromkeys(
        ("move_send", "send_check", "move_from_record", "move_overtaken", "move_take_back"), (sent,)
    ),
    **dict.fromkeys(("move_answer", "move_answer_by_email"), (withdrawn, withdrawn_and_sent)),
    **dict.fromkeys(("move_put", "move_withdraw"), (withdrawn, withdrawn_and_sent)),
    **dict.fromkeys(("member_question", "member_interest"), (withdrawn, deferred)),
    **dict.fromkeys(("move_decide",), (withdrawn, deferred)),
    "report_pasted": (over,),
    "clearance_to_authors": (withdrawn, over),
    "move_sign": (withdrawn, over),
    "notice_day": (over,),
    "answer_question": (withdrawn, over),
    **dict.fromkeys(("amendment_lodge", "amendment_withdraw"), (withdrawn, over)),
    **dict.fromkeys(("amendment_advise", "amendments_order"), (withdrawn, over)),
    "move_disown": (withdrawn, withdrawn_and_sent),
    **dict.fromkeys(("move_publish", "move_submit", "extend", "earlier"), (over,)),
    "move_finalise": (over,),
    "move_correct": (over,),
    **dict.fromkeys(("move_receive_call_in", "move_call_in", "move_call_in_heard"), (over,)),
    "step_papers": (over,),
    "move_review": (closed,),
    "follow_ups": (over,),
    "follow_up_day": (task_done, said_anew),
    "follow_up_withdraw": (task_done,),
    "paper_discharges": (task_done,),
    "discharge_take_back": (discharge_taken_back,),
    "statement_issue": (paper_recorded,),
    **dict.fromkeys(("move_close", "progress_report", "updates", "commitment_end"), (closed,)),
}
LATE = [(name, event) for name, events in OVERTAKEN_BY.items() for event in events]


def test_every_move_is_among_those_that_are_overtaken():
    assert set(OVERTAKEN_BY) == set(MOVES) | {"move_disown"}


def sent_out(chamber: Chamber) -> None:
    make_decided(chamber)
    make_sent_out(chamber)


def recorded_from_an_email(chamber: Chamber) -> None:
    round_ = make_sent(chamber)
    make_emailed(chamber, round_, round_.asked.get(role=Role.SECTION_151))


ONCE_SUBMITTED = {
    **MOVES,
    "acknowledge": (sent_out, Role.AUTHOR),
    "move_disown": (recorded_from_an_email, Role.SECTION_151),
}


def at_the_form(chamber: Chamber, name: str) -> tuple[Client, str, Typed]:
    reach, role = ONCE_SUBMITTED[name]
    reach(chamber)
    chamber.plan.refresh_from_db()
    browser = browser_of(chamber.person[role])
    rest = [1] if name == "acknowledge" else rest_of(name, chamber.plan)
    url = plan_url(name, chamber.plan, *rest)
    return browser, url, opened(browser, url)


@pytest.mark.parametrize(("name", "event"), LATE)
def test_words_for_a_plan_that_moved_on_come_back(chamber, name, event):
    browser, url, typed = at_the_form(chamber, name)
    event(chamber)

    answer = browser.post(url, typed.sent)

    assert answer.status_code in (409, 422)
    assert typed.lost_in(answer) == {}


@pytest.mark.parametrize("name", ONCE_SUBMITTED)
def test_words_for_a_move_of_somebody_whose_role_ended_come_back(chamber, name):
    browser, url, typed = at_the_form(chamber, name)
    role = ONCE_SUBMITTED[name][1]
    person = chamber.person[role]
    make_successor(chamber.council, role)
    end_roles(person, administrator_of(chamber.council))

    answer = browser.post(url, typed.sent)

    assert answer.status_code == 403
    assert typed.lost_in(answer) == {}


@pytest.mark.parametrize("name", ["move_answer", "member_question", "move_decide", "updates"])
def test_without_labels_and_words_a_move_that_came_late_loses_them(chamber, name, monkeypatch):
    """The control."""
    browser, url, typed = at_the_form(chamber, name)
    OVERTAKEN_BY[name][0](chamber)
    for room in ("stale_page", "overtaken"):
        monkeypatch.setattr(f"web.{room}.typed_fields", lambda _: [])

    assert typed.lost_in(browser.post(url, typed.sent)) != {}


def test_a_comment_on_an_earlier_round_waits_in_the_form_of_the_newest(chamber):
    browser, url, typed = at_the_form(chamber, "move_answer")
    words = "The grant ends in 2027."
    withdrawn_and_sent(chamber)

    late = browser.post(url, typed.sent | {"words": words, "place": "", "outcome": "comment"})
    assert late.status_code == 409
    assert [one.what for one in late.context["changes"]] == [
        "sent Our plan for clearance",
        "withdrew Our plan",
    ]

    again = browser.get(url)
    form = again.context["form"]
    assert form["words"].value() == words
    assert form["outcome"].value() is None
    newest = filled_in(again).sent | {"words": words, "outcome": "comment", "place": ""}
    assert browser.post(url, newest).status_code == 302


def test_a_stranger_finds_nothing_whether_it_was_there_or_not(world):
    """The same bytes, but for the token of each page."""
    other = make_council()
    stranger = make_person(other, Role.AUTHOR)
    browser = browser_of(stranger)
    url = world.at("passage", world.paragraph.pk)
    nowhere = url.replace(world.plan.slug, "no-such-plan")
    sent = {"body": "Words", "seen": "1"}

    there = browser.post(url, sent)
    remove_passage("paragraph")(world)
    answers = [there, browser.post(url, sent), browser.post(nowhere, sent)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({without_tokens(answer) for answer in answers}) == 1


def test_what_never_was_is_not_found_by_its_council_either(world, browser):
    answer = browser.post(world.at("passage", 10**9), {"body": "Words I typed", "seen": "1"})

    assert answer.status_code == 404
    assert "Words I typed" in answer.content.decode()


def without_tokens(answer: HttpResponse) -> str:
    return re.sub(r'value="[\w]{64}"|nonce="[^"]+"', "", answer.content.decode())
