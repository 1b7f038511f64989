"""What a department asks for: a commission is data, and every change to it is a version."""

from django.db import models

from councils.models import Council
from councils.record.history import ActHistoryRow
from plans.commission import CommissionBrief, brief_from_json
from web.frozen import FrozenJSONField

# Briefs that one process keeps.
MOST_BRIEFS = 64
_briefs: dict[str, CommissionBrief] = {}


def kept_brief(digest: str) -> CommissionBrief | None:
    """What the commission with this digest asks, if this process has read it before.

    A digest names its content, so what was read under it once is what it says for ever.
    """
    return _briefs.get(digest)


class Commission(models.Model):
    """A request that plans answer; without a council it ships with the product and is read-only."""

    record_kind = "commission"

    council = models.ForeignKey(
        Council, null=True, on_delete=models.PROTECT, related_name="commissions"
    )
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "slug"],
                name="a_commission_has_its_own_address",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.title


class CommissionVersion(ActHistoryRow):
    """The words of a commission at one time; `content` is what `brief_from_json` reads.

    Those that ship with the product come by no act.
    """

    record_kind = "commission_version"

    act = models.ForeignKey(  # type: ignore[assignment]
        "councils.Act", null=True, on_delete=models.PROTECT, related_name="+"
    )
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = FrozenJSONField()
    digest = models.CharField(max_length=64)
    letter = models.ForeignKey(
        "plans.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "number"], name="commission_versions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commission}, version {self.number}"

    @property
    def brief(self) -> CommissionBrief:
        """What it asks; where a query left `content` out, that is read if nobody has before."""
        known = kept_brief(self.digest)
        if known is None:
            if len(_briefs) >= MOST_BRIEFS:
                _briefs.clear()
            known = _briefs[self.digest] = brief_from_json(self.content)
        return known
