"""That an amended decision has its amendments: a rule over two tables, which a trigger keeps."""

from django.db.backends.base.base import BaseDatabaseWrapper

from approvals.models import Amendment, Decision

# Of the plan, in words that are known: the rule of `approvals.decisions.amendments.amends_plan`.
AMENDED = "an_amended_decision_has_the_amendments"
AMENDED_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome = 'amended' AND NEW.amendments = '' AND NOT EXISTS (
        SELECT FROM {amendment} made
         WHERE made.decision_id = NEW.id AND made.of = 'plan' AND made.wording <> 'to_draft'
    ) THEN
        RAISE EXCEPTION 'A decision that amended the plan has no amendment of it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
END $$
"""


def install_amendment_trigger(connection: BaseDatabaseWrapper, present: set[str]) -> None:
    """Put the rule in place, once both tables are `present`; may be repeated.

    It is asked when a transaction ends: a decision is written before its amendments.
    """
    tables = (Decision._meta.db_table, Amendment._meta.db_table)
    if not present.issuperset(tables):
        return
    decision, amendment = (connection.ops.quote_name(table) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(AMENDED_FUNCTION.format(name=AMENDED, amendment=amendment))
        cursor.execute(f"DROP TRIGGER IF EXISTS {AMENDED} ON {decision}")
        cursor.execute(
            f"CREATE CONSTRAINT TRIGGER {AMENDED} AFTER INSERT ON {decision} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {AMENDED}()"
        )
        # ALWAYS, or a session that says it is a replica would pass it without a sound.
        cursor.execute(f"ALTER TABLE {decision} ENABLE ALWAYS TRIGGER {AMENDED}")
