"""What was made public, when, and on what it rests."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject

from approvals.models.amendment import Amendment
from approvals.models.call_in import called_in
from approvals.models.decision import Decision
from approvals.models.paper import StepPaper
from approvals.models.sent import sent_facts
from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Plan, StoredFile, Version
from plans.models.version import MARK
from web.dates import day_in_words, london_day, moment_in_words
from web.frozen import FrozenTextField
from web.stated import StatedRow


class PublicationQuerySet(models.QuerySet["Publication"]):
    def decided(self) -> "PublicationQuerySet":
        """Those of words that were decided, not of a draft for a meeting."""
        return self.filter(decision__isnull=False)

    def newest_of(self, council: str) -> "PublicationQuerySet":
        """The newest publication of each plan of the council `council`, by title, in one query.

        Each with what has become of a draft since (`has_later_step`) or of its decision
        (`called_in`), when its plan was written last (`plan_changed_at`), what was sent of it
        (`sent_facts`), what was issued of each step (`issued`, by place and kind of paper), when
        a paper of it was recorded last (`papers_at`), with which call-in may be counted anew, and
        which amendments are still to be drafted (`to_draft`, by the words of each), if ever any
        were (`had_to_draft`).
        """
        newest = self.filter(plan=models.OuterRef("plan")).order_by("-number").values("pk")[:1]
        later = DecisionStep.objects.filter(
            plan=models.OuterRef("plan"), place__gt=models.OuterRef("step__place")
        )
        papers = StepPaper.objects.filter(step__plan=models.OuterRef("plan"))
        issued = papers.issued().values_list(JSONObject(place="step__place", kind="kind"))
        amendments = Amendment.objects.filter(decision__step__plan=models.OuterRef("plan"))
        to_draft = amendments.still_to_draft().values_list(
            JSONObject(place="place", words="words", drafted_by="drafted_by")
        )
        states = Plan.history.filter(id=models.OuterRef("plan")).order_by("-history_id")
        return (
            self.filter(plan__council__slug=council, pk=models.Subquery(newest))
            .select_related(
                "plan__council",
                "version",
                "pdf",
                "marked_pdf",
                "step__decision",
                *(one for path in ("decision", "decision__corrected_by") for one in counted(path)),
            )
            .annotate(
                called_in=called_in(
                    *("decision", "decision__corrected_by", "decision__step__under__decision")
                ),
                has_later_step=models.Exists(later),
                sent_facts=sent_facts("plan__"),
                issued=ArraySubquery(issued),
                papers_at=models.Subquery(papers.order_by("-pk").values("recorded_at")[:1]),
                to_draft=ArraySubquery(to_draft),
                had_to_draft=models.Exists(amendments.to_draft()),
                plan_changed_at=models.Subquery(states.values("history_date")[:1]),
            )
            .order_by("title", "pk")
        )


def counted(decision: str) -> tuple[str, ...]:
    """What says until when a decision can be called in, and that which gave the power it uses."""
    gave = f"{decision}__step__under__decision"
    period = "first_period__superseded_by"
    return (f"{decision}__step", f"{gave}__step", f"{decision}__{period}", f"{gave}__{period}")


class Publication(StatedRow, ActHistoryRow):
    """A version made public: on our page, and at the council's own address once it is known.

    It rests on the decision of its words, or, as a draft, on the agenda of the meeting (`step`)
    that has them before it. `body` is the page as rendered then, so that the public page needs
    nothing else. Of one that was published earlier the day is stated and, where somebody knows it,
    the time: without one, `stated_at` stands for its day (`is_moment_stated`).
    """

    record_kind = "publication"
    stated_field = "stated_at"
    # Of those recorded before the time was asked for, the day alone is said.
    came_later = {"is_moment_stated": False}

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="publications")
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="publications"
    )
    step = models.ForeignKey(
        DecisionStep, null=True, on_delete=models.PROTECT, related_name="drafts"
    )
    digest = models.CharField(max_length=64)
    address = models.URLField("address on the council’s site", max_length=500, blank=True)
    title = models.CharField("title as published", max_length=200)
    body = FrozenTextField(digest="body_digest")
    # Of those published before there was one, "".
    body_digest = models.CharField(max_length=64, blank=True, default="")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    # What is printed on every page. While call-in runs: the first day without it, and that PDF;
    # on a draft and on noted words it stays, and `pdf` has it too.
    marking = models.CharField(max_length=MARK, blank=True)
    unmarked_on = models.DateField(null=True, blank=True)
    marked_pdf = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stated_at = models.DateTimeField("published")
    is_moment_stated = models.BooleanField("at what time is stated", default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    # What has become of it since (see PublicationQuerySet.newest_of), where a query asked.
    called_in: str
    has_later_step: bool
    plan_changed_at: datetime
    sent_facts: dict[str, Any] | None
    issued: list[dict[str, Any]]
    papers_at: datetime | None
    to_draft: list[dict[str, Any]]
    had_to_draft: bool

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="publications_are_numbered"),
            models.CheckConstraint(
                condition=Q(stated_at__lte=F("recorded_at")),
                name="nothing_was_published_in_the_future",
            ),
            models.CheckConstraint(
                condition=Q(unmarked_on=None, marked_pdf=None)
                | Q(decision__isnull=False, unmarked_on__isnull=False, marked_pdf__isnull=False)
                & ~Q(marking=""),
                name="a_marking_that_ends_has_a_pdf_of_its_own",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False, step=None)
                | Q(decision=None, step__isnull=False) & ~Q(marking="") & ~Q(address=""),
                name="a_draft_is_marked_and_has_its_meeting_and_agenda",
            ),
        ]

    def __str__(self) -> str:
        return f"publication {self.number}"

    @property
    def stated(self) -> date | datetime:
        return self.stated_at if self.is_moment_stated else london_day(self.stated_at)

    @property
    def stated_when(self) -> str:
        """ "3 July 2024, 9:14am", or the day where its time is not known."""
        stated = self.stated
        return moment_in_words(stated) if isinstance(stated, datetime) else day_in_words(stated)

    @property
    def standing(self) -> Decision | None:
        """What counts of the decision it rests on: that, or what was recorded in its place."""
        decision = self.decision
        while decision is not None and decision.is_corrected:
            decision = decision.corrected_by
        return decision

    @property
    def is_taken_back(self) -> bool:
        """Whether a correction says of its words what they were not said to be when published."""
        first, now = self.decision, self.standing
        if first is None or now is None or first == now:
            return False
        return now.digest != self.digest or now.outcome != first.outcome

    @property
    def is_draft(self) -> bool:
        """Whether it shows what a meeting was to decide, rather than what one decided."""
        return self.decision_id is None

    def marking_on(self, day: date) -> str:
        """What the page and its PDF are marked with on a day; "" once call-in is over."""
        ended = self.unmarked_on and day >= self.unmarked_on
        return "" if ended else self.marking

    @property
    def lasting_mark(self) -> str:
        """What stays printed on words that nobody endorsed; "" where only call-in was marked."""
        endorsed = self.decision is not None and self.decision.endorses
        return "" if self.unmarked_on or endorsed else self.marking

    def pdf_on(self, day: date) -> StoredFile:
        return self.marked_pdf if self.marked_pdf and self.marking_on(day) else self.pdf
