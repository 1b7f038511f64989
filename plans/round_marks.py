"""The words that each file of a round bears, unseen: of which plan, which round and whose it is.

Letters and digits alone, as `plans.word_marks` has them.
"""

import hashlib
import secrets

# Between the mark of a round, which is of figures and the letters a to f, and a copy's number.
COPY = "x"


def mark_of_plan(council: str, plan: str) -> str:
    """By which a file is told from one of another plan; of the slugs, which stay."""
    return hashlib.sha256(f"{council}/{plan}".encode()).hexdigest()[:16]


def new_mark() -> str:
    """That of a round: nobody guesses it, and no two have one."""
    return secrets.token_hex(8)


def mark_of_copy(mark: str, number: int) -> str:
    return f"{mark}{COPY}{number}"


def base_of(mark: str) -> str:
    """The mark of the round, of that of one of its copies."""
    return mark.partition(COPY)[0]


def number_of(mark: str) -> int:
    """The number of the copy that has a mark; 0 for none."""
    number = mark.partition(COPY)[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
