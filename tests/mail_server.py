"""A mail server on loopback that does as a test wants: takes, refuses, hangs up, says nothing."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

TAKEN = "250 taken"


@dataclass
class MailServer:
    """`replies` by address say what a recipient is answered; "" is to hang up without a word.

    `after_data` is said of a message, taken or not; a `silent` server accepts and says nothing.
    """

    listener: socket.socket
    silent: bool = False
    replies: dict[str, str] = field(default_factory=dict)
    after_data: str = TAKEN
    bytes_taken: list[bytes] = field(default_factory=list)
    # Set when somebody has come, and let go when the test lets a silent server end.
    met: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    @property
    def names(self) -> list[str]:
        """The Message-ID of each message it was given, in order."""
        return [message_from_bytes(content)["Message-ID"] for content in self.bytes_taken]

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client:
                self.met.set()
                if self.silent:
                    self.over.wait()
                else:
                    self.talk(client)

    def talk(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        say(client, "220 here")
        while line := lines.readline().decode().strip():
            reply = self.reply_to(line, lines, client)
            if not reply:
                return
            say(client, reply)
            if line == "quit":
                return

    def reply_to(self, line: str, lines: Iterator[bytes], client: socket.socket) -> str:
        match line.split(":")[0].lower().split():
            case ["rcpt", "to"]:
                address = line.partition("<")[2].partition(">")[0]
                return self.replies.get(address, "250 fine")
            case ["data"]:
                say(client, "354 go on")
                self.bytes_taken.append(b"".join(iter(lines.__next__, b".\r\n")))
                return self.after_data
        return "250 fine"


def say(client: socket.socket, line: str) -> None:
    client.sendall(f"{line}\r\n".encode())


@contextmanager
def mail_server(**manner: object) -> Iterator[MailServer]:
    """Serve until the block ends; whoever waits for an answer then gets none."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = MailServer(listener, **manner)  # type: ignore[arg-type]
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            # Wakes it from waiting for the next visitor.
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
