"""The lines in which a row is told on the page of its act."""

from plans.models import Version

# Its label, its words, and where a link leads; a line without words is left out.
Line = tuple[str, str, str]


def entry_line(label: str, words: str, href: str = "") -> Line:
    return label, words, href


def of_version(version: Version) -> Line:
    words = f"{version.number}, reference {version.reference}"
    return entry_line("Version", words, version.get_absolute_url())
