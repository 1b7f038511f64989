"""What the database lets go of by itself: sign-ins that are older than they are kept.

Nobody may delete from a table that only grows, and its trigger lets the old rows alone go. The
application asks for it through a function, which takes no argument: it cannot ask for more.
"""

from django.db.backends.utils import CursorWrapper

FORGET = """
CREATE OR REPLACE FUNCTION {schema}.forget_sign_ins() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM {schema}.{table} WHERE at < now() - interval '{days} days';
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$
"""


def install_forgetting(cursor: CursorWrapper, schema: str, role: str, present: set[str]) -> None:
    """Make the function that deletes old sign-ins; may be repeated."""
    from councils.models import SignIn

    table, function = SignIn._meta.db_table, f"{schema}.forget_sign_ins()"
    if table not in present:
        return
    for statement in (
        FORGET.format(schema=schema, table=table, days=SignIn.kept_days),
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {function} TO {role}",
    ):
        cursor.execute(statement)
