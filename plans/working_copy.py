"""The working copy as a document: a plan's rows read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal

from councils.words import clean
from plans import document as doc
from plans import richtext
from plans.commission import Asked
from plans.models import (
    Barrier,
    Commitment,
    CommitmentMetric,
    Evidence,
    Figure,
    Metric,
    Passage,
    Plan,
    Saving,
    Theme,
)

PREFIXES = {"£": "£", "£k": "£", "£m": "£", "£bn": "£"}
SUFFIXES = {"£k": "k", "£m": "m", "£bn": "bn", "%": "%"}


def document_of(plan: Plan) -> doc.Document:
    """The plan as it stands now, in nine queries; lock the plan first to freeze it."""
    figures = list(Figure.objects.filter(plan=plan))
    passages = list(Passage.objects.filter(plan=plan).order_by("place"))
    themes = list(Theme.objects.filter(plan=plan).order_by("place"))
    number = numbering(plan)
    printed = printer(figures)
    introduction = [passage for passage in passages if passage.theme_id is None]
    return doc.Document(
        form="clearday/plan/1",
        council=plan.council.name,
        title=plan.title,
        commission=commission_asked(plan.asked),
        introduction=tuple(_passage(passage, "", printed) for passage in introduction),
        themes=tuple(
            _theme(theme, position, passages, number, printed)
            for position, theme in enumerate(themes, start=1)
        ),
        figures=tuple(_figure(figure) for figure in figures),
        commitments=commitments_of(plan),
        metrics=metrics_of(plan),
        barriers=tuple(
            doc.Barrier(row.pk, row.what, row.services, row.ask, row.asked_of)
            for row in Barrier.objects.filter(plan=plan)
        ),
        evidence=tuple(
            _evidence(row) for row in Evidence.objects.filter(plan=plan).select_related("file")
        ),
    )


def printed_value(value: Decimal, unit: str, words: str = "") -> str:
    """A figure as the plan prints it: "£96.4m", "0.35%", "65 agency workers"."""
    number = f"{value.normalize():,f}"
    sign, digits = ("−", number[1:]) if number.startswith("-") else ("", number)
    text = f"{sign}{PREFIXES.get(unit, '')}{digits}{SUFFIXES.get(unit, '')}"
    return f"{text} {words}".rstrip()


def printer(figures: Iterable[Figure]) -> Callable[[str], str]:
    """A function from a figure's name to its words; a name nobody knows prints as it was typed."""
    known = {row.name: printed_value(row.value, row.unit, row.unit_words) for row in figures}
    return lambda name: known.get(name, f"{{figure:{name}}}")


def numbering(plan: Plan) -> Callable[[bool], str]:
    """A function that gives the next paragraph's number; True starts a new theme."""
    count = 0

    def next_number(new_theme: bool) -> str:
        nonlocal count
        if new_theme:
            if plan.numbering == Plan.Numbering.BY_THEME:
                count = 0
            return ""
        if plan.numbering == Plan.Numbering.NONE:
            return ""
        count += 1
        return str(count)

    return next_number


def commission_asked(asked: Asked) -> doc.CommissionAsked:
    """The commission as the document keeps it: wording without hints, the due moment in UTC."""
    due = asked.due.astimezone(UTC) if isinstance(asked.due, datetime) else None
    return doc.CommissionAsked(
        title=asked.title,
        department=asked.department,
        letter_date=asked.letter_date,
        due=due,
        themes=tuple(
            doc.CommissionTheme(
                theme.key,
                theme.title,
                tuple(doc.Question(question.key, question.text) for question in theme.questions),
            )
            for theme in asked.themes
        ),
    )


def _theme(
    theme: Theme,
    position: int,
    passages: list[Passage],
    number: Callable[[bool], str],
    printed: Callable[[str], str],
) -> doc.Theme:
    number(True)
    return doc.Theme(
        id=theme.pk,
        number=position,
        title=theme.title,
        commission_theme=theme.answers,
        passages=tuple(
            _passage(passage, "" if passage.is_heading else number(False), printed)
            for passage in passages
            if passage.theme_id == theme.pk
        ),
    )


def _passage(passage: Passage, number: str, printed: Callable[[str], str]) -> doc.Passage:
    if passage.is_heading:
        body: tuple[richtext.Block, ...] = (
            richtext.Block("paragraph", runs=(richtext.Run(clean(passage.body)),)),
        )
    else:
        body = richtext.fill(richtext.parse(passage.body), printed)
    return doc.Passage(passage.pk, "heading" if passage.is_heading else "paragraph", number, body)


def _figure(row: Figure) -> doc.Figure:
    return doc.Figure(
        row.pk,
        row.name,
        row.label,
        printed_value(row.value, row.unit, row.unit_words),
        row.period,
        row.as_at,
        row.source,
        row.owner,
    )


def commitments_of(plan: Plan) -> tuple[doc.Commitment, ...]:
    """The working copy's commitments; three queries."""
    metrics: dict[int, list[int]] = defaultdict(list)
    for link in CommitmentMetric.objects.filter(commitment__plan=plan):
        metrics[link.commitment_id].append(link.metric_id)
    savings: dict[int, list[doc.Saving]] = defaultdict(list)
    for row in Saving.objects.filter(commitment__plan=plan):
        savings[row.commitment_id].append(
            doc.Saving(row.year, plain(row.planned), row.cash_releasing, row.recurring)
        )
    return tuple(
        doc.Commitment(
            id=row.pk,
            reference=row.reference,
            what=row.what,
            theme=row.theme_id,
            priority=row.priority,
            partners=row.partners,
            owner=row.owner,
            start=row.start,
            due=row.due,
            measure=row.measure,
            metrics=tuple(metrics[row.pk]),
            savings=tuple(savings[row.pk]) if plan.records_savings else (),
        )
        for row in Commitment.objects.filter(plan=plan)
    )


def metrics_of(plan: Plan) -> tuple[doc.Metric, ...]:
    """The working copy's metrics; one query."""
    return tuple(_metric(row) for row in Metric.objects.filter(plan=plan))


def _metric(row: Metric) -> doc.Metric:
    return doc.Metric(
        id=row.pk,
        name=row.name,
        kind=row.kind,  # type: ignore[arg-type]
        unit=row.unit,
        direction=row.direction,  # type: ignore[arg-type]
        baseline=plain_or_none(row.baseline),
        baseline_on=row.baseline_on,
        target=plain_or_none(row.target),
        target_on=row.target_on,
        frequency=row.frequency,
        source=row.source,
        owner=row.owner,
        link=row.link,
        promised_on=row.promised_on,
    )


def _evidence(row: Evidence) -> doc.Evidence:
    return doc.Evidence(
        row.pk,
        row.title,
        row.kind,  # type: ignore[arg-type]
        row.link,
        row.file.sha256 if row.file else "",
        row.published_on,
    )


def plain(value: Decimal) -> Decimal:
    """The number without the column's trailing zeros, so equal values have one form."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def plain_or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)
