"""Which paragraphs of a text that comes the changes and comments of its file are about.

Pure. A paragraph is made of lines, and several lines may be one; so each person's words are put in
the place of the lines they change and the whole is read again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from plans.importing.marked import Edit, Marked, Remark, Said
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan
from plans.importing.source import Source
from plans.importing.word_structure import NAMED_BY

Read = Callable[[Source], ImportedPlan]

# What a tracked change did to a whole paragraph, in words; {} is what the file says of it beside.
IN_WORDS = {
    "new": "Tracked change: put this paragraph in. Remove it if it is not to stand.",
    "removed": "Tracked change: took this paragraph out.",
    "moved": "Tracked change: moved this paragraph{}.",
    "parted": "Tracked change: began a new paragraph{}.",
    "joined": "Tracked change: joined this paragraph to the next one.",
    "reworded": "Tracked change: these words in its place: {}",
}


@dataclass(frozen=True, slots=True)
class ComingSuggestion:
    """`body` is what somebody would have in the place of a whole passage."""

    passage: ImportedPassage
    body: str
    said: Said


@dataclass(frozen=True, slots=True)
class ComingComment:
    passage: ImportedPassage
    said: Said
    quote: str = ""
    replies: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class NotComing:
    """What has no paragraph to stand on: a heading of a theme, a line that is left out."""

    what: str
    said: Said


@dataclass(frozen=True, slots=True)
class Coming:
    suggestions: tuple[ComingSuggestion, ...]
    comments: tuple[ComingComment, ...]
    left: tuple[NotComing, ...]


def all_passages(imported: ImportedPlan) -> tuple[ImportedPassage, ...]:
    """In the order they come; those without a place last."""
    themes = [passage for theme in imported.themes for passage in theme.passages]
    return (*imported.introduction, *themes, *imported.unplaced)


def coming_with(marked: Marked, imported: ImportedPlan, read: Read) -> Coming:
    """`imported` is the text before all changes; `read` reads another version of its source."""
    return Meeting(marked, all_passages(imported), read).coming()


class Meeting:
    def __init__(self, marked: Marked, passages: Sequence[ImportedPassage], read: Read) -> None:
        self.marked = marked
        self.passages = passages
        self.read = read
        self.suggestions: list[ComingSuggestion] = []
        self.comments: list[ComingComment] = []
        self.left: list[NotComing] = []

    def coming(self) -> Coming:
        for author in dict.fromkeys(edit.author for edit in self.marked.edits):
            self._suggest([edit for edit in self.marked.edits if edit.author == author])
        for remark in self.marked.remarks:
            self._remark(remark, "a comment" if remark.kind == "comment" else "a tracked change")
        return Coming(tuple(self.suggestions), tuple(self.comments), tuple(self.left))

    def _on(self, numbers: Sequence[int]) -> list[ImportedPassage]:
        return [one for one in self.passages if set(numbers) & set(one.source_lines)]

    def _suggest(self, edits: Sequence[Edit]) -> None:
        """One suggestion for each passage that a person's edits change."""
        changed = self._changed_by(edits)
        for passage, body in changed.items():
            theirs = [one for one in edits if _numbers(one) & set(passage.source_lines)]
            days = [one.day for one in theirs if one.day]
            said = Said(edits[0].author, max(days, default=None), "")
            self.suggestions.append(ComingSuggestion(passage, body, said))
        covered = {number for passage in changed for number in passage.source_lines}
        for edit in edits:
            if not _numbers(edit) & covered and self._differs(edit):
                words = " ".join(text.strip() for _, text in edit.lines)
                said = Said(edit.author, edit.day, words)
                self._remark(Remark("reworded", said, tuple(_numbers(edit))), "changed words")

    def _differs(self, edit: Edit) -> bool:
        """Whether more changed than marks: two lines may read the same."""
        lines = {line.number: line.text.strip() for line in self.marked.before.text_lines}
        return any(lines.get(number, "") != text.strip() for number, text in edit.lines)

    def _changed_by(self, edits: Sequence[Edit]) -> dict[ImportedPassage, str]:
        changed = {number: text for edit in edits for number, text in edit.lines}
        lines = tuple(
            replace(line, text=changed.get(line.number, line.text))
            for line in self.marked.before.text_lines
        )
        came: dict[tuple[int, ...], list[ImportedPassage]] = {}
        for one in all_passages(self.read(replace(self.marked.before, text_lines=lines))):
            came.setdefault(one.source_lines, []).append(one)
        found: dict[ImportedPassage, str] = {}
        for passage in self.passages:
            if not changed.keys() & set(passage.source_lines):
                continue
            same = came.get(passage.source_lines, [])
            body = same.pop(0).body if same else self._put_in(passage, changed)
            if body and body != passage.body:
                found[passage] = body
        return found

    def _put_in(self, passage: ImportedPassage, changed: dict[int, str]) -> str:
        """The passage with changed lines where they stand in it as they are; "" where none does.

        Words that look like a heading make the reader part what was one paragraph.
        """
        body = passage.body
        for line in self.marked.before.text_lines:
            if line.number in changed and line.number in passage.source_lines:
                if body.count(line.text.strip()) != 1:
                    return ""
                body = body.replace(line.text.strip(), changed[line.number].strip())
        return body

    def _remark(self, remark: Remark, what: str) -> None:
        said = replace(remark.said, words=in_words(remark))
        found = self._on(remark.lines)
        if found:
            quote = remark.quote if remark.kind == "comment" else ""
            self.comments.append(ComingComment(found[0], said, quote, remark.replies))
            return
        self.left.append(NotComing(what, said))
        self.left += [NotComing("a reply to it", one) for one in remark.replies]


def in_words(remark: Remark) -> str:
    """What a person said, or what the file says they did to a whole paragraph."""
    return "".join(_in_words(remark.kind, remark.said.words))


def _in_words(kind: str, words: str) -> Iterator[str]:
    if kind == "comment":
        yield words
    elif kind == "parted":
        yield IN_WORDS[kind].format(f" after “{_end(words)}”" if words else "")
    elif kind == "moved":
        yield IN_WORDS[kind].format(f" {words}" if words else "")
    else:
        yield IN_WORDS[kind].format(words)


def _end(words: str) -> str:
    return words if len(words) <= NAMED_BY else f"…{words[-NAMED_BY:]}"


def _numbers(edit: Edit) -> set[int]:
    return {number for number, _ in edit.lines}
