"""One file that came back, put beside the plan as suggestions, and comments on their places."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from plans.actions.bringing import INSTEAD, day_in_file, name_in_file
from plans.actions.comments import LONGEST_NAME
from plans.comments import EVERYTHING, SAVING, About, Things, things_of
from plans.document import Document, parse_document
from plans.document import Passage as Frozen
from plans.edits import EditContext
from plans.importing.marked import Said
from plans.lengths import fits
from plans.models import Comment, CommentReply, Suggestion, WordRound
from plans.models import from_files as files
from plans.printed_fields import (
    FIELD_OF,
    VALUE,
    column_of,
    in_lines,
    reads_alike,
    standing_in,
)
from plans.quoting import in_one_line
from plans.returned import FigureChange, ItemChange, Proposal, Returned, ReturnedComment
from plans.rounds import bodies_at
from plans.whole_passages import FIRST, name_of_new
from web.text import clean

Kind = Suggestion.Kind
# What stands in a comment, for what is no suggestion.
FIGURE = "Changed this figure from {before} to {after}{where}."
CELL = "Changed “{column}”{of} from {before} to {after}."
NOT_TAKEN = "{words} It is not offered as a change: {why}"
NO_FIELD = "that column prints what is no field of its own."
IS_GONE = "it is no longer in the plan."
# What is said of a figure that was changed in some of its places alone.
CHANGED_IN = "Changed in {changed}."
CHANGED_PARTLY = "Of its mentions in {partly} only some were changed to this."
STOOD_IN = "It was left as it stood in {left}, which prints the same figure and changes with it."
NOWHERE = "Of no one place in the file: {words}"
# A comment on words that stand elsewhere than in a paragraph, or there no more.
QUOTED = "On “{quote}” in the file: {words}"
TOO_LONG = "{name}, too long to be one here: {words}"
NOTHING = "nothing"
# What else was done to a paragraph, beside what is suggested of it.
HOW = {
    "split": "The paragraph was parted: its words are in {} too.",
    "joined": "The paragraph was joined: its words are in {}.",
}


# Why the form of a row does not take what was typed for one of its fields, "" where it does: what
# the row is, the row, its field, and the words.
WhyNot = Callable[[str, Any, str, str], str]


@dataclass(frozen=True)
class Done:
    suggestions: int
    comments: int


class Returning:
    """What a file of a round says, under its names; whatever has none is of `whose`."""

    def __init__(
        self, w: EditContext, found: WordRound, *, file: str, whose: str, why_not: WhyNot
    ) -> None:
        self.w = w
        self.why_not = why_not
        self.file = file
        self.whose = whose
        self.sent: Document = parse_document(found.version.document)
        self.things: Things = things_of(w.plan, EVERYTHING | {SAVING})
        self.bodies = bodies_at(found.version)
        self.names = names_in(self.sent)
        self.suggestions = self.comments = 0

    def carry_out(self, said: Returned) -> Done:
        for proposal in said.proposals:
            self._propose(proposal)
        for figure in said.figures:
            self._figure(figure)
        for item in said.items:
            self._cell(item)
        for comment in said.comments:
            self._comment(comment)
        return Done(self.suggestions, self.comments)

    def _told(self, said: Said) -> dict[str, Any]:
        return {
            "plan": self.w.plan,
            "stage": self.w.plan.stage,
            **self._who(said),
        }

    def _who(self, said: Said) -> dict[str, Any]:
        """Under which name and day, from which file, and who brings it in when."""
        return {
            "file": self.file[: files.LONGEST_NAME],
            "said_by": name_in_file(said.author or self.whose),
            "said_on": day_in_file(said.day),
            "by": self.w.act.by,
            "at": self.w.act.at,
        }

    def _name_of(self, passage: int) -> str:
        """What a passage is called; as in the version, where it was removed since."""
        return self.things.name_of(About.PASSAGE, passage) or self.names.get(passage, "A paragraph")

    def _propose(self, one: Proposal) -> None:
        if one.kind == Kind.NEW:
            where: dict[str, Any] = {
                "theme": one.theme,
                "after": one.after or FIRST,
                "is_heading": one.is_heading,
            }
            name = name_of_new(self.things, **where)
            if fits(one.body, is_heading=one.is_heading):
                self._suggest(one, key=one.after or FIRST, name=name, proposed=one.body, **where)
            else:
                self._say_beside(one.after, one.said, TOO_LONG.format(name=name, words=one.body))
            return
        assert one.passage is not None, "only what is new is about no passage"
        row = self.things.rows.get((About.PASSAGE, one.passage))
        facts: dict[str, Any] = {"key": one.passage, "name": self._name_of(one.passage)}
        facts |= {"before": self.bodies.get(one.passage, "")}
        if one.kind == Kind.MOVED:
            facts |= {"theme": one.theme, "after": one.after or FIRST}
        if one.kind == Kind.WORDS:
            if one.body == facts["before"] or (row and one.body == row.body):
                return
            facts |= {"proposed": one.body}
            if row and not fits(one.body, is_heading=row.is_heading):
                said = Said(one.said.author, one.said.day, INSTEAD.format(one.body))
                self._say(About.PASSAGE, one.passage, facts["name"], said)
                return
        self._suggest(one, **facts)

    def _suggest(self, one: Proposal, **facts: Any) -> None:
        if one.how and one.others:
            facts["note"] = HOW[one.how].format(self._named(one.others))
        self._add(one.kind, one.said, **facts)

    def _named(self, keys: Iterable[int]) -> str:
        """ "paragraph 1 of theme 1 and paragraph 3 of theme 2" """
        return " and ".join(lower_first(self._name_of(key)) for key in keys)

    def _add(self, kind: str, said: Said, **facts: Any) -> None:
        facts["name"] = facts["name"][:LONGEST_NAME]
        self.w.act.add(Suggestion(kind=kind, **facts, **self._told(said)))
        self.suggestions += 1

    def _figure(self, one: FigureChange) -> None:
        places = ", ".join(self._name_of(key) for key in one.passages)
        where = f", where it prints: {places}" if places else ""
        words = FIGURE.format(before=one.before or NOTHING, after=one.after or NOTHING, where=where)
        name = self.things.name_of(About.FIGURE, one.figure) or f"Figure “{one.name}”"
        facts: dict[str, Any] = {}
        if note := self._where_changed(one):
            facts = {"note": note, "mentions": [list(each) for each in one.mentions]}
        self._value(About.FIGURE, one.figure, VALUE, one, name=name, words=words, **facts)

    def _where_changed(self, one: FigureChange) -> str:
        """In which of its places it was changed, where others were left as they stood."""
        left = [key for key in one.passages if key not in one.changed_in]
        times = Counter(key for key, _, _ in one.mentions)
        partly = list(dict.fromkeys(key for key, _, of in one.mentions if times[key] < of))
        if not one.changed_in or not (left or partly):
            return ""
        said = [CHANGED_IN.format(changed=self._named(one.changed_in))]
        said += [CHANGED_PARTLY.format(partly=self._named(partly))] if partly else []
        said += [STOOD_IN.format(left=self._named(left))] if left else []
        return " ".join(said)

    def _cell(self, one: ItemChange) -> None:
        before, after = (f"“{each}”" if each else NOTHING for each in (one.before, one.after))
        of = f" of {one.hangs}" if one.hangs else ""
        words = CELL.format(column=one.column, of=of, before=before, after=after)
        about, item = self._record_of(one)
        name = self.things.name_of(about, item) or f"A {one.kind}"
        field = FIELD_OF[about].get(one.column, "") if item else ""
        before, after = (in_lines(about, field, each) for each in (one.before, one.after))
        one = replace(one, before=before, after=after)
        self._value(about, item, field, one, name=name, words=words)

    def _record_of(self, one: ItemChange) -> tuple[str, int]:
        """The row of a list that a cell is of, or a year's savings; 0 of savings that are gone."""
        if not one.hangs:
            return one.kind, one.item
        year = one.item, one.year
        rows = ((key, row) for (about, key), row in self.things.rows.items() if about == SAVING)
        return SAVING, next((key for key, row in rows if (row.commitment_id, row.year) == year), 0)

    def _value(
        self,
        about: str,
        item: int,
        field: str,
        one: FigureChange | ItemChange,
        *,
        name: str,
        words: str,
        **facts: Any,
    ) -> None:
        """A change of a field, to be accepted; a comment, saying why, where the form takes none."""
        row = self.things.rows.get((about, item))
        if row is not None and field and reads_alike(standing_in(row, field), one.after):
            return
        why = NO_FIELD if row is not None else IS_GONE
        if row is not None and field:
            why = self.why_not(about, row, field, one.after)
        if why:
            said = NOT_TAKEN.format(words=words, why=f"{why[:1].lower()}{why[1:]}")
            who = Said(one.said.author, one.said.day, said)
            if isinstance(one, ItemChange):
                # Of savings, on their commitment.
                about, item = one.kind, one.item
                name = self.things.name_of(about, item) or f"A {about}"
            self._say(about, item, name, who)
            return
        column = column_of(about, field)
        facts |= {"key": 0, "about": about, "item": item, "field": field}
        facts |= {"name": f"“{column}” of {lower_first(name)}" if column else name}
        facts |= {"before": one.before, "proposed": one.after}
        self._add(Kind.VALUE, one.said, **facts)

    def _comment(self, one: ReturnedComment) -> None:
        comment = self._comment_on_item(one) if one.item else self._comment_on_passage(one)
        for reply in one.replies:
            told = self._who(reply)
            self.w.act.add(CommentReply(comment=comment, words=clean(reply.words), **told))

    def _comment_on_item(self, one: ReturnedComment) -> Comment:
        """On the commitment or metric in whose row its words stand."""
        assert one.item is not None, "whoever asks has looked"
        kind, key = one.item
        words = one.said.words
        if one.quote:
            words = QUOTED.format(quote=in_one_line(one.quote), words=words)
        name = self.things.name_of(kind, key) or f"A {kind}"
        return self._say(kind, key, name, Said(one.said.author, one.said.day, words))

    def _comment_on_passage(self, one: ReturnedComment) -> Comment:
        words = one.said.words
        row = self.things.rows.get((About.PASSAGE, one.passage or 0))
        quote = self.things.quoted(row, one.quote) if row is not None else ""
        if one.quote and not quote:
            words = QUOTED.format(quote=in_one_line(one.quote), words=words)
        elif one.passage is None:
            words = NOWHERE.format(words=words)
        return self._say_beside(one.passage, one.said, words, quote=quote)

    def _say_beside(self, key: int | None, who: Said, words: str, *, quote: str = "") -> Comment:
        """On a passage; what is of none of them, on the first that went out."""
        if key is None:
            key = next((each.id for each in self.sent.passages), 0)
        said = Said(who.author, who.day, words)
        return self._say(About.PASSAGE, key, self._name_of(key), said, quote=quote)

    def _say(self, about: str, key: int, name: str, said: Said, *, quote: str = "") -> Comment:
        comment = Comment(
            about=about,
            key=key,
            name=name[:LONGEST_NAME],
            quote=quote,
            words=clean(said.words),
            must_be_resolved=False,
            **self._told(said),
        )
        self.w.act.add(comment)
        self.comments += 1
        return comment


def lower_first(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def names_in(document: Document) -> dict[int, str]:
    """What each passage of a version is called there: "Paragraph 2 of theme 1"."""
    parts: list[tuple[str, Iterable[Frozen]]] = [("the introduction", document.introduction)]
    parts += [(f"theme {theme.number}", theme.passages) for theme in document.themes]
    names = {}
    for part, passages in parts:
        place = 0
        for one in passages:
            place += one.kind == "paragraph"
            number = one.number.rstrip(".") or str(place)
            noun = f"Paragraph {number}" if one.kind == "paragraph" else "A heading"
            names[one.id] = f"{noun} of {part}"
    return names
