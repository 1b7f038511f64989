"""Who is told of a clearance or a question by e-mail: a row each, written by what it tells of.

No message has a word of the plan: it says that something waits, and where.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from approvals.models import Answer, Round, Step
from approvals.workflow.moving import Moving, Noting, london
from councils.models import Appointment, User
from councils.outbox import queue
from councils.roles import MAY, Office, Right, standing
from plans.navigation import at


class Kind(StrEnum):
    """Each is a template in `templates/approvals/mail`."""

    ASKED = "clearance_asked"
    SENT_BACK = "clearance_sent_back"
    ANSWERED = "clearance_answered"
    PUT = "clearance_put"
    WITHDRAWN = "clearance_withdrawn"
    QUESTION = "member_question"


def tell_those_asked(m: Moving, round_: Round, clear: Mapping[Office, User]) -> None:
    """One message to each person, however many offices they are asked in."""
    page = at("move_answer", m.plan)
    for person, role in each_once((person, office) for office, person in clear.items()):
        write(m, Kind.ASKED, person, by=round_.sent_by, role=role, on=round_.due_on, page=page)


def tell_it_was_withdrawn(m: Moving, round_: Round) -> None:
    """Everybody asked, answered or not; but not who withdraws it, nor who reads drafts no more."""
    readers = Appointment.objects.current(london(m.now)).filter(
        council=m.plan.council, role__in=MAY[Right.READ_DRAFTS], person__is_active=True
    )
    asked = round_.asked.filter(person__in=readers.values("person")).exclude(person=m.act.by)
    page = m.plan.get_absolute_url()
    named = ((one.person, one.office) for one in asked.select_related("person") if one.person)
    for person, role in each_once(named):
        write(m, Kind.WITHDRAWN, person, by=m.act.by, role=role, page=page)


def each_once(asked: Iterable[tuple[User, Office]]) -> list[tuple[User, str]]:
    """Each person with all the offices they are asked in, in words."""
    offices: dict[User, list[str]] = {}
    for person, office in asked:
        offices.setdefault(person, []).append(office.in_full)
    return [(person, ", ".join(names)) for person, names in offices.items()]


def tell_it_was_sent_back(m: Moving, given: Answer) -> None:
    officer, office = given.answered_by.person, given.asked.office
    page = m.plan.get_absolute_url()
    tell_the_sender(
        m, given.asked.round, Kind.SENT_BACK, by=officer, role=office.in_full, page=page
    )


def tell_everybody_answered(m: Moving, round_: Round, *, put: bool) -> None:
    """The last answer came in: the plan is put to its meeting, or waits for somebody to put it."""
    if put:
        page = m.plan.get_absolute_url()
        tell_the_sender(m, round_, Kind.PUT, on=round_.meets_on, page=page)
    else:
        tell_the_sender(m, round_, Kind.ANSWERED, page=at("move_put", m.plan))


def tell_of_a_question(m: Noting, step: Step) -> None:
    """Of a plan entered from the record nobody sent the words, so nobody is told."""
    if step.round:
        page = m.plan.get_absolute_url()
        tell_the_sender(m, step.round, Kind.QUESTION, by=m.act.by, page=page)


def tell_the_sender(m: Noting, round_: Round, kind: Kind, **facts: Any) -> None:
    """Unless they did it themselves, or have no part in the council's drafts today."""
    sender = round_.sent_by
    if sender != m.act.by and standing(sender, m.plan.council).may(Right.READ_DRAFTS):
        write(m, kind, sender, **facts)


def write(m: Noting, kind: Kind, to: User, **facts: Any) -> None:
    queue(kind, council=m.plan.council, to=to, **facts)
