"""What is done with amendments before their meeting: lodge one, withdraw it, advise, order them."""

from collections.abc import Mapping

from approvals.amendments.rules import (
    NO_MEETING,
    meeting_before,
    why_not_lodge,
    why_not_withdraw,
)
from approvals.amendments.words import paragraph_in, words_changed
from approvals.decisions.lodged import standing_amendments, why_settled
from approvals.models import AmendmentPlace, AmendmentRemark, DecisionStep, LodgedAmendment
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState, RecordContext, record_fact
from councils.models import User
from councils.roles import Office, Right, Role
from plans.meanwhile import moves_of
from plans.models import Plan
from web.dates import london_day
from web.errors import MovedOn, Refused

Kind = AmendmentRemark.Kind


def lodge_amendment(
    step: DecisionStep,
    *,
    by: User,
    seen: PageState,
    passage: int,
    new_words: str,
    moved_by: str = "",
    seconded_by: str = "",
) -> LodgedAmendment:
    """Other words for one paragraph of what is put to a meeting, to be moved there.

    `moved_by` is the member for whom democratic services lodge it; without, it is `by`'s own. The
    words it amends are copied from the version, so that they stay what they were.
    """
    right = Right.RECORD_DECISIONS if moved_by.strip() else Right.SIGN_OFF
    with record_fact(step.plan, by=by, right=right, verb="amendment_lodged") as m:
        now = before_meeting(m, step)
        version = version_for_decision(now)
        m.check_words(seen.plan, version.digest)
        if why := why_not_lodge(now, m.access, london_day(m.now)):
            raise Refused(why)
        amended = paragraph_in(version, passage)
        lodged = LodgedAmendment.objects.filter(step__plan=m.plan)
        amendment = LodgedAmendment(
            step=now,
            number=lodged.count() + 1,
            version=version,
            passage=passage,
            place=amended.place,
            old_words=amended.words,
            new_words=words_changed(amended.words, new_words),
            mover=None if moved_by.strip() else by,
            moved_by=moved_by.strip() or by.name,
            seconded_by=seconded_by,
            by=by,
            at=m.now,
        )
        check_not_lodged(m.plan, amendment)
        m.act.add(amendment)
        m.act.subject = amendment
    return amendment


def before_meeting(m: RecordContext, shown: DecisionStep | None = None) -> DecisionStep:
    """The meeting that has the plan before it, under the lock; refused when the page shows
    another."""
    now = meeting_before(m.plan)
    if now is None or (shown is not None and now != shown):
        raise MovedOn(NO_MEETING, changes=moves_of(m.plan, m.plan.moves - 1))
    return now


def check_not_lodged(plan: Plan, one: LodgedAmendment) -> None:
    """The same words by the same mover are lodged once, while they stand."""
    same = LodgedAmendment.objects.filter(
        step__plan=plan, passage=one.passage, new_words=one.new_words, moved_by=one.moved_by
    ).whole()
    if standing := next((other for other in same if not why_settled(other)), None):
        why = f"This is lodged already, as amendment {standing.number}."
        raise Refused(why, field="new_words")


def withdraw_amendment(
    amendment: LodgedAmendment, *, by: User, seen: PageState, words: str = ""
) -> AmendmentRemark:
    """Its mover moves it no longer, or democratic services record that for them; it stays kept."""
    own = amendment.mover_id == by.pk
    right = Right.SIGN_OFF if own else Right.RECORD_DECISIONS
    plan = amendment.step.plan
    with record_fact(
        plan, by=by, right=right, verb="amendment_withdrawn", reason=words, subject=amendment
    ) as m:
        before_meeting(m)
        if why := why_not_withdraw(newest(amendment), m.access):
            raise Refused(why)
        office = m.access.require(right).office
        return remark(m, amendment, Kind.WITHDRAWN, words, office)


def say_of_amendment(
    amendment: LodgedAmendment, *, by: User, seen: PageState, words: str
) -> AmendmentRemark:
    """An officer's advice on an amendment, or the lead member's response: for all who read it.

    What was said before stays: a correction is a further one.
    """
    with record_fact(
        amendment.step.plan,
        by=by,
        right=Right.CLEAR,
        verb="amendment_advised",
        subject=amendment,
    ) as m:
        before_meeting(m)
        now = newest(amendment)
        if why := why_settled(now):
            raise Refused(why)
        held = m.access.require(Right.CLEAR)
        kind = Kind.RESPONSE if held.role == Role.PORTFOLIO_HOLDER else Kind.ADVICE
        if not words.strip():
            raise Refused("Write it here, so that others can read it.", field="words")
        mine = [one for one in now.remarks.all() if (one.by_id, one.kind) == (by.pk, kind)]
        if mine and mine[-1].words == words:
            raise Refused("You have said this already.", field="words")
        return remark(m, amendment, kind, words, held.office)


def newest(amendment: LodgedAmendment) -> LodgedAmendment:
    """As it stands now, with all that was said of it."""
    return LodgedAmendment.objects.whole().get(pk=amendment.pk)


def remark(
    m: RecordContext, amendment: LodgedAmendment, kind: Kind, words: str, office: Office
) -> AmendmentRemark:
    said = AmendmentRemark(
        amendment=amendment,
        kind=kind,
        words=words,
        by=m.act.by,
        role=office.role,
        title=office.title,
        at=m.now,
    )
    m.act.add(said)
    return said


def order_amendments(
    plan: Plan, *, by: User, seen: PageState, places: Mapping[int, int]
) -> list[AmendmentPlace]:
    """In which order a meeting votes on amendments: `places` by the number of each, from 1."""
    with record_fact(plan, by=by, right=Right.RECORD_DECISIONS, verb="amendments_ordered") as m:
        before_meeting(m)
        standing = {one.number: one for one in standing_amendments(m.plan)}
        if unknown := sorted(set(places) - set(standing)):
            raise Refused(
                f"Amendment {unknown[0]} is not to be voted on any more.",
                field=f"place_{unknown[0]}",
            )
        check_one_place_each(places)
        rows = [
            AmendmentPlace(amendment=standing[number], place=place)
            for number, place in sorted(places.items(), key=lambda one: one[1])
        ]
        for row in rows:
            m.act.add(row)
    return rows


def check_one_place_each(places: Mapping[int, int]) -> None:
    taken: dict[int, int] = {}
    for number, place in places.items():
        if place in taken:
            raise Refused(
                f"Amendments {taken[place]} and {number} have the same place: give each its own.",
                field=f"place_{number}",
            )
        taken[place] = number
