"""What members said of a plan before a decision, and the interests that a minute has."""

from django.db import models
from django.db.models import Q

from approvals.models.decision import Decision
from approvals.models.dispensation import Dispensation
from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Plan


class Declaration(ActHistoryRow):
    """An interest declared at the meeting, as the minute has it.

    What the minute does not say, or nobody asked when it was recorded, stays empty: not known.
    """

    record_kind = "declaration"
    came_later = {
        **dict.fromkeys(("kind", "dispensed_by"), ""),
        **dict.fromkeys(("took_part", "left_room", "dispensed_on"), None),
    }

    class Kind(models.TextChoices):
        PECUNIARY = "pecuniary", "Disclosable pecuniary interest"
        OTHER = "other", "Another interest, registrable or not"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="declarations")
    member = models.CharField(max_length=120)
    interest = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    took_part = models.BooleanField(null=True)
    left_room = models.BooleanField("left the room", null=True)
    dispensed_by = models.CharField(max_length=10, choices=Dispensation, blank=True)
    dispensed_on = models.DateField("dispensation given on", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dispensed_on=None) | Q(dispensed_by__in=["authority", "head"]),
                name="a_dispensation_with_a_day_was_given_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.interest[:60]}"

    @property
    def part_in_words(self) -> str:
        """ "took no part, left the room"; "" where the minute says nothing of it."""
        took = {True: "took part", False: "took no part", None: ""}[self.took_part]
        left = {True: "left the room", False: "stayed in the room", None: ""}[self.left_room]
        return ", ".join(filter(None, (took, left)))

    @property
    def dispensation_in_words(self) -> str:
        return Dispensation.in_words(self.dispensed_by, self.dispensed_on)


class MemberStatementQuerySet(models.QuerySet["MemberStatement"]):
    def questions_of(self, plan: Plan) -> "MemberStatementQuerySet":
        """What members asked of a plan, newest first, with each answer and who gave it."""
        asked = self.filter(step__plan=plan, kind=MemberStatement.Kind.QUESTION)
        return asked.select_related("member").prefetch_related("answers__by")


class MemberStatement(ActHistoryRow):
    """What one member said on their own page: content, a question, or what they declared.

    A member's own sign-off stands beside Cabinet's resolution, never instead of it. A correction or
    withdrawal names the declaration it `corrects`, which stays. `INTEREST` is one that stops them
    taking part, declared before kinds of interest were asked. Which of them bars is said by
    `approvals.decisions.declarations.bars`.
    """

    record_kind = "member_statement"
    came_later = {"dispensed_by": "", "dispensed_on": None, "corrects_id": None}

    class Kind(models.TextChoices):
        CONTENT = "content", "Content"
        QUESTION = "question", "Asked a question"
        NO_INTEREST = "no_interest", "Declared no interest"
        OTHER_INTEREST = "other_interest", "Declared an interest and may take part"
        INTEREST = "interest", "Declared an interest"
        PECUNIARY = "pecuniary", "Declared a disclosable pecuniary interest"
        WITHDRAWN = "withdrawn", "Withdrew the interest they declared"

        @classmethod
        def interests(cls) -> tuple["MemberStatement.Kind", ...]:
            return (cls.OTHER_INTEREST, cls.INTEREST, cls.PECUNIARY)

        @classmethod
        def declarations(cls) -> tuple["MemberStatement.Kind", ...]:
            return (cls.NO_INTEREST, *cls.interests(), cls.WITHDRAWN)

    step = models.ForeignKey(DecisionStep, on_delete=models.PROTECT, related_name="views")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField(blank=True)
    plan_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    dispensed_by = models.CharField(max_length=10, choices=Dispensation, blank=True)
    dispensed_on = models.DateField("dispensation given on", null=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    # Of a sign-off, whether they declared an interest since that stops them; of a declaration,
    # "Corrected" or "Withdrawn" once it was; set where that was looked up.
    is_withdrawn: bool
    since: str

    objects = MemberStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["content", "no_interest"]) | ~Q(words=""),
                name="a_question_and_an_interest_have_words",
            ),
            models.CheckConstraint(
                condition=Q(dispensed_by="") | Q(kind__in=["pecuniary", "other_interest"]),
                name="a_dispensation_is_for_an_interest",
            ),
            models.CheckConstraint(
                condition=Q(dispensed_on=None) | Q(dispensed_by__in=["authority", "head"]),
                name="a_members_dispensation_was_given_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind="withdrawn") | Q(corrects__isnull=False),
                name="a_withdrawal_is_of_a_declaration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display().lower()}"

    @property
    def dispensation_in_words(self) -> str:
        return Dispensation.in_words(self.dispensed_by, self.dispensed_on)


class MemberAnswer(ActHistoryRow):
    """An answer to a member's question, for all members to read; a correction is a further one."""

    record_kind = "member_answer"

    question = models.ForeignKey(MemberStatement, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_to_a_member_has_words")
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.words[:60]}"
