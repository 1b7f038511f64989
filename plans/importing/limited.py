"""A Word file is read in a process of its own: with so much memory and time, and no secrets.

Whatever a file does to its reader, it does there: the process ends, and the web's goes on.
"""

import resource
import subprocess
import sys
from pathlib import Path

import msgspec

from plans.importing.errors import Unreadable
from plans.importing.marked import Marked, read_marked
from plans.importing.source import Source, read_source

# Bytes of addresses, seconds of a processor's work, and seconds altogether.
MEMORY, WORK, WAIT = 512 * 1024 * 1024, 20, 60
TOO_MUCH = (
    "This Word file takes more memory or time to read than a plan may. Save the plan alone in a "
    "new file, or paste its text."
)
ROOT = Path(__file__).resolve().parents[2]
# How the process is left by one who ran out of memory and could still say so.
OUT_OF_MEMORY = 3


class WordFile(msgspec.Struct):
    """What was read: the text with all changes accepted, and what the file tracks and says."""

    source: Source | None = None
    marked: Marked | None = None
    refused: str = ""


class ReaderFailed(Exception):
    """The reader ended as no file should make it end: a fault of ours."""


def is_word(data: bytes) -> bool:
    """Whether it is a zip, as every .docx is."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_word(data: bytes) -> tuple[Source, Marked | None]:
    """A .docx, read apart; raises Unreadable where it cannot be, or takes more than it may."""
    command = [sys.executable, "-m", "plans.importing.limited", str(MEMORY), str(WORK)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=ROOT, env={}, timeout=WAIT, check=False
        )
    except subprocess.TimeoutExpired as why:
        raise Unreadable(TOO_MUCH) from why
    if done.returncode < 0 or done.returncode == OUT_OF_MEMORY:
        raise Unreadable(TOO_MUCH)
    if done.returncode:
        raise ReaderFailed(done.stderr.decode(errors="replace")[-2_000:])
    answer = msgspec.json.decode(done.stdout, type=WordFile)
    if answer.source is None:
        raise Unreadable(answer.refused)
    return answer.source, answer.marked


def main(memory: int, work: int) -> None:
    """In the process of its own: the file comes in, and what it holds goes out."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (work, work))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        out = msgspec.json.encode(read_here(sys.stdin.buffer.read()))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(out)


def read_here(data: bytes) -> WordFile:
    """What the file holds; without a limit on what that takes."""
    try:
        source = read_source("plan.docx", data)
    except Unreadable as why:
        return WordFile(refused=str(why))
    try:
        return WordFile(source, read_marked(data))
    except Unreadable:
        # A text that had no words before its changes has them from the changes alone.
        return WordFile(source)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:3]))
