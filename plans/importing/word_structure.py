"""What tracked changes did to whole paragraphs of a Word file, and which of them stand before.

A paragraph's words can be suggested in place of others; that a paragraph is new, gone, moved,
parted or joined can only be told. Pure, as `word_marked` read it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from plans.importing.word_marked import Mark, MarkedParagraph

Kind = Literal["comment", "new", "removed", "moved", "parted", "joined", "reworded"]
NOBODY = Mark("", None)
# So many letters of a paragraph tell which one is meant.
NAMED_BY = 80


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What `mark` says somebody did to a paragraph, by its number; `words` where they say more."""

    kind: Kind
    paragraph: int
    mark: Mark
    words: str = ""


@dataclass(slots=True)
class Structure:
    """The paragraphs as they are read: `new` ones with their accepted words, `gone` ones not.

    `joined` says into which following paragraph one goes that somebody parted from it, `moved` of
    one that came from elsewhere which it was there.
    """

    new: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    joined: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    told: list[ToldOf] = field(default_factory=list)

    def stands_in(self, number: int) -> int:
        """The number of the paragraph in which the words of one stand before all changes."""
        number = self.moved.get(number, number)
        while number in self.joined:
            number = self.joined[number]
        return number


def structure_of(paragraphs: Sequence[MarkedParagraph]) -> Structure:
    found = Structure()
    sources = {move: each for each in paragraphs if (move := _moved_away(each))}
    before = ""
    for chain in _chains(paragraphs):
        _settle(chain, found, sources, before)
        before = next((each.after for each in reversed(chain) if each.after.strip()), before)
    for each, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        if each.number not in found.gone | found.new:
            _tell_of_end(each, following, found)
    return found


def _chains(paragraphs: Sequence[MarkedParagraph]) -> Iterator[list[MarkedParagraph]]:
    """Paragraphs that were one before their ends were put in; most stand alone."""
    chain: list[MarkedParagraph] = []
    for each in paragraphs:
        if chain and (chain[-1].end.was_there or chain[-1].group != each.group):
            yield chain
            chain = []
        chain.append(each)
    if chain:
        yield chain


def _settle(
    chain: list[MarkedParagraph],
    found: Structure,
    sources: dict[str, MarkedParagraph],
    before: str,
) -> None:
    """What became of paragraphs that were one; `before` are the words that stand before them."""
    old = [place for place, each in enumerate(chain) if _was_there(each)]
    first, last = (old[0], old[-1]) if old else (len(chain), -1)
    for place, each in enumerate(chain):
        if first <= place <= last:
            if place < last:
                found.joined[each.number] = chain[place + 1].number
                told = ToldOf("parted", each.number, each.end.inserted or NOBODY, each.before)
                found.told.append(told)
        elif not each.after.strip():
            if len(chain) > 1 or any(piece.words for piece in each.pieces):
                found.gone.add(each.number)
        elif source := sources.get(_moved_here(each)):
            found.gone.add(each.number)
            found.moved[each.number] = source.number
            above = next((one.after for one in chain[:place][::-1] if one.after.strip()), before)
            _tell_of_move(source, each, found, above)
        else:
            found.new.add(each.number)
            found.told.append(ToldOf("new", each.number, _who_inserted(each)))


def _was_there(each: MarkedParagraph) -> bool:
    return each.row.was_there and bool(each.before.strip())


def _who_inserted(each: MarkedParagraph) -> Mark:
    marks = (piece.inserted for piece in each.pieces if piece.words.strip() and piece.stays)
    return next((mark for mark in marks if mark), each.row.inserted or NOBODY)


def _moved_here(each: MarkedParagraph) -> str:
    """The move by which a whole paragraph came; "" of any other."""
    moves = {piece.inserted.move for piece in each.pieces if piece.inserted and piece.words.strip()}
    return next(iter(moves - {""}), "")


def _moved_away(each: MarkedParagraph) -> str:
    """The move by which all that a paragraph had went; "" of any other."""
    there = [piece for piece in each.pieces if piece.was_there and piece.words.strip()]
    moves = {piece.deleted.move if piece.deleted else "" for piece in there}
    return moves.pop() if len(moves) == 1 else ""


def _tell_of_move(
    source: MarkedParagraph, each: MarkedParagraph, found: Structure, above: str
) -> None:
    marks = [piece.inserted for piece in each.pieces if piece.inserted and piece.inserted.move]
    where = f"to after “{shortened(above)}”" if above else "to the beginning"
    if each.after.strip() != source.before.strip():
        where += f", where it reads: “{each.after.strip()}”"
    found.told.append(ToldOf("moved", source.number, marks[0], where))


def shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= NAMED_BY else f"{words[:NAMED_BY].rstrip()}…"


def _tell_of_end(
    each: MarkedParagraph, following: MarkedParagraph | None, found: Structure
) -> None:
    """That its row was taken out, or that it runs on into what follows."""
    if not each.before.strip():
        return
    if each.row.deleted:
        found.told.append(ToldOf("removed", each.number, each.row.deleted))
    elif each.end.deleted and each.after.strip() and following and following.group == each.group:
        found.told.append(ToldOf("joined", each.number, each.end.deleted))
