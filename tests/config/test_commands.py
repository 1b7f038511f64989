"""A command on a database that is not ready says what to do, and hides no other fault."""

import pytest
from django.db import OperationalError, ProgrammingError, connection

from config import commands
from config.postgres import Unavailable


def stub(monkeypatch, sql: str) -> None:
    """Have the command ask the database this."""

    def execute(arguments: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    monkeypatch.setattr(commands, "execute_from_command_line", execute)


@pytest.mark.parametrize(
    "sql", ["SELECT 1 FROM no_such_table", "SELECT no_such_column FROM councils_council"]
)
def test_without_its_tables_a_command_says_to_migrate(db, monkeypatch, sql):
    stub(monkeypatch, sql)

    with pytest.raises(SystemExit, match="migrate"):
        commands.run(["manage.py", "create_council"])


def test_another_fault_of_a_query_is_not_hidden(db, monkeypatch):
    stub(monkeypatch, "SELECT 1 +")

    with pytest.raises(ProgrammingError):
        commands.run(["manage.py", "create_council"])


@pytest.mark.parametrize(("cause", "ends"), [(Unavailable("It is full."), True), (None, False)])
def test_a_server_that_cannot_be_had_is_told_in_its_own_words(monkeypatch, cause, ends):
    def execute(arguments: list[str]) -> None:
        raise OperationalError("It is full.") from cause

    monkeypatch.setattr(commands, "execute_from_command_line", execute)

    with pytest.raises(SystemExit if ends else OperationalError, match="It is full"):
        commands.run(["manage.py", "migrate"])
