"""Words with bold, links and notes written in the small rich text of a plan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from plans.richtext import safe_link

SPACES = re.compile(r"[ \t\r\n]+")
# Only what our rich text would take for markup is escaped, so that a person can read the words.
MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\*(?=\*)|(?<=\*)\*|_(?=_)|(?<=_)_|\](?=\()|\^(?=\[|$)")
BRACKET = re.compile(r"(?<!\\)[\[\]]")
ESCAPED = r"\\\g<0>"
LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
BOLD_TAG = re.compile(r"</?(?:b|strong)(?:\s[^<>]*)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """Words in one look, or a note of such words, whose `text` says how its mark is written."""

    text: str
    bold: bool = False
    link: str = ""
    note: tuple["Markup", ...] = ()


def noted(words: Iterable[Markup]) -> Markup:
    """A note of these words, which have no note among them."""
    return Markup("^[]", note=tuple(words))


def dialect(stretches: Iterable[Markup]) -> str:
    """One line of rich text; whitespace folded, markup inside the words escaped."""
    return _line(stretches, within_note=False)


def _line(stretches: Iterable[Markup], *, within_note: bool) -> str:
    parts = _with_neighbours(_joined(stretches))
    return "".join(_written(*each, within_note=within_note) for each in parts).strip(" ")


def linked(line: str) -> tuple[str, int]:
    """The line with links that lead nowhere turned into their words, and how many they were."""
    dead = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal dead
        if not match[0].startswith("!") and safe_link(match[2]):
            return match[0]
        dead += 1
        return match[1]

    return LINK.sub(keep, line), dead


def bolded(line: str) -> str:
    """Inline bold tags written as our own bold."""
    return BOLD_TAG.sub("**", line) if "<" in line else line


def _joined(stretches: Iterable[Markup]) -> list[Markup]:
    """Words of one look are one stretch; each note is one, though two may say the same."""
    found: list[Markup] = []
    for words in stretches:
        last = found[-1] if found else None
        if last and not (last.note or words.note) and _look(last) == _look(words):
            found[-1] = replace(last, text=last.text + words.text)
        elif words.text:
            found.append(words)
    return found


def _look(words: Markup) -> tuple[bool, str]:
    return words.bold, words.link


def _with_neighbours(stretches: list[Markup]) -> Iterable[tuple[str, Markup, str]]:
    """Each stretch with the character before it and the one after it."""
    before = ["", *(words.text[-1:] for words in stretches)]
    after = [*(words.text[:1] for words in stretches[1:]), ""]
    return zip(before, stretches, after, strict=False)


def _written(before: str, words: Markup, after: str, *, within_note: bool) -> str:
    if words.note:
        inside = _line(words.note, within_note=True)
        return f"^[{inside}]" if inside else ""
    text = SPACES.sub(" ", words.text)
    core = text.strip(" ")
    if not core or not (words.bold or words.link):
        return BRACKET.sub(ESCAPED, _escaped(text)) if within_note else _escaped(text)
    lead, trail = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    written = _escaped(core)
    if within_note or words.link:
        written = BRACKET.sub(ESCAPED, written)
    if words.link:
        address = quote(words.link, safe=":/?#@!$&'*+,;=%~[]")
        written = f"[{written}]({address})"
    if words.bold and _can_be_bold(core, lead or before, trail or after):
        written = f"**{written}**"
    return lead + written + trail


def _escaped(text: str) -> str:
    return MARKUP.sub(ESCAPED, text)


def _can_be_bold(core: str, before: str, after: str) -> bool:
    """Bold marks between a full stop and a letter would show as stars."""
    opens = core[0].isalnum() or not before[-1:].isalnum()
    closes = core[-1].isalnum() or not after[:1].isalnum()
    return opens and closes
