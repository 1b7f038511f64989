"""The pages of clearance: the report and its sending, the answers, who answered what."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from approvals.models import Answer, Asked, Report, Round
from councils.actions import people
from councils.models import User
from councils.roles import Role
from plans.models import Plan, Stage
from plans.navigation import at
from tests.approvals.makers import Chamber, make_answered, make_put, make_sent
from tests.makers import administrator_of, make_appointment, make_council, make_person
from tests.plan_makers import make_figure, make_paragraph, make_plan

TODAY = timezone.localdate()


@pytest.fixture
def chamber(db: None) -> Chamber:
    return Chamber()


@pytest.fixture
def sent(chamber: Chamber) -> Round:
    return make_sent(chamber)


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def shown(browser: Client, address: str) -> dict[str, Any]:
    """What the page's form would send as it stands."""
    form = browser.get(address).context["form"]
    typed: dict[str, Any] = {}
    for field in form:
        value = field.value()
        widget = field.field.widget
        if hasattr(widget, "wrong_parts"):
            parts = widget.format_value(value)
            names = [f"{field.html_name}_{part}" for part in ("day", "month", "year")]
            typed |= dict(zip(names, parts, strict=True))
        elif value is not None and value is not False:
            typed[field.html_name] = value
    return typed


def three(name: str, on: Any) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def think_again(chamber: Chamber) -> None:
    """The author adds a paragraph, frozen words or not."""
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")


# Send


def test_the_report_comes_prefilled_and_is_sent_as_it_stands(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 302, answer.context["form"].errors
    chamber.plan.refresh_from_db()
    round_ = chamber.plan.rounds.get()
    assert chamber.plan.stage == Stage.CLEARANCE
    assert [row.role for row in round_.asked.all()] == chamber.council.clearing_roles
    assert Report.objects.get().recommendation


def test_a_report_can_be_saved_without_being_sent(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    typed = shown(browser, page) | {"summary": "What we ask in short.", "only": "save"}
    answer = browser.post(page, typed)

    assert answer.status_code == 302
    assert answer.url == page
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING
    assert not chamber.plan.rounds.exists()
    assert "What we ask in short." in browser.get(page).content.decode()


def test_a_report_saved_meanwhile_by_a_colleague_is_not_overwritten(chamber):
    colleague = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    mine = shown(browser, page) | {"summary": "Mine.", "only": "save"}
    other = browser_of(colleague)
    other.post(page, shown(other, page) | {"summary": "Theirs.", "only": "save"})
    answer = browser.post(page, mine)

    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()
    assert "Theirs." in answer.content.decode()
    assert Report.objects.get().summary == "Theirs."


def test_a_plan_edited_since_the_page_was_shown_is_not_sent(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    typed = shown(browser, page)
    think_again(chamber)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert not chamber.plan.rounds.exists()


def test_a_plan_with_an_empty_theme_says_so_before_and_after(chamber):
    empty = make_plan(chamber.council, chamber.author, "A plan without words")
    browser, page = browser_of(chamber.author), at("move_send", empty)
    assert "Write some text for" in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert "Write some text for" in answer.content.decode()


def test_nobody_is_asked_twice_for_one_heading(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    twice = {"headings_2": ["financial"], "text_2": "It costs nothing."}
    answer = browser.post(page, shown(browser, page) | twice)

    assert answer.status_code == 422
    assert "have a sentence already: Financial" in answer.content.decode()


def test_a_missing_clearer_is_named_at_their_list(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    typed = {key: value for key, value in shown(browser, page).items() if key != "section_151"}
    answer = browser.post(page, typed)

    assert answer.status_code == 422
    assert "section_151" in answer.context["form"].errors


def test_somebody_forged_into_the_list_is_not_asked(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    stranger = make_person(make_council(), Role.SECTION_151)
    answer = browser.post(page, shown(browser, page) | {"section_151": stranger.pk})

    assert answer.status_code == 422
    assert not chamber.plan.rounds.exists()


def test_whoever_wrote_the_plan_is_not_offered_as_a_clearer(chamber):
    make_appointment(chamber.council, chamber.author, Role.PORTFOLIO_HOLDER)
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    choices = browser.get(page).context["form"].fields["portfolio_holder"].choices

    assert chamber.author.name not in str(choices)


def test_an_answer_cannot_be_wanted_on_a_day_that_has_passed(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    answer = browser.post(page, shown(browser, page) | three("due_on", TODAY - timedelta(days=1)))

    assert answer.status_code == 422
    assert "due_on" in answer.context["form"].errors


def test_sending_again_shows_what_changed_and_asks_the_same_people(chamber, sent):
    think_again(chamber)
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    assert "A later thought." in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page) | {"reason": "A thought was missing."})

    assert answer.status_code == 302, answer.context["form"].errors
    newest = chamber.plan.rounds.first()
    assert newest.number == 2
    assert [row.person for row in newest.asked.all()] == [row.person for row in sent.asked.all()]


# Answer


def clearer(chamber: Chamber, role: Role = Role.SECTION_151) -> tuple[Client, str]:
    return browser_of(chamber.person[role]), at("move_answer", chamber.plan)


def test_the_finance_officer_reads_the_figures_with_their_sources(chamber):
    make_figure(chamber.plan, chamber.author, source="Statement of accounts 2023/24")
    make_sent(chamber)
    browser, page = clearer(chamber)
    html = browser.get(page).content.decode()

    assert "Statement of accounts 2023/24" in html
    assert "What we do about" in html
    assert "Recommendation" in html


def test_the_monitoring_officer_reads_powers_and_call_in(chamber, sent):
    browser, page = clearer(chamber, Role.MONITORING_OFFICER)
    html = browser.get(page).content.decode()

    assert "Powers" in html
    assert "Applies: 5 working days" in html
    assert "with their sources" not in html


def test_two_clicks_answer_and_nothing_is_chosen_beforehand(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page)
    assert "outcome" not in typed
    answer = browser.post(page, typed | {"outcome": "content"})

    assert answer.status_code == 302
    given = Answer.objects.get()
    assert given.asked.role == Role.SECTION_151
    assert given.answered_by.role == "Section 151 officer"


def test_an_answer_without_a_choice_is_refused(chamber, sent):
    browser, page = clearer(chamber)
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert "outcome" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": "objects"}, "words"),
        ({"outcome": "comment"}, "words"),
        ({"outcome": "sent_back", "words": "Not so."}, "place"),
        ({"outcome": "content", "words": "But look again."}, "outcome"),
        ({"outcome": "sacked"}, "outcome"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_at_its_place(chamber, sent, typed, field):
    browser, page = clearer(chamber)
    answer = browser.post(page, shown(browser, page) | typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Answer.objects.exists()


def test_the_last_answer_puts_the_plan_to_its_meeting(chamber, sent):
    for role in chamber.council.clearing_roles:
        browser, page = clearer(chamber, Role(role))
        browser.post(page, shown(browser, page) | {"outcome": "no_comment"})

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION
    assert chamber.plan.steps.get().round == sent


def test_sending_it_back_brings_it_to_its_author(chamber, sent):
    browser, page = clearer(chamber)
    back = {"outcome": "sent_back", "words": "The sum is wrong.", "place": "paragraph 3"}
    answer = browser.post(page, shown(browser, page) | back)

    assert answer.status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_a_replayed_answer_counts_once(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page) | {"outcome": "content"}
    browser.post(page, typed)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert Answer.objects.count() == 1


def test_words_typed_on_a_stale_page_come_back_to_copy(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page) | {"outcome": "objects", "words": "The sum is wrong."}
    make_answered_by(chamber, sent, Role.MONITORING_OFFICER)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert "The sum is wrong." in answer.content.decode()
    assert not sent.asked.get(role=Role.SECTION_151).answers.exists()


def make_answered_by(chamber: Chamber, round_: Round, role: Role) -> None:
    browser, page = clearer(chamber, role)
    browser.post(page, shown(browser, page) | {"outcome": "content"})


@pytest.mark.parametrize("field", ["plan", "report"])
def test_a_forged_digest_answers_nothing(chamber, sent, field):
    browser, page = clearer(chamber)
    forged = shown(browser, page) | {"outcome": "content", field: "0" * 64}

    assert browser.post(page, forged).status_code == 409
    assert not Answer.objects.exists()


def test_an_answer_for_somebody_elses_role_is_refused(chamber, sent):
    browser, page = clearer(chamber)
    theirs = sent.asked.get(role=Role.MONITORING_OFFICER)
    assert (
        "Only the Monitoring Officer" in browser.get(f"{page}?asked={theirs.pk}").content.decode()
    )
    forged = shown(browser, page) | {"outcome": "content", "asked": theirs.pk}

    assert browser.post(page, forged).status_code == 422
    assert not Answer.objects.exists()


def test_an_answer_to_another_plans_round_finds_nothing(chamber, sent):
    other = Chamber()
    theirs = make_sent(other).asked.get(role=Role.SECTION_151)
    browser, page = clearer(chamber)
    forged = shown(browser, page) | {"outcome": "content", "asked": theirs.pk}

    assert browser.post(page, forged).status_code == 404


def test_a_role_that_ended_yesterday_finds_nothing(chamber, sent):
    held = make_appointment(chamber.council, make_person(chamber.council), Role.SECTION_151)
    browser = browser_of(held.person)
    assert browser.get(at("move_answer", chamber.plan)).status_code == 200
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)

    assert browser.get(at("move_answer", chamber.plan)).status_code == 404


def test_a_deputy_answers_as_a_deputy(chamber, sent):
    deputy = make_person(chamber.council, Role.SECTION_151, deputy=True)
    browser, page = browser_of(deputy), at("move_answer", chamber.plan)
    browser.post(page, shown(browser, page) | {"outcome": "content"})

    assert Answer.objects.get().answered_by.role == "Section 151 officer (deputy)"


def test_whoever_wrote_the_plan_reads_why_they_cannot_clear_it(chamber, sent):
    make_appointment(chamber.council, chamber.author, Role.SECTION_151)
    browser, page = browser_of(chamber.author), at("move_answer", chamber.plan)
    answer = browser.get(page)

    assert answer.status_code == 200
    assert "somebody else must clear it" in answer.content.decode()
    typed = shown(browser, page) | {"outcome": "content"}
    assert browser.post(page, typed).status_code == 422
    assert not Answer.objects.exists()


def test_a_clearing_role_that_is_not_asked_is_told_so(chamber, sent):
    browser = browser_of(chamber.person[Role.HEAD_OF_PAID_SERVICE])
    page = at("move_answer", chamber.plan)

    assert "not among those" in browser.get(page).content.decode()
    assert browser.post(page, {"outcome": "content"}).status_code == 403


def test_the_second_round_shows_what_changed_since_the_first_answer(chamber, sent):
    make_answered_by(chamber, sent, Role.SECTION_151)
    think_again(chamber)
    make_sent(chamber, reason="A thought was missing.")
    browser, page = clearer(chamber)
    reread = browser.get(page).context["reread"]

    assert reread.answered
    assert reread.version == 1
    assert "A later thought." in [row.after for row in reread.plan.rows if row.state == "added"]
    assert not reread.report


# An e-mailed answer


def emailed(chamber: Chamber, asked: Asked, **typed: Any) -> dict[str, Any]:
    browser, page = browser_of(chamber.author), at("move_answer_by_email", chamber.plan)
    now = timezone.localtime()
    return {
        **shown(browser, page),
        "asked": asked.pk,
        "outcome": "content",
        "email": SimpleUploadedFile("answer.eml", b"Content with this."),
        "clock": f"{now:%H:%M}",
        **three("stated_at", now.date()),
        **typed,
    }


def test_an_emailed_answer_is_recorded_with_its_email(chamber, sent):
    browser, page = browser_of(chamber.author), at("move_answer_by_email", chamber.plan)
    asked = sent.asked.get(role=Role.SECTION_151)
    answer = browser.post(page, emailed(chamber, asked))

    assert answer.status_code == 302, answer.context["form"].errors
    given = Answer.objects.get()
    assert given.answered_by.role == "Section 151 officer"
    assert given.recorded_by == chamber.author
    kept = browser.get(at("clearance_email", chamber.plan, given.pk))
    assert kept.content == b"Content with this."
    assert "attachment" in kept["Content-Disposition"]


def test_an_emailed_answer_without_its_email_is_refused(chamber, sent):
    browser, page = browser_of(chamber.author), at("move_answer_by_email", chamber.plan)
    typed = emailed(chamber, sent.asked.first())
    del typed["email"]

    assert browser.post(page, typed).status_code == 422
    assert not Answer.objects.exists()


def test_an_email_from_before_the_plan_was_sent_is_refused(chamber, sent):
    browser, page = browser_of(chamber.author), at("move_answer_by_email", chamber.plan)
    typed = emailed(chamber, sent.asked.first(), **three("stated_at", TODAY - timedelta(days=2)))
    answer = browser.post(page, typed)

    assert answer.status_code == 422
    assert "stated_at" in answer.context["form"].errors


def test_members_do_not_open_the_emails(chamber):
    round_ = make_sent(chamber)
    browser, page = browser_of(chamber.author), at("move_answer_by_email", chamber.plan)
    browser.post(page, emailed(chamber, round_.asked.first()))
    given = Answer.objects.get()
    for role in chamber.council.clearing_roles[1:]:
        make_answered_by(chamber, round_, Role(role))
    address = at("clearance_email", chamber.plan, given.pk)

    assert browser_of(chamber.member).get(address).status_code == 403
    assert browser_of(make_person(make_council(), Role.AUTHOR)).get(address).status_code == 404


# Put, withdraw, overtaken


def test_a_plan_is_put_to_its_meeting_by_hand(chamber):
    make_answered(chamber, make_sent(chamber, then_put=False), "objects", words="It costs more.")
    assert chamber.plan.stage == Stage.CLEARANCE
    browser, page = browser_of(chamber.clerk), at("move_put", chamber.plan)
    assert "It costs more." in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page) | {"item": "7"})

    assert answer.status_code == 302, answer.context["form"].errors
    assert chamber.plan.steps.get().item == "7"


def test_a_plan_is_not_put_before_everybody_has_answered(chamber, sent):
    browser, page = browser_of(chamber.clerk), at("move_put", chamber.plan)
    assert "Still to answer" in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert not chamber.plan.steps.exists()


def test_a_plan_is_withdrawn_with_a_reason_only(chamber, sent):
    browser, page = browser_of(chamber.author), at("move_withdraw", chamber.plan)
    typed = shown(browser, page)

    assert browser.post(page, typed | {"reason": "  "}).status_code == 422
    assert browser.post(page, typed | {"reason": "The letter changed."}).status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_a_plan_is_withdrawn_from_decision(chamber):
    make_put(chamber)
    browser, page = browser_of(chamber.author), at("move_withdraw", chamber.plan)
    typed = shown(browser, page) | {"reason": "The letter changed."}

    assert browser.post(page, typed).status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_an_overtaken_plan_is_closed(chamber):
    browser, page = browser_of(chamber.author), at("move_overtaken", chamber.plan)
    typed = shown(browser, page) | {"reason": "The request was withdrawn."}

    assert browser.post(page, typed).status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.CLOSED


# Who may

PAGES = {
    "move_send": {Role.AUTHOR},
    "move_answer": {
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
    },
    "move_answer_by_email": {Role.AUTHOR},
    "move_put": {Role.AUTHOR, Role.DEMOCRATIC_SERVICES},
    "move_withdraw": {Role.AUTHOR},
    "move_overtaken": {Role.AUTHOR},
}
READERS = set(Role) - {
    Role.CONTRIBUTOR,
    Role.CABINET_MEMBER,
    Role.DECISION_MAKER,
    Role.ADMINISTRATOR,
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_its_roles_alone(chamber, sent, name):
    for role in Role:
        status = browser_of(chamber.person[role]).get(at(name, chamber.plan)).status_code
        assert status == (200 if role in PAGES[name] else 403 if role in READERS else 404), role


@pytest.mark.parametrize("name", [*PAGES, "clearance"])
def test_strangers_find_nothing(chamber, sent, name):
    address = at(name, chamber.plan)
    stranger = make_person(make_council(), Role.AUTHOR, Role.SECTION_151)

    assert browser_of(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert browser_of(chamber.author).put(address).status_code in (403, 405)


@pytest.mark.parametrize("name", PAGES)
def test_a_move_that_is_not_open_now_says_so(chamber, name):
    plan = make_put(chamber).plan if name != "move_withdraw" else chamber.plan
    if name == "move_overtaken":
        return
    role = next(iter(PAGES[name]))
    browser = browser_of(chamber.person[role])
    plan.refresh_from_db()

    assert "This cannot be done now" in browser.get(at(name, plan)).content.decode()
    assert browser.post(at(name, plan), {"moves": plan.moves}).status_code == 422
    assert browser.post(at(name, plan), {"moves": plan.moves + 1}).status_code == 409


# The clearance page


def test_the_clearance_page_tells_who_answered_what(chamber, sent):
    browser, page = clearer(chamber)
    browser.post(
        page, shown(browser, page) | {"outcome": "comment", "words": "Affordable if it is done."}
    )
    html = browser_of(chamber.author).get(at("clearance", chamber.plan)).content.decode()

    assert "Affordable if it is done." in html
    assert "Not answered yet" in html
    assert "earlier words" not in html


def test_an_edit_marks_the_answers_as_given_to_earlier_words(chamber, sent):
    think_again(chamber)
    html = browser_of(chamber.author).get(at("clearance", chamber.plan)).content.decode()

    assert "given to earlier words" in html
    assert f"{at('versions_compare', chamber.plan)}?before=1" in html


def test_the_clearance_page_asks_the_database_alike_for_one_and_for_three_rounds(
    chamber, sent, django_assert_max_num_queries
):
    browser, page = browser_of(chamber.author), at("clearance", chamber.plan)
    for _ in range(2):
        think_again(chamber)
        make_sent(chamber, reason="Again.")
    with django_assert_max_num_queries(26):
        browser.get(page)


def test_a_plan_of_the_wrong_address_is_not_found(chamber):
    assert (
        browser_of(chamber.author)
        .get(at("clearance", Plan(council=chamber.council, slug="no-such-plan")))
        .status_code
        == 404
    )
