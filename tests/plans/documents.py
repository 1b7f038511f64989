"""Documents for tests of what is made from them: a small one, and the whole worked example."""

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from plans import document as doc
from plans.document import Document, Passage, Theme
from plans.richtext import fill_figures, parse_richtext

EXAMPLE = Path(__file__).parents[2] / "plans/example/northmoor.json"
FIGURES = {
    "£": "£{}",
    "£k": "£{}k",
    "£m": "£{}m",
    "£bn": "£{}bn",
    "%": "{}%",
}


def paragraph(words: str, number: str = "1", key: int = 1) -> Passage:
    """A paragraph of rich text."""
    return Passage(id=key, kind="paragraph", number=number, body=parse_richtext(words))


def heading(words: str, key: int = 1) -> Passage:
    """A heading."""
    return Passage(id=key, kind="heading", number="", body=parse_richtext(words))


def theme(*passages: Passage, number: int = 1, title: str = "Better services") -> Theme:
    """A theme whose id is its number."""
    return Theme(number, number, title, str(number), passages)


def plan(*themes: Theme, introduction: Iterable[Passage] = (), **parts: Any) -> Document:
    """A plan of these themes and otherwise empty, unless other parts are given."""
    empty = dict.fromkeys(("figures", "commitments", "metrics", "barriers", "evidence"), ())
    asked = doc.CommissionAsked("Productivity plans 2024", "Department", None, None, ())
    introduction = tuple(introduction)
    words = doc.Text(introduction, themes)
    return Document(
        form=doc.form_of(words.passages),
        council="Northmoor Council",
        **{"title": "Productivity plan", "commission": asked, **empty, **parts},
        introduction=introduction,
        themes=themes,
    )


@cache
def example() -> Document:
    """The worked example's plan, every kind of record in it, without a database."""
    given = json.loads(EXAMPLE.read_text())["plan"]
    printed = {figure["name"]: _printed(figure) for figure in given["figures"]}
    ids = itertools.count(1)
    keys = {each["commission_theme"]: place for place, each in enumerate(given["themes"], start=1)}
    metrics = {each["reference"]: place for place, each in enumerate(given["metrics"], start=1)}
    return plan(
        *(
            Theme(
                id=place,
                number=place,
                title=each["title"],
                commission_theme=each["commission_theme"],
                passages=tuple(_passages(each["passages"], printed, ids, numbered=True)),
            )
            for place, each in enumerate(given["themes"], start=1)
        ),
        introduction=_passages(given["introduction"], printed, ids, numbered=False),
        title=given["title"],
        commitments=tuple(
            _record(
                doc.Commitment,
                place,
                {
                    **each,
                    "theme": keys.get(each["theme"]),
                    "metrics": [metrics[reference] for reference in each["metrics"]],
                    "savings": msgspec.to_builtins(savings(place)),
                },
            )
            for place, each in enumerate(given["commitments"], start=1)
        ),
        metrics=_records(doc.Metric, given["metrics"]),
        barriers=_records(doc.Barrier, given["barriers"]),
        evidence=_records(doc.Evidence, given["evidence"]),
    )


def savings(commitment: int) -> tuple[doc.Saving, ...]:
    """The first commitment saves in two years; the others say nothing of it."""
    if commitment > 1:
        return ()
    return (
        doc.Saving(2024, Decimal("1250000.00"), cash_releasing=True, recurring=True),
        doc.Saving(2025, Decimal("-40000.50"), cash_releasing=False, recurring=False),
    )


def _printed(figure: dict[str, Any]) -> str:
    value = FIGURES.get(figure["unit"], "{}").format(f"{Decimal(figure['value']):,f}")
    return f"{value} {figure['unit_words']}".rstrip()


def _passages(
    given: list[dict[str, Any]], printed: dict[str, str], ids: Iterator[int], *, numbered: bool
) -> Iterable[Passage]:
    numbers = itertools.count(1)
    for each in given:
        body = fill_figures(parse_richtext(each["body"]), printed.__getitem__)
        words = each["kind"] == "paragraph"
        number = str(next(numbers)) if numbered and words else ""
        yield Passage(next(ids), each["kind"], number, body)


def _records(kind: type, given: list[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(_record(kind, place, each) for place, each in enumerate(given, start=1))


def _record(kind: type, key: int, given: dict[str, Any]) -> Any:
    """What a record does not say is empty."""
    empty = {field.name: _empty(field.type) for field in fields(kind)}
    return msgspec.convert({**empty, **given, "id": key}, kind, strict=True)


def _empty(kind: object) -> object:
    return "" if kind is str else None


def commitment_of(key: int, reference: str = "", **facts: Any) -> doc.Commitment:
    """A commitment with nothing but its words, unless facts are given."""
    empty: dict[str, Any] = dict.fromkeys(("priority", "partners", "owner", "measure"), "")
    empty |= dict.fromkeys(("theme", "start", "due")) | {"metrics": (), "savings": ()}
    empty |= {"reference": reference or f"C{key}", "what": f"Do the {key}th thing"}
    return doc.Commitment(**empty | {"id": key} | facts)


def metric_of(key: int = 1, **facts: Any) -> doc.Metric:
    """A metric that is reported here; numbers as they come."""
    empty: dict[str, Any] = dict.fromkeys(("unit", "frequency", "source", "owner", "link"), "")
    empty |= dict.fromkeys(("baseline_on", "target_on", "promised_on", "baseline", "target"))
    empty |= {"name": f"Metric {key}", "kind": "reported here", "direction": "higher is better"}
    for name in ("baseline", "target"):
        if name in facts:
            facts[name] = Decimal(facts[name])
    return doc.Metric(**empty | {"id": key} | facts)
