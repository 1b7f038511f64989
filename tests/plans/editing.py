"""Edits and moves of a passage as its page sends them, and the acts they leave."""

from councils.record.models import Act
from plans.actions import passages


def edit(passage, by, body="New words.", seen=None, **how):
    seen = passage.revision if seen is None else seen
    return passages.edit_passage(passage, by=by, seen=seen, body=body, **how)


def move(passage, by, theme, position, seen=None, **how):
    seen = passage.revision if seen is None else seen
    return passages.move_passage(passage, by=by, seen=seen, theme=theme, position=position, **how)


def last_act(plan) -> Act:
    return Act.objects.filter(plan=plan.pk).latest("sequence")


def acts_of(plan) -> int:
    return Act.objects.filter(plan=plan.pk).count()
