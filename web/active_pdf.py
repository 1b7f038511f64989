"""What a PDF would do on a reader's computer: such a one is not kept."""

from typing import Any

ACTIVE = (
    "The PDF holds a script, or starts something by itself when it is opened or sent. Print it to "
    "a PDF, then choose that."
)
HOLDS_FILES = (
    "The PDF holds other files. Save it without them, then choose it and each of them by itself."
)
TOO_MANY_PARTS = "The PDF has far more parts than a document needs. Print it to a PDF, choose that."

# What makes a reader run or send something, and what hides files.
DOES = frozenset({"/JS", "/JavaScript", "/XFA"})
STARTS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"})
HOLDS = frozenset({"/EmbeddedFiles", "/EF", "/Collection"})
MOST_PARTS = 500_000  # a document of a thousand pages has some twenty thousand


def harm_in(pdf: Any) -> str:
    """Why a PDF is not kept that would do something on a reader's computer; "" for any other.

    Each part is looked at, wherever it hangs: a reader finds actions in many places.
    """
    import pikepdf

    parts, looked_at = list(pdf.objects), 0
    while parts:
        part = parts.pop()
        looked_at += 1
        if looked_at > MOST_PARTS:
            return TOO_MANY_PARTS
        inside: list[Any] = []
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            held = dict(part.items())
            if DOES.intersection(held) or str(held.get("/S")) in STARTS:
                return ACTIVE
            if HOLDS.intersection(held) or str(held.get("/Type")) == "/EmbeddedFile":
                return HOLDS_FILES
            inside = list(held.values())
        elif isinstance(part, pikepdf.Array):
            inside = list(part)
        parts += [one for one in inside if is_within(one)]
    return ""


def is_within(part: Any) -> bool:
    """Whether a part stands in another one; those that stand alone are looked at by themselves."""
    import pikepdf

    kinds = pikepdf.Dictionary | pikepdf.Array
    return isinstance(part, kinds) and not part.is_indirect
