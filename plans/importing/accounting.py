"""What became of the words of a file: placed, left over, deleted or hidden, lost."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.importing.errors import Unreadable
from plans.importing.open_count import words_of_open_text
from plans.importing.open_text.flat import is_flat, packed
from plans.importing.open_text.package import kind_of
from plans.importing.page_line import LEFT_OUT
from plans.importing.plan import ImportedPlan, read_plan
from plans.importing.source import read_source
from plans.importing.word_count import GONE, plain, words_of_word
from plans.importing.word_package import Package, Parts
from plans.written_notes import OPENS, notes_in, without_notes

FATES = ("placed", "left over", "deleted or hidden")
# Words of our own, which say where other words stood.
OURS = re.compile(
    r"\[Table \d+, row \d+, column \d+\]|\[Note:|\[(?:Chart|Diagram|Picture):|\[symbol\]"
)
ADDRESS = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\([^()\s]*\)")
JOINED = re.compile(r"[^\W_]+(?:[\^_][^\W_]+)*")
# Words of these are no part of a plan: they are looked for among what is left over first.
ASIDE = ("header", "footer", "comment", "chart", "description")


@dataclass
class Account:
    """The words of one file, or of several: for each kind, how many had which fate."""

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    lost: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, other: "Account") -> None:
        for kind, counts in other.kinds.items():
            self.kinds.setdefault(kind, Counter()).update(counts)
        for kind, words in other.lost.items():
            self.lost.setdefault(kind, Counter()).update(words)

    @property
    def is_whole(self) -> bool:
        return not any(self.lost.values())


def account_of(name: str, data: bytes) -> Account:
    """Reads a file as an import does; raises Unreadable where an import is refused."""
    plan = read_plan(read_source(name, data), ())
    return account(words_of_file(data), plan)


def words_of_file(data: bytes) -> dict[str, Counter[str]]:
    """The words of a file by where they stand; raises what opening it raises."""
    with zipfile.ZipFile(io.BytesIO(packed(data) if is_flat(data) else data)) as archive:
        if kind_of(archive) == "text":
            return words_of_open_text(Parts(archive))
        return words_of_word(Package(archive))


def words_refused(data: bytes) -> int | None:
    """How many words a file has that was refused; None where it cannot be told."""
    try:
        return sum(words.total() for words in words_of_file(data).values())
    except (Unreadable, zipfile.BadZipFile, ValueError, LookupError, RuntimeError, ET.ParseError):
        return None


def account(inside: dict[str, Counter[str]], plan: ImportedPlan) -> Account:
    """Each word of a file against the lines of its review, each of which counts once."""
    shown = {fate: Counter[str]() for fate in FATES}
    for line in plan.lines:
        shown[_fate(line.fate, line.where)].update(words_shown(line.text))
    made = Account()
    waiting = {kind: Counter(words) for kind, words in inside.items()}
    for kind, words in inside.items():
        made.kinds[kind] = Counter({"in the file": words.total()})
    for _ in range(2):
        for kind, fate in _pairs(waiting):
            found = waiting[kind] & shown[fate]
            made.kinds[kind][fate] += found.total()
            waiting[kind] -= found
            shown[fate] -= found
        # What is written x^2 is looked for as one word, and then as two.
        shown = {fate: _parted(words) for fate, words in shown.items()}
    for kind, words in waiting.items():
        made.kinds[kind]["lost"] = words.total()
        made.lost[kind] = +words
    return made


def words_shown(text: str) -> list[str]:
    """The words of a line as the file had them, without what the reader wrote around them."""
    notes = [text[start + len(OPENS) : end - 1] for start, end in notes_in(text)]
    text = " ".join([without_notes(text, ""), *notes])
    bare = ADDRESS.sub(r"\1", OURS.sub(" ", text)).replace("**", "")
    return [word.replace("^", "\0").replace("_", "\0") for word in JOINED.findall(plain(bare))]


def _parted(words: Counter[str]) -> Counter[str]:
    parted: Counter[str] = Counter()
    for word, count in words.items():
        for piece in word.split("\0"):
            parted[piece] += count
    return parted


def _fate(fate: str, where: str) -> str:
    if where in LEFT_OUT:
        return "deleted or hidden"
    return "placed" if fate in ("placed", "unplaced") else "left over"


def _pairs(kinds: dict[str, Counter[str]]) -> Iterator[tuple[str, str]]:
    """Where the words of each kind are looked for: first where they belong."""
    for turn in range(len(FATES)):
        for kind in kinds:
            order = FATES
            if kind in GONE:
                order = ("deleted or hidden", "left over", "placed")
            elif kind in ASIDE:
                order = ("left over", "placed", "deleted or hidden")
            yield kind, order[turn]
