"""The boxes that the council's own form of reports adds to the form, or takes from it."""

from django import forms

from approvals.models import Report
from approvals.reports.document import asked_for
from approvals.reports.parts import PART
from approvals.reports.saved import WORDS
from councils.report_forms.blocks import EXEMPT, EXEMPT_UNDER, EXEMPT_WHY, WRITTEN
from web.forms.fields import long_text

LONG = 20_000
HINTS = {
    "asks": "For example “For decision”.",
    "author": "With their post, and how to reach them.",
    "content": "How each paragraph of the plan begins follows by itself, theme by theme.",
    EXEMPT: "Whoever reads a public file is told its paragraph and reason, and none of this.",
    EXEMPT_UNDER: "Of Schedule 12A to the Local Government Act 1972, for example “Paragraph 3”.",
}
# Parts that a few words fill.
SHORT = {"asks", "lead", "local", "director", "author", "wards", "review", EXEMPT_UNDER, EXEMPT_WHY}


def words_in(report: Report) -> tuple[str, ...]:
    """The blocks of every report that this one's form has; in the usual form all of them."""
    layout = report.template.layout if report.template else None
    if layout is None:
        return WORDS
    return tuple(name for name in WORDS if name == "title" or name in layout.codes)


def name_of(report: Report, code: str, usual: str) -> str:
    """What the council's own form calls a part; `usual` where it has none, or no place for it."""
    layout = report.template.layout if report.template else None
    return (layout.name_of(code) if layout else "") or usual


def name_as_the_council_does(form: forms.BaseForm, report: Report, names: tuple[str, ...]) -> None:
    """Each box under the heading that its words will be printed under."""
    for name in names:
        field = form.fields[name]
        field.label = name_of(report, name, str(field.label))


def add_parts(form: forms.BaseForm, report: Report) -> list[str]:
    """A box for each part that the form asks for, with what is written; their names in order."""
    layout = report.template.layout if report.template else None
    if layout is None:
        return []
    held = {row.block: row.text for row in report.parts.all()} if report.pk else {}
    labels = dict(WRITTEN)
    names = []
    for code in asked_for(layout):
        name = f"{PART}{code}"
        rows = 1 if code in SHORT else 3
        label = name_of(report, code, labels[code])
        form.fields[name] = long_text(label, HINTS.get(code, ""), rows=rows, most=LONG)
        form.initial[name] = held.get(code, "")
        names.append(name)
    return names
