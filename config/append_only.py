"""Tables that only grow: triggers that refuse update, delete and truncate to everyone."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.backends.utils import CursorWrapper

FUNCTION = "refuse_to_change_what_is_recorded"
CREATE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Of a table that says how long its rows are kept, older ones may go.
    IF TG_OP = 'DELETE' AND TG_NARGS = 1 THEN
        IF OLD.at < now() - TG_ARGV[0]::interval THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'Rows of % are kept as they were written: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$
"""
# ALWAYS, or a session that says it is a replica would pass them without a sound.
TRUNCATE_TRIGGER = "table_is_not_emptied"
TRIGGERS = {
    "rows_stay_as_written": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    TRUNCATE_TRIGGER: "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}


def append_only_models() -> Iterator[type[models.Model]]:
    """Models that say `append_only = True`, and every model's history."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        # django-simple-history gives each of its models the model it is the history of.
        if getattr(model, "append_only", False) or hasattr(model, "instance_type"):
            yield model


def append_only_tables() -> list[str]:
    """Their tables, in order."""
    return sorted(model._meta.db_table for model in append_only_models())


def kept_days() -> dict[str, int]:
    """How many days the rows of a table are kept, by its name, where that has an end."""
    return {
        model._meta.db_table: model.kept_days
        for model in append_only_models()
        if hasattr(model, "kept_days")
    }


def guard(cursor: CursorWrapper, table: str, *, days: int = 0) -> None:
    """`days` is how long its rows are kept; 0 for ever."""
    for name, when in TRIGGERS.items():
        ends = f"'{days} days'" if days and name != TRUNCATE_TRIGGER else ""
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {name} {when.format(table=table)} "
            f"EXECUTE FUNCTION {FUNCTION}({ends})"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
