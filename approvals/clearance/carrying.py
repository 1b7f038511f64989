"""Which answers stand for words sent again, by the council's rules, and the act that carries each.

An answer is carried to other words as long as nothing that its role is to be asked about changed
since the words it was given to, however often the plan was sent between. No officer says anything
by it: they are told, and may answer anew.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils import timezone

from approvals.clearance.kinds import Sent, asked_again, changes, rules_of
from approvals.clearance.notifications import NoticeKind, queue_notice, reads_drafts
from approvals.clearance.rules import Authorship, authorship, why_may_not_clear
from approvals.models import CarriedAnswer, ClearanceResponse, ClearanceRound
from approvals.reports.document import parse_report
from approvals.workflow.engine import record_fact
from councils.access import Access, accesses_of
from councils.models import User
from councils.roles import Office, Right, Role
from plans.access import plan_url
from plans.compare.kinds import ChangeKind
from plans.document import parse_document
from plans.models import Plan


@dataclass(frozen=True)
class Carrying:
    """An answer that stands for other words: what changed since, and whom that is put to."""

    answer: ClearanceResponse
    changed: tuple[ChangeKind, ...]
    asks: tuple[str, ...]

    @property
    def from_version(self) -> int:
        return self.answer.asked.round.version.number


def sent_in(round_: ClearanceRound) -> Sent:
    """The words of plan and report in a round."""
    return Sent(
        parse_document(round_.version.document), parse_report(round_.report.document), round_.route
    )


def to_be_carried(
    plan: Plan, now: Callable[[], Sent], offices: Collection[Office], *, sender: User
) -> dict[Office, Carrying]:
    """Of the offices that are to be asked, those whose answer stands for these words too.

    None where the council has set no rule: then nobody asks what the words are `now`. An answer
    given to these very words goes before a newer one to others, unless the newest sent the plan
    back: whoever did waits to be asked. What rests on an e-mail that its officer has not confirmed,
    and what whoever gave it may not clear today, stands for no other words.
    """
    if not any(rules_of(plan.council).values()):
        return {}
    given = answers_to(plan, offices)
    people = {one.answered_by.person for one in given}
    held = accesses_of(plan.council, people, on=timezone.localdate())
    wrote = authorship([plan.pk], held)
    rounds = ClearanceRound.objects.filter(pk__in={one.asked.round_id for one in given})
    sent = rounds.select_related("version", "report")
    words = now()
    kinds = {one.pk: changes(sent_in(one), words) for one in sent}
    clearing = {office.role for office in offices}
    found: dict[Office, Carrying] = {}
    for office in offices:
        own = [one for one in given if one.asked.office == office]
        if not own or own[0].outcome == ClearanceResponse.Outcome.SENT_BACK:
            continue
        answer = next((one for one in own if not kinds[one.asked.round_id]), own[0])
        if not still_counts(answer, held, wrote, sender):
            continue
        if carried := carried_by_rule(plan, answer, kinds[answer.asked.round_id], clearing):
            found[office] = carried
    return found


def answers_to(plan: Plan, offices: Collection[Office]) -> list[ClearanceResponse]:
    """What these offices answered in any round and was not disowned, the newest first.

    Without the words of the rounds, which many answers share.
    """
    roles = {office.role for office in offices}
    rows = ClearanceResponse.objects.standing().whole()
    rows = rows.filter(asked__round__plan=plan, asked__role__in=roles)
    found = rows.select_related("asked__round__version")
    return list(found.defer("asked__round__version__document"))


def still_counts(
    answer: ClearanceResponse, held: Mapping[int, Access], wrote: Authorship, sender: User
) -> bool:
    """Whether it is an answer that its officer stands by, and could give today."""
    if answer.outcome == ClearanceResponse.Outcome.SENT_BACK:
        return False
    if answer.email_id is not None and getattr(answer, "review", None) is None:
        return False
    plan, person = answer.asked.round.plan_id, answer.answered_by.person_id
    if (Role.CONTRIBUTOR in wrote.of(plan, person)) != answer.had_written:
        return False
    office = answer.asked.office
    return not why_may_not_clear(held[person], office, plan=plan, sent_by=sender.pk, wrote=wrote)


def carried_by_rule(
    plan: Plan, answer: ClearanceResponse, kinds: frozenset[ChangeKind], clearing: Collection[str]
) -> Carrying | None:
    """The answer as it stands for other words; None where the change is put to its role."""
    asks = asked_again(plan.council, kinds, clearing)
    if asks is None or answer.asked.role in asks:
        return None
    return Carrying(answer, tuple(kind for kind in ChangeKind if kind in kinds), tuple(asks))


def carry(round_: ClearanceRound, found: Mapping[Office, Carrying], *, by: User) -> None:
    """Write down each as an act of its own, and tell whose answer it is."""
    for asked in round_.asked.all():
        if asked.office not in found:
            continue
        one = found[asked.office]
        right = Right.WRITE_PLANS
        with record_fact(round_.plan, by=by, right=right, verb="clearance_carried") as m:
            who = one.answer.answered_by
            m.act.details = {**who.codes, "outcome": one.answer.outcome}
            m.act.add(
                CarriedAnswer(
                    asked=asked,
                    answer=one.answer,
                    answered_by=who,
                    from_version=one.from_version,
                    changed=list(one.changed),
                    asks=list(one.asks),
                )
            )
            if reads_drafts(m, who.person):
                page = plan_url("move_answer", m.plan)
                role = asked.office.in_full
                queue_notice(m, NoticeKind.CARRIED, who.person, role=role, page=page)
