"""An answer that an officer typed and did not give: theirs alone, and no part of the clearance."""

from django.db import models

from plans.models.stash import Unsaved


class UnfinishedAnswer(Unsaved):
    """The words for the report, in `body`, and the `place` they are about.

    What they would have answered is not kept: it is chosen anew, for the words that stand then.
    """

    page = ("move_answer",)

    place = models.CharField("which place it is about", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "plan"], name="somebody_has_one_answer_unfinished"
            ),
            models.CheckConstraint(
                condition=~models.Q(body="", place=""), name="an_unfinished_answer_has_words"
            ),
        ]
