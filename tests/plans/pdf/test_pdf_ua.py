"""Whether the PDFs are PDF/UA-1, as veraPDF reads the standard."""

from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from plans.document import Document, Evidence
from plans.exports import pdf
from plans.exports.imprint import Imprint
from tests import verapdf
from tests.plans.documents import example, heading, paragraph, plan, theme

pytestmark = [
    pytest.mark.verapdf,
    pytest.mark.skipif(bool(verapdf.missing()), reason=verapdf.missing()),
]
VERSION = Imprint(version=4, reference="1a2b3c4d", marking="Subject to call-in until 4 August 2024")
LISTS = "Asks:\n\na. one\nb. two\n   - within\n   - also within\n\n     more of it\n\n- last"
TABLES = (
    "Table: **Spending**, see [our site](https://example.org)\n| Service | 2024 |\n|===|---|\n"
    + "| Adults | [40.1](https://example.org/a) |\n" * 60
    + f"| {'long ' * 2000} | |\n\nAnd:\n\n|---|\n| no | headings | [](https://a.uk) |"
)

NOTES = (
    "Saved.^[Net of [grant](https://a.uk). "
    + "Long note. " * 200
    + "] **Bold^[Second.]**\n\n- item^[Third.]\n\n"
    + "Table: x^[Fourth.]\n| a^[Fifth.] | b |\n|===|---|\n"
    + "| row^[Again.] | 40.1^[Last.] |\n" * 60
)


def awkward() -> Document:
    """Everything that has its own structure, and text that has none."""
    long_link = f"[{'a link over several lines ' * 20}](https://example.org/a?b=c&d=é%20f)"
    return plan(
        theme(heading("Under a theme"), paragraph(LISTS), paragraph(long_link, number="1.10")),
        theme(paragraph("- a list and no words before it", number=""), number=2, title=""),
        theme(paragraph("", number="3"), paragraph(TABLES, number="4"), number=3),
        theme(paragraph(NOTES, number="5"), number=4),
        introduction=(
            heading("Before any theme"),
            paragraph("🚀 שלום 中 ƙ **Ԥ** ⇒ ① \u200f e\u0301", number=""),
        ),
        evidence=(Evidence(1, "A file", "background paper", "", "ab" * 32, None),),
    )


def untagged(drawn: bytes) -> bytes:
    """The same pages without their structure."""
    with Pdf.open(BytesIO(drawn)) as stripped:
        del stripped.Root.StructTreeRoot
        out = BytesIO()
        stripped.save(out)
    return out.getvalue()


def test_every_kind_of_plan_is_pdf_ua_and_the_same_pages_untagged_are_not(tmp_path: Path) -> None:
    drawn = {
        "example": pdf.render_plan(example(), imprint=VERSION),
        "awkward": pdf.render_plan(awkward(), imprint=Imprint(version=None, reference="")),
        "empty": pdf.render_plan(plan(), imprint=VERSION),
        "long": pdf.render_plan(plan(theme(paragraph("word " * 5_000))), imprint=VERSION),
    }
    drawn["untagged"] = untagged(drawn["example"])
    paths = [tmp_path / f"{name}.pdf" for name in drawn]
    for path, content in zip(paths, drawn.values(), strict=True):
        path.write_bytes(content)

    found = dict(zip(drawn, verapdf.broken_rules(*paths), strict=True))

    assert found.pop("untagged"), "the control: veraPDF must miss the structure"
    assert found == {name: set() for name in found}
