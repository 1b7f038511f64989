"""File locks that the kernel lets go of when their holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def take_file_lock(path: Path, *, shared: bool = False) -> int:
    """Open and lock a file, waiting for whoever has it; the descriptor is the lock.

    A forked child keeps its parent's lock alive; a program started with exec does not inherit it.
    """
    descriptor = _opened(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    return descriptor


def try_to_take(path: Path) -> int | None:
    """The same without waiting and for us alone; None while somebody has it."""
    descriptor = _opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def is_held(path: Path) -> bool:
    """Whether anyone holds the lock just now."""
    descriptor = try_to_take(path)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of a block."""
    descriptor = take_file_lock(path)
    try:
        yield
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
