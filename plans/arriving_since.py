"""A text that comes, beside the words it was made from: whose each difference is.

Plain functions. What the plan changed since is no change of the text that comes, and what both
changed is put together by sentences where that can be (see `plans.merging`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from plans.arriving import (
    NUMBER,
    Difference,
    Kind,
    Meeting,
    Printed,
    Text,
    as_printed,
    lost,
    with_references,
)
from plans.compare.pairing import Pairing
from plans.merging import merge, tokens_of

# A text of which the plan at a moment has more than at another was made from the words of that one.
Sentences = frozenset[str]


def sentences_of(texts: Sequence[Text]) -> Sentences:
    """What they say, sentence by sentence, without the numbers before paragraphs."""
    said = (NUMBER.sub("", one.said, count=1) for one in texts)
    return frozenset(one for words in said for one in tokens_of(words) if one.strip())


def shared(coming: Sentences, known: Sentences) -> int:
    """How many letters of what comes stand there, sentence by sentence."""
    return sum(map(len, coming & known))


def told_since(
    meeting: Meeting, base: Mapping[int, Text], standing: Sequence[Text], printed: Printed
) -> Meeting:
    """The same, each difference with whose it is; `base` are the words it was made from, by key."""
    here = {one.id for one in standing}
    gone = [one for key, one in base.items() if key not in here]
    new = [one.came for one in meeting.differences if one.kind == "new" and one.came]
    removed = Pairing(gone, new, words=lambda one: one.compared)
    found = []
    for one in meeting.differences:
        if one.kind == "new" and one.came:
            found.append(new_since(one, removed.was(one.came)))
        elif one.stands:
            was = base.get(one.stands.id)
            found.append(changed_since(one, was, printed) if one.came else gone_since(one, was))
    return replace(meeting, differences=tuple(found))


def new_since(one: Difference, was: Text | None) -> Difference:
    """What the plan took out is new in a text that was made before."""
    assert one.came
    if was is None:
        return one
    return replace(one, since="plan" if was.said == one.came.said else "both")


def gone_since(one: Difference, was: Text | None) -> Difference:
    """What the plan has since cannot be in a text that was made before."""
    assert one.stands
    if was is None:
        return replace(one, since="plan")
    return one if was.said == one.stands.said else replace(one, since="both")


def changed_since(one: Difference, was: Text | None, printed: Printed) -> Difference:
    assert one.stands
    assert one.came
    if was is None:
        return one
    moved_here = one.kind == "moved" and one.stands.part != was.part == one.came.part
    if not one.is_reworded:
        return replace(one, since="plan") if moved_here else one
    if was.said == one.came.said:
        # It may have been moved in the text that comes: then that is what may be taken.
        if one.kind == "moved" and not moved_here:
            return replace(one, came=in_words_of(one.came, one.stands), body=one.stands.body)
        return replace(one, since="plan")
    kind: Kind = "changed" if moved_here else one.kind
    body = with_references(was, one.came)
    if was.said == one.stands.said:
        return with_body(replace(one, kind=kind), one.stands, body)
    text = merge(was.body, body, one.stands.body).text
    if text is None or text == one.stands.body:
        return replace(one, kind=kind, since="both" if text is None else "plan")
    words, figures = as_printed(text, printed)
    came = replace(one.came, body=text, words=words, figures=figures)
    together = replace(one, kind=kind, came=came, since="together")
    return with_body(together, one.stands, text)


def in_words_of(one: Text, other: Text) -> Text:
    return replace(one, body=other.body, words=other.words, figures=other.figures)


def with_body(one: Difference, stands: Text, body: str) -> Difference:
    """With what would be saved, and what would fall away by it."""
    figures, links = lost(stands, body)
    return replace(one, body=body, lost_figures=figures, lost_links=links)
