"""Why a file cannot be imported, in words for the person who chose it."""

# A plan is three to four pages; a large report has half a million characters.
MOST_CHARACTERS = 1_000_000
# A large report has some 2,000 lines.
MOST_LINES = 10_000
TOO_LONG = (
    f"This is far longer than a plan: it has more than {MOST_CHARACTERS:,} characters, "
    f"{MOST_LINES:,} lines, or as much formatting. Choose the plan alone, or paste its text."
)


class Unreadable(Exception):
    """Its message is shown at the field as it stands."""
