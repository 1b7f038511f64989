"""How long one text of a plan may be: numbers alone, which whoever reads a stranger's file needs
where there is no database."""

# One paragraph, and one heading, whichever way it comes.
LONGEST_PARAGRAPH, LONGEST_HEADING, LONGEST_TITLE = 50_000, 200, 300
# A text of one entry in a list beside the plan.
LONGEST_ENTRY = 5_000


def fits(body: str, *, is_heading: bool) -> bool:
    """Whether words may stand as one paragraph, or as one heading."""
    if is_heading:
        return len(body) <= LONGEST_HEADING and "\n" not in body
    return len(body) <= LONGEST_PARAGRAPH
