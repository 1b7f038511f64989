"""Papers of a step: what was published before a meeting, of its decision, and afterwards."""

from django.db import models
from django.db.models import Q

from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import StoredFile
from web.frozen import FrozenTextField
from web.stated import StatedRow


class StepPaperQuerySet(models.QuerySet["StepPaper"]):
    def newest_of_each_kind(self) -> list["StepPaper"]:
        """Of each kind the newest, which counts, in the order of the kinds; one query."""
        newest = {one.kind: one for one in self.order_by("pk")}
        return [newest[kind] for kind in StepPaper.Kind.values if kind in newest]

    def issued(self) -> "StepPaperQuerySet":
        """Those made public here, the newest first."""
        return self.exclude(body="").order_by("-pk")


class StepPaper(StatedRow, ActHistoryRow):
    """A paper of a step: where it is to be found, and since when it is public, as far as known.

    Of several of a kind the newest counts. One that was issued here has the page as it was then
    (`body`), with the PDF in `file`; parts that are not for publication are in neither.
    """

    record_kind = "step_paper"
    stated_field = "published_on"

    class Kind(models.TextChoices):
        KEY_NOTICE = "key_notice", "Notice of a key decision"
        EXCEPTION = "exception", "Notice under the general exception"
        URGENCY = "urgency", "Notice under special urgency"
        PRIVATE_NOTICE = "private_notice", "Notice that the meeting is private"
        AGENDA = "agenda", "Agenda"
        REPORT = "report", "Report"
        AMENDED_REPORT = "amended_report", "Amended report"
        SUPPLEMENT = "supplement", "Supplement, or late item"
        DECISION_NOTICE = "decision_notice", "Decision notice"
        DRAFT_MINUTES = "draft_minutes", "Draft minutes"
        SIGNED_MINUTES = "signed_minutes", "Signed minutes"
        REPORT_BACK = "report_back", "Report back"
        RESPONSE = "response", "Response to scrutiny"
        PROMISE_NOTE = "promise_note", "Note on a promise made at the meeting"

    # Published before the meeting, or the decision.
    BEFORE = frozenset(
        {Kind.KEY_NOTICE, Kind.EXCEPTION, Kind.URGENCY, Kind.PRIVATE_NOTICE, Kind.AGENDA}
    )
    # Made of what was decided, so that there is none of it sooner.
    AFTER = frozenset(
        {
            *(Kind.DECISION_NOTICE, Kind.DRAFT_MINUTES, Kind.SIGNED_MINUTES),
            *(Kind.REPORT_BACK, Kind.RESPONSE, Kind.PROMISE_NOTE),
        }
    )
    # By one of these something is done that a decision left to be done.
    DISCHARGES = frozenset({Kind.REPORT_BACK, Kind.RESPONSE, Kind.PROMISE_NOTE})

    step = models.ForeignKey(DecisionStep, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind)
    # Null: not known.
    published_on = models.DateField(null=True, blank=True)
    address = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("what it says, or why", blank=True)
    agreed_by = models.CharField("who agreed", max_length=200, blank=True)
    # Of what was issued here; empty of everything else.
    name = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    contact = models.CharField("whom to ask", max_length=300, blank=True)
    call_in_by = models.CharField("who may call it in, and to whom", max_length=300, blank=True)
    withheld_under = models.CharField("not for publication under", max_length=200, blank=True)
    withheld_why = models.CharField("why, in the public interest", max_length=500, blank=True)
    body = FrozenTextField(digest="body_digest", blank=True)
    body_digest = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = StepPaperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body="")
                | Q(file__isnull=False, published_on__isnull=False)
                & Q(kind__in=["decision_notice", "report"])
                & ~Q(name="")
                & ~Q(body_digest=""),
                name="what_was_issued_is_kept_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(withheld_under="", withheld_why="")
                | ~Q(withheld_under="") & ~Q(withheld_why=""),
                name="what_is_withheld_has_its_paragraph_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    @property
    def discharges_tasks(self) -> bool:
        """Whether something that a decision left to be done may be done by it."""
        return self.kind in self.DISCHARGES
