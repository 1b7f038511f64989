"""Comments that go along with their words into another paragraph, and back."""

from collections.abc import Iterable
from typing import Any

from plans.actions.comments import LONGEST_NAME
from plans.comments import About, things_of
from plans.edits import EditContext
from plans.models import Comment, CommentMove, Passage


def take_along(w: EditContext, comments: Iterable[Comment], to: Passage) -> None:
    """They stand on another passage from now on; where they were made stays in their rows."""
    comments = list(comments)
    name = things_of(w.plan, {About.PASSAGE}).name_of(About.PASSAGE, to.pk) if comments else ""
    for one in comments:
        w.act.add(CommentMove(comment=one, key=to.pk, name=name[:LONGEST_NAME]))


def bring_back(w: EditContext, passage: Passage, removed_by: Any) -> None:
    """To a passage that is put back: what went along, and stands there still, when it went."""
    moves = CommentMove.objects.filter(act=removed_by).values("comment")
    rows = Comment.objects.filter(pk__in=moves).with_state().order_by("pk")
    last = {one.comment_id: one for one in CommentMove.objects.filter(comment__in=moves)}
    take_along(w, [one for one in rows if last[one.pk].act_id == removed_by], passage)
