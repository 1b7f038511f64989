"""Who acts is known before a plan is locked, and is who they are when the act is written."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.models import User
from councils.record.models import Act
from councils.roles import Role
from plans import edits
from plans.actions.passages import edit_passage
from tests.makers import make_council, make_person
from tests.plan_makers import make_paragraph, make_plan, make_theme


def test_nobody_waits_for_a_plan_while_it_is_asked_who_acts(db):
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    plan = make_plan(council, author)
    passage = make_paragraph(plan, author, theme=make_theme(plan, author))

    with CaptureQueriesContext(connection) as asked:
        edit_passage(passage, by=author, seen=passage.revision, body="Other words.")

    sent = [one["sql"] for one in asked]
    [locks] = [place for place, one in enumerate(sent) if "NO KEY UPDATE" in one]
    [who] = [place for place, one in enumerate(sent) if 'FROM "councils_identity"' in one]
    assert who < locks


def test_whoever_was_renamed_while_they_waited_acts_under_their_new_name(db, monkeypatch):
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    plan = make_plan(council, author)
    passage = make_paragraph(plan, author, theme=make_theme(plan, author))
    lock = edits.locked_plan

    def renamed_meanwhile(key: int):
        author.name = "Another name"
        User.objects.filter(pk=author.pk).update(name=author.name)
        return lock(key)

    monkeypatch.setattr(edits, "locked_plan", renamed_meanwhile)
    edit_passage(passage, by=author, seen=passage.revision, body="Other words.")

    assert Act.objects.filter(plan=plan.pk).latest("sequence").actor.name == "Another name"
