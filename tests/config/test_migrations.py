"""A new database is made at once, an older one step by step: both come to the same."""

from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.serializer import serializer_factory
from django.db.migrations.state import ModelState, ProjectState

AT_ONCE = [key for key, one in MigrationLoader(None).disk_migrations.items() if one.replaces]


def state_after(*, at_once: bool) -> ProjectState:
    loader = MigrationLoader(None, replace_migrations=at_once)
    if not at_once:
        # As for a database that has some of the steps.
        for key in AT_ONCE:
            loader.graph.remove_replacement_node(key, loader.disk_migrations[key].replaces)
    return loader.project_state()


def told(model: ModelState) -> dict[str, Any]:
    """What a model is in the database as migrations write it, whatever was added first."""
    lists = {
        kind: sorted(written(one) for one in model.options.get(kind) or [])
        for kind in ("constraints", "indexes")
    }
    options = {kind: value for kind, value in model.options.items() if value and kind not in lists}
    fields = {name: written(field) for name, field in model.fields.items()}
    return {"fields": fields, "options": options, **lists}


def written(what: Any) -> str:
    return serializer_factory(what).serialize()[0]


def differing(first: ProjectState, second: ProjectState) -> set[tuple[str, str]]:
    return {
        key
        for key in {*first.models, *second.models}
        if key not in first.models
        or key not in second.models
        or told(first.models[key]) != told(second.models[key])
    }


def test_made_at_once_a_database_is_what_it_is_step_by_step():
    assert AT_ONCE
    assert differing(state_after(at_once=True), state_after(at_once=False)) == set()


@pytest.mark.parametrize("app", ["councils", "plans", "approvals"])
def test_a_constraint_forgotten_at_once_would_be_found(app):
    whole, without = state_after(at_once=True), state_after(at_once=True)
    key = next(
        key
        for key, model in without.models.items()
        if key[0] == app and model.options.get("constraints")
    )
    without.models[key].options["constraints"] = []
    assert differing(whole, without) == {key}


def test_all_that_is_made_at_once_is_still_there_step_by_step():
    """A database that has some of the steps goes on with the others."""
    loader = MigrationLoader(None, replace_migrations=False)
    replaced = {step for key in AT_ONCE for step in loader.disk_migrations[key].replaces}
    assert replaced <= set(loader.disk_migrations)
