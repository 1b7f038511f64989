"""Confirm savings, and say who does beside the Section 151 officer."""

from django.db import transaction
from django.utils import timezone

from councils.access import access_of
from councils.actions.people import lock_council
from councils.models import Appointment, Council, User
from councils.record.changes import changes_to_plan
from councils.record.writer import ActWriter, recording
from councils.roles import Right
from plans.edits import editing
from plans.models import Plan, Saving, SavingConfirmation, SavingsConfirmer
from plans.savings import (
    CONFIRMED,
    confirmers_of,
    describe,
    may_confirm,
    savings_of,
    standing_of,
    why_may_not_confirm,
    writers_of,
)
from web.errors import Difference, Refused, StalePage

OFFICER = (Right.CONFIRM_SAVINGS,)


def confirm_savings(plan: Plan, *, by: User, amounts: dict[int, int]) -> None:
    """Confirm years' savings as they stand; `amounts` are the revisions shown, by their keys.

    By the Section 151 officer or whom they named, and never by anybody who wrote the savings.
    """
    rights = (Right.CONFIRM_SAVINGS, Right.READ_DRAFTS)
    with editing(plan, by=by, verb="savings_confirmed", rights=rights, subject=plan) as w:
        if not may_confirm(w.access):
            raise Refused("Savings are confirmed by the Section 151 officer or whom they named.")
        chosen = [one for one in savings_of(w.plan) if one.pk in amounts]
        if len(chosen) != len(amounts):
            raise StalePage(changes=changes_to_plan(w.plan.pk))
        writers = writers_of(chosen)
        for saving in chosen:
            check_still_shown(saving, amounts[saving.pk])
            if why := why_may_not_confirm(by, writers[saving.pk]):
                raise Refused(why)
            if not standing_of(saving).stands:
                as_named = not w.access.may(Right.CONFIRM_SAVINGS)
                w.act.add(copy_of(saving, w.act, writers[saving.pk][0], as_named=as_named))


def check_still_shown(saving: Saving, seen: int) -> None:
    """StalePage when other amounts stand by now than the page showed."""
    if saving.revision == seen:
        return
    before = Saving.history.filter(id=saving.pk, revision=seen).first()
    shown = describe(before) if before else "Nothing that is known any more"
    name = standing_of(saving).name
    raise StalePage((Difference(name, shown, describe(saving)),))


def undo_confirmation(saving: Saving, act: ActWriter) -> None:
    """Say beside a change to savings that what was confirmed of them is no longer what they say."""
    standing = standing_of(saving)
    if standing.confirmed and not standing.undone and not standing.stands:
        act.add(copy_of(saving, act, act.by.pk, undoes=standing.confirmed))


def copy_of(
    saving: Saving,
    act: ActWriter,
    written_by: int,
    *,
    undoes: SavingConfirmation | None = None,
    as_named: bool = False,
) -> SavingConfirmation:
    return SavingConfirmation(
        plan=saving.commitment.plan,
        saving=saving,
        reference=saving.commitment.reference,
        year=saving.year,
        **{name: getattr(saving, name) for name in CONFIRMED},
        undoes=undoes,
        as_named=as_named,
        written_by_id=written_by,
        by=act.by,
        at=act.at,
    )


def name_confirmer(council: Council, *, by: User, person: User) -> SavingsConfirmer:
    """Let somebody confirm savings beside the Section 151 officer, who names them."""
    with transaction.atomic():
        actor = access_of(by, council).require(*OFFICER)
        lock_council(council)
        check_may_be_named(council, person)
        named = SavingsConfirmer(
            council=council, person=person, named_by=by, named_at=timezone.now()
        )
        with recording(council, actor=actor, verb="savings_confirmer_named") as act:
            act.add(named)
            act.subject = named
    return named


def check_may_be_named(council: Council, person: User) -> None:
    """Not a report author, whose savings they would be, nor somebody who reads no plans here."""
    held = access_of(person, council)
    if not held.may(Right.READ_DRAFTS):
        raise Refused("They have no role here in which they read plans.", field="person")
    if held.may(Right.WRITE_PLANS):
        raise Refused(
            "They are a report author here: savings are not confirmed by who writes them.",
            field="person",
        )
    if held.may(Right.CONFIRM_SAVINGS):
        raise Refused("They are a Section 151 officer here already.", field="person")
    if confirmers_of(council.pk).filter(person=person).exists():
        raise Refused("They are named already.", field="person")


def end_confirmer(named: SavingsConfirmer, *, by: User, seen: int) -> None:
    """End it: what they confirmed stays confirmed, as theirs."""
    with transaction.atomic():
        actor: Appointment = access_of(by, named.council).require(*OFFICER)
        lock_council(named.council)
        now = SavingsConfirmer.objects.select_related("person", "council").get(pk=named.pk)
        if now.ended_at is not None:
            raise Refused("This has ended already.")
        if now.revision != seen:
            raise StalePage(now=now.revision)
        with recording(
            now.council,
            actor=actor,
            verb="savings_confirmer_ended",
            subject=now,
        ) as act:
            act.change(now, ended_at=act.at)
