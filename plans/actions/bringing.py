"""Put the changes and comments of a file beside the paragraphs that came, or that stand there."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from plans.actions.comments import LONGEST_NAME
from plans.arriving import Text, as_printed, has_its_number, unnumbered, with_references
from plans.comments import About, Things, things_of
from plans.edits import EditContext
from plans.figures import figure_formatter
from plans.importing.bringing import Coming, ComingComment, ComingSuggestion
from plans.importing.marked import Said
from plans.importing.passages import ImportedPassage
from plans.lengths import LONGEST_HEADING, LONGEST_PARAGRAPH
from plans.models import Comment, CommentReply, Passage, Suggestion
from plans.models import from_files as files
from plans.quoting import in_one_line
from web.text import clean

# Word had no tracked changes before; an older day is a clock that was never set.
EARLIEST = dt.date(1990, 1, 1)
INSTEAD = "Tracked change: these words in its place, which do not fit there: {}"


@dataclass(frozen=True)
class Brought:
    """How many of each came, and what did not, for its paragraph is not in the plan."""

    suggestions: int = 0
    comments: int = 0
    left: tuple[ComingSuggestion | ComingComment, ...] = ()


NOTHING_BESIDE = Brought()


def bring_in(
    w: EditContext,
    landed: Sequence[tuple[ImportedPassage, Passage]],
    coming: Coming | None,
    *,
    file: str,
) -> Brought:
    """Suggest and say what the file has, of each paragraph that landed in the plan.

    Its names stay names: whoever brings it in is whose words they are for every rule.
    """
    if coming is None:
        return NOTHING_BESIDE
    things = things_of(w.plan, {About.PASSAGE, About.FIGURE})
    return Bringing(w, dict(landed), things, file).carry_out(coming)


@dataclass
class Bringing:
    w: EditContext
    landed: dict[ImportedPassage, Passage]
    things: Things
    file: str

    def carry_out(self, coming: Coming) -> Brought:
        suggestions = [one for one in coming.suggestions if one.passage in self.landed]
        comments = [one for one in coming.comments if one.passage in self.landed]
        for suggestion in suggestions:
            self._suggest(suggestion, self.landed[suggestion.passage])
        for comment in comments:
            self._comment(comment, self.landed[comment.passage])
        every: list[ComingSuggestion | ComingComment] = [*coming.suggestions, *coming.comments]
        left = tuple(one for one in every if one.passage not in self.landed)
        return Brought(len(suggestions), len(comments), left)

    def _facts(self, row: Passage) -> dict[str, Any]:
        name = self.things.name_of(About.PASSAGE, row.pk)[:LONGEST_NAME]
        return {"plan": self.w.plan, "key": row.pk, "name": name, "stage": self.w.plan.stage}

    def _told(self, said: Said) -> dict[str, Any]:
        """Under which name and day, and who brings it in when."""
        return {
            "file": self.file[: files.LONGEST_NAME],
            "said_by": name_in_file(said.author),
            "said_on": day_in_file(said.day),
            "by": self.w.act.by,
            "at": self.w.act.at,
        }

    def _suggest(self, one: ComingSuggestion, row: Passage) -> None:
        before, body = self._as_it_stands(row, one)
        most = LONGEST_HEADING if row.is_heading else LONGEST_PARAGRAPH
        if len(body) > most or (row.is_heading and "\n" in body):
            said = Said(one.said.author, one.said.day, INSTEAD.format(body))
            self._comment(ComingComment(one.passage, said), row)
        elif body not in (before, row.body):
            facts = self._facts(row) | self._told(one.said)
            facts["kind"] = Suggestion.Kind.WORDS
            self.w.act.add(Suggestion(before=before, proposed=body, **facts))

    def _as_it_stands(self, row: Passage, one: ComingSuggestion) -> tuple[str, str]:
        """Both texts in the plan's own marks: its figures by name, and no number before them."""
        printed = figure_formatter(self.things.figures)
        words, figures = as_printed(row.body, printed)
        stands = Text(row.pk, "", row.is_heading, row.body, words, figures)
        texts = [Text(-1, "", row.is_heading, body, body) for body in (one.passage.body, one.body)]
        if has_its_number(stands, texts[0]):
            texts = [unnumbered(text) for text in texts]
        before, body = (with_references(stands, text) for text in texts)
        return before, body

    def _comment(self, one: ComingComment, row: Passage) -> None:
        comment = Comment(
            about=About.PASSAGE,
            quote=self.things.quoted(row, one.quote),
            words=clean(one.said.words),
            must_be_resolved=False,
            **self._facts(row),
            **self._told(one.said),
        )
        self.w.act.add(comment)
        for reply in one.replies:
            told = self._told(reply)
            self.w.act.add(CommentReply(comment=comment, words=clean(reply.words), **told))


def name_in_file(name: str) -> str:
    """As the file has it, in one line; the end of one that is too long to be a name is cut."""
    name = "".join(each for each in in_one_line(name) if each.isprintable())
    if len(name) <= files.LONGEST_NAME:
        return name
    return f"{name[: files.LONGEST_NAME - 1]}…"


def day_in_file(day: dt.date | None) -> dt.date | None:
    """None where it cannot be the day; where clocks differ it may be tomorrow already."""
    latest = timezone.localdate() + dt.timedelta(days=1)
    return day if day and EARLIEST <= day <= latest else None
