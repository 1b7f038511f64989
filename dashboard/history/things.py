"""The things of a plan that have a history of their own, each with where it lives and lived."""

from dataclasses import dataclass
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import QuerySet

from councils.record.history import history_of
from councils.record.models import Act
from plans.access import plan_url
from plans.item_types import ITEM_TYPES
from plans.models import Passage, Plan, Theme

ITEM_KEYS = {one.model.record_kind: key for key, one in ITEM_TYPES.items()}  # type: ignore[attr-defined]
MODELS: dict[str, type[models.Model]] = {
    "passage": Passage,
    "theme": Theme,
    **{one.model.record_kind: one.model for one in ITEM_TYPES.values()},  # type: ignore[attr-defined]
}
A_THING = RegexValidator(rf"^({'|'.join(MODELS)})-\d{{1,18}}$")


class ThingConverter:
    """One kind of thing, in an address."""

    regex = "|".join(MODELS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def acts_on(thing: str) -> QuerySet:
    """Keys of the acts that wrote a thing, such as "passage-12"."""
    kind, key = thing.split("-")
    return history_of(MODELS[kind])._default_manager.filter(id=int(key)).order_by().values("act")


@dataclass(frozen=True)
class Whereabouts:
    """Where a thing lives now, or the act that removed it."""

    address: str = ""
    label: str = ""
    removed_by: Act | None = None
    put_back: str = ""


def whereabouts(plan: Plan, act: Act, *, may_write: bool) -> Whereabouts | None:
    """Of what an act was done to; None where it is no part of the plan with a place of its own."""
    model: Any = MODELS.get(act.subject_kind)
    if model is None or act.subject_id is None:
        return address_of_other(plan, act)
    row = model.objects.filter(plan=plan, pk=act.subject_id).first()
    if row is not None:
        return Whereabouts(address_of(plan, act.subject_kind, row), label_of(act.subject_kind))
    history: Any = history_of(model)
    rows = history.objects.filter(plan_id=plan.pk, id=act.subject_id).select_related("act__actor")
    last = rows.order_by("-history_id").first()
    if last is None:
        return None
    back = put_back_url(plan, last.act, act.subject_kind, act.subject_id) if may_write else ""
    return Whereabouts(removed_by=last.act, put_back=back)


def address_of(plan: Plan, kind: str, row: Any) -> str:
    """The page on which people find it, at the very place where the page has one."""
    if kind == "passage":
        part = (
            plan_url("theme", plan, row.theme_id)
            if row.theme_id
            else plan_url("introduction", plan)
        )
        return f"{part}#passage-{row.pk}"
    if kind == "theme":
        return plan_url("theme", plan, row.pk)
    return plan_url("items", plan, ITEM_KEYS[kind])


def label_of(kind: str) -> str:
    return {"passage": "Where it stands", "theme": "Open the theme"}.get(kind, "Open the list")


def address_of_other(plan: Plan, act: Act) -> Whereabouts | None:
    """Versions and moves have pages of their own, and who has what; of a plan, its home."""
    if act.subject_kind == "plan_version":
        number = act.subject.rpartition(" ")[2]
        return Whereabouts(plan_url("version", plan, number), "Open the version")
    if act.subject_kind in ("question_assignment", "guest_link"):
        return Whereabouts(plan_url("assignments", plan), "See who has what")
    if act.subject_kind == "word_round":
        sent = plan.word_rounds.get(pk=int(act.subject_id or 0))
        return Whereabouts(plan_url("word_round", plan, sent.number), "Open the round")
    if act.subject_kind == "plan":
        return Whereabouts(plan.get_absolute_url(), "Open the plan")
    return None


def history_url(plan: Plan, kind: str, key: int) -> str:
    return plan_url("thing_history", plan, kind, key)


def put_back_url(plan: Plan, act: Act, kind: str, key: int) -> str:
    """Where the text that a thing had after an act, or lost by it, is put back."""
    return plan_url("put_back", plan, act.sequence, kind, key)
