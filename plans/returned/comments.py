"""The comments of a returned file on the passages whose words they mark, with their replies."""

from collections.abc import Iterator, Mapping, Sequence

from plans.importing.bringing import NotComing
from plans.importing.marked import Said
from plans.importing.word_comments import Comment
from plans.returned.data import ItemKind, ReturnedComment

SETTLED = "a comment, resolved in Word"


def returned_comments(
    comments: Sequence[Comment],
    passages: Mapping[int, int],
    items: Mapping[int, tuple[ItemKind, int]],
) -> Iterator[ReturnedComment | NotComing]:
    """`passages` says which passage of the version a paragraph of the file is, and `items` in the
    row of which commitment or metric it stands. What somebody resolved does not come, and is told.
    """
    by_name = {one.name: one for one in comments}
    threads: dict[str, list[Comment]] = {}
    for one in comments:
        threads.setdefault(_first(one, by_name).name, []).append(one)
    for name, thread in threads.items():
        first = by_name[name]
        rest = tuple(_said(each) for each in thread if each is not first and each.words)
        if first.done:
            yield from (NotComing(SETTLED, each) for each in (_said(first), *rest) if each.words)
        elif first.words or rest:
            place = -1 if first.paragraph is None else first.paragraph
            quote = (first.was_about or first.about).split("\n")[0]
            told = _said(first)
            yield ReturnedComment(passages.get(place), quote, told, rest, items.get(place))


def _first(one: Comment, by_name: Mapping[str, Comment]) -> Comment:
    """The comment that opened the thread; of a thread that goes in a circle, its first by name."""
    met = {one.name}
    while one.reply_to in by_name:
        if one.reply_to in met:
            return by_name[min(met)]
        one = by_name[one.reply_to]
        met.add(one.name)
    return one


def _said(one: Comment) -> Said:
    return Said(one.author, one.day, one.words)
