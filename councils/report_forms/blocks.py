"""The parts that a report can be made of, by the words that a council names them with."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where the words of a part come from."""

    # Asked of whoever writes any report, whatever its form.
    REPORT = "written in every report"
    # Asked only where a council's form has it.
    FORM = "written because this form asks for it"
    DRAWN = "drawn from the plan and its clearance"


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """A part: `needed` ones have a place in every form; `fits_front` ones fit a table's cell."""

    code: str
    name: str
    source: Source
    needed: bool = False
    fits_front: bool = True

    @property
    def label(self) -> str:
        return self.name[0].upper() + self.name[1:]


R, F, D = Source.REPORT, Source.FORM, Source.DRAWN
BLOCKS = (
    ReportBlock("decides", "who decides", D),
    ReportBlock("title", "title", D),
    ReportBlock("meets", "date of the meeting", D),
    ReportBlock("asks", "what is asked", F),
    ReportBlock("lead", "lead member", F),
    ReportBlock("local", "local councillors", F),
    ReportBlock("director", "director", F),
    ReportBlock("author", "report author", F),
    ReportBlock("status", "public or exempt", D),
    ReportBlock("exempt_reason", "why exempt", D),
    ReportBlock("appendices", "appendices", D),
    ReportBlock("papers", "background papers", D, needed=True),
    ReportBlock("glossary", "glossary", F),
    ReportBlock("priorities", "corporate priorities", F),
    ReportBlock("wards", "wards", F),
    ReportBlock("review", "when it is looked at again", F),
    ReportBlock("summary", "summary", R),
    ReportBlock("recommendation", "recommendation", R, needed=True),
    ReportBlock("reasons", "reasons", R, needed=True),
    ReportBlock("background", "background", R),
    ReportBlock("key_issues", "key issues", F),
    ReportBlock("content", "content by theme", F, fits_front=False),
    ReportBlock("options", "options", R),
    ReportBlock("consultation", "consultation", F),
    ReportBlock("financial", "financial", R, needed=True),
    ReportBlock("legal", "legal", R, needed=True),
    ReportBlock("equalities", "equalities", R, needed=True),
    ReportBlock("human_rights", "human rights", F),
    ReportBlock("climate", "climate", R, needed=True),
    ReportBlock("wellbeing", "well-being", R, needed=True),
    ReportBlock("staffing", "staffing", R, needed=True),
    ReportBlock("property", "property", R, needed=True),
    ReportBlock("data", "data protection", R, needed=True),
    ReportBlock("risk", "risk", R, needed=True, fits_front=False),
    ReportBlock("outcome", "who does what and when", D, fits_front=False),
    ReportBlock("comments", "statutory comments", D, needed=True, fits_front=False),
    ReportBlock("sign_off", "sign-off", D, needed=True, fits_front=False),
    ReportBlock("exempt", "exempt part", F, fits_front=False),
)
BY_CODE = {one.code: one for one in BLOCKS}
BY_NAME = {one.name.casefold(): one for one in BLOCKS}
EXEMPT, EXEMPT_UNDER, EXEMPT_WHY = "exempt", "exempt_under", "exempt_why"
# What a form asks of whoever writes it, beyond what every report asks: code and label.
WRITTEN = (
    *((one.code, one.label) for one in BLOCKS if one.source == Source.FORM),
    (EXEMPT_UNDER, "Exempt under which paragraph"),
    (EXEMPT_WHY, "Why it is not in the public interest to publish it"),
)
