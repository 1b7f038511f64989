"""What can have happened to a plan: every stage and exception, by the moves that lead there."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from approvals.models import Submission
from approvals.reports.actions import save_report
from councils.actions.council import change_settings
from councils.roles import Role
from delivery.actions import end_commitment, update_commitment
from plans.actions.passages import edit_passage
from plans.models import Passage
from tests.approvals.attempts import (
    BEFORE_MEMBERS,
    CLEARED,
    ENDORSED,
    SENT_OUT,
    attempt,
    bring,
    mover,
)
from tests.approvals.makers import (
    Chamber,
    make_answer,
    make_asked,
    make_called_in,
    make_done,
    make_drafted,
    make_emailed,
    make_follow_up,
    make_put,
    make_received,
    make_recorded,
    make_sent,
    make_upheld,
    put_alone,
    report_of,
    resolved,
    sign,
    to_draft,
    with_power,
)
from tests.approvals.pages import think_again
from tests.makers import administrator_of, make_appointment, make_person
from tests.plan_makers import make_commitment, make_paragraph, make_plan

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=9)
AS_NOTED = {"basis": Submission.Basis.NOTED, "officer_view": "It was before members."}
Way = Callable[[Chamber], object]


def along(*names: str, then: Way | None = None) -> Way:
    """By these moves, and then what `then` does."""

    def go(chamber: Chamber) -> None:
        bring(chamber, *names)
        if then:
            then(chamber)

    return go


def step(name: str, **facts: object) -> Way:
    """One move by the author, or of a decision by the clerk."""
    return lambda chamber: attempt(name, chamber.plan, by=mover(chamber, name), **facts)


def both(*ways: Way) -> Way:
    def go(chamber: Chamber) -> None:
        for way in ways:
            way(chamber)

    return go


def before_two(chamber: Chamber) -> None:
    other = make_person(chamber.council, Role.DECISION_MAKER, name="Second decider, Northmoor")
    put_alone(chamber, chamber.person[Role.DECISION_MAKER], other)


def put_off(chamber: Chamber) -> None:
    sign(chamber, outcome="deferred")


def sign_exempt(chamber: Chamber) -> None:
    sign(chamber, call_in_exempt_why="It is urgent")


def without_text(chamber: Chamber) -> None:
    chamber.plan = make_plan(chamber.council, chamber.author, "A plan without text")


def with_a_gap(chamber: Chamber) -> None:
    without_text(chamber)
    make_paragraph(chamber.plan, chamber.author, "Words.", chamber.plan.themes.first())


def with_a_paragraph_to_come(chamber: Chamber) -> None:
    writer = chamber.person[Role.CONTRIBUTOR]
    make_paragraph(chamber.plan, chamber.author, "To be written.", writer=writer)


def sent_back(chamber: Chamber) -> None:
    attempt("send_back", chamber.plan, by=chamber.person[Role.SECTION_151])


def objected(chamber: Chamber) -> None:
    make_answer(chamber, chamber.plan.rounds.first(), Role.SECTION_151, "objects", words="No.")


def report_changed(chamber: Chamber) -> None:
    other = report_of(chamber.plan) | {"summary": "Another summary."}
    save_report(chamber.plan, by=chamber.author, report=other, implications=[])


def author_clears(chamber: Chamber) -> None:
    make_appointment(chamber.council, chamber.author, Role.SECTION_151)


def contributor_clears(chamber: Chamber) -> None:
    """Somebody who wrote part of the plan, in a council that lets nobody clear what they wrote."""
    council, writer = chamber.council, chamber.person[Role.CONTRIBUTOR]
    settings = {"contributors_may_clear": False}
    change_settings(council, by=administrator_of(council), seen=council.revision, **settings)
    council.refresh_from_db()
    with_a_paragraph_to_come(chamber)
    mine = Passage.objects.get(plan=chamber.plan, writer=writer)
    edit_passage(mine, by=writer, seen=1, body="Mine.", ready=True)
    make_appointment(chamber.council, writer, Role.SECTION_151)


def answered_by_email(chamber: Chamber) -> None:
    make_emailed(chamber, chamber.plan.rounds.get())


def in_clearance_due_today(chamber: Chamber) -> None:
    make_sent(chamber, due_on=TODAY)


def asked_by_a_member(chamber: Chamber) -> None:
    make_asked(chamber)


def before_a_later_meeting(chamber: Chamber) -> None:
    make_put(chamber, meets_on=LATER)


def call_in_runs(chamber: Chamber) -> None:
    facts = {"call_in_applies": True, "effective_from": LATER}
    attempt("agreed", chamber.plan, by=chamber.clerk, **facts)


def with_a_commitment(due: int, way: Way) -> Way:
    def go(chamber: Chamber) -> None:
        make_commitment(chamber.plan, chamber.author, due=TODAY + timedelta(days=due))
        way(chamber)

    return go


def reported(chamber: Chamber) -> None:
    commitment = chamber.plan.commitments.get()
    said = {"status": "on_track", "narrative": "Going well."}
    update_commitment(commitment, by=chamber.author, as_at=TODAY, **said)


def ended(chamber: Chamber) -> None:
    end_commitment(chamber.plan.commitments.get(), by=chamber.author, outcome="done")


amended = both(think_again, lambda chamber: attempt("amended", chamber.plan, by=chamber.clerk))
to_be_drafted = step("agreed", **with_power(), amendments=[to_draft()])
MONITORED = along(*SENT_OUT, "start_monitoring")
REFERRED, DELEGATED = [resolved("referred")], [resolved("delegated")]
AS_PUT = along(*BEFORE_MEMBERS)

SITUATIONS: dict[str, Way] = {
    # Drafting.
    "nothing written": without_text,
    "an empty theme": with_a_gap,
    "a paragraph to come": with_a_paragraph_to_come,
    "a whole draft": lambda chamber: None,
    "sent back": along("send", then=sent_back),
    "sent back and put right": along("send", then=both(sent_back, think_again)),
    "sent back, its report put right": along("send", then=both(sent_back, report_changed)),
    "withdrawn": along("send", "withdraw"),
    "withdrawn and changed": along("send", "withdraw", then=think_again),
    "withdrawn from decision": along(*BEFORE_MEMBERS, "withdraw"),
    "refused": along(*BEFORE_MEMBERS, "refused"),
    "refused and changed": along(*BEFORE_MEMBERS, "refused", then=think_again),
    # Clearance.
    "sent": along("send"),
    "sent, wanted today": in_clearance_due_today,
    "sent by somebody who clears": along("send", then=author_clears),
    "written by somebody who clears": both(contributor_clears, along("send")),
    "earlier words": along("send", then=think_again),
    "earlier words of the report": along("send", then=report_changed),
    "an objection": along("send", then=objected),
    "answered": along(*CLEARED),
    "answered, and earlier words": along(*CLEARED, then=think_again),
    "answered by e-mail": along("send", then=answered_by_email),
    "sent again": along("send", then=both(think_again, step("send"))),
    "sent back, put right and sent": along("send", then=both(sent_back, think_again, step("send"))),
    # Decision.
    "before its meeting": before_a_later_meeting,
    "on the day of its meeting": AS_PUT,
    "a member asks": both(AS_PUT, asked_by_a_member),
    "put, and changed since": along(*BEFORE_MEMBERS, then=think_again),
    "its draft published": along(*BEFORE_MEMBERS, "publish_early"),
    "submitted subject to approval": along(*BEFORE_MEMBERS, "submit"),
    "deferred": along(*BEFORE_MEMBERS, "deferred"),
    "referred": along(*BEFORE_MEMBERS, "referred"),
    "referred for advice": both(AS_PUT, step("referred", next_kind="scrutiny")),
    "advised": both(AS_PUT, step("referred", next_kind="scrutiny"), step("advised")),
    "noted": along(*BEFORE_MEMBERS, "noted"),
    "noted, with a meeting to come": both(AS_PUT, step("noted", next_meets_on=LATER)),
    "noted and submitted": along(*BEFORE_MEMBERS, "noted", then=step("submit", **AS_NOTED)),
    "noted and published": along(*BEFORE_MEMBERS, "noted", "publish_noted"),
    "submitted subject to approval, then noted": along(*BEFORE_MEMBERS, "submit", "noted"),
    "before whoever decides alone": put_alone,
    "before two who decide together": before_two,
    "signed by one of two": both(before_two, sign),
    "put off by whoever decides alone": both(put_alone, put_off),
    "noted in an older record": step("from_record_undecided"),
    "referred in an older record": step("from_record_undecided", resolutions=REFERRED),
    "left to somebody before there was a text": step(
        "from_record_undecided", resolutions=DELEGATED, without_text=True
    ),
    "noted, then scrutinised, in an older record": both(
        step("from_record_undecided"), step("from_record_advice")
    ),
    "scrutinised in an older record": step("from_record_advice"),
    "refused in an older record": step("from_record_refused"),
    # Endorsed.
    "signed, its notice to come": both(put_alone, sign),
    "signed, and exempt from call-in": both(put_alone, sign_exempt),
    "endorsed": along(*ENDORSED),
    "entered from the record": lambda chamber: make_recorded(chamber, TODAY),
    "endorsed, its draft published": along(*BEFORE_MEMBERS, "publish_early", "agreed"),
    "published": along(*ENDORSED, "publish"),
    "submitted": along(*SENT_OUT),
    "published and submitted": along(*ENDORSED, "publish", "submit"),
    "call-in runs": both(AS_PUT, call_in_runs),
    "published, call-in runs": both(AS_PUT, call_in_runs, step("publish")),
    "submitted early, call-in runs": along(*BEFORE_MEMBERS, "submit", then=call_in_runs),
    "submitted early, then amended": along(*BEFORE_MEMBERS, "submit", then=amended),
    "noted and published, then agreed": along(
        *BEFORE_MEMBERS, "noted", "publish_noted", "withdraw", *ENDORSED
    ),
    "waits for the mail server": along(*ENDORSED, "publish", then=step("submit", sent_at=None)),
    "a call-in is received": make_received,
    "called in": make_called_in,
    "called in, to be decided again": both(make_called_in, make_upheld),
    "called in, and stands": both(make_called_in, step("call_in_stands")),
    "an amendment to be drafted": both(AS_PUT, to_be_drafted),
    "an amendment to be drafted, sent": both(
        AS_PUT, to_be_drafted, step("publish"), step("submit"), think_again
    ),
    "an amendment to be drafted, with no power": both(
        AS_PUT, step("agreed", amendments=[to_draft()]), think_again
    ),
    "an amendment that was drafted": both(AS_PUT, to_be_drafted, make_drafted),
    "something promised is due": both(along(*ENDORSED, "publish"), make_follow_up),
    "something promised is done": both(along(*ENDORSED, "publish"), make_follow_up, make_done),
    "something is to be reported back, nobody knows when": both(
        along(*ENDORSED, "publish"),
        lambda chamber: make_follow_up(chamber, "report_back", due_on=None),
    ),
    "scrutiny recommended, in an older record": both(
        step("from_record_advice"),
        lambda chamber: make_follow_up(chamber, "recommendation", received_on=None, due_on=LATER),
    ),
    # Monitoring, and the end.
    "reviewed": both(MONITORED, step("review")),
    "closed, with a promise still to be kept": both(MONITORED, make_follow_up, step("close")),
    "monitored": MONITORED,
    "monitored and published": along(*ENDORSED, "publish", "submit", "start_monitoring"),
    "monitored, other words sent": along(
        *BEFORE_MEMBERS, "submit", then=both(amended, step("start_monitoring"))
    ),
    "monitored as noted": along(
        *BEFORE_MEMBERS,
        "noted",
        then=both(step("submit", **AS_NOTED), step("start_monitoring")),
    ),
    "nothing reported yet": with_a_commitment(30, MONITORED),
    "reported": with_a_commitment(30, both(MONITORED, reported)),
    "nothing to report yet, and public": with_a_commitment(
        30,
        both(along(*ENDORSED, "publish", "submit", "start_monitoring"), reported),
    ),
    "every commitment ended": with_a_commitment(30, both(MONITORED, ended)),
    "closed": both(MONITORED, step("close")),
    "taken back": step("take_back"),
    "overtaken while drafted": step("overtaken"),
    "overtaken in clearance": along("send", then=step("overtaken")),
    "overtaken before its meeting": both(AS_PUT, step("overtaken")),
    "overtaken once endorsed": along(*ENDORSED, then=step("overtaken")),
}
