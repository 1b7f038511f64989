"""Health: alive without touching anything, ready only when a visitor can be served."""

import pytest
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from config import health


def test_alive_touches_no_database(client):
    # Without the mark that allows it, touching the database fails this test.
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_when_all_is_well(transactional_db, client):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert "no-store" in answer["Cache-Control"]


def test_not_ready_when_new_connections_are_refused_though_old_ones_work(
    transactional_db, client, monkeypatch
):
    connection.ensure_connection()

    def refused(self: object, params: object) -> None:
        raise DatabaseError("refused")

    monkeypatch.setattr(type(connections["default"]), "get_new_connection", refused)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.content) == (503, b"the database is away\n")


def test_not_ready_before_the_migrations(transactional_db, client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one to apply"])
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.content) == (503, b"migrations are not applied\n")


def test_not_ready_when_files_cannot_be_written(transactional_db, client, settings, tmp_path):
    settings.VAR = tmp_path / "missing"
    assert health._wrong_with_disk() == ["files cannot be written"]


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_nothing_can_be_posted(client, address):
    assert client.post(address).status_code == 405


def test_no_answer_carries_anything_a_page_may_run(client):
    answer = client.get("/health/live")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
