"""Settings: safe where nothing is set, and strict where the council's own server says HTTPS."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from config import db_roles, signing_key
from tests.serving import PROJECT

LONG_KEY = "a-key-for-a-test-that-is-long-enough-for-anybody-0123456789"
PRINT_SOME = "print(s.DEBUG, s.ALLOWED_HOSTS, s.ALLAUTH_TRUSTED_PROXY_COUNT, s.EMAIL_BACKEND)"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh process that knows of no setting but these."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=plain | environment,
        capture_output=True,
        text=True,
    )


def says(expression: str, **environment: str) -> str:
    done = run("-c", f"import config.settings as s; {expression}", **environment)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_nothing_set_is_safe(tmp_path):
    said = says(PRINT_SOME, CLEARDAY_VAR=str(tmp_path))
    assert said == (
        "False ['localhost', '127.0.0.1', '[::1]'] 0 "
        "django.core.mail.backends.filebased.EmailBackend"
    )


def test_on_a_server_with_https_djangos_own_check_finds_nothing():
    strict = {"CLEARDAY_HTTPS": "1", "SECRET_KEY": LONG_KEY}
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **strict)
    assert done.returncode == 0, done.stderr


def test_without_https_the_same_check_warns():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=LONG_KEY)
    assert "security.W004" in done.stderr


def test_a_forwarded_protocol_is_believed_only_behind_a_proxy():
    ask = "print(getattr(s, 'SECURE_PROXY_SSL_HEADER', None))"
    assert says(ask, CLEARDAY_HTTPS="1", SECRET_KEY=LONG_KEY) == "None"
    behind = says(ask, CLEARDAY_HTTPS="1", CLEARDAY_PROXIES="1", SECRET_KEY=LONG_KEY)
    assert behind == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_a_database_of_the_councils_own_is_used_with_the_applications_role():
    said = says(
        "d = s.DATABASES['default']; print(d['ENGINE'], d['HOST'], d['OPTIONS']['options'])",
        DATABASE_URL="postgres://clearday:secret@db.internal/clearday",
        SECRET_KEY=LONG_KEY,
    )
    assert said.split() == [
        "django.db.backends.postgresql",
        "db.internal",
        "-c",
        "role=clearday_app",
    ]


def test_mail_goes_where_the_address_says():
    said = says(
        "print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS)",
        EMAIL_URL="submission://user:password@mail.internal:587",
        SECRET_KEY=LONG_KEY,
    )
    assert said == "mail.internal 587 True"


def test_mail_is_not_sent_in_the_open_for_a_scheme_that_looks_as_if_it_were_safe():
    done = run("-c", "import config.settings", EMAIL_URL="smtp+tls://mail:587", SECRET_KEY=LONG_KEY)
    assert "EMAIL_URL begins with submission://" in done.stderr


def test_the_owner_keeps_every_option_but_the_role_and_the_pool():
    usual = {"options": f"-c search_path=plans {db_roles.taking('app')}", "pool": True, "x": 1}
    assert db_roles.without("app", usual) == {"options": "-c search_path=plans ", "x": 1}


@pytest.mark.parametrize("role", ["plain", "with space", "with\\backslash"])
@pytest.mark.django_db(transaction=True)
def test_any_role_can_be_taken(role):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        name = connection.ops.quote_name(role)
        cursor.execute(f"CREATE ROLE {name}")
        cursor.execute(f"GRANT {name} TO CURRENT_USER")
        try:
            fresh = connection.copy()
            fresh.settings_dict["OPTIONS"]["options"] = db_roles.taking(role)
            with fresh.cursor() as other:
                other.execute("SELECT current_user")
                assert other.fetchone() == (role,)
            fresh.close()
        finally:
            cursor.execute(f"DROP ROLE {name}")
    connection.close()


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path):
    path = tmp_path / "var" / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing_key.kept_in(path), range(8)))

    assert keys == {path.read_text()}
    assert len(path.read_text()) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
