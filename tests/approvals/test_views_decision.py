"""The pages on which a decision is recorded, entered from the record, and read as notice."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from approvals.members.actions import add_member_statement
from approvals.models import Decision, DecisionStep
from councils.models import User
from councils.roles import Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import Chamber, make_decided, make_put, make_sent, seen_in
from tests.approvals.pages import words_of
from tests.makers import make_council, make_person
from tests.plan_makers import make_paragraph

TODAY = timezone.localdate()
SignedIn = Callable[[User], Client]


@pytest.fixture
def step(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


@pytest.fixture
def clerk(chamber: Chamber, signed_in: SignedIn) -> Client:
    return signed_in(chamber.clerk)


def page_of(form: object) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    sent: dict[str, str] = {}
    for field in form:  # type: ignore[attr-defined]
        value = field.value()
        if hasattr(value, "day"):
            sent |= {
                f"{field.html_name}_{part}": str(getattr(value, part))
                for part in ("day", "month", "year")
            }
        elif value is True:
            sent[field.html_name] = "on"
        elif value is not None and value is not False:
            sent[field.html_name] = str(value)
    return sent


def on(name: str, day) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def shown(browser: Client, address: str) -> dict[str, str]:
    return page_of(browser.get(address).context["form"])


def agreed(browser: Client, chamber: Chamber, **typed: str) -> dict[str, str]:
    """The short way: two answers, the minute, its day, and that of the notice."""
    sent = shown(browser, plan_url("move_decide", chamber.plan))
    days = on("decided_on", TODAY) | on("notice_on", TODAY)
    return sent | days | {"resolved": "recommended", "interests": "none", "minute": "26"} | typed


LISTED = {"resolved": "listed"}
AMENDED = {
    "amendment_of_1": "plan",
    "amendment_words_1": "Add a paragraph.",
    "amendment_wording_1": "exact",
}
# A plan that was put off takes effect on no day.
NO_EFFECT = {f"notice_on_{part}": "" for part in ("day", "month", "year")}
NOT_RESOLVED = {"words_2": "", "about_2": ""}


def one(verb: str, words: str = "") -> dict[str, str]:
    """The one resolution of a meeting, about the plan, instead of the report's."""
    limb = {"verb_1": verb, "about_1": "plan", "words_1": words or f"That the plan be {verb}."}
    return {"resolved": "listed"} | limb | NOT_RESOLVED


DEFERRED = NO_EFFECT | on("next_meets_on", TODAY + timedelta(7)) | one("deferred")


def test_agreed_as_drafted_is_two_answers_and_one_button(chamber, step, clerk):
    address = plan_url("move_decide", chamber.plan)
    answer = clerk.post(address, agreed(clerk, chamber))

    assert answer.status_code == 302
    made = Decision.objects.get()
    assert (made.outcome, made.minute, made.nothing_declared) == ("agreed", "26", True)
    verbs = [limb.verb for limb in made.resolutions.all()]
    assert verbs == ["agreed", "agreed"]
    assert [limb.about for limb in made.resolutions.all()] == ["plan", "submission"]
    assert (made.reasons, made.options_rejected) == ("", "")
    assert made.call_in_applies
    assert made.takes_effect_on > TODAY
    assert made.effective_from is None


@pytest.mark.parametrize(("days", "words"), [(0, "had version"), (3, "is to have version")])
def test_before_its_day_no_page_says_that_the_meeting_was(chamber, clerk, days, words):
    meets_on = TODAY + timedelta(days=days)
    make_put(chamber, meets_on=meets_on)

    page = clerk.get(plan_url("move_decide", chamber.plan))
    assert f"Cabinet {words}" in " ".join(page.content.decode().split())
    assert page.context["form"]["decided_on"].value() is None


def test_the_same_page_sent_twice_decides_once(chamber, step, clerk):
    sent = agreed(clerk, chamber)
    statuses = [
        clerk.post(plan_url("move_decide", chamber.plan), sent).status_code for _ in range(2)
    ]

    assert statuses == [302, 409]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"minute": ""}, "Enter the minute"),
        ({"decided_on_day": ""}, "must include a day"),
        (on("decided_on", TODAY + timedelta(1)), "has not been yet"),
        (on("decided_on", TODAY - timedelta(1)), "last clearance was given"),
        (on("effective_from", TODAY - timedelta(1)), "on or after the day"),
        (on("effective_from", TODAY + timedelta(30)), "Say why it takes effect on another day"),
        (on("notice_on", TODAY + timedelta(1)), "not in the future"),
        (NO_EFFECT, "Enter the day the notice was published"),
        ({"interests": ""}, "Answer “Were interests declared?”"),
        ({"interests": "listed"}, "List who declared what"),
        ({"resolved": ""}, "Answer “What did the meeting resolve?”"),
        ({"resolved": "agreed"}, "must be one from the list"),
        ({"words_1": "That it be endorsed in part."}, "Choose “As below”"),
        ({"verb_1": "endorsed"}, "Choose “As below”"),
        ({"about_2": ""}, "Say what resolution 2 is about"),
        (LISTED | {"words_1": "That it wait."}, "Choose the verb of resolution 1"),
        (LISTED | {"words_3": "That more be done."}, "Choose the verb of resolution 3"),
        (LISTED | {"verb_1": "noted", "about_1": ""}, "Say what resolution 1 is about"),
        (LISTED | {"verb_1": "noted", "words_1": ""}, "Enter the words of resolution 1"),
        (LISTED, "what the meeting resolved about the plan"),
        (LISTED | {"verb_2": "agreed"}, "what the meeting resolved about the plan"),
        (
            LISTED | {"verb_1": "agreed", "verb_2": "refused", "about_2": "plan"},
            "Resolutions 1 and 2 cannot both be about this plan",
        ),
        ({"member_1": "A member"}, "both the member and the interest"),
        ({"minute_link": "javascript:alert(1)"}, "Enter a web address"),
        ({"rows": "99999"}, "must be 30 or less"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_words_stay(chamber, step, clerk, typed, words):
    sent = agreed(clerk, chamber, voting="7 for, 1 against") | typed
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert "7 for, 1 against" in answer.content.decode()
    assert not Decision.objects.exists()


def test_everything_that_is_missing_is_said_at_once(chamber, step, clerk):
    sent = shown(clerk, plan_url("move_decide", chamber.plan))
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    missing = {"resolved", "decided_on", "interests"}
    assert set(answer.context["form"].errors) == missing


def test_a_forged_digest_decides_nothing(chamber, step, clerk):
    answer = clerk.post(
        plan_url("move_decide", chamber.plan), agreed(clerk, chamber, plan="0" * 64)
    )

    assert answer.status_code == 409
    assert not Decision.objects.exists()


def test_more_rows_come_without_anything_being_recorded(chamber, step, clerk):
    sent = agreed(clerk, chamber, more="1", voting="Carried", minute="")
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert answer.status_code == 200
    assert answer.context["form"].count == 6
    assert "Carried" in answer.content.decode()
    assert not Decision.objects.exists()


def test_rows_that_were_added_are_recorded(chamber, step, clerk):
    more = {"rows": "6", "verb_6": "delegated", "words_6": "That the Leader may change it."}
    more |= LISTED | {"about_6": "plan", "verb_1": "endorsed", "verb_2": "agreed"}
    more |= {"delegated_to": "Leader", "scope": "amend"}
    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber, **more))

    limb = Decision.objects.get().resolutions.last()
    assert (limb.number, limb.verb) == (3, "delegated")


def test_declarations_are_recorded_as_the_minute_has_them(chamber, step, clerk):
    said = {"interests": "listed", "member_1": "Member for Eastfield", "interest_1": "A lease"}
    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber, **said))

    assert Decision.objects.get().declarations.get().member == "Member for Eastfield"


def test_amended_words_are_shown_and_then_frozen(chamber, step, clerk):
    make_paragraph(chamber.plan, chamber.author, "As members amended it.", reason="Amended")
    page = clerk.get(plan_url("move_decide", chamber.plan))
    assert "As members amended it." in page.content.decode()

    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber, **AMENDED))

    assert "As members amended it." in Decision.objects.get().version.document


def test_amended_words_that_changed_after_the_page_was_opened_are_not_frozen(chamber, step, clerk):
    make_paragraph(chamber.plan, chamber.author, "As members amended it.", reason="Amended")
    sent = agreed(clerk, chamber, **AMENDED)
    make_paragraph(chamber.plan, chamber.author, "Slipped in.", reason="More")

    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 409
    assert not Decision.objects.exists()


def test_a_deferred_plan_waits_for_its_next_meeting(chamber, step, clerk):
    sent = agreed(clerk, chamber) | DEFERRED
    clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert chamber.plan.steps.get(place=2).meets_on == TODAY + timedelta(7)


def test_what_the_form_offers_for_an_agreed_plan_is_no_deferrals(chamber, step, clerk):
    sent = agreed(clerk, chamber) | DEFERRED
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302

    made = Decision.objects.get()
    assert [limb.verb for limb in made.resolutions.all()] == ["deferred"]
    assert (made.reasons, made.options_rejected) == ("", "")


def test_what_a_meeting_resolved_of_a_deferral_is_kept(chamber, step, clerk):
    own = one("deferred", "That it wait for figures.")
    own |= {"reasons": "The saving is not confirmed."}
    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber) | DEFERRED | own)

    made = Decision.objects.get()
    assert made.resolutions.get().words == "That it wait for figures."
    assert made.reasons == "The saving is not confirmed."


def test_that_a_decision_can_be_called_in_is_counted_by_the_councils_rule(chamber, step, clerk):
    page = clerk.get(plan_url("move_decide", chamber.plan))
    assert "call_in_applies" not in page.context["form"].fields
    assert "By the council’s settings what is decided can be called in;" in words_of(page)
    sent = agreed(clerk, chamber, **NO_EFFECT, **one("noted"))
    clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert not Decision.objects.get().call_in_applies
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, 1)))
    assert "Nothing was decided that could be called in." in notice


def test_a_noted_plan_cannot_be_called_in_whatever_is_ticked(db, signed_in):
    chamber = Chamber(make_council(call_in_applies=False))
    make_put(chamber)
    clerk = signed_in(chamber.clerk)
    sent = agreed(clerk, chamber, **one("noted"), call_in_applies="on")
    sent |= on("effective_from", TODAY + timedelta(8))
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert list(answer.context["form"].errors) == ["effective_from"]
    assert (
        "By its resolutions the plan was noted: there is no decision that takes effect."
        in words_of(answer)
    )


@pytest.mark.parametrize(("typed", "beside"), [("body", {}), ("amendment_words_1", AMENDED)])
def test_what_belongs_to_another_outcome_is_refused_and_kept_on_the_page(
    chamber, step, clerk, typed, beside
):
    """Nothing typed is dropped in silence, and none of it stands beside what it contradicts."""
    sent = agreed(clerk, chamber, **beside | {typed: "Scrutiny struck out a word."})
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [typed])
    assert "Scrutiny struck out a word." in answer.content.decode()
    assert not Decision.objects.exists()


def test_nobody_says_that_nothing_was_declared_where_a_member_declared(chamber, step, clerk):
    declare(step, chamber, "A lease beside the depot.")
    page = clerk.get(plan_url("move_decide", chamber.plan))
    assert f"Declared here beforehand: {chamber.member.name}." in words_of(page)
    sent = agreed(clerk, chamber)
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert list(answer.context["form"].errors) == ["interests"]
    assert (
        clerk.post(
            plan_url("move_decide", chamber.plan), sent | {"interests": "listed"}
        ).status_code
        == 302
    )
    declared = Decision.objects.get().declarations.get()
    assert (declared.member, declared.interest) == (
        str(chamber.member),
        "A lease beside the depot.",
    )


def test_what_the_minute_does_not_say_is_neither_none_nor_listed(chamber, step, clerk):
    declare(step, chamber, "A lease beside the depot.")
    sent = agreed(clerk, chamber, interests="not_recorded")
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302

    made = Decision.objects.get()
    assert (made.nothing_declared, made.interests_not_recorded) == (False, True)
    assert not made.declarations.exists()
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, 1)))
    assert "the minute does not say whether interests were declared" in notice


def test_the_notice_says_that_the_reasons_are_the_reports(chamber, step, clerk):
    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber))
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, 1)))

    assert "None were recorded at the meeting. The report put to it gives these:" in notice
    assert "So that the council answers the request in time." in notice


def declare(step: DecisionStep, chamber: Chamber, words: str) -> None:
    seen = seen_in(step.round)
    add_member_statement(step, by=chamber.member, kind="pecuniary", seen=seen, words=words)


def test_a_noted_plan_says_that_no_meeting_is_named(chamber, step, clerk):
    make_decided(chamber, "noted")
    address = plan_url("move_decide", chamber.plan)

    assert "no later meeting is named" in unescape(clerk.get(address).content.decode())
    assert clerk.post(address, {"moves": chamber.plan.moves}).status_code == 422
    assert clerk.post(address, {"moves": chamber.plan.moves - 1}).status_code == 409


def test_a_decision_is_not_recorded_while_the_plan_is_cleared(chamber, clerk):
    make_sent(chamber)

    answer = clerk.get(plan_url("move_decide", chamber.plan))
    assert "the plan’s stage is “Clearance”" in answer.content.decode()


@pytest.mark.parametrize("page", ["move_decide", "move_from_record"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MONITORING_OFFICER, Role.SECTION_151])
def test_the_wrong_role_may_not_record(chamber, signed_in, page, role):
    browser = signed_in(chamber.person[role])

    assert browser.get(plan_url(page, chamber.plan)).status_code == 403
    assert browser.post(plan_url(page, chamber.plan)).status_code == 403


@pytest.mark.parametrize(
    "page", ["move_decide", "move_from_record", "member", "member_question", "member_interest"]
)
def test_another_council_finds_nothing(chamber, signed_in, page):
    stranger = signed_in(make_person(make_council(), Role.AUTHOR, Role.CABINET_MEMBER))

    assert stranger.get(plan_url(page, chamber.plan)).status_code == 404
    assert stranger.post(plan_url(page, chamber.plan)).status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        *("decision", "notice_pdf", "notice_docx", "notice_odt", "notice_copy", "report_issued"),
        *("report_issued_pdf", "report_issued_docx", "report_issued_odt", "report_issued_copy"),
    ],
)
def test_a_paper_is_for_those_who_may_read_the_plan(chamber, step, signed_in, clerk, page):
    made = make_decided(chamber)
    address = plan_url(page, chamber.plan, made.step.place)
    stranger = signed_in(make_person(make_council(), Role.AUTHOR))

    assert clerk.get(address).status_code == 200
    assert signed_in(chamber.member).get(address).status_code == 200
    assert clerk.post(address).status_code == 405
    assert stranger.get(address).status_code == 404
    assert clerk.get(plan_url(page, chamber.plan, 99)).status_code == 404


def test_a_decision_is_entered_from_the_record_and_says_what_is_not_known(chamber, clerk):
    address = plan_url("move_from_record", chamber.plan)
    sent = shown(clerk, address) | {
        "decided_on_day": "9",
        "decided_on_month": "7",
        "decided_on_year": "2024",
        "body": "Cabinet",
        "kind": "decider",
        "verb_1": "approved",
        "about_1": "plan",
    }

    answer = clerk.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.ENDORSED
    page = unescape(clerk.get(plan_url("decision", chamber.plan, 1)).content.decode())
    assert page.count("Not known: the record") == 5
    assert "Entered from the record" in page
    assert clerk.get(plan_url("report_issued", chamber.plan, 1)).status_code == 404


def test_a_record_of_the_future_is_refused(chamber, clerk):
    address = plan_url("move_from_record", chamber.plan)
    sent = shown(clerk, address) | on("decided_on", TODAY + timedelta(1))

    assert clerk.post(address, sent).status_code == 422
    assert not Decision.objects.exists()
