"""Which words an amendment is to: those of one paragraph of a version, as they were typed."""

from dataclasses import dataclass

from plans.actions.returning import names_in
from plans.document import parse_document
from plans.models import Version
from plans.rounds import bodies_at
from web.errors import Refused
from web.text import clean


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a version: its key there, what it is called, its words as typed."""

    version: Version
    key: int
    place: str
    words: str


def paragraph_in(version: Version, key: int) -> Paragraph:
    """The paragraph with this key; Refused where the version has none. Two queries."""
    document = parse_document(version.document)
    if not any(one.id == key and one.kind == "paragraph" for one in document.passages):
        why = f"That paragraph is not in version {version.number}, which goes to the meeting."
        raise Refused(why, field="new_words")
    return Paragraph(version, key, names_in(document)[key], bodies_at(version)[key])


def words_changed(old_words: str, typed: str) -> str:
    """The words as amended, which are some, and others than stand there."""
    words = clean(typed)
    if not words.strip():
        why = (
            "Write the paragraph as it would read. To have it taken out, tell democratic services: "
            "that is recorded with the decision."
        )
        raise Refused(why, field="new_words")
    if words == clean(old_words):
        raise Refused("Change the words: these are the paragraph’s own.", field="new_words")
    return words
