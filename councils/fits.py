"""Whether a meeting fits a deadline, in words."""

from collections.abc import Iterator

from councils.calendar.backwards import Fit
from web.dates import day_in_words, weekday_in_words


def fit_in_words(fit: Fit) -> str:
    """ "fits only if the notice is out by 11 July 2024", "after the deadline"."""
    if fit.is_after:
        return "after the deadline"
    if not fit.is_in_time:
        return f"too late: {why_too_late(fit)}"
    if fit.notice_by is None:
        return f"fits: it would take effect on {day_in_words(fit.stands)}"
    return f"fits only if the notice is out by {day_in_words(fit.notice_by)}"


def why_too_late(fit: Fit) -> str:
    if fit.notice_by is None:
        return f"it would take effect on {day_in_words(fit.stands)}"
    by = day_in_words(fit.notice_by)
    return f"for call-in to be over in time, its notice would have to be out by {by}, before it"


def late_papers(fit: Fit) -> Iterator[str]:
    """That it has gone by, or what had to be out already for it, each as a sentence."""
    if fit.is_gone:
        yield "That day has gone by."
        return
    if fit.agenda and fit.agenda_is_late:
        yield (
            f"Its agenda had to be out by {weekday_in_words(fit.agenda)}: it could take the plan "
            "as a late item only."
        )
    if fit.key and fit.key_is_late:
        yield (
            f"If it is a key decision, notice of that had to be out by {weekday_in_words(fit.key)}."
        )
