"""The database's own part of the record: it alone numbers acts, and a name may only be erased.

The application adds an act through a function that the tables' owner made. It cannot give an act a
number, turn a counter back or put another name into the record, whatever it is told to say.
"""

from django.db.backends.utils import CursorWrapper

# Tables that the application reads, and that only the function below writes.
COUNTED = ("councils_act", "councils_counter")
IDENTITIES = "councils_identity"

# In the owner's rights, so with a search path that nobody else can put anything into. Columns are
# named in the act itself, so a new one needs no new function.
RECORD_ACT = """
CREATE OR REPLACE FUNCTION {schema}.record_act(act jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    number bigint;
BEGIN
    INSERT INTO {schema}.councils_counter AS counter (council_id, last)
    VALUES ((act ->> 'council_id')::bigint, 1)
    ON CONFLICT (council_id) DO UPDATE SET last = counter.last + 1
    RETURNING last INTO number;
    INSERT INTO {schema}.councils_act
    SELECT * FROM jsonb_populate_record(
        NULL::{schema}.councils_act, act || jsonb_build_object('sequence', number)
    );
    RETURN number;
END $$
"""

# Erasure as the law may ask for it takes a name and its salt, and nothing else, from an identity.
ONLY_ERASED = """
CREATE OR REPLACE FUNCTION {schema}.identities_only_lose_their_name() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.name := '';
        OLD.salt := '';
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Of an identity only its name may be erased: % is refused.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$
"""
TRIGGER = "identities_only_lose_their_name"


def install_doorway(cursor: CursorWrapper, schema: str, role: str, present: set[str]) -> None:
    """Make the function that adds acts, and guard the names; may be repeated."""
    if not present.issuperset((*COUNTED, IDENTITIES)):
        return
    function, table = f"{schema}.record_act(jsonb)", f"{schema}.{IDENTITIES}"
    guard = (
        f"CREATE OR REPLACE TRIGGER {TRIGGER} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {schema}.{TRIGGER}()"
    )
    for statement in (
        RECORD_ACT.format(schema=schema),
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {function} TO {role}",
        ONLY_ERASED.format(schema=schema),
        guard,
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {TRIGGER}",
    ):
        cursor.execute(statement)
