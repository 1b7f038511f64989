"""Why a file cannot be imported, in words for the person who chose it."""


class Unreadable(Exception):
    """Its message is shown at the field as it stands."""
