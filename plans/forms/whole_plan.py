"""The whole plan on one page: a box for each passage, and then each conflict with its choice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from plans.actions.whole_plan import Conflict, NewPassage, PassageEdit
from plans.forms.base import ChangeForm, ReasonField, RichTextField
from plans.lengths import LONGEST_HEADING
from plans.models import Passage, Plan
from plans.parts import PlanPart, paragraphs_in
from web.errors import Difference
from web.forms.base import BaseForm
from web.stale_page import both_texts
from web.text import clean

BOX = re.compile(r"^passage-([0-9]{1,18})$")
NEW = re.compile(r"^new-([0-9]{1,18})$")
AGAIN = re.compile(r"^again-([0-9]{1,4})$")
REVISION = re.compile(r"^[0-9]{1,9}$")
MINE, THEIRS, OUT = "mine", "theirs", "out"


class WholePlanForm(ChangeForm):
    """Every passage of a plan in a box of its own, and an empty box at the end of each part."""

    submit = "Save the plan"
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        parts: list["PlanPart"],
        reason: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            for passage in part.passages:
                name = f"passage-{passage.pk}"
                self.fields[name] = box_for(passage)
                # A paragraph that came since has no box on the page that was sent.
                self.fields[name].required = not self.is_bound or name in self.data
                self.fields[f"seen-{passage.pk}"] = forms.IntegerField(
                    widget=forms.HiddenInput, initial=passage.revision, required=False
                )
            self.fields[f"new-{part.key}"] = RichTextField(
                label=f"Add to {part.name}",
                required=False,
                typing="Leave a blank line between paragraphs.",
            )
            self.fields[f"new-{part.key}"].widget.attrs["rows"] = 3
        if reason is not None:
            self.fields["reason"] = ReasonField(reason)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Each part with its boxes, in order, for the page to draw."""
        return [{"part": part, "boxes": [*self.boxes(part)]} for part in self.parts]

    def boxes(self, part: PlanPart) -> Iterator["Box"]:
        for passage in part.passages:
            seen = self[f"seen-{passage.pk}"]
            shown = f"passage-{passage.pk}", (seen.html_name, str(seen.value()))
            yield self.box(*shown, is_heading=passage.is_heading, passage=passage.pk)
        yield self.box(f"new-{part.key}")

    def box(
        self, name: str, *seen: tuple[str, str], is_heading: bool = False, passage: int = 0
    ) -> "Box":
        bound = self[name]
        return Box(
            name=name,
            key=bound.auto_id,
            label=str(bound.label),
            hint=str(bound.help_text),
            words=bound.value() or "",
            rows=bound.field.widget.attrs.get("rows", 0),
            wrong=tuple(self.wrong.get(name, ())),
            seen=seen[0] if seen else ("", ""),
            is_heading=is_heading,
            passage=passage,
        )

    @cached_property
    def wrong(self) -> dict[str, list[str]]:
        """What is wrong, by the name of its box."""
        return dict(self.errors.items())

    def rewrites(self) -> list[PassageEdit]:
        """What differs on the page from what stands now, passage by passage.

        A passage that was removed since has no box any more; its words come along all the same.
        """
        stands = {one.pk: clean(one.body) for part in self.parts for one in part.passages}
        typed = {int(box[1]): name for name in self.data if (box := BOX.match(name))}
        found = []
        for key, name in typed.items():
            body = clean(str(self.cleaned_data.get(name, self.data[name])))
            if body != stands.get(key):
                # A page that does not say what it showed counts as out of date.
                seen = self.data.get(f"seen-{key}", "")
                found.append(PassageEdit(key, int(seen) if REVISION.match(seen) else 0, body))
        return found

    def additions(self) -> list[NewPassage]:
        """Paragraphs typed at the end of a part; a blank line starts the next."""
        return [
            NewPassage(part.theme.pk if part.theme else None, body)
            for part in self.parts
            for body in paragraphs_in(self.cleaned_data.get(f"new-{part.key}") or "")
        ] + self.additions_for_removed_themes()

    def additions_for_removed_themes(self) -> list[NewPassage]:
        """What was typed at the end of a theme that is there no more comes along whole."""
        here = {part.key for part in self.parts}
        gone = [(name, found[1]) for name in self.data if (found := NEW.match(name))]
        return [
            NewPassage(int(key), body)
            for name, key in gone
            if key not in here and (body := clean(self.data[name]))
        ]


@dataclass(frozen=True, slots=True)
class Box:
    """A box as the page draws it; `seen` is the field that says what it showed, and its value.

    `passage` is the key of the passage that stands in it, 0 of one for what is to come.
    A plan has two hundred of them, so the page writes them out in place of drawing fields.
    """

    name: str
    key: str
    label: str
    hint: str
    words: str
    rows: int
    wrong: tuple[str, ...]
    seen: tuple[str, str]
    is_heading: bool
    passage: int

    @property
    def described_by(self) -> str:
        parts = (self.hint and f"{self.key}-hint", self.wrong and f"{self.key}-error")
        return " ".join(part for part in parts if part)


def box_for(passage: Passage) -> forms.Field:
    if passage.is_heading:
        return forms.CharField(label="Heading", max_length=LONGEST_HEADING, initial=passage.body)
    box = RichTextField(label=f"Paragraph {passage.number}".strip(), initial=passage.body)
    lines = passage.body.count("\n") + len(passage.body) // 90 + 2
    box.widget.attrs["rows"] = max(3, min(lines, 24))
    return box


class SettleForm(BaseForm):
    """Each conflict of a whole-plan page by itself: whose words stand, or where they go instead."""

    submit = "Save"
    mark_optional = False
    settles = forms.CharField(widget=forms.HiddenInput, initial="yes", required=False)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        parts: list[PlanPart],
        conflicts: tuple[Conflict, ...] = (),
        reason: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        self.passages = {one.pk: one for part in parts for one in part.passages}
        self.conflicts = conflicts or self.conflicts_sent()
        for number, conflict in enumerate(self.conflicts):
            if conflict.passage:
                self.ask_whose(conflict)
            else:
                self.ask_where(number, conflict)
        if reason is not None:
            self.fields["reason"] = ReasonField(reason)

    def conflicts_sent(self) -> tuple[Conflict, ...]:
        """Those that a sent page has, as they stand now."""
        found = []
        for name in self.data:
            if box := BOX.match(name):
                now = self.passages.get(int(box[1]))
                label, theirs = (str(now), now.body) if now else ("Removed meanwhile", "")
                found.append(Conflict(label, self.data[name], theirs, int(box[1])))
            elif AGAIN.match(name):
                found.append(Conflict("For what was removed", self.data[name]))
        return tuple(found)

    def ask_whose(self, conflict: Conflict) -> None:
        key, now = conflict.passage, self.passages.get(conflict.passage or 0)
        self.fields[f"keep-{key}"] = forms.ChoiceField(
            label=f"{conflict.label}: which words should stand?",
            choices=[
                (MINE, "The words in the box below"),
                (THEIRS, "What is there now: leave mine out"),
            ],
            widget=forms.RadioSelect,
            initial=MINE,
        )
        box = box_for(now) if now else RichTextField()
        box.label, box.initial, box.required = "Your words", conflict.draft or conflict.mine, False
        if conflict.draft and conflict.draft != conflict.mine:
            box.help_text = "What only somebody else changed is put in already."
        self.fields[f"passage-{key}"] = box
        self.fields[f"seen-{key}"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=conflict.seen, required=False
        )

    def ask_where(self, number: int, conflict: Conflict) -> None:
        places = [(part.key, part.title) for part in self.parts]
        self.fields[f"to-{number}"] = forms.ChoiceField(
            label=f"{conflict.label}: where should your words go?",
            choices=[("", "Choose"), *places, (OUT, "Nowhere: leave them out")],
        )
        self.fields[f"again-{number}"] = RichTextField(
            label="Your words", initial=conflict.mine, required=False
        )

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Each conflict with what happened, both texts, and its fields, for the page to draw."""
        return [
            self.section(one, one.passage, "keep", "passage")
            if one.passage
            else self.section(one, number, "to", "again")
            for number, one in enumerate(self.conflicts)
        ]

    def section(self, conflict: Conflict, key: int, choice: str, box: str) -> dict[str, Any]:
        mine, theirs = both_texts((Difference(conflict.label, conflict.mine, conflict.theirs),))
        return {
            "conflict": conflict,
            "mine": mine[0][1],
            "theirs": theirs[0][1],
            "fields": [self[f"{choice}-{key}"], self[f"{box}-{key}"]],
            "hidden": [self[f"seen-{key}"]] if conflict.passage else [],
        }

    def rewrites(self) -> list[PassageEdit]:
        """The words that their author wants to stand, on the revision they have read now."""
        typed = self.cleaned_data
        return [
            PassageEdit(one.passage, typed.get(f"seen-{one.passage}") or 0, body)
            for one in self.conflicts
            if one.passage and typed.get(f"keep-{one.passage}") == MINE
            if (body := clean(typed.get(f"passage-{one.passage}") or ""))
        ]

    def additions(self) -> list[NewPassage]:
        """The words that go to the end of another part."""
        typed, found = self.cleaned_data, []
        for number, one in enumerate(self.conflicts):
            part = next((one for one in self.parts if one.key == typed.get(f"to-{number}")), None)
            if not one.passage and part:
                theme = part.theme.pk if part.theme else None
                bodies = paragraphs_in(typed.get(f"again-{number}") or "")
                found += [NewPassage(theme, body) for body in bodies]
        return found
