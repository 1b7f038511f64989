"""Bodies that are sent half hold up nobody behind the proxy as docs/deployment.md configures it.

Skipped where nginx is not installed; CLEARDAY_NGINX may name a binary.
"""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import until
from tests.serving import PROJECT, Server, free_port, serving

NGINX = os.environ.get("CLEARDAY_NGINX") or shutil.which("nginx")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: nginx-light)"),
]

CONNECTIONS = 40
HALF = (
    "POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=half"
)


def documented() -> str:
    page = (PROJECT / "docs/deployment.md").read_text()
    found = re.search(r"```nginx\n(.*?)```", page, re.DOTALL)
    assert found
    return found[1]


def here(folder: Path, *, port: int, application: int) -> Path:
    """The documented configuration without its certificate, for a machine with nothing else."""
    servers = documented().split("server {\n    listen 80;")[0]
    servers = servers.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    servers = re.sub(r"    ssl_\w+ .*\n", "", servers)
    servers = servers.replace("127.0.0.1:8000", f"127.0.0.1:{application}")
    servers = servers.replace("/var/log/nginx/clearday.log", str(folder / "access.log"))
    kept = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"""
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; user root;
events {{ worker_connections 512; }}
http {{ {kept} {servers} }}
"""
    path = folder / "nginx.conf"
    path.write_text(whole)
    return path


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("behind") / "var") as server:
        yield server


@pytest.fixture
def proxy(application: Server, tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    inner = int(application.address.rpartition(":")[2])
    command = [NGINX, "-c", str(here(tmp_path, port=port, application=inner)), "-p", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        assert until(server.is_ready), (tmp_path / "error.log").read_text()
        yield server
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def half_sent(server: Server) -> list[socket.socket]:
    """So many who begin to send a body, and then wait."""
    host, _, port = server.address.removeprefix("http://").partition(":")
    found = []
    for _ in range(CONNECTIONS):
        found.append(socket.create_connection((host, int(port))))
        found[-1].sendall(HALF.encode())
    return found


def answers(server: Server, *, within: float) -> bool:
    """Whether the health check is answered while they wait."""
    host, _, port = server.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=within) as asking:
        asking.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        try:
            return asking.recv(64).startswith(b"HTTP/1.1 200")
        except TimeoutError:
            return False


def test_half_sent_bodies_do_not_take_the_health_check_away(proxy):
    waiting = half_sent(proxy)
    try:
        for _ in range(5):
            assert answers(proxy, within=60)
    finally:
        for one in waiting:
            one.close()


def test_without_the_proxy_they_would(application):
    """The control: each of them holds a thread of the application's own."""
    waiting = half_sent(application)
    try:
        assert not answers(application, within=3)
    finally:
        for one in waiting:
            one.close()
    assert until(application.is_ready)


def test_who_never_sends_the_rest_is_sent_away(proxy):
    """After client_body_timeout, which this waits for."""
    [one, *others] = half_sent(proxy)
    for other in others:
        other.close()
    one.settimeout(60)
    assert one.recv(64)[:12] in (b"", b"HTTP/1.1 408")
    one.close()


def test_the_log_of_the_proxy_has_no_key(proxy, tmp_path):
    proxy.ask("/account/password/reset/key/1-c0ffee-secret/")
    proxy.ask("/account/login/?token=c0ffee")
    log = tmp_path / "access.log"
    assert until(lambda: "/account/login/" in log.read_text())
    assert "c0ffee" not in log.read_text()
    assert "/account/password/reset/key/..." in log.read_text()
