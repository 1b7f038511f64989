"""A question of the commission that somebody was given to write on."""

from django.db import models

from councils.models import User
from councils.record.history import RecordedHistory
from plans.models.assigned import Assigned
from plans.models.plan import Plan


class QuestionAssignment(Assigned):
    """Who is to write on a question, whether or not a paragraph answers it yet.

    A paragraph and a theme carry their writer themselves; a question has no row of its own.
    """

    record_kind = "question_assignment"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="questions_assigned")
    question = models.CharField(max_length=20)
    writer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "question"], name="a_question_is_given_to_one_person"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.question}"
