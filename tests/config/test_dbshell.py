"""`manage.py dbshell` finds the embedded server by itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not shutil.which("psql"), reason="psql is not installed")
def test_a_database_shell_joins_the_embedded_server(tmp_path):
    asked = manage("dbshell", var=tmp_path, said="select 6 * 7;")
    manage("remove_data", "--yes", var=tmp_path)

    assert "42" in asked.stdout, asked.stderr


def manage(*command: str, var: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    environment = {key: kept for key, kept in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        input=said,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment | {"CLEARDAY_VAR": str(var)},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
