"""Other processes that use the embedded server, for the tests of it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from config.postgres import locks, server
from config.postgres.home import ServerHome
from tests.patience import until
from tests.serving import PROJECT

# Joins, says where the server is, and stays until its input closes.
MEMBER = """
import sys
from pathlib import Path
from config import postgres
print(postgres.join(Path(sys.argv[1])).host, flush=True)
sys.stdin.read()
"""


class Member:
    """Another process that uses the server."""

    def __init__(self, var: Path, *, program: str = MEMBER, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, str(var)],
            cwd=PROJECT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.host = self.process.stdout.readline().strip()

    def says(self, sql: str) -> object:
        return ask(self.host, sql)

    def leaves(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def is_killed(self) -> None:
        self.process.kill()
        self.leaves()


def ask(host: str, sql: str, user: str = server.OWNER) -> object:
    with psycopg.connect(host=host, user=user, dbname=server.DATABASE, autocommit=True) as database:
        answer = database.execute(sql)
        return answer.fetchone()[0] if answer.description else None


def has_stopped(home: ServerHome) -> bool:
    return until(lambda: home.server() is None and not locks.is_held(home.keeper))
