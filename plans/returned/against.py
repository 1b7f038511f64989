"""What became of one text in another: passages reworded, new, gone, moved, split and joined."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from plans.compare.pairing import alike, longest_rising
from plans.document import Figure
from plans.importing.marked import Said
from plans.returned.data import FigureChange, Proposal
from plans.returned.figures import Mention, mentions, with_names
from plans.returned.pairs import paired
from plans.returned.standing import Standing, canonical
from plans.richtext import fill_figures, parse_richtext

# Two passages whose words together are as alike to one are that one, parted.
PARTED = 0.85
# Whose words these are and since when, of what became of a passage or of a new one.
Says = Callable[[Standing | None, Standing | None], Said]


@dataclass(frozen=True)
class Reworded:
    """A passage's new source with its figures by name; `differs` where more than these changed."""

    body: str
    found: tuple[Mention, ...]
    differs: bool


@dataclass
class Against:
    """`sent_of` says which passage of the version each of `before` is; one that is none is new.

    `figures` are those of the version by name, `absent` the themes whose titles are gone.
    """

    before: Sequence[Standing]
    after: Sequence[Standing]
    sent_of: Mapping[int, int]
    figures: Mapping[str, Figure]
    says: Says
    absent: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.was_of = paired(self.before, self.after)
        self.after = tuple(self._in_themes())
        self.now_of = {was.id: now for now in self.after if (was := self.was_of.get(now.id))}

    def _in_themes(self) -> Iterator[Standing]:
        """A passage of a theme whose title alone is gone still stands in that theme."""
        theme: int | None = None
        for one in self.after:
            was = self.was_of.get(one.id)
            if was:
                theme = was.theme if was.theme in self.absent else None
            yield one if theme is None else replace(one, theme=theme)

    @cached_property
    def reworded(self) -> dict[int, Reworded]:
        """What each passage that was there says now, by its id now."""
        return {
            now.id: self._reworded(was, now)
            for now in self.after
            if (was := self.was_of.get(now.id))
        }

    def _reworded(self, was: Standing, now: Standing) -> Reworded:
        if was.canonical == now.canonical and not was.spans:
            return Reworded(now.words, (), differs=False)
        keys = {name: figure.id for name, figure in self.figures.items()}
        found = mentions(was, now, keys)
        if was.canonical == now.canonical:
            found = tuple(one for one in found if one.before == one.after)
            return Reworded(with_names(now.words, found), found, differs=False)
        body = with_names(now.words, found)
        printed = {name: was.words[start:end] for start, end, name in was.spans}
        blocks = fill_figures(parse_richtext(body), lambda name: printed.get(name, ""))
        return Reworded(body, found, differs=canonical(blocks) != was.canonical)

    def restored(self) -> tuple[Standing, ...]:
        """What stands after, with where its figures are, to be set against another reading."""
        return tuple(
            replace(one, spans=tuple((each.start, each.end, each.name) for each in found))
            if (found := self.reworded[one.id].found if one.id in self.reworded else ())
            else one
            for one in self.after
        )

    def same(self) -> int:
        moved = self._moved()
        return sum(
            not one.differs
            and key not in moved
            and all(each.before == each.after for each in one.found)
            for key, one in self.reworded.items()
        )

    def proposals(self) -> Iterator[Proposal]:
        moved, split, joined = self._moved(), self._split(), self._joined()
        after: dict[int | None, int | None] = {}
        for now in self.after:
            was = self.was_of.get(now.id)
            key = self.sent_of.get(was.id) if was else None
            new = Proposal("new", self.says(was, now), key, now.words, now.is_heading)
            new = replace(new, theme=now.theme, after=after.get(now.theme))
            if key is not None:
                if now.id in moved:
                    yield replace(new, kind="moved", body="", is_heading=False)
                if self.reworded[now.id].differs:
                    body = self.reworded[now.id].body
                    yield Proposal("words", new.said, key, body, now.is_heading)
                after[now.theme] = key
            elif was is None:
                others = self._sent(split.get(now.id))
                yield replace(new, how="split" if others else "", others=others)
            elif self.reworded[now.id].differs:
                # Somebody's change of what nobody tracked is, with it, new to the plan.
                yield new
        for was in self.before:
            key = self.sent_of.get(was.id)
            if was.id not in self.now_of and key is not None and was.said:
                others = self._sent(joined.get(was.id))
                gone = Proposal("gone", self.says(was, None), key, others=others)
                yield replace(gone, how="joined" if others else "")

    def _sent(self, key: int | None) -> tuple[int, ...]:
        """The passage of the version that one of `before` is, if it is one."""
        found = None if key is None else self.sent_of.get(key)
        return () if found is None else (found,)

    def figure_changes(self) -> Iterator[FigureChange]:
        """Each other value once, however many mentions were changed to it."""
        found: dict[tuple[str, str], list[tuple[Standing, Mention]]] = {}
        for now in self.after:
            for each in self.reworded[now.id].found if now.id in self.reworded else ():
                if each.before != each.after and each.name in self.figures:
                    found.setdefault((each.name, each.after), []).append((now, each))
        for (name, after), places in found.items():
            figure, was = self.figures[name], [self.was_of[now.id] for now, _ in places]
            yield FigureChange(
                figure.id,
                figure.name,
                figure.printed,
                after,
                self.says(was[0], places[0][0]),
                self._sent_of(
                    one for one in self.before if name in {each[2] for each in one.spans}
                ),
                self._sent_of(was),
                tuple(self._mentions(name, places)),
            )

    def _mentions(
        self, name: str, places: Iterable[tuple[Standing, Mention]]
    ) -> Iterator[tuple[int, int, int]]:
        """Each as the passage of the version, which of the figure's mentions there, of how many."""
        for now, each in places:
            was = self.was_of[now.id]
            at = [start for start, _, named in was.spans if named == name]
            key = self.sent_of.get(was.id)
            if key is not None and each.was_at in at:
                yield key, at.index(each.was_at), len(at)

    def _sent_of(self, standing: Iterable[Standing]) -> tuple[int, ...]:
        """Which passages of the version these are, each once."""
        keys = (self.sent_of.get(one.id) for one in standing)
        return tuple(dict.fromkeys(key for key in keys if key is not None))

    def _moved(self) -> set[int]:
        """Those in another part, and of each part the fewest that are out of order."""
        place = {one.id: position for position, one in enumerate(self.before)}
        found = set()
        for theme in dict.fromkeys(one.theme for one in self.after):
            here = [
                (now, was)
                for now in self.after
                if now.theme == theme and (was := self.was_of.get(now.id))
            ]
            found |= {now.id for now, was in here if was.theme != theme}
            stayed = [(now, place[was.id]) for now, was in here if was.theme == theme]
            kept = longest_rising([position for _, position in stayed])
            found |= {now.id for index, (now, _) in enumerate(stayed) if index not in kept}
        return found

    def _split(self) -> dict[int, int]:
        """New passages whose words were of the one before or after them, by what that was."""
        found: dict[int, int] = {}
        for index, now in enumerate(self.after):
            if now.id in self.was_of:
                continue
            for beside, whole in ((index - 1, False), (index + 1, True)):
                other = self.after[beside] if 0 <= beside < len(self.after) else None
                was = self.was_of.get(other.id) if other else None
                if other and was and other.theme == now.theme and was.said != other.said:
                    pair = (now, other) if whole else (other, now)
                    if _are_one(was, *pair):
                        found[now.id] = was.id
                        break
        return found

    def _joined(self) -> dict[int, int]:
        """Passages that are gone, whose words stand in the one before or after them."""
        found: dict[int, int] = {}
        for index, was in enumerate(self.before):
            if was.id in self.now_of:
                continue
            for beside, first in ((index - 1, False), (index + 1, True)):
                other = self.before[beside] if 0 <= beside < len(self.before) else None
                now = self.now_of.get(other.id) if other else None
                if other and now and other.said != now.said:
                    pair = (was, other) if first else (other, was)
                    if _are_one(now, *pair):
                        found[was.id] = other.id
                        break
        return found


def _are_one(whole: Standing, first: Standing, second: Standing) -> bool:
    """Whether two passages together are one, and neither of them is nearly all of it."""
    if whole.is_heading or not (first.said and second.said):
        return False
    words = whole.said.split()
    together = first.said.split() + second.said.split()
    if "".join(words) == "".join(together):
        return True
    own = set(words)
    shorter = min((set(first.said.split()), set(second.said.split())), key=len)
    return alike(own, set(together)) >= PARTED and len(shorter & own) >= PARTED * len(shorter)
