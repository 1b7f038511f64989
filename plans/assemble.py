"""The working copy as a document: a plan's rows read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from plans import document as doc
from plans.blocks import Block, Run
from plans.commission import CommissionBrief
from plans.figures import figure_formatter, printed_value
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
from plans.richtext import fill_figures, parse_richtext
from web.compiled_queries import prepared
from web.text import clean

Row = TypeVar("Row", bound=Model)


def build_document(plan: Plan) -> doc.Document:
    """The plan as it stands now, in nine queries; lock the plan first to freeze it."""
    return build_documents([plan])[plan.pk]


def build_documents(plans: Iterable[Plan]) -> dict[int, doc.Document]:
    """Each plan as it stands now, by its key; as many queries for many plans as for one."""
    plans = list(plans)
    keys = [plan.pk for plan in plans]
    figures = by_plan(rows_in(keys, of=Figure))
    passages = by_plan(rows_in(keys, of=Passage))
    themes = by_plan(rows_in(keys, of=Theme))
    commitments, metrics = commitments_in(plans), metrics_in(plans)
    barriers = by_plan(rows_in(keys, of=Barrier))
    evidence = by_plan(rows_in(keys, of=Evidence, beside="file"))
    texts = {
        plan.pk: _text(plan, themes[plan.pk], passages[plan.pk], figure_formatter(figures[plan.pk]))
        for plan in plans
    }
    return {
        plan.pk: doc.Document(
            form=doc.form_of(texts[plan.pk].passages),
            council=plan.council.name,
            title=plan.title,
            commission=commission_asked(plan.asked),
            introduction=texts[plan.pk].introduction,
            themes=texts[plan.pk].themes,
            figures=tuple(_figure(figure) for figure in figures[plan.pk]),
            commitments=commitments[plan.pk],
            metrics=metrics[plan.pk],
            barriers=tuple(_barrier(row) for row in barriers[plan.pk]),
            evidence=tuple(_evidence(row) for row in evidence[plan.pk]),
        )
        for plan in plans
    }


@prepared
def rows_in(plans: list[int], *, of: type[Model], beside: str | None = None) -> QuerySet[Any, Any]:
    """The rows of a model in these plans, in the model's own order; `beside` each, another row."""
    found = of._default_manager.filter(plan__any=plans)
    return found.select_related(beside) if beside else found


@prepared
def rows_of_commitments(plans: list[int], *, of: type[Model]) -> QuerySet[Any, Any]:
    """The same of a model whose rows belong to commitments."""
    return of._default_manager.filter(commitment__plan__any=plans)


def by_plan(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """The rows of each plan, by its key, in the order they come in; none for any other plan."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(row)  # type: ignore[attr-defined]
    return found


def _text(
    plan: Plan, themes: list[Theme], passages: list[Passage], printed: Callable[[str], str]
) -> doc.Text:
    """The introduction and the themes; paragraphs are numbered through them."""
    number = paragraph_numberer(plan)
    introduction = [passage for passage in passages if passage.theme_id is None]
    return doc.Text(
        introduction=tuple(_passage(passage, "", printed) for passage in introduction),
        themes=tuple(
            _theme(theme, position, passages, number, printed)
            for position, theme in enumerate(themes, start=1)
        ),
    )


def paragraph_numberer(plan: Plan) -> Callable[[bool], str]:
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


def commission_asked(asked: CommissionBrief) -> doc.CommissionAsked:
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
        body: tuple[Block, ...] = (Block("paragraph", runs=(Run(clean(passage.body)),)),)
    else:
        body = fill_figures(parse_richtext(passage.body), printed)
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
    return commitments_in([plan])[plan.pk]


def commitments_in(plans: Iterable[Plan]) -> dict[int, tuple[doc.Commitment, ...]]:
    """The commitments of each plan's working copy, by the plan's key; three queries."""
    with_savings = {plan.pk: plan.records_savings for plan in plans}
    metrics: dict[int, list[int]] = defaultdict(list)
    for link in rows_of_commitments([*with_savings], of=CommitmentMetric):
        metrics[link.commitment_id].append(link.metric_id)
    savings: dict[int, list[doc.Saving]] = defaultdict(list)
    for row in rows_of_commitments([*with_savings], of=Saving):
        savings[row.commitment_id].append(
            doc.Saving(row.year, plain_number(row.planned), row.cash_releasing, row.recurring)
        )
    rows = by_plan(rows_in([*with_savings], of=Commitment))
    return {
        key: tuple(
            _commitment(row, metrics[row.pk], savings[row.pk] if has_savings else [])
            for row in rows[key]
        )
        for key, has_savings in with_savings.items()
    }


def _commitment(row: Commitment, metrics: list[int], savings: list[doc.Saving]) -> doc.Commitment:
    return doc.Commitment(
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
        metrics=tuple(metrics),
        savings=tuple(savings),
    )


def metrics_of(plan: Plan) -> tuple[doc.Metric, ...]:
    """The working copy's metrics; one query."""
    return metrics_in([plan])[plan.pk]


def metrics_in(plans: Iterable[Plan]) -> dict[int, tuple[doc.Metric, ...]]:
    """The metrics of each plan's working copy, by the plan's key; one query."""
    keys = [plan.pk for plan in plans]
    rows = by_plan(rows_in(keys, of=Metric))
    return {key: tuple(_metric(row) for row in rows[key]) for key in keys}


def _metric(row: Metric) -> doc.Metric:
    return doc.Metric(
        id=row.pk,
        name=row.name,
        kind=row.kind,  # type: ignore[arg-type]
        unit=row.unit,
        direction=row.direction,  # type: ignore[arg-type]
        baseline=plain_number_or_none(row.baseline),
        baseline_on=row.baseline_on,
        target=plain_number_or_none(row.target),
        target_on=row.target_on,
        frequency=row.frequency,
        source=row.source,
        owner=row.owner,
        link=row.link,
        promised_on=row.promised_on,
    )


def _barrier(row: Barrier) -> doc.Barrier:
    return doc.Barrier(row.pk, row.what, row.services, row.ask, row.asked_of)


def _evidence(row: Evidence) -> doc.Evidence:
    return doc.Evidence(
        row.pk,
        row.title,
        row.kind,  # type: ignore[arg-type]
        row.link,
        row.file.sha256 if row.file else "",
        row.published_on,
    )


def plain_number(value: Decimal) -> Decimal:
    """The number without the column's trailing zeros, so equal values have one form."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def plain_number_or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain_number(value)
