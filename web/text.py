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
SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """The words as typed, less what nobody can see: controls, direction marks, stray surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SURROGATE.sub("", UNPRINTABLE.sub("", text)).strip("\n").rstrip()


def one_line(text: str) -> str:
    """A name or a title: clean, its words a space apart, nothing of no width between them.

    Two people's names may not look the same and differ in what cannot be seen. What joins the
    letters of some scripts, or parts them, stays between them.
    """
    shown = (one for one in clean(text) if one in JOINERS or unicodedata.category(one) != "Cf")
    return " ".join(STRAY_JOINER.sub("", "".join(shown)).split())
