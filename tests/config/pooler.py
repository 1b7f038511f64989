"""A stand-in for what stands before a database: it passes on all but the start-up options."""

import socket
import struct
import threading
from contextlib import closing, suppress
from pathlib import Path


class Pooler:
    """Something before the database that drops the start-up options, as poolers do."""

    def __init__(self, server: Path, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(folder / ".s.PGSQL.5432"))
        self.listening.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self.server / ".s.PGSQL.5432"))
            server.sendall(without_options(client))
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=pass_on, args=(one, other), daemon=True).start()


def without_options(client: socket.socket) -> bytes:
    """The first message of a client, less its `options`; a wish for encryption is declined."""
    while True:
        length = struct.unpack("!I", client.recv(4, socket.MSG_WAITALL))[0]
        body = client.recv(length - 4, socket.MSG_WAITALL)
        if struct.unpack("!I", body[:4])[0] >> 16 == 3:
            break
        client.sendall(b"N")
    words = body[4:].split(b"\0")
    pairs = [pair for pair in zip(words[::2], words[1::2], strict=False) if pair[0]]
    kept = b"".join(b"%s\0%s\0" % pair for pair in pairs if pair[0] != b"options")
    whole = body[:4] + kept + b"\0"
    return struct.pack("!I", len(whole) + 4) + whole


def pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
    except OSError:
        pass
    finally:
        for end in (one, other):
            # Whoever still waits for its next word is woken.
            with closing(end), suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
