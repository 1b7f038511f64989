"""Send a plan round in Word; ask for an answer, give one up, end the round."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from councils.models import User
from councils.outbox import queue_message
from councils.record.changes import newest_act_on
from plans.actions.assignments import check_to_come
from plans.actions.guests import person_for
from plans.assemble import build_document
from plans.edits import EditContext, editing
from plans.models import (
    CopyExcused,
    CopyReminder,
    Plan,
    RoundClosing,
    RoundCopy,
    WordRound,
)
from plans.round_marks import new_mark
from plans.rounds import file_of, people_here
from plans.versions import freeze
from web.dates import london_day
from web.errors import MovedOn, Refused

COPY, REMINDER = "round_copy", "round_copy_wanted"
MOST_PEOPLE = 50
# Many mail servers refuse more; it grows by a third on its way.
LARGEST_ATTACHMENT = 7 * 1024 * 1024
HAS_A_ROLE = "{} has a role here: tick them in the list above."
ENDED = "This round has ended already."
ANSWERED = "{} has answered already."
NOT_WAITED_FOR = "{} is not waited for any more."
TOO_LARGE = (
    "The file is larger than most mail servers take. Choose to send it yourself, by another way."
)

Address = tuple[str, str]


def send_round(
    plan: Plan,
    *,
    by: User,
    people: Iterable[User],
    others: Sequence[Address],
    answer_by: date,
    by_email: bool,
    note: str = "",
) -> WordRound:
    """Freeze the words, unless a version has them, and send them to these people in Word.

    `others` have no role here, as (name, address). By e-mail with the file, or each person's file
    waits on the page of the round, to be sent by whoever sends it.
    """
    with editing(plan, by=by, verb="round_sent") as w:
        check_to_come(answer_by, field="answer_by")
        version = freeze(build_document(w.plan), plan=w.plan, act=w.act)
        version.plan = w.plan
        last = w.plan.word_rounds.order_by("-number").first()
        made = WordRound(
            plan=w.plan,
            number=last.number + 1 if last else 1,
            version=version,
            mark=new_mark(),
            answer_by=answer_by,
            note=note,
            by=by,
            at=w.act.at,
        )
        w.act.add(made)
        w.act.subject = made
        for number, person in enumerate(recipients(w, people, others), start=1):
            copy = RoundCopy(round=made, number=number, person=person)
            if by_email:
                copy.key = uuid.uuid4()
            w.act.add(copy)
            if by_email:
                queue_copy(copy, by=by)
        if by_email and len(file_of(copy)) > LARGEST_ATTACHMENT:
            raise Refused(TOO_LARGE, field="how")
    return made


def recipients(w: EditContext, people: Iterable[User], others: Sequence[Address]) -> list[User]:
    """Each person once, with a row for those who have none."""
    here = {one.pk for one in people_here(w.plan)}
    found = list(dict.fromkeys(people))
    for person in found:
        if person.pk not in here:
            raise Refused(f"{person.name} has no role here any more.", field="people")
    found += [somebody_else(w, name, email) for name, email in others]
    if not found:
        raise Refused("Say who is to have it.", field="people")
    if len(found) > MOST_PEOPLE:
        raise Refused(f"A round goes to {MOST_PEOPLE} people at most.", field="others")
    return found


def somebody_else(w: EditContext, name: str, email: str) -> User:
    try:
        return person_for(w.plan.council, email, name)
    except Refused as refusal:
        said = HAS_A_ROLE.format(name) if refusal.code == "has_a_role" else f"{name}: {refusal}"
        raise Refused(said, field="others") from refusal


def queue_copy(
    copy: RoundCopy, *, by: User, kind: str = COPY, key: uuid.UUID | None = None
) -> None:
    """The e-mail with one copy, or one that asks for the answer; the file is made as it goes."""
    queue_message(
        kind,
        council=copy.round.plan.council,
        address=copy.person.email,
        key=copy.key if kind == COPY else key,
        by=by,
        on=copy.round.answer_by,
        facts={"copy": copy.pk},
    )


def ask_again(copy: RoundCopy, *, by: User) -> CopyReminder:
    """Ask somebody by e-mail for their answer, once a day."""
    with editing(copy.round.plan, by=by, verb="copy_wanted", subject=copy.round) as w:
        now = waited_for(w, copy)
        last = now.reminders.last()
        if last and london_day(last.at) == london_day(w.act.at):
            name = now.person.name
            raise Refused(f"{name} was asked today already. You can ask again from tomorrow.")
        reminder = CopyReminder(copy=now, by=by, at=w.act.at)
        w.act.add(reminder)
        queue_copy(now, by=by, kind=REMINDER)
    return reminder


def excuse(copy: RoundCopy, *, by: User, words: str) -> CopyExcused:
    """Nobody waits for this person's answer any more; what comes back from them is taken yet."""
    with editing(
        copy.round.plan, by=by, verb="copy_excused", reason=words, subject=copy.round
    ) as w:
        now = waited_for(w, copy)
        done = CopyExcused(copy=now, words=words, by=by, at=w.act.at)
        w.act.add(done)
    return done


def close_round(found: WordRound, *, by: User, words: str = "") -> RoundClosing:
    """Nobody in it is waited for any more; what comes back is taken yet."""
    with editing(found.plan, by=by, verb="round_closed", reason=words, subject=found) as w:
        done = RoundClosing.objects.filter(round=found).first()
        if done:
            raise MovedOn(ENDED, changes=newest_act_on(found))
        done = RoundClosing(round=found, words=words, by=by, at=w.act.at)
        w.act.add(done)
    return done


def waited_for(w: EditContext, copy: RoundCopy) -> RoundCopy:
    """The copy under the lock; MovedOn where its answer is waited for no more."""
    now = RoundCopy.objects.select_related("person", "round").get(pk=copy.pk)
    now.round.plan = w.plan
    why = ""
    if now.round.ended:
        why = ENDED
    elif now.returned.exists():
        why = ANSWERED
    elif getattr(now, "excused", None):
        why = NOT_WAITED_FOR
    if why:
        raise MovedOn(why.format(now.person.name), changes=newest_act_on(now.round))
    return now
