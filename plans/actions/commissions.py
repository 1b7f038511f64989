"""Commissions: those that ship, a council's own, their versions, and moving a plan to one."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from councils.access import access_of
from councils.actions.people import lock_council
from councils.models import Council, User
from councils.record.changes import changes_of, newest_act_on
from councils.record.writer import recording
from councils.roles import Right
from plans.actions.files import FileData, name_to_keep, store_file
from plans.actions.imports import KEPT_FOR
from plans.commission import (
    CommissionBrief,
    brief_digest,
    brief_from_json,
    brief_to_json,
    shipped_briefs,
)
from plans.commission_diff import commission_differences
from plans.edits import editing
from plans.models import Commission, CommissionVersion, Plan, StoredFile, WaitingLetter
from web.errors import Difference, Refused, StalePage
from web.file_kinds import kind_of


def shipped_version(slug: str) -> CommissionVersion:
    """The row that stands for a shipped commission's present words; made when first needed."""
    asked = shipped_briefs().get(slug)
    if asked is None:
        raise Refused(f"No commission called “{slug}” comes with the product.")
    with transaction.atomic():
        commission, _ = Commission.objects.get_or_create(
            council=None, slug=slug, defaults={"title": asked.title}
        )
        Commission.objects.select_for_update(no_key=True).get(pk=commission.pk)
        newest = commission.versions.first()
        if newest and newest.digest == brief_digest(asked):
            return newest
        return CommissionVersion.objects.create(**version_facts(commission, asked, newest))


def version_for(council: Council, slug: str) -> CommissionVersion:
    """The newest words of the council's own commission of that name, else of the shipped one."""
    own = CommissionVersion.objects.filter(
        commission__council=council, commission__slug=slug
    ).select_related("commission")
    return own.first() or shipped_version(slug)


def keep_letter(council: Council, *, by: User, letter: FileData) -> WaitingLetter:
    """Keep a letter until the commission that was read from it is added; no file is stored yet."""
    access_of(by, council).require(Right.MANAGE_COMMISSIONS)
    WaitingLetter.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    return WaitingLetter.objects.create(
        council=council,
        by=by,
        name=name_to_keep(letter.name),
        content=letter.content,
        made_at=timezone.now(),
    )


def make_commission(
    council: Council,
    *,
    by: User,
    asked: CommissionBrief,
    copied: bool = False,
    letter: int | None = None,
) -> Commission:
    """Keep a commission of the council's own, from a letter or as a copy of a shipped one.

    `letter` is the key of one that the same person gave to `keep_letter`.
    """
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_COMMISSIONS)
        lock_council(council)
        if Commission.objects.filter(council=council, slug=asked.slug).exists():
            raise Refused("The council has a commission with this address already.", field="slug")
        commission = Commission(council=council, slug=asked.slug, title=asked.title)
        with recording(
            council,
            actor=actor,
            verb="commission_copied" if copied else "commission_added",
        ) as act:
            act.add(commission)
            stored = store_letter(council, by, letter) if letter else None
            act.add(CommissionVersion(**version_facts(commission, asked, None), letter=stored))
            act.subject = commission
    return commission


def store_letter(council: Council, by: User, key: int) -> StoredFile:
    """Store a letter that waited, which then waits no more."""
    letter = WaitingLetter.objects.filter(council=council, by=by, pk=key).first()
    if letter is None:
        raise Refused("The letter is no longer here. Read it in again.")
    content = bytes(letter.content)
    kind = kind_of(content)
    stored = store_file(council, content, kind.named(letter.name) if kind else letter.name)
    letter.delete()
    return stored


def change_commission(
    commission: Commission, *, by: User, seen: int, asked: CommissionBrief, reason: str
) -> CommissionVersion | None:
    """Keep new words as the next version; None when nothing differs. Plans keep theirs.

    `seen` is the number of the version the page showed: StalePage when there is a newer one.
    """
    if commission.council is None:
        raise Refused("This commission comes with the product. Copy it to change it.")
    with transaction.atomic():
        actor = access_of(by, commission.council).require(Right.MANAGE_COMMISSIONS)
        lock_council(commission.council)
        newest = commission.versions.latest("number")
        asked = replace(asked, slug=commission.slug)
        if newest.digest == brief_digest(asked):
            return None
        if newest.number != seen:
            found = commission_differences(asked, brief_from_json(newest.content))
            raise StalePage(found, now=newest.number, changes=newest_act_on(commission))
        version = CommissionVersion(
            **version_facts(commission, asked, newest), letter=newest.letter
        )
        with recording(
            commission.council,
            actor=actor,
            verb="commission_changed",
            reason=reason,
            subject=commission,
        ) as act:
            act.add(version)
    return version


def known_to(plan: Plan) -> QuerySet[CommissionVersion]:
    """Words of the commission that the plan answers, and of its council's own; old ones too."""
    of_council = Q(commission__council=plan.council) | Q(commission=plan.commission.commission)
    versions = CommissionVersion.objects.filter(of_council).select_related("commission")
    return versions.order_by("commission__title", "-number")


def newer_for(plan: Plan) -> QuerySet[CommissionVersion]:
    """Words of a commission that the plan could move to: newer ones, or the council's own copy."""
    answered = plan.commission
    return known_to(plan).exclude(commission=answered.commission, number__lte=answered.number)


def move_plan_to(
    plan: Plan, *, by: User, version: CommissionVersion, reason: str, seen: int | None = None
) -> bool:
    """Let a plan answer another version of its commission; answers follow their question's key.

    `seen` is the key of the version that the page said the plan answers: StalePage when it answers
    another by now.
    """
    with editing(
        plan,
        by=by,
        verb="plan_follows_commission",
        given=reason,
        subject=plan,
    ) as w:
        if version.commission.council_id not in (None, w.plan.council_id):
            raise Refused("That commission belongs to another council.")
        if version.pk == w.plan.commission_id:
            return False
        check_still_answers(w.plan, seen, version)
        if not newer_for(w.plan).filter(pk=version.pk).exists():
            raise Refused("The plan answers newer words than these.", field="version")
        return w.act.change(w.plan, commission_id=version.pk)


def check_still_answers(plan: Plan, seen: int | None, chosen: CommissionVersion) -> None:
    """The page is opened again, not settled: there may be nothing newer to move to by now."""
    if seen is not None and seen != plan.commission_id:
        answers = Difference("What the plan answers", str(chosen), str(plan.commission))
        moved = changes_of(plan, commission_id=plan.commission_id)[-1:]
        raise StalePage((answers,), changes=moved)


def version_facts(
    commission: Commission, asked: CommissionBrief, newest: CommissionVersion | None
) -> dict[str, Any]:
    return {
        "commission": commission,
        "number": newest.number + 1 if newest else 1,
        "content": brief_to_json(asked),
        "digest": brief_digest(asked),
        "made_at": timezone.now(),
    }
