"""Words that are quoted of a passage, found there however they were copied.

Whoever copies words from a page takes along the numbers of notes that stand between them, and the
marks of a list or not, as their browser has it. None of these is a word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plans.blocks import Block, Cell, lines_of, notes_in, with_lines, words_of
from plans.figures import figure_formatter
from plans.models import Figure
from plans.richtext import fill_figures, parse_richtext, plain_text

# Stands where a note has its mark, once for several side by side; nobody types it.
MARK = "\ufffc"
MARKS = re.compile(f"{MARK}+")
# What may be the number of a note, or of several, as a page shows or speaks it.
COPIED = re.compile(r"(?:Note \d+)+|\d+|.", re.DOTALL)
# The digits of a note's number, and of one with which it stands.
MOST_DIGITS, MOST_COPIED = 4, 9


def in_one_line(words: str) -> str:
    return " ".join(words.split())


def quoted_from(body: str, figures: Iterable[Figure], quote: str) -> str:
    """The words of `quote` as they stand in a passage, in one line; "" where they do not."""
    wanted = _pattern(in_one_line(quote.replace(MARK, "")))
    blocks = fill_figures(parse_richtext(body), figure_formatter(figures))
    found = next(filter(None, map(wanted.search, _readings(blocks))), None)
    return in_one_line(found[0].replace(MARK, "")) if found else ""


def _readings(blocks: Sequence[Block]) -> Iterator[str]:
    """The passage as it prints, its notes last, with the marks of its lists and without."""
    marked = with_lines(blocks, _with_marks)
    notes = [words_of(note) for note in notes_in(blocks)]
    for words in (plain_text(marked), "\n".join(map(words_of, lines_of(marked)))):
        yield MARKS.sub(MARK, in_one_line("\n".join([words, *notes])))
    # Notes as lines below the words: so they were kept with earlier comments.
    yield in_one_line(plain_text(blocks))


def _with_marks(runs: Cell) -> Cell:
    return tuple(replace(run, text=MARK, note=()) if run.note else run for run in runs)


def _pattern(quote: str) -> re.Pattern[str]:
    """These words with a mark between any two letters; their numbers may be those of marks."""
    return re.compile("".join(_wanted(each[0]) for each in COPIED.finditer(quote)))


def _wanted(copied: str) -> str:
    """One letter, or digits of which a few may be a note's number and not the words'.

    What is found first holds, or a long quotation could be tried in very many ways.
    """
    ways = [_letters(copied)]
    if not copied[0].isdecimal() and copied[-1].isdecimal():
        ways.append(MARK)
    elif copied.isdecimal() and len(copied) <= MOST_COPIED:
        for own in range(1, min(MOST_DIGITS, len(copied)) + 1):
            for at in range(len(copied) - own + 1):
                before, number, after = copied[:at], copied[at : at + own], copied[at + own :]
                if number[0] != "0":
                    ways.append(f"{_letters(before)}{MARK}{_letters(after)}")
    return f"(?>{'|'.join(ways)})" if len(ways) > 1 else ways[0]


def _letters(words: str) -> str:
    return "".join(f"{MARK}?{re.escape(letter)}" for letter in words)
