"""A Cabinet member's own page: what it tells, and what a member may say on it."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from approvals.clearance.answers import respond
from approvals.closing.actions import withdraw_plan
from approvals.decisions.actions import record_decision
from approvals.decisions.declarations import barring, bars, is_barred
from approvals.decisions.notice import when_it_takes_effect
from approvals.members import actions as members_actions
from approvals.members.actions import (
    add_member_statement,
    correct_declaration,
    withdraw_interest,
)
from approvals.members.briefing import MemberBriefing, member_briefing, summarise
from approvals.members.declaring import DeclaredInterest, check_dispensation
from approvals.models import DecisionStep, Dispensation, MemberStatement
from approvals.workflow.engine import PageState
from councils.access import access_of
from councils.models import Act, OutboxMessage, RefusedAttempt, User
from councils.roles import Role
from dashboard.plan_overview import decision_facts
from dashboard.queries import newest_steps
from plans.access import plan_url
from tests.approvals.makers import (
    Chamber,
    declare_as,
    make_answered,
    make_decided,
    make_put,
    make_sent,
    minute_of,
    seen_of,
)
from tests.approvals.pages import words_of
from tests.makers import make_council, make_person
from tests.plan_makers import make_paragraph
from web.dates import day_in_words
from web.drawn import FIELD, drawn_token
from web.errors import MovedOn, Refused, StalePage

SignedIn = Callable[[User], Client]
Kind = MemberStatement.Kind
TODAY = timezone.localdate()
LATER = TODAY + timedelta(7)


@pytest.fixture
def step(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


@pytest.fixture
def member(chamber: Chamber, signed_in: SignedIn) -> Client:
    return signed_in(chamber.member)


def text(browser: Client, chamber: Chamber) -> str:
    return unescape(browser.get(plan_url("member", chamber.plan)).content.decode())


def sent(browser: Client, address: str, **typed: str) -> dict[str, str]:
    hidden = browser.get(address).context["form"]
    shown = {field.html_name: field.value() for field in hidden.hidden_fields()}
    return {name: str("" if value is None else value) for name, value in shown.items()} | typed


def say(
    chamber: Chamber, step: DecisionStep, kind: str, words: str = "", **seen: str
) -> MemberStatement:
    if kind in ("no_interest", "pecuniary", "other_interest", "withdrawn") and not seen:
        return declare_as(chamber.member, step, kind, words)
    digest = seen.get("plan", step.round.version.digest)
    by = chamber.member
    return add_member_statement(step, by=by, kind=kind, seen=PageState(0, digest), words=words)


def declare(chamber: Chamber, step: DecisionStep) -> MemberStatement:
    """The member says that they have no interest, and may sign."""
    return say(chamber, step, "no_interest")


def test_a_member_reads_the_recommendation_the_advice_and_the_plan(chamber, step, member):
    page = text(member, chamber)

    assert "That Cabinet endorses the plan" in page
    assert page.count("Content</strong>") == 3
    assert "What we do about" in page
    assert "Nothing: members have had no other words" in page


def test_objections_come_first_with_their_words(chamber, member):
    round_ = make_sent(chamber)
    *others, last = round_.asked.all()
    for asked in others:
        seen = PageState(round_.plan.moves, round_.version.digest, round_.report.digest)
        respond(asked, by=asked.person, seen=seen, outcome="content")
        round_.plan.refresh_from_db()
    seen = PageState(round_.plan.moves, round_.version.digest, round_.report.digest)
    respond(last, by=last.person, seen=seen, outcome="objects", words="It costs more.")

    page = text(member, chamber)
    assert page.index("It costs more.") < page.index("Content</strong>")


def test_a_member_signs_off_once_beside_the_resolution(chamber, step, member):
    address = plan_url("member", chamber.plan)
    declare(chamber, step)
    once = sent(member, address)
    statuses = [member.post(address, once).status_code for _ in range(2)]

    assert statuses == [302, 422]
    view = MemberStatement.objects.first()
    assert (view.kind, view.plan_digest) == ("content", step.round.version.digest)
    assert "Your own sign-off stands" in text(member, chamber)


def test_a_declared_interest_takes_the_sign_off_away(chamber, step, member):
    address = plan_url("member_interest", chamber.plan)
    typed = sent(member, address, words="A lease", kind="pecuniary")
    assert member.post(address, typed).status_code == 302

    page = text(member, chamber)
    assert "You declared an interest" in page
    assert 'value="Content"' not in page
    assert ">Content</button>" not in page
    with pytest.raises(Refused, match="interest"):
        say(chamber, step, "content")


def test_before_an_interest_is_declared_the_sign_off_is_there(chamber, step, member):
    """The control of the test above."""
    declare(chamber, step)
    assert ">Content</button>" in text(member, chamber)


# Declared first, then signed


@pytest.fixture
def undeclared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard off: nobody has to declare anything, and nothing that is declared bars."""
    anything = MemberStatement(kind="no_interest")
    monkeypatch.setattr(members_actions, "declaration_at", lambda *_: anything)
    monkeypatch.setattr(members_actions, "is_barred", lambda *_: False)


def test_there_is_nothing_to_sign_before_a_declaration(chamber, step, member):
    page = text(member, chamber)
    assert "I have no interest to declare</button>" in page
    assert ">Content</button>" not in page

    address = plan_url("member", chamber.plan)
    forged = sent(member, address, kind="content")
    assert member.post(address, forged).status_code == 422
    assert not MemberStatement.objects.exists()

    assert member.post(address, sent(member, address)).status_code == 302
    assert ">Content</button>" in text(member, chamber)
    assert member.post(address, sent(member, address)).status_code == 302
    assert [view.kind for view in step.views.all()] == ["content", "no_interest"]


def test_without_that_look_it_is_signed_undeclared(chamber, step, member, undeclared):
    """The control."""
    address = plan_url("member", chamber.plan)
    assert member.post(address, sent(member, address, kind="content")).status_code == 302
    assert step.views.get().kind == "content"


def test_what_was_declared_before_one_meeting_is_asked_again_before_the_next(chamber, step):
    declare(chamber, step)
    minute = minute_of("deferred")
    seen = PageState(chamber.plan.moves, step.round.version.digest)
    later = TODAY + timedelta(7)
    put_off = {"minute": minute, "next_meets_on": later}
    record_decision(chamber.plan, by=chamber.clerk, seen=seen, **put_off)
    newest = chamber.plan.steps.select_related("round__version").last()

    with pytest.raises(Refused, match="Say first whether you have an interest"):
        say(chamber, newest, "content")


def test_an_interest_that_bars_withdraws_a_sign_off_and_tells_the_monitoring_officer(
    chamber, step, member, signed_in
):
    declare(chamber, step)
    say(chamber, step, "content")
    OutboxMessage.objects.all().delete()
    say(chamber, step, "pecuniary", "A lease")

    assert not members_briefing(chamber).signed_off
    told = OutboxMessage.objects.get()
    officer = chamber.person[Role.MONITORING_OFFICER]
    assert (told.kind, told.to, told.by) == ("member_interest", officer, chamber.member)
    for browser, page in ((member, "member"), (signed_in(chamber.clerk), "move_decide")):
        shown = browser.get(plan_url(page, chamber.plan)).content.decode()
        assert "Withdrawn: they declared an interest" in shown
    home = signed_in(chamber.author).get(plan_url("plan", chamber.plan)).content.decode()
    assert "Withdrawn: they declared an interest" in home


def members_briefing(chamber: Chamber) -> MemberBriefing:
    before = member_briefing(chamber.plan, access_of(chamber.member, chamber.council))
    assert before is not None
    return before


def test_one_that_does_not_bar_leaves_the_sign_off(chamber, step, member):
    OutboxMessage.objects.all().delete()
    say(chamber, step, "other_interest", "Not pecuniary, with a dispensation")
    say(chamber, step, "content")

    assert members_briefing(chamber).signed_off
    assert not OutboxMessage.objects.exists()


def test_a_correction_lets_a_member_in_again_and_they_sign_anew(chamber, step, member):
    declare(chamber, step)
    say(chamber, step, "content")
    say(chamber, step, "pecuniary", "A lease")
    with pytest.raises(Refused, match="Write it here"):
        say(chamber, step, "withdrawn")
    address = plan_url("member_interest", chamber.plan)
    assert "I withdraw what I declared" in member.get(address).content.decode()
    typed = sent(member, address, kind="withdrawn", words="The lease ended in May.")
    assert member.post(address, typed).status_code == 302

    assert ">Content</button>" in text(member, chamber)
    told = OutboxMessage.objects.filter(kind="member_interest_corrected")
    assert [one.to for one in told] == [chamber.person[Role.MONITORING_OFFICER]]
    say(chamber, step, "content")
    assert members_briefing(chamber).signed_off


def test_nothing_is_chosen_beforehand_of_an_interest(chamber, step, member):
    page = member.get(plan_url("member_interest", chamber.plan)).content.decode()
    assert 'type="radio"' in page
    assert " checked" not in page
    assert "I withdraw what I declared" not in page


def test_a_correction_is_added_and_the_first_words_stay(chamber, step):
    say(chamber, step, "pecuniary", "A lease in the High Street")
    say(chamber, step, "pecuniary", "Corrected: the lease is my partner's")

    assert [view.words[:9] for view in step.views.all()] == ["Corrected", "A lease i"]


def test_who_only_asked_is_told_nothing_of_a_sign_off_of_their_own(chamber, step, member):
    say(chamber, step, "question", "Who pays for this?")

    page = text(member, chamber)
    assert page.count("Who pays for this?") == 1
    assert "Your own sign-off stands" not in page


def test_the_author_sees_questions_and_interests(chamber, step, member, signed_in):
    address = plan_url("member_question", chamber.plan)
    member.post(address, sent(member, address, words="Who pays for this?"))
    say(chamber, step, "pecuniary", "A lease")

    facts = decision_facts(chamber.plan)
    assert [view.words for view in facts.questions] == ["Who pays for this?"]
    assert [view.words for view in facts.interests] == ["A lease"]
    page = signed_in(chamber.clerk).get(plan_url("move_decide", chamber.plan)).content.decode()
    assert "Who pays for this?" in page


@pytest.mark.parametrize(("kind", "words"), [("question", ""), ("pecuniary", "  ")])
def test_a_question_and_an_interest_need_words(chamber, step, kind, words):
    with pytest.raises(Refused) as refusal:
        say(chamber, step, kind, words)

    assert refusal.value.field == "words"


def test_the_same_question_is_not_taken_twice(chamber, step, member):
    address = plan_url("member_question", chamber.plan)
    typed = sent(member, address, words="Who pays for this?")

    assert [member.post(address, typed).status_code for _ in range(2)] == [302, 422]


def test_who_is_asked_nothing_is_told_so(chamber, step, member, signed_in):
    alone = signed_in(make_person(chamber.council, Role.DECISION_MAKER))
    nothing = "Nothing is asked of you on this page."

    assert nothing in alone.get(plan_url("member", chamber.plan)).content.decode()
    assert nothing not in member.get(plan_url("member", chamber.plan)).content.decode()


def test_a_council_that_collects_no_sign_offs_takes_none(db, signed_in):
    chamber = Chamber(council=make_council(collects_sign_offs=False))
    step = make_put(chamber)

    with pytest.raises(Refused, match="does not collect"):
        say(chamber, step, "content")
    assert ">Content</button>" not in text(signed_in(chamber.member), chamber)


def test_a_page_that_shows_other_words_signs_nothing(chamber, step):
    declare(chamber, step)
    with pytest.raises(StalePage):
        say(chamber, step, "content", plan="0" * 64)

    assert not MemberStatement.objects.filter(kind="content").exists()


def test_amended_words_are_signed_again_and_the_first_sign_off_is_of_earlier_words(
    chamber, step, member
):
    declare(chamber, step)
    say(chamber, step, "content")
    make_paragraph(chamber.plan, chamber.author, "As members amended it.", reason="Amended")
    record_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_of(chamber.plan),
        minute=minute_of("amended"),
    )
    chamber.plan.refresh_from_db()

    page = text(member, chamber)
    assert "Earlier words" in page
    assert "1 change since version 1" in page
    address = plan_url("member", chamber.plan)
    assert member.post(address, sent(member, address)).status_code == 302


def test_a_sign_off_of_earlier_words_has_lapsed_until_it_is_given_again(chamber, step, member):
    declare(chamber, step)
    say(chamber, step, "content")
    assert "sign-off has lapsed" not in text(member, chamber)
    make_paragraph(chamber.plan, chamber.author, "As members amended it.", reason="Amended")
    amended = minute_of("amended")
    record_decision(chamber.plan, by=chamber.clerk, seen=seen_of(chamber.plan), minute=amended)
    chamber.plan.refresh_from_db()

    page = text(member, chamber)
    assert "Your sign-off has lapsed." in page
    assert "Your own sign-off stands beside" not in page
    address = plan_url("member", chamber.plan)
    member.post(address, sent(member, address))
    page = text(member, chamber)
    assert "sign-off has lapsed" not in page
    assert "Your own sign-off stands beside" in page


def test_what_became_of_earlier_meetings_stands_on_top(chamber, step, member):
    minute = minute_of("deferred")
    seen = PageState(chamber.plan.moves, step.round.version.digest)
    record_decision(chamber.plan, by=chamber.clerk, seen=seen, minute=minute, next_meets_on=LATER)
    page = text(member, chamber)
    before = page[page.index("Before that:") : page.index("asked to decide")]
    assert "Deferred" in before
    assert plan_url("decision", chamber.plan, 1) in before


def test_what_happened_at_the_meeting_stands_on_the_page_afterwards(chamber, step, member):
    assert "Before that:" not in text(member, chamber)
    made = make_decided(chamber)
    page = text(member, chamber)
    for limb in made.resolutions.all():
        assert f"<strong>{limb.get_verb_display()}</strong>: {limb.words}" in page
    assert when_it_takes_effect(made) in page


def test_nothing_is_said_of_a_step_that_is_over(chamber, step):
    minute = minute_of("deferred")
    record_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=PageState(chamber.plan.moves, step.round.version.digest),
        minute=minute,
        next_meets_on=LATER,
    )

    with pytest.raises(Refused, match="no longer before members"):
        say(chamber, step, "content")


def test_nobody_asks_what_nobody_may_answer(chamber, step, member):
    """Once it is decided no answer is taken; the words of a page opened before come back."""
    address = plan_url("member_question", chamber.plan)
    question = sent(member, address, words="Who pays for the zebra house?")
    assert "Ask a question" in text(member, chamber)
    make_decided(chamber)

    assert "Ask a question" not in text(member, chamber)
    closed = unescape(member.get(address).content.decode())
    assert "Questions about it are answered until then" in closed
    late = member.post(address, question)
    assert late.status_code == 409
    assert "Who pays for the zebra house?" in late.content.decode()
    with pytest.raises(MovedOn, match="answered until then"):
        say(chamber, step, "question", "Who pays for the zebra house?")


def test_what_a_button_says_is_not_taken_for_typed_words(chamber, step, member):
    """The line for the Monitoring Officer left a gap where the rule's words had a code's."""
    declare(chamber, step)
    address = plan_url("member", chamber.plan)
    twice = [
        sent(member, address, **{FIELD: drawn_token(member.get(address).context["form"])})
        for _ in range(2)
    ]
    answers = [member.post(address, one).status_code for one in twice]

    assert answers == [302, 422]
    line = RefusedAttempt.objects.get()
    assert line.words == "You have said already that you are content."


def test_the_page_says_the_day_on_which_it_was_decided(chamber, member):
    planned = TODAY + timedelta(days=6)
    make_put(chamber, meets_on=planned)
    assert f"Cabinet, {day_in_words(planned)}" in text(member, chamber)
    make_decided(chamber)

    page = text(member, chamber)
    assert f"Cabinet, {day_in_words(TODAY)}" in page
    assert day_in_words(planned) not in page


def test_a_plan_that_was_withdrawn_is_no_longer_before_members(chamber, step, signed_in):
    """Read by an officer: members open no plan that is not before them."""
    officer = signed_in(chamber.author)
    assert "no longer before" not in text(officer, chamber)
    seen = PageState(chamber.plan.moves, step.round.version.digest)
    withdraw_plan(chamber.plan, by=chamber.author, seen=seen, reason="The meeting is off")

    page = text(officer, chamber)
    assert "This is no longer before Cabinet" in page
    assert "What you were asked to decide" in page
    assert "What you are asked" not in page


def test_a_plan_sent_back_takes_no_views(chamber, step):
    make_decided(chamber, "refused")

    with pytest.raises(Refused, match="no longer before members"):
        say(chamber, step, "question", "Why?")


@pytest.mark.parametrize("page", ["member", "member_question", "member_interest"])
def test_only_a_cabinet_member_speaks(chamber, step, signed_in, page):
    address = plan_url(page, chamber.plan)
    for role in (Role.AUTHOR, Role.DEMOCRATIC_SERVICES, Role.DECISION_MAKER, Role.AUDITOR):
        # Whoever decides alone declares on the same page, of what they are named for.
        declares = role == Role.DECISION_MAKER and page == "member_interest"
        sent = {"moves": 0} if role == Role.DECISION_MAKER else {}
        status = signed_in(chamber.person[role]).post(address, sent).status_code
        assert status == (422 if declares else 403), role


@pytest.mark.parametrize("page", ["member", "member_question", "member_interest"])
def test_before_it_is_put_to_them_members_find_nothing(chamber, member, page):
    make_sent(chamber)

    assert member.get(plan_url(page, chamber.plan)).status_code == 404
    assert member.post(plan_url(page, chamber.plan)).status_code == 404


def test_officers_read_what_members_will(chamber, signed_in):
    author = signed_in(chamber.author)
    assert "has not been put to members" in text(author, chamber)

    make_answered(chamber, make_sent(chamber))
    page = text(author, chamber)
    assert "That Cabinet endorses the plan" in page
    assert "Ask a question" not in page


def test_a_role_that_ended_yesterday_signs_nothing(chamber, step, signed_in, monkeypatch):
    former = make_person(chamber.council, Role.CABINET_MEMBER, ends_on=TODAY)
    browser = signed_in(former)
    typed = sent(browser, plan_url("member", chamber.plan))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY + timedelta(1))

    assert browser.post(plan_url("member", chamber.plan), typed).status_code == 403
    assert not MemberStatement.objects.exists()


def test_a_summary_in_short_ends_with_a_sentence():
    long = "A first sentence. " * 40

    assert summarise("One. Two.") == "One. Two."
    assert len(summarise(long)) <= 361
    assert summarise(long).endswith("sentence.")
    assert summarise("word " * 200).startswith("word word")


# Kinds, dispensations, corrections and withdrawals


def dispensed(by: str, days: int = -30, **typed: str) -> dict[str, str]:
    on = TODAY + timedelta(days=days)
    day = {f"dispensed_on_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}
    return {"kind": "pecuniary", "words": "A lease", "dispensed_by": by, **day, **typed}


@pytest.mark.parametrize(
    ("typed", "barred"),
    [
        ({"kind": "pecuniary", "words": "A lease"}, True),
        ({"kind": "other_interest", "words": "A pension"}, False),
        (dispensed("authority"), False),
        (dispensed("head"), True),
        ({"kind": "pecuniary", "words": "A lease", "dispensed_by": "none"}, True),
    ],
)
def test_only_a_pecuniary_interest_without_the_councils_dispensation_bars(
    chamber, step, member, typed, barred
):
    address = plan_url("member_interest", chamber.plan)
    assert member.post(address, sent(member, address, **typed)).status_code == 302

    page = text(member, chamber)
    assert (">Content</button>" in page) is not barred
    assert ("You declared an interest that stops you" in page) is barred
    spoke = newest_steps([chamber.plan.pk])[chamber.plan.pk].spoke
    assert (chamber.member.pk in spoke) is barred
    assert ("member_interest" in told()) is barred


def told() -> set[str]:
    return {one.kind for one in OutboxMessage.objects.all()}


@pytest.mark.parametrize("kind", Kind.declarations())
@pytest.mark.parametrize("by", ["", *Dispensation.values])
def test_the_rule_in_a_query_is_the_rule(kind, by):
    """Both are read from `bars`."""
    asked = {frozenset(one.children) for one in barring().children}
    assert (frozenset({("kind", kind), ("dispensed_by", by)}) in asked) is bars(kind, by)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (dispensed("authority", 1), "dispensed_on"),
        (dispensed("authority", -4 * 366), "dispensed_on"),
        (dispensed("none"), "dispensed_by"),
        (dispensed(""), "dispensed_by"),
        (dispensed("authority", dispensed_on_year=""), "dispensed_on"),
        ({"kind": "pecuniary", "words": "A", "dispensed_by": "authority"}, "dispensed_on"),
        ({"kind": "interest", "words": "A"}, "kind"),
        ({"kind": "withdrawn", "words": "A"}, "kind"),
        ({"kind": "pecuniary", "words": " "}, "words"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused_at_its_field(chamber, step, member, typed, field):
    address = plan_url("member_interest", chamber.plan)
    answer = member.post(address, sent(member, address, **typed))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not MemberStatement.objects.exists()


def test_a_dispensation_of_four_years_ago_tomorrow_is_taken(chamber, step):
    """The control of one that is over; 29 February ends with the 28th of its fourth year."""
    said = DeclaredInterest("pecuniary", "A lease", "authority", date(2024, 2, 29))
    check_dispensation(said, date(2028, 2, 28))
    with pytest.raises(Refused, match="is over"):
        check_dispensation(said, date(2028, 2, 29))


def test_withdrawn_and_declared_again_each_is_an_act_and_the_newest_counts(chamber, step, member):
    declare(chamber, step)
    say(chamber, step, "pecuniary", "A lease")
    with pytest.raises(Refused, match="take no part"):
        say(chamber, step, "content")
    say(chamber, step, "withdrawn", "The lease ended in May.")
    say(chamber, step, "content")
    assert members_briefing(chamber).signed_off
    say(chamber, step, "pecuniary", "A lease")
    with pytest.raises(Refused, match="take no part"):
        say(chamber, step, "content")

    rows = list(MemberStatement.objects.exclude(kind="content").order_by("pk"))
    assert [one.kind for one in rows] == ["no_interest", "pecuniary", "withdrawn", "pecuniary"]
    assert [one.corrects for one in rows] == [None, *rows[:-1]]
    assert [one.act.verb for one in rows] == [
        *("member_stated", "declaration_corrected"),
        *("interest_withdrawn", "declaration_corrected"),
    ]
    page = text(member, chamber)
    assert page.count("Withdrawn</strong>") == 1
    assert page.count("Corrected</strong>") == 2


def test_before_that_the_signature_is_taken(chamber, step):
    """The control: one minute earlier nothing bars."""
    declare(chamber, step)
    assert say(chamber, step, "content").kind == "content"


def test_an_interest_declared_before_kinds_were_asked_still_bars(chamber, step):
    row = say(chamber, step, "pecuniary", "A lease")
    older = MemberStatement(kind="interest", words="A lease")
    assert bars(older.kind, older.dispensed_by)
    assert is_barred(chamber.plan, row.member)


def test_of_two_tabs_the_second_is_shown_what_the_first_declared(chamber, step, member):
    address = plan_url("member_interest", chamber.plan)
    first, second = (
        sent(member, address, kind="pecuniary", words=w) for w in ("A lease", "A flat")
    )
    assert member.post(address, first).status_code == 302
    answer = member.post(address, second)

    assert answer.status_code == 409
    page = unescape(answer.content.decode())
    assert "A flat" in page
    assert "lease" in page
    standing = str(MemberStatement.objects.get().pk)
    assert f'name="standing" value="{standing}"' in page
    assert MemberStatement.objects.count() == 1
    again = sent(member, address, kind="pecuniary", words="A flat")
    assert member.post(address, again).status_code == 302
    assert MemberStatement.objects.filter(corrects__words="A lease").count() == 1


def test_a_correction_of_what_no_longer_stands_is_refused(chamber, step):
    first = say(chamber, step, "pecuniary", "A lease")
    say(chamber, step, "withdrawn", "It ended.")
    seen = PageState(step.plan.moves, step.round.version.digest)
    how = {"by": chamber.member, "standing": first.pk, "seen": seen}
    with pytest.raises(StalePage):
        withdraw_interest(step, words="It ended in May.", **how)
    with pytest.raises(StalePage):
        correct_declaration(step, said=DeclaredInterest("other_interest", "A pension"), **how)
    how["standing"] = MemberStatement.objects.latest("pk").pk
    with pytest.raises(Refused, match="no interest that could be withdrawn"):
        withdraw_interest(step, words="It ended in June.", **how)


def test_before_a_later_meeting_the_same_is_declared_again(chamber, step):
    say(chamber, step, "other_interest", "A pension")
    seen = PageState(chamber.plan.moves, step.round.version.digest)
    how = {"minute": minute_of("deferred", nothing_declared=False, interests_not_recorded=True)}
    record_decision(chamber.plan, by=chamber.clerk, seen=seen, next_meets_on=LATER, **how)
    newest = chamber.plan.steps.select_related("round__version", "plan").last()

    assert say(chamber, newest, "other_interest", "A pension").corrects.step == step
    assert say(chamber, newest, "content").kind == "content"


def test_who_reads_the_notice_learns_of_a_correction(chamber, step, signed_in):
    say(chamber, step, "pecuniary", "A lease")
    say(chamber, step, "withdrawn", "The lease ended in May.")
    clerk = signed_in(chamber.clerk)
    record = clerk.get(plan_url("move_decide", chamber.plan)).content.decode()
    assert ">Withdrawn</strong>" in " ".join(record.split())
    make_decided(chamber)
    notice = words_of(clerk.get(plan_url("decision", chamber.plan, 1)))

    assert "The lease ended in May." in notice
    act = MemberStatement.objects.latest("pk").act
    assert "ithdrew as a member the interest they declared in" in sentence_of(clerk, chamber, act)


def sentence_of(browser: Client, chamber: Chamber, act: Act) -> str:
    auditor = chamber.person[Role.AUDITOR]
    browser.force_login(auditor)
    return words_of(browser.get(plan_url("act", chamber.plan, act.sequence)))
