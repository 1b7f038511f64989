"""Tracked changes and comments as Word writes them, by people named by their role."""
# ruff: noqa: E501 (pieces of XML are easier to read whole)

from tests.plans.importing.word_files import SPACES, paragraph, run
from tests.plans.importing.word_kinds import docx, part

FINANCE = 'w:id="1" w:author="Head of Finance" w:date="2026-03-02T10:00:00Z"'
LEGAL = 'w:id="2" w:author="Monitoring Officer" w:date="2026-03-04T16:20:00Z"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def gone(words: str) -> str:
    return f'<w:r w:rsidDel="00A1"><w:delText xml:space="preserve">{words}</w:delText></w:r>'


def ins(words: str, by: str = FINANCE) -> str:
    return f"<w:ins {by}>{run(words)}</w:ins>"


def dele(words: str, by: str = FINANCE) -> str:
    return f"<w:del {by}>{gone(words)}</w:del>"


def ended(inside: str, mark: str, by: str = FINANCE) -> str:
    """A paragraph whose end is inserted, deleted or moved."""
    return paragraph(inside, f"<w:rPr><w:{mark} {by}/></w:rPr>")


def moved(name: str, words: str, move: str = "move1") -> str:
    start = f'<w:{name}RangeStart w:id="7" w:name="{move}" w:author="Head of Finance"/>'
    return f'{start}<w:{name} {FINANCE}>{run(words)}</w:{name}><w:{name}RangeEnd w:id="7"/>'


def about(name: int, inside: str) -> str:
    """What a comment is about."""
    reference = f'<w:r><w:commentReference w:id="{name}"/></w:r>'
    return (
        f'<w:commentRangeStart w:id="{name}"/>{inside}<w:commentRangeEnd w:id="{name}"/>{reference}'
    )


def with_comments(
    body: str,
    *said: tuple[str, str],
    replies: dict[int, int] | None = None,
    done: tuple[int, ...] = (),
) -> bytes:
    """A file with comments, each (by whom, words), numbered from 0; which answers which, and is done."""
    comments, extended = "", ""
    for number, (by, words) in enumerate(said):
        inside = paragraph(run(words)).replace("<w:p>", f'<w:p w14:paraId="0{number}">')
        comments += f'<w:comment w:id="{number}" {by.partition(" ")[2]}>{inside}</w:comment>'
        to = f' w15:paraIdParent="0{replies[number]}"' if number in (replies or {}) else ""
        is_done = int(number in done)
        extended += f'<w15:commentEx w15:paraId="0{number}"{to} w15:done="{is_done}"/>'
    return docx(
        body,
        {
            "word/comments.xml": part("comments", comments, W15),
            "word/commentsExtended.xml": f'<?xml version="1.0"?><w15:commentsEx {SPACES} {W15}>{extended}</w15:commentsEx>',
        },
        {"word/document.xml": {"r1": ("comments", "comments.xml"), "r2": ("commentsExtended", "commentsExtended.xml")}},
    )  # fmt: skip
