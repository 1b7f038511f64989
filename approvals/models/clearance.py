"""Clearance: rounds in which frozen words are put to the council's roles, and the answers."""

from django.db import models
from django.db.models import F, Q

from approvals.models.report import ReportVersion
from approvals.models.routes import Route
from councils.models import User
from councils.record.history import ActHistoryRow
from councils.record.models import Identity
from councils.roles import Office, Role
from plans.models import Plan, StoredFile, Version
from web.stated import StatedRow


class ClearanceRound(ActHistoryRow):
    """One sending of a plan and its report for clearance; the newest is the one that counts.

    `meets_on` and `body` name the meeting it goes to; with `then_put` the last required answer
    puts it there, as the sender asked.
    """

    record_kind = "clearance_round"
    came_later = {"route": "not_known"}

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    report = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="rounds")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField("answers wanted by", null=True, blank=True)
    body = models.CharField(max_length=80)
    meets_on = models.DateField(null=True, blank=True)
    then_put = models.BooleanField(default=False)
    # The way it is to be decided, where whoever sent it said so.
    route = models.CharField(max_length=20, choices=Route, default=Route.NOT_KNOWN)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="rounds_are_numbered"),
            models.CheckConstraint(
                condition=Q(then_put=False) | Q(meets_on__isnull=False),
                name="a_round_that_goes_on_names_the_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"clearance round {self.number}"


class ClearanceRequest(ActHistoryRow):
    """An office that must answer in a round, and the person named for it.

    `title` is what another clearing officer clears, as it stood; empty before titles were asked
    for, and for every other role. `turn` is when it is asked, by the council's order as it was:
    once every office of an earlier turn has answered.
    """

    record_kind = "clearance_request"
    came_later = {"turn": 1}

    round = models.ForeignKey(ClearanceRound, on_delete=models.PROTECT, related_name="asked")
    role = models.CharField(max_length=40, choices=Role)
    title = models.CharField(max_length=120, blank=True, default="")
    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField("asked in turn", default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "role", "title"], name="an_office_is_asked_once"
            ),
            models.CheckConstraint(condition=Q(turn__gte=1), name="turns_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.office.name

    @property
    def office(self) -> Office:
        return Office(Role(self.role), self.title)


# All that is told of an answer.
RELATED = ("answered_by__person", "recorded_by", "received", "review")


class ResponseQuerySet(models.QuerySet["ClearanceResponse"]):
    def standing(self) -> "ResponseQuerySet":
        """Answers that count: not those disowned by whom they were said to be from."""
        return self.exclude(review__outcome=EmailedAnswerReview.Outcome.DISOWNED)

    def whole(self) -> "ResponseQuerySet":
        """With all that is told of an answer."""
        return self.select_related(*RELATED)


class ClearanceResponse(StatedRow, ActHistoryRow):
    """What a role answered to the plan and report as shown: bound to both digests, never changed.

    The newest answer of a role in a round counts. `identity` is who answered as they stood then;
    an answer given by e-mail is recorded by somebody else, with the e-mail kept.
    """

    record_kind = "clearance_response"
    stated_field = "stated_at"

    class Outcome(models.TextChoices):
        CONTENT = "content", "Content"
        COMMENT = "comment", "Content, with a comment"
        NO_COMMENT = "no_comment", "No comment"
        OBJECTS = "objects", "Objects"
        SENT_BACK = "sent_back", "Sent back"

    asked = models.ForeignKey(ClearanceRequest, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=20, choices=Outcome)
    words = models.TextField("words for the report", blank=True)
    place = models.CharField("where in the plan or report", max_length=200, blank=True)
    plan_digest = models.CharField(max_length=64)
    report_digest = models.CharField(max_length=64)
    answered_by = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    had_written = models.BooleanField("had written part of it", default=False)
    stated_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    email = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ResponseQuerySet.as_manager()
    # That its officer had written part of the plan, and which, where a page tells it.
    wrote_in_words: str
    # How it came to stand for other words than it was given to; "" where it was given to these.
    carried_in_words: str = ""

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["comment", "objects", "sent_back"]) | ~Q(words=""),
                name="a_comment_an_objection_and_a_return_have_words",
            ),
            models.CheckConstraint(
                condition=Q(stated_at__lte=F("recorded_at")),
                name="an_answer_is_not_given_in_the_future",
            ),
        ]

    @property
    def is_objection(self) -> bool:
        return self.outcome == self.Outcome.OBJECTS

    def __str__(self) -> str:
        return f"{self.asked}: {self.get_outcome_display().lower()}"


class ReceivedEmail(ActHistoryRow):
    """What the file says of itself with which somebody answered by e-mail: its form and sender.

    The sender is empty where the file does not show it.
    """

    record_kind = "received_email"

    class Form(models.TextChoices):
        EML = "eml", "E-mail"
        MSG = "msg", "Outlook message"
        PDF = "pdf", "PDF"

    answer = models.OneToOneField(
        ClearanceResponse, on_delete=models.PROTECT, related_name="received"
    )
    form = models.CharField("kind of file", max_length=10, choices=Form)
    sender = models.CharField(max_length=320, blank=True)

    def __str__(self) -> str:
        return self.sender or self.get_form_display()


class EmailedAnswerReview(ActHistoryRow):
    """What the officer says of an answer that somebody else recorded as theirs: once, for good."""

    record_kind = "emailed_answer_review"

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        DISOWNED = "disowned", "Disowned"

    answer = models.OneToOneField(
        ClearanceResponse, on_delete=models.PROTECT, related_name="review"
    )
    outcome = models.CharField(max_length=20, choices=Outcome)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="disowned") | ~Q(words=""),
                name="an_answer_is_disowned_in_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.get_outcome_display().lower()}"
