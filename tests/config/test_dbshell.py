"""`manage.py dbshell` finds the embedded server by itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not shutil.which("psql"), reason="psql is not installed")
def test_a_database_shell_joins_the_embedded_server(tmp_path):
    asked = subprocess.run(
        [sys.executable, "manage.py", "dbshell"],
        input="select 6 * 7;",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        | {"CLEARDAY_VAR": str(tmp_path)},
        timeout=60,
    )

    assert "42" in asked.stdout, asked.stderr
