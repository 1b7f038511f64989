"""For each kind of e-mail of a plan what it tells of, and who is told: see test_mail_kinds."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta

from django.utils import timezone

from approvals.clearance.disowning import disown_answer
from approvals.clearance.reminding import remind
from approvals.clearance.to_authors import write_to_authors
from approvals.closing.actions import close_as_overtaken, withdraw_plan
from approvals.models import ClearanceRound
from councils.models import OutboxMessage, User
from councils.roles import Office, Role
from dashboard.digest import queue_digests
from plans.actions.assignments import change_assignment, nudge
from plans.actions.stashes import delete_old_stashes, keep_stash
from plans.actions.suggestions import refuse_suggestion
from tests.approvals.makers import (
    Chamber,
    ask_again,
    clearers_of,
    declare_as,
    make_answer,
    make_answered,
    make_asked,
    make_decided,
    make_emailed,
    make_member_answer,
    make_put,
    make_sent,
    put_alone,
    seen_in,
    seen_newest,
    sign,
)
from tests.makers import make_person
from tests.plan_makers import make_comment, make_given, make_paragraph, make_suggestion
from web.errors import Refused

Event = Callable[[Chamber], set[User]]
FIRST = Role.SECTION_151


def before(chamber: Chamber) -> None:
    """What was told on the way to the event is no part of it."""
    OutboxMessage.objects.all().delete()
    chamber.plan.refresh_from_db()


def officers(chamber: Chamber) -> set[User]:
    return set(clearers_of(chamber).values())


def members(chamber: Chamber) -> set[User]:
    return {chamber.person[Role.CABINET_MEMBER], chamber.person[Role.DECISION_MAKER]}


def assigned(chamber: Chamber) -> set[User]:
    writer = chamber.person[Role.CONTRIBUTOR]
    before(chamber)
    make_paragraph(chamber.plan, chamber.author, "Yours to write.", writer=writer)
    return {writer}


def asked_after(chamber: Chamber) -> set[User]:
    writer = chamber.person[Role.CONTRIBUTOR]
    given = make_given(chamber.plan, chamber.author, writer)
    before(chamber)
    with suppress(Refused):  # of who has turned it down, whoever asks is told
        nudge(given, by=chamber.author)
    return {writer}


def taken_from(chamber: Chamber) -> set[User]:
    writer = chamber.person[Role.CONTRIBUTOR]
    given = make_given(chamber.plan, chamber.author, writer)
    before(chamber)
    given.refresh_from_db()
    change_assignment(given, by=chamber.author, seen=given.revision, writer=None)
    return {writer}


def suggested(chamber: Chamber) -> set[User]:
    """The second of a day goes without an e-mail."""
    passage = chamber.plan.passages.order_by("pk")[0]
    before(chamber)
    for words in ("As an officer would have it.", "Or so."):
        make_suggestion(passage, chamber.person[FIRST], words)
    return {chamber.author}


def suggestion_answered(chamber: Chamber) -> set[User]:
    passage = chamber.plan.passages.order_by("pk")[0]
    made = make_suggestion(passage, chamber.person[FIRST], "As an officer would have it.")
    before(chamber)
    refuse_suggestion(made, by=chamber.author, reason="It is too short.")
    return {chamber.person[FIRST]}


def unsaved(chamber: Chamber) -> set[User]:
    """Its writer alone is told, and of nobody's doing."""
    passage, long_ago = chamber.plan.passages.all()[0], timezone.now() - timedelta(days=31)
    how = {"by": chamber.author, "seen": 1, "body": "Not saved.", "now": long_ago}
    keep_stash(chamber.plan, passage=passage.pk, **how)
    before(chamber)
    delete_old_stashes(timezone.localdate())
    return {chamber.author}


def named_in_comment(chamber: Chamber) -> set[User]:
    officer, passage = chamber.person[FIRST], chamber.plan.passages.all()[0]
    before(chamber)
    make_comment(passage, chamber.author, tell=[officer])
    return {officer}


def said_alone(chamber: Chamber) -> set[User]:
    make_sent(chamber)
    before(chamber)
    write_to_authors(chamber.plan, by=chamber.person[FIRST], words="Is it so?")
    return {chamber.author}


def sent(chamber: Chamber) -> set[User]:
    before(chamber)
    make_sent(chamber)
    return officers(chamber)


def headed(chamber: Chamber) -> set[User]:
    sent(chamber)
    return {chamber.clerk}


def send_back(chamber: Chamber) -> None:
    round_ = make_sent(chamber)
    make_answer(chamber, round_, Role.MONITORING_OFFICER)
    before(chamber)
    make_answer(chamber, round_, FIRST, "sent_back", words="No.", place="All of it")


def sent_back(chamber: Chamber) -> set[User]:
    send_back(chamber)
    return {chamber.author}


def returned(chamber: Chamber) -> set[User]:
    send_back(chamber)
    return officers(chamber) - {chamber.person[FIRST]}


def half_answered(chamber: Chamber) -> ClearanceRound:
    round_ = make_sent(chamber)
    make_answer(chamber, round_, FIRST)
    before(chamber)
    return round_


def withdraw(chamber: Chamber) -> None:
    seen = seen_newest(chamber.plan)
    withdraw_plan(chamber.plan, by=chamber.author, seen=seen, reason="Wrong")


def withdrawn(chamber: Chamber) -> set[User]:
    half_answered(chamber)
    withdraw(chamber)
    return officers(chamber)


def overtaken(chamber: Chamber) -> set[User]:
    half_answered(chamber)
    seen = seen_newest(chamber.plan)
    close_as_overtaken(chamber.plan, by=chamber.author, seen=seen, reason="No more")
    return officers(chamber)


def replaced(chamber: Chamber) -> set[User]:
    half_answered(chamber)
    other = make_person(chamber.council, FIRST, name="New treasurer, Northmoor")
    before(chamber)
    make_sent(chamber, clear=clearers_of(chamber) | {Office(FIRST): other}, reason="New words")
    return {chamber.person[FIRST]}


def all_answered(chamber: Chamber) -> set[User]:
    round_ = make_sent(chamber, then_put=False)
    before(chamber)
    make_answered(chamber, round_)
    return {chamber.author}


def carried(chamber: Chamber) -> set[User]:
    """Whatever changes is put to one officer, so that the others' answers are carried."""
    make_answered(chamber, make_sent(chamber, then_put=False))
    for kind in ("figures", "powers", "words"):
        ask_again(chamber.council, **{f"asked_on_{kind}": [FIRST]})
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")
    before(chamber)
    make_sent(chamber, reason="The date was wrong.")
    return officers(chamber) - {chamber.person[FIRST]}


def reminded(chamber: Chamber) -> set[User]:
    round_ = make_sent(chamber)
    asked = round_.asked.get(role=FIRST)
    before(chamber)
    with suppress(Refused):  # of who has turned it down, whoever reminds is told
        remind(asked, by=chamber.author)
    return {chamber.person[FIRST]}


def goes_on(chamber: Chamber) -> set[User]:
    round_ = make_sent(chamber)
    before(chamber)
    make_answered(chamber, round_)
    return {chamber.author}


def put(chamber: Chamber) -> set[User]:
    goes_on(chamber)
    return members(chamber)


def put_to_services(chamber: Chamber) -> set[User]:
    goes_on(chamber)
    return {chamber.clerk}


def put_to_people(chamber: Chamber) -> set[User]:
    before(chamber)
    put_alone(chamber)
    return {chamber.person[Role.DECISION_MAKER]}


def one_signed(chamber: Chamber) -> set[User]:
    other = make_person(chamber.council, Role.DECISION_MAKER, name="Second decider, Northmoor")
    put_alone(chamber, chamber.person[Role.DECISION_MAKER], other)
    before(chamber)
    sign(chamber)
    return {other}


def signed_on_paper(chamber: Chamber) -> set[User]:
    put_alone(chamber)
    before(chamber)
    make_decided(chamber)
    return {chamber.person[Role.DECISION_MAKER]}


def taken_back(chamber: Chamber) -> set[User]:
    make_put(chamber)
    before(chamber)
    withdraw(chamber)
    return {*members(chamber), chamber.clerk}


def emailed(chamber: Chamber) -> set[User]:
    round_ = make_sent(chamber)
    before(chamber)
    return {make_emailed(chamber, round_).answered_by.person}


def disowned(chamber: Chamber) -> set[User]:
    round_ = make_sent(chamber)
    given = make_emailed(chamber, round_, round_.asked.get(role=FIRST))
    before(chamber)
    by, seen = chamber.person[FIRST], seen_in(round_)
    disown_answer(given, by=by, seen=seen, words="Not mine")
    return {chamber.author, chamber.person[Role.MONITORING_OFFICER]}


def decided(chamber: Chamber) -> set[User]:
    make_put(chamber)
    before(chamber)
    make_decided(chamber)
    return {chamber.author}


def decided_elsewhere(chamber: Chamber) -> set[User]:
    make_put(chamber)
    second = make_person(chamber.council, Role.DEMOCRATIC_SERVICES, name="Second clerk, Northmoor")
    before(chamber)
    make_decided(chamber)
    return {second}


def asked(chamber: Chamber) -> set[User]:
    make_put(chamber)
    before(chamber)
    make_asked(chamber)
    return {chamber.author, chamber.clerk}


def question_answered(chamber: Chamber) -> set[User]:
    question = make_asked(chamber)
    before(chamber)
    make_member_answer(chamber, question)
    return {chamber.member}


def declare(chamber: Chamber, kind: str) -> None:
    step = chamber.plan.steps.get()
    chamber.plan.refresh_from_db()
    declare_as(chamber.member, step, kind, f"A lease: {kind}")


def interest(chamber: Chamber) -> set[User]:
    make_put(chamber)
    before(chamber)
    declare(chamber, "pecuniary")
    return {chamber.person[Role.MONITORING_OFFICER]}


def corrected(chamber: Chamber) -> set[User]:
    make_put(chamber)
    declare(chamber, "pecuniary")
    before(chamber)
    declare(chamber, "withdrawn")
    return {chamber.person[Role.MONITORING_OFFICER]}


def morning(chamber: Chamber) -> set[User]:
    """A round that nobody has answered; the author waits for others."""
    make_sent(chamber)
    before(chamber)
    queue_digests(timezone.localdate())
    return officers(chamber)


EVENTS: dict[str, Event] = {
    "passage_assigned": assigned,
    "writing_asked_after": asked_after,
    "writing_taken_back": taken_from,
    "suggestion_made": suggested,
    "suggestion_answered": suggestion_answered,
    "unsaved_words_deleted": unsaved,
    "comment_for_you": named_in_comment,
    "clearance_comment": said_alone,
    "clearance_asked": sent,
    "clearance_carried": carried,
    "clearance_reminder": reminded,
    "clearance_sent_back": sent_back,
    "clearance_returned": returned,
    "clearance_withdrawn": withdrawn,
    "clearance_overtaken": overtaken,
    "clearance_replaced": replaced,
    "clearance_answered": all_answered,
    "clearance_put": goes_on,
    "answer_by_email": emailed,
    "answer_disowned": disowned,
    "meeting_ahead": headed,
    "meeting_set": put_to_services,
    "put_to_members": put,
    "put_to_decider": put_to_people,
    "still_to_sign": one_signed,
    "signed_on_paper": signed_on_paper,
    "no_longer_put": taken_back,
    "decision_recorded": decided,
    "notice_needed": decided_elsewhere,
    "member_question": asked,
    "question_answered": question_answered,
    "member_interest": interest,
    "member_interest_corrected": corrected,
    "daily_digest": morning,
}


def next_monday() -> datetime:
    """Nine in the morning of a working day to come."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    return timezone.make_aware(datetime.combine(monday, time(9)))
