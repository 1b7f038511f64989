"""One file that came back, put beside the plan as suggestions, and comments on their places."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Subquery

from councils.record.history import history_of
from councils.record.models import Act
from plans.actions.bringing import INSTEAD, day_in_file, name_in_file
from plans.actions.comments import LONGEST_NAME
from plans.comments import EVERYTHING, About, Things, things_of
from plans.document import Document, parse_document
from plans.document import Passage as Frozen
from plans.edits import EditContext
from plans.importing.marked import Said
from plans.lengths import LONGEST_HEADING, LONGEST_PARAGRAPH
from plans.models import Comment, CommentReply, Passage, Suggestion, Version, WordRound
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
from plans.whole_passages import FIRST, name_of_new
from web.text import clean

Kind = Suggestion.Kind
# What stands in a comment, for what is no suggestion.
FIGURE = "Changed this figure from {before} to {after}{where}."
CELL = "Changed “{column}”{of} from {before} to {after}."
NOT_TAKEN = "{words} It is not offered as a change: {why}"
NO_FIELD = "that column prints what is no field of its own."
ON_ITS_PAGE = "savings are given, and confirmed, on a page of their own."
IS_GONE = "it is no longer in the plan."
# What is said of a figure that was changed in some of its places alone.
CHANGED_IN = "Changed in {changed}."
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
        self.things: Things = things_of(w.plan, EVERYTHING)
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
        note = self._where_changed(one)
        self._value(About.FIGURE, one.figure, VALUE, one, name=name, words=words, note=note)

    def _where_changed(self, one: FigureChange) -> str:
        """In which of its places it was changed, where others were left as they stood."""
        left = [key for key in one.passages if key not in one.changed_in]
        if not one.changed_in or not left:
            return ""
        changed = CHANGED_IN.format(changed=self._named(one.changed_in))
        return f"{changed} {STOOD_IN.format(left=self._named(left))}"

    def _cell(self, one: ItemChange) -> None:
        before, after = (f"“{each}”" if each else NOTHING for each in (one.before, one.after))
        of = f" of {one.hangs}" if one.hangs else ""
        words = CELL.format(column=one.column, of=of, before=before, after=after)
        name = self.things.name_of(one.kind, one.item) or f"A {one.kind}"
        field = "" if one.hangs else FIELD_OF[one.kind].get(one.column, "")
        before, after = (in_lines(one.kind, field, each) for each in (one.before, one.after))
        one = replace(one, before=before, after=after)
        self._value(one.kind, one.item, field, one, name=name, words=words)

    def _value(
        self,
        about: str,
        item: int,
        field: str,
        one: FigureChange | ItemChange,
        *,
        name: str,
        words: str,
        note: str = "",
    ) -> None:
        """A change of a field, to be accepted; a comment, saying why, where the form takes none."""
        row = self.things.rows.get((about, item))
        if row is not None and field and reads_alike(standing_in(row, field), one.after):
            return
        why = NO_FIELD if row is not None else IS_GONE
        if row is not None and isinstance(one, ItemChange) and one.hangs:
            why = ON_ITS_PAGE
        if row is not None and field:
            why = self.why_not(about, row, field, one.after)
        if why:
            said = NOT_TAKEN.format(words=words, why=f"{why[:1].lower()}{why[1:]}")
            self._say(about, item, name, Said(one.said.author, one.said.day, said))
            return
        column = column_of(about, field)
        facts = {"key": 0, "about": about, "item": item, "field": field, "note": note}
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


def fits(body: str, *, is_heading: bool) -> bool:
    if is_heading:
        return len(body) <= LONGEST_HEADING and "\n" not in body
    return len(body) <= LONGEST_PARAGRAPH


def bodies_at(version: Version) -> dict[int, str]:
    """The source of each passage as it stood when a version was made; one query."""
    then = Act.objects.filter(pk=version.act_id).values("sequence")
    rows = history_of(Passage)._default_manager.filter(
        plan_id=version.plan_id, act__sequence__lte=Subquery(then)
    )
    newest = rows.order_by("id", "-history_id").distinct("id")
    return dict(newest.values_list("id", "body"))


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
