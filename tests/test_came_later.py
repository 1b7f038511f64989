"""A column that came later changes no older act's digest: it is left out while it is as it was."""

import pytest
from django.apps import apps
from django.db.migrations import AddField, CreateModel
from django.db.migrations.loader import MigrationLoader

from approvals.models import DecisionStep, Resolution
from councils.record.written import values_of
from plans.models import Suggestion

# The last migration of each app when acts began to keep the digest of what they wrote.
BEFORE = {"councils": 15, "plans": 8, "approvals": 12, "delivery": 1}


def added_since() -> list[tuple[str, str]]:
    """Each model with rows in the record, and each column that it got since."""
    found, made = [], set()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app not in BEFORE or int(name[:4]) <= BEFORE[app]:
            continue
        for one in migration.operations:
            if isinstance(one, CreateModel):
                made.add(f"{app}.{one.name_lower}")
            if isinstance(one, AddField) and not one.model_name.startswith("historical"):
                found.append((f"{app}.{one.model_name}", one.name))
    return [(label, name) for label, name in found if label not in made]


@pytest.mark.parametrize(("label", "name"), added_since())
def test_a_column_that_came_later_is_said_to_have(label, name):
    model = apps.get_model(label)
    if not hasattr(model, "record_kind"):
        return
    column = model._meta.get_field(name)
    before = column.get_default() if column.has_default() or column.null else ""
    assert getattr(model, "came_later", {}).get(column.attname, "not said") == before


def test_there_are_such_columns():
    assert ("approvals.resolution", "about") in added_since()


def test_as_older_rows_have_it_it_is_left_out():
    assert "kind" not in values_of(DecisionStep(kind="decider"))
    assert values_of(DecisionStep(kind="delegate"))["kind"] == "delegate"
    assert "about" not in values_of(Resolution(about=""))
    assert "file" not in values_of(Suggestion(said_by=""))
    assert values_of(Suggestion(file="plan.docx"))["file"] == "plan.docx"


def test_without_that_it_would_change_their_digests(monkeypatch):
    """The control."""
    monkeypatch.setattr(DecisionStep, "came_later", {})
    assert values_of(DecisionStep())["kind"] == "decider"
