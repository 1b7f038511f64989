"""Progress on paper: PDF/UA, the same bytes each time, and pictures that can be heard."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Dictionary, Name, Object, Pdf
from pypdf import PdfReader

from delivery.pdf import render_progress
from delivery.reported import ReportedDelivery
from delivery.status import Delivery, delivery_at
from tests import verapdf
from tests.approvals.told import ended, updated, valued
from tests.plans.documents import commitment_of, example, metric_of, plan, theme
from tests.plans.pdf.test_page_ends import faults, pages_of

DAY = date(2026, 6, 30)


def reported() -> Delivery:
    """The worked example with something told of most of it."""
    first, second, third, *_ = example().commitments
    told = ReportedDelivery(
        (
            updated(first.id, DAY, "on_track"),
            updated(second.id, DAY, "at_risk", narrative="A supplier <failed>. 🚀"),
        ),
        (ended(third.id, DAY, "stopped", "No grant."),),
        tuple(valued(20, DAY, metric=one.id) for one in example().metrics[:2]),
    )
    return delivery_at(example(), told, on=DAY)


def crowded() -> Delivery:
    """More themes, commitments and metrics than a page holds."""
    document = plan(
        *(theme(number=number, title="word " * 30) for number in range(1, 20)),
        commitments=tuple(commitment_of(key, theme=key % 19 + 1) for key in range(1, 80)),
        metrics=tuple(
            metric_of(key, baseline=0, target=10, name="measured " * 15) for key in range(1, 30)
        ),
    )
    results = tuple(valued(key % 14 - 2, DAY, metric=key) for key in range(1, 30))
    return delivery_at(document, ReportedDelivery((), (), results), on=DAY)


def empty() -> Delivery:
    return delivery_at(plan(), ReportedDelivery(), on=DAY)


def figures_in(content: bytes) -> list[Object]:
    """Every figure of the structure."""
    with Pdf.open(BytesIO(content)) as pdf:
        return [
            Dictionary(Alt=each.Alt, BBox=each.A.BBox)
            for each in pdf.objects
            if isinstance(each, Dictionary) and each.get("/S") == Name.Figure
        ]


def words_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_same_delivery_gives_the_same_bytes_and_another_gives_others():
    assert render_progress(reported()) == render_progress(reported())
    assert render_progress(reported()) != render_progress(empty())


def test_paper_says_what_the_page_says():
    said = words_of(render_progress(reported()))

    assert "Progress at the end of 30 June 2026" in said
    assert "A supplier <failed>." in said
    assert "No grant." in said
    assert "Page 1 of" in said


def test_pictures_are_heard_in_words_and_lie_within_the_margins():
    figures = figures_in(render_progress(reported()))

    assert len(figures) == 2
    for figure in figures:
        left, bottom, right, top = (float(edge) for edge in figure.BBox)
        assert 50 < left < right < 545
        assert 40 < bottom < top < 800
    heard = " ".join(str(figure.Alt) for figure in figures)
    assert "Commitments by theme. Theme 1" in heard
    assert "1 on track" in heard


def test_no_picture_is_taller_than_a_page():
    for figure in figures_in(render_progress(crowded())):
        _, bottom, _, top = (float(edge) for edge in figure.BBox)
        assert 40 < bottom < top < 800


@pytest.mark.verapdf
@pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing())
def test_it_is_pdf_ua_and_a_picture_nobody_hears_is_not(tmp_path: Path) -> None:
    drawn = {"reported": reported(), "crowded": crowded(), "empty": empty()}
    contents = {name: render_progress(delivery) for name, delivery in drawn.items()}
    contents["unheard"] = without_alternatives(contents["reported"])
    paths = [tmp_path / f"{name}.pdf" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)

    found = dict(zip(contents, verapdf.broken_rules(*paths), strict=True))

    assert found.pop("unheard"), "the control: veraPDF must miss the words for the pictures"
    assert found == {name: set() for name in found}


def without_alternatives(content: bytes) -> bytes:
    with Pdf.open(BytesIO(content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, Dictionary) and each.get("/S") == Name.Figure:
                del each.Alt
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_progress_report_of_any_length_ends_its_pages_well() -> None:
    headings = re.compile("^(Commitments|Metrics against)")
    for count in range(1, 40):
        document = plan(
            *(theme(number=number) for number in range(1, count % 9 + 2)),
            commitments=tuple(
                commitment_of(key, theme=key % (count % 9 + 1) + 1) for key in range(1, count + 1)
            ),
            metrics=tuple(metric_of(key, baseline=0, target=10) for key in range(1, 4)),
        )
        drawn = render_progress(delivery_at(document, ReportedDelivery(), on=DAY))
        assert faults(pages_of(drawn), headings) == [], count


def test_columns_that_are_empty_in_every_row_go() -> None:
    told = reported()
    bare = replace(
        told,
        metrics=tuple(
            replace(one, measured=replace(one.measured, baseline=None, baseline_on=None))
            for one in told.metrics
        ),
    )

    assert ("Start" in told.metric_columns, "Start" in bare.metric_columns) == (True, False)
    assert "Start" in words_of(render_progress(told)).split("Metric", 2)[-1]
    assert "Start" not in words_of(render_progress(bare)).split("Metric", 2)[-1]
