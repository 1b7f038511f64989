"""A stranger's file is read in a process of its own: with so much memory and time, and no secrets.

Whatever a file does to its reader, it does there: the process ends, and the web's goes on.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# Bytes of addresses, seconds of a processor's work, and seconds altogether.
MEMORY, WORK, WAIT = 512 * 1024 * 1024, 20, 60
ROOT = Path(__file__).resolve().parents[1]
# How the process is left by one who ran out of memory and could still say so.
OUT_OF_MEMORY = 3


class TooMuch(Exception):
    """The file takes more memory or time than one may."""


class ReaderFailed(Exception):
    """The reader ended as no file should make it end: a fault of ours."""


def read_apart(module: str, data: bytes) -> bytes:
    """What the module's `answer_apart` makes of a file; raises TooMuch, or ReaderFailed."""
    command = [sys.executable, "-m", module, str(MEMORY), str(WORK)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=ROOT, env={}, timeout=WAIT, check=False
        )
    except subprocess.TimeoutExpired as why:
        raise TooMuch from why
    if done.returncode < 0 or done.returncode == OUT_OF_MEMORY:
        raise TooMuch
    if done.returncode:
        raise ReaderFailed(done.stderr.decode(errors="replace")[-2_000:])
    return done.stdout


def answer_apart(read: Callable[[bytes], bytes]) -> None:
    """In the process of its own: the file comes in, and what was made of it goes out."""
    memory, work = (int(each) for each in sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (work, work))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = read(sys.stdin.buffer.read())
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)
