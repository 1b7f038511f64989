"""How each year's savings stand: confirmed at which amount, by whom and when, or changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from councils.access import Access
from councils.models import User
from councils.roles import Right
from plans.document import Document
from plans.document import Saving as PrintedSaving
from plans.models import Plan, Saving, SavingConfirmation, SavingsConfirmer, Stage
from web.compiled_queries import prepared
from web.dates import day_in_words
from web.values import money_in_words

# What is confirmed of a year's savings: a change of any of it undoes the confirmation. A forecast
# is nobody's finding, so it may change.
CONFIRMED = ("planned", "delivered", "cash_releasing", "recurring")


def amounts_in_words(planned: Decimal, delivered: Decimal | None) -> str:
    """ "£1,000 planned, £600 delivered" """
    given = f", {money_in_words(delivered)} delivered" if delivered is not None else ""
    return f"{money_in_words(planned)} planned{given}"


def describe(saving: Any) -> str:
    """ "£1,000 planned, cash-releasing, recurring", of savings or of an earlier state of theirs."""
    return f"{amounts_in_words(saving.planned, saving.delivered)}, {kind_in_words(saving)}"


def kind_in_words(saving: Any) -> str:
    """ "cash-releasing, recurring" """
    cash = "cash-releasing" if saving.cash_releasing else "not cash-releasing"
    return f"{cash}, {'recurring' if saving.recurring else 'one-off'}"


@dataclass(frozen=True, slots=True)
class SavingStanding:
    """One year's savings with what was confirmed of them last, and what undid it, if anything."""

    saving: Saving
    confirmed: SavingConfirmation | None
    undone: SavingConfirmation | None

    @property
    def stands(self) -> bool:
        """Whether the very amounts that are given now are confirmed."""
        held = self.confirmed
        return (
            held is not None
            and self.undone is None
            and all(getattr(held, name) == getattr(self.saving, name) for name in CONFIRMED)
        )

    @property
    def in_words(self) -> str:
        """What is known: who confirmed which amount and when, and whether it changed since."""
        held = self.confirmed
        if held is None:
            return "Not confirmed"
        who = f"{held.by.name}, {'named by the ' if held.as_named else ''}Section 151 officer"
        said = (
            f"Confirmed at {amounts_in_words(held.planned, held.delivered)}, "
            f"on {day_in_words(held.at)} by {who}"
        )
        if self.stands:
            return said
        since = f" on {day_in_words(self.undone.at)}" if self.undone else ""
        return f"{said}; changed since{since}"

    @property
    def amounts(self) -> str:
        """ "£1,000 planned, cash-releasing, recurring" """
        return describe(self.saving)

    @property
    def name(self) -> str:
        return f"{self.saving.commitment.reference}, {self.saving}"


def with_confirmations() -> Any:
    """What savings are fetched with, so that `standing_of` asks nothing more."""
    rows = SavingConfirmation.objects.select_related("by", "undone").order_by("-pk")
    return Prefetch("confirmations", queryset=rows)


def standing_of(saving: Saving) -> SavingStanding:
    newest = next((one for one in saving.confirmations.all() if one.undoes_id is None), None)
    return SavingStanding(saving, newest, getattr(newest, "undone", None))


def standings_of(plan: Plan) -> list[SavingStanding]:
    """All of a plan's savings, in the order of its commitments; three queries."""
    return [standing_of(saving) for saving in savings_of(plan)]


def savings_of(plan: Plan) -> QuerySet[Saving]:
    rows = Saving.objects.filter(commitment__plan=plan).select_related("commitment")
    return rows.order_by("commitment__place", "year").prefetch_related(with_confirmations())


def said_of_document(plan: Plan, document: Document) -> str:
    """How many of the savings a document prints are confirmed at the amounts that it prints.

    "" where it prints none, and then nothing is asked.
    """
    printed = [(each.id, one) for each in document.commitments for one in each.savings]
    if not printed:
        return ""
    held = {(one.saving.commitment_id, one.saving.year): one for one in standings_of(plan)}
    sure = sum(is_confirmed(held.get((key, one.year)), one) for key, one in printed)
    return f"As of {day_in_words(timezone.localdate())}: {in_words(sure, len(printed))}"


def is_confirmed(standing: SavingStanding | None, printed: PrintedSaving) -> bool:
    if standing is None or not standing.stands:
        return False
    now, words = standing.saving, ("planned", "cash_releasing", "recurring")
    return all(getattr(now, name) == getattr(printed, name) for name in words)


def summary_of(standings: Iterable[SavingStanding]) -> str:
    """ "1 of 3 years’ savings is confirmed." """
    found = list(standings)
    said = in_words(sum(one.stands for one in found), len(found))
    return f"{said[0].upper()}{said[1:]}"


def in_words(sure: int, count: int) -> str:
    """ "none of 3 years’ savings are confirmed by the Section 151 officer." """
    noun = "years’ savings" if count > 1 else "year’s savings"
    stand = "is" if sure == 1 else "are"
    return f"{sure or 'none'} of {count} {noun} {stand} confirmed by the Section 151 officer."


def confirmers_of(council: int) -> QuerySet[SavingsConfirmer]:
    """Those named by the Section 151 officer, until that was ended."""
    return SavingsConfirmer.objects.filter(council=council, ended_at=None)


def may_confirm(held: Access) -> bool:
    """Whether somebody is the Section 151 officer here, or named by them; asks for nobody else."""
    if held.may(Right.CONFIRM_SAVINGS):
        return True
    named = confirmers_of(held.council.pk).filter(person=held.person)
    return might_confirm(held) and named.exists()


def might_confirm(held: Access) -> bool:
    """Whether they are the officer, or whoever reads the plan without writing it."""
    reads = held.may(Right.READ_DRAFTS) and not held.may(Right.WRITE_PLANS)
    return reads or held.may(Right.CONFIRM_SAVINGS)


def why_may_not_confirm(person: User, writers: Iterable[int]) -> str:
    """`writers` are the keys of those who wrote the savings; "" when somebody else may confirm."""
    if person.pk in set(writers):
        return "You wrote these savings, so somebody else confirms them."
    return ""


def writers_of(savings: Iterable[Saving]) -> dict[int, list[int]]:
    """By a saving's key, whoever wrote it, the last first; one query."""
    found: dict[int, list[int]] = {}
    rows = Saving.history.filter(id__in=[one.pk for one in savings]).order_by("-history_id")
    for key, person in rows.values_list("id", "history_user"):
        found.setdefault(key, []).append(person)
    return found


def unconfirmed_counts(accesses: Iterable[Access]) -> dict[Plan, int]:
    """Plans sent on by their authors, with how many years' savings nobody has confirmed.

    For those who may confirm them alone. One query for all, and none for those who never may.
    """
    asked = [one for one in accesses if might_confirm(one)]
    officers = [one.council.pk for one in asked if one.may(Right.CONFIRM_SAVINGS)]
    others = [one.council.pk for one in asked if not one.may(Right.CONFIRM_SAVINGS)]
    rows = unconfirmed_in(officers, others, asked[0].person.pk) if asked else []
    return {plan: plan.unconfirmed for plan in rows}


@prepared
def unconfirmed_in(officers: list[int], others: list[int], person: int) -> QuerySet[Any]:
    """Plans of councils where somebody is the officer, and of others where the officer named them;
    `unconfirmed` is how many of their years' savings nobody has confirmed.
    """
    stand = SavingConfirmation.objects.filter(saving=OuterRef("pk"), undoes=None, undone=None)
    unsure = Saving.objects.filter(~Exists(stand), commitment__plan=OuterRef("pk")).order_by()
    count = unsure.values("commitment__plan").values(count=Count("*"))
    named = SavingsConfirmer.objects.filter(
        person=person, ended_at=None, council=OuterRef("council")
    )
    plans = Plan.objects.filter(
        Q(council__any=officers) | Q(Exists(named), council__any=others), records_savings=True
    ).exclude(stage__in=(Stage.DRAFTING, Stage.CLOSED))
    counted = plans.annotate(unconfirmed=Subquery(count)).filter(unconfirmed__gt=0)
    return counted.only("council", "slug", "title").order_by("title", "pk")
