"""What a plan promises and asks: commitments, savings, metrics and their results, barriers."""

from django.db import models
from django.db.models import F, Q

from councils.record.history import RecordedHistory
from plans.models.plan import Plan, Theme


class Metric(models.Model):
    record_kind = "metric"

    class Kind(models.TextChoices):
        HERE = "reported here", "Reported here"
        ELSEWHERE = "reported elsewhere", "Reported elsewhere"
        TO_FOLLOW = "to follow", "To follow"

    class Direction(models.TextChoices):
        HIGHER = "higher is better", "Higher is better"
        LOWER = "lower is better", "Lower is better"
        NEITHER = "neither", "Neither"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="metrics")
    place = models.IntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=20, choices=Direction)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField("baseline date", null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target_on = models.DateField("target date", null=True, blank=True)
    frequency = models.CharField("how often reported", max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.CharField("owner (role)", max_length=120, blank=True)
    link = models.URLField("where it is reported", max_length=500, blank=True)
    promised_on = models.DateField("date promised", null=True, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="reported elsewhere") | ~Q(link=""),
                name="a_metric_reported_elsewhere_says_where",
            ),
            models.CheckConstraint(
                condition=~Q(kind="to follow") | Q(promised_on__isnull=False),
                name="a_metric_to_follow_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(direction=""),
                name="a_metric_says_where_it_is_reported_and_which_is_better",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Result(models.Model):
    """A metric's value in one period; never part of what was endorsed."""

    record_kind = "metric_result"

    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="results")
    period = models.CharField(max_length=60)
    ends_on = models.DateField("last day of the period")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    provisional = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "ends_on"], name="a_metric_has_one_result_for_a_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric}, {self.period}"


class Commitment(models.Model):
    record_kind = "commitment"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="commitments")
    place = models.IntegerField()
    reference = models.CharField(max_length=20)
    what = models.TextField("what will be done")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    priority = models.CharField("Council Plan priority it serves", max_length=200, blank=True)
    partners = models.CharField(max_length=200, blank=True)
    owner = models.CharField("owner (role)", max_length=120, blank=True)
    owner_name = models.CharField("owner (person)", max_length=120, blank=True)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    measure = models.CharField("measure of success", max_length=300, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reference"], name="a_commitment_has_its_own_reference"
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(due=None) | Q(due__gte=F("start")),
                name="a_commitment_is_due_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.what[:80]}"


class CommitmentMetric(models.Model):
    """A metric that shows whether a commitment is met."""

    record_kind = "commitment_metric"

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="linked_metrics"
    )
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="commitments")

    history = RecordedHistory()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "metric"], name="a_metric_is_linked_once")
        ]

    def __str__(self) -> str:
        return f"{self.commitment.reference} and {self.metric}"


class Saving(models.Model):
    """Pounds saved by a commitment in one financial year, named by the year it starts in."""

    record_kind = "saving"

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="savings")
    year = models.PositiveSmallIntegerField("financial year")
    planned = models.DecimalField(max_digits=14, decimal_places=2)
    forecast = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    delivered = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cash_releasing = models.BooleanField()
    recurring = models.BooleanField()
    # A tick of its author's, of the time before savings were confirmed: no page asks or tells it.
    confirmed = models.BooleanField("ticked as confirmed", default=False, editable=False)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "year"], name="a_year_is_given_once"),
            models.CheckConstraint(
                condition=Q(planned__gte=0), name="a_planned_saving_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} to {self.year + 1}"


class Barrier(models.Model):
    """What stands in the way, and what is asked of whom."""

    record_kind = "barrier"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="barriers")
    place = models.IntegerField()
    what = models.TextField("what stands in the way")
    services = models.CharField("services it affects", max_length=200, blank=True)
    ask = models.TextField("what is asked", blank=True)
    asked_of = models.CharField("of whom", max_length=120, blank=True)
    reply = models.TextField(blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.what[:80]
