"""Progress at a date on paper: pictures, and beside each the table that says the same."""

from collections.abc import Iterator

from delivery import charts
from delivery.charts import chart_key
from delivery.status import CommitmentStatus, Delivery, MetricStatus
from plans.blocks import Run
from plans.exports.pdf.footer import footer
from plans.exports.pdf.renderer import render_story
from plans.exports.pdf.story import NOTE, Story
from plans.exports.tables import Cell, Column, measured_value
from web.dates import day_in_words


def render_progress(delivery: Delivery) -> bytes:
    """The same delivery gives the same bytes."""
    council, title = delivery.document.council, delivery.document.title
    story = Story()
    story.paragraph(f"{council} · Progress", NOTE)
    story.heading(1, title)
    story.paragraph(
        f"Progress at the end of {day_in_words(delivery.on)}, as told of that day or earlier.", NOTE
    )
    if not delivery.is_decided:
        story.paragraph("Nothing is decided yet: these are the words of the working copy.")
    story.rule()
    _commitments(story, delivery)
    _metrics(story, delivery)
    name = f"{council} · Progress at {day_in_words(delivery.on)}"
    return render_story(
        story,
        title=f"Progress at {day_in_words(delivery.on)}: {title}",
        author=council,
        footer=lambda page, pages: footer(name, f"Page {page} of {pages}"),
    )


def progress_texts(delivery: Delivery) -> Iterator[tuple[str, str]]:
    """Its words by what each row is called."""
    yield "The title", f"{delivery.document.council} {delivery.document.title}"
    for one in delivery.commitments:
        yield f"Commitment {one.promised.reference}", _joined(_commitment(one))
    for each in delivery.metrics:
        yield f"Metric “{each.measured.name}”", _joined(_metric(each))


def _joined(cells: tuple[Cell, ...]) -> str:
    return "\n".join(run.text for cell in cells for run in cell)


def _commitments(story: Story, delivery: Delivery) -> None:
    if not delivery.commitments:
        return
    story.heading(2, "Commitments by theme")
    marks = " · ".join(f"{key.mark} {key.state.label}" for key in chart_key(delivery))
    story.paragraph(marks, NOTE)
    for picture in charts.by_theme(delivery):
        story.picture(picture)
    columns = [Column("Theme", 30), *(Column(one.label, 11, True) for one in delivery.states)]
    rows = [(theme.title, *map(str, counts)) for theme, counts in delivery.table]
    story.table(columns, [_cells(*row) for row in rows])
    story.heading(2, "Commitments")
    story.table(
        [
            *(Column("Reference", 11), Column("What we will do", 31)),
            *(Column("How it stands", 22), Column("What has happened", 42)),
        ],
        [_commitment(one) for one in delivery.commitments],
    )


def _metrics(story: Story, delivery: Delivery) -> None:
    if not delivery.metrics:
        return
    story.heading(2, "Metrics against their targets")
    for picture in charts.towards_targets(delivery):
        story.picture(picture)
    story.table(
        [
            *(Column("Metric", 34), Column("Start", 18), Column("Target", 18)),
            *(Column("Newest result", 18), Column("How it stands", 18)),
        ],
        [_metric(one) for one in delivery.metrics],
    )


def _commitment(one: CommitmentStatus) -> tuple[Cell, ...]:
    promised, newest = one.promised, one.newest
    stands = one.in_words.split(". ")
    stands += ["added since the decision"] if one.added else []
    told = [one.ending.words] if one.ending and one.ending.words else []
    told += [newest.narrative, _next(one)] if newest else []
    return _cells(
        promised.reference,
        promised.what,
        "\n".join(stands),
        "\n".join(words for words in told if words),
    )


def _next(one: CommitmentStatus) -> str:
    said = one.newest.next_step if one.newest and one.goes_on else ""
    return f"Next: {said}" if said else ""


def _metric(one: MetricStatus) -> tuple[Cell, ...]:
    metric, newest = one.measured, one.newest
    value = measured_value(newest.value.normalize(), metric.unit, newest.ends_on) if newest else ""
    value += "\nprovisional" if newest and newest.provisional else ""
    value += "\ncorrected" if newest and newest.corrected else ""
    return _cells(
        metric.name,
        measured_value(metric.baseline, metric.unit, metric.baseline_on),
        measured_value(metric.target, metric.unit, metric.target_on),
        value,
        one.in_words,
    )


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple((Run(text),) if text else () for text in texts)
