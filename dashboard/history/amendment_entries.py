"""What amendments lodged before a meeting say on the page of their act."""

from collections.abc import Iterator

from approvals.models import AmendmentOutcome, AmendmentPlace, AmendmentRemark, LodgedAmendment
from dashboard.history.lines import Line, entry_line
from plans.access import plan_url


def lodged_amendment(row: LodgedAmendment) -> Iterator[Line]:
    here = plan_url("amendments", row.step.plan)
    yield entry_line("Amendment", f"{row.number}: {row.place}", here)
    yield entry_line("On", str(row.version))
    yield entry_line("The paragraph read", row.old_words)
    yield entry_line("It would read", row.new_words)
    yield entry_line("Moved by", row.moved_by)
    yield entry_line("Seconded by", row.seconded_by)
    yield entry_line("Meeting", str(row.step))


def amendment_remark(row: AmendmentRemark) -> Iterator[Line]:
    yield entry_line("Of", f"Amendment {row.amendment.number}: {row.amendment.place}")
    yield entry_line("What it is", row.get_kind_display())
    yield entry_line("In their words", row.words)
    yield entry_line("Said by", f"{row.by.name}, {row.capacity}")


def amendment_place(row: AmendmentPlace) -> Iterator[Line]:
    yield entry_line(f"Amendment {row.amendment.number}", f"Place {row.place}")


def amendment_outcome(row: AmendmentOutcome) -> Iterator[Line]:
    made = row.amendment
    yield entry_line(f"Amendment {made.number}: {made.place}", row.get_outcome_display())
    yield entry_line("In these words", row.words)
