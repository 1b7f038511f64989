"""Words as people type them, less what nobody can see."""

import re
import unicodedata

# Invisible characters that reorder or hide text, and controls other than newline and tab.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
# Joiners shape Arabic, Persian and Indic letters, and pictures made of several; no Latin ones.
JOINERS = "\u200c\u200d"
JOINED = r"[\u0590-\u1fff\u2c00-\U0010ffff]"
STRAY_JOINER = re.compile(f"(?<!{JOINED})[{JOINERS}]|[{JOINERS}](?!{JOINED})")
# Where a name is cut: before its last word, or after its first.
BREAK_BEFORE = re.compile(r"[\s_.,;-]+[^\s_.,;-]*$")
BREAK_AFTER = re.compile(r"^[^\s_.,;-]*[\s_.,;-]+")
SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """The words as typed, less what nobody can see: controls, direction marks, stray surrogates."""
    return visible(text).strip("\n").rstrip()


def visible(text: str) -> str:
    """A stretch of words less what nobody can see; the spaces at its ends are part of it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SURROGATE.sub("", UNPRINTABLE.sub("", text))


def shorten(name: str, most: int, *, keep: str = "") -> str:
    """A name of at most `most` characters: of a longer one the middle is left out, and says so.

    It is cut between words where there are any nearby, and ends with `keep`, as it was.
    """
    if len(name) <= most:
        return name
    whole, room = name.removesuffix(keep), most - len(keep) - 1
    start, end = whole[: room * 2 // 3], whole[len(whole) - (room - room * 2 // 3) :]
    if (first := BREAK_BEFORE.search(start)) and first.start() > len(start) // 2:
        start = start[: first.start()]
    if (last := BREAK_AFTER.search(end)) and last.end() < len(end) // 2:
        end = end[last.end() :]
    return f"{start}…{end}{keep}"


def one_line(text: str) -> str:
    """A name or a title: clean, its words a space apart, nothing of no width between them.

    Two people's names may not look the same and differ in what cannot be seen. What joins the
    letters of some scripts, or parts them, stays between them.
    """
    shown = (one for one in clean(text) if one in JOINERS or unicodedata.category(one) != "Cf")
    return " ".join(STRAY_JOINER.sub("", "".join(shown)).split())
