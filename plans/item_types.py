"""The lists a plan has beside its text, and the words their pages use."""

from dataclasses import dataclass

from django.db import models

from plans.forms import items as forms
from plans.models import Barrier, Comment, Commitment, Evidence, Figure, Metric


@dataclass(frozen=True)
class ItemType:
    """One kind of list: `key` is its part of the address."""

    key: str
    model: type[models.Model]
    form: type[forms.ItemForm]
    noun: str
    title: str
    about: str
    ordered: bool = True

    @property
    def about_code(self) -> str:
        """How a comment says that it is about one of these; "" of what nobody comments on."""
        kind: str = getattr(self.model, "record_kind", "")
        return kind if kind in Comment.About.values else ""

    @property
    def words(self) -> set[str]:
        """The fields of its form, less what every form has."""
        return set(self.form.base_fields) - {"reason"}

    @property
    def article(self) -> str:
        return "an" if self.noun[0] in "aeiou" else "a"

    @property
    def none(self) -> str:
        """What an empty list says."""
        return (
            f"No {self.title.lower()} yet. A plan needs none; "
            f"add {self.article} {self.noun} where it helps."
        )


ITEM_TYPES = {
    one.key: one
    for one in (
        ItemType(
            "figures",
            Figure,
            forms.FigureForm,
            "figure",
            "Figures",
            "A number that several paragraphs print. Word it once here, and they all agree.",
            ordered=False,
        ),
        ItemType(
            "commitments",
            Commitment,
            forms.CommitmentForm,
            "commitment",
            "Commitments",
            "What the council will do, who leads it, by when, and how anybody can tell.",
        ),
        ItemType(
            "metrics",
            Metric,
            forms.MetricForm,
            "metric",
            "Metrics",
            "How progress is measured. A metric may be reported elsewhere, or follow by a date.",
        ),
        ItemType(
            "barriers",
            Barrier,
            forms.BarrierForm,
            "barrier",
            "Barriers",
            "What stands in the way, and what the council asks of whom.",
        ),
        ItemType(
            "evidence",
            Evidence,
            forms.EvidenceForm,
            "piece of evidence",
            "Evidence",
            "Published works and background papers that the plan rests on.",
        ),
    )
}


class ItemTypeConverter:
    """One of the lists, in an address."""

    regex = "|".join(ITEM_TYPES)

    def to_python(self, value: str) -> ItemType:
        return ITEM_TYPES[value]

    def to_url(self, value: ItemType | str) -> str:
        return value if isinstance(value, str) else value.key
