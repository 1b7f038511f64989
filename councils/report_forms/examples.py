"""Two forms of reports to begin with, named after their shape."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExampleForm:
    name: str
    front: str
    opening: str
    numbered: str
    numbering: str


EXAMPLES = {
    "opening": ExampleForm(
        "A summary first, then numbered paragraphs",
        front="""What is asked: what is asked
Cabinet member and portfolio: lead member
Local councillors: local councillors
Executive director: director
Report author: report author
Report status: public or exempt""",
        opening="""Brief summary: summary
Recommendation: recommendation
Reason for the recommendation: reasons""",
        numbered="""Background: background
Proposed content of the plan: content by theme
Financial implications: financial
Natural environment, climate and ecology implications: climate
Well-being and health implications: well-being
Other implications: legal, staffing, property, data protection
Risk assessment: risk
Equalities impact assessment: equalities
Appendices: appendices
Background papers: background papers
Report sign-off: statutory comments, sign-off
Exempt part: exempt part""",
        numbering="paragraphs",
    ),
    "front_table": ExampleForm(
        "Front table and numbered sections",
        front="""Report for: who decides
Title of the report: title
Date: date of the meeting
Report on behalf of: lead member
Part: public or exempt
If Part II, reason: why exempt
Appendices: appendices
Background papers: background papers
Glossary of acronyms and other abbreviations: glossary
Report author: report author
Corporate priorities: corporate priorities
Wards affected: wards
Purpose of the report: summary
Recommendation to the decision maker: recommendation
Period for review afterwards: when it is looked at again""",
        opening="",
        numbered="""Introduction and background: background
Key issues: key issues
Options and alternatives considered: options
Consultation: consultation
Financial and value for money implications: financial
Legal implications: legal
Risk implications: risk
Equalities, community impact and human rights: equalities, human rights
Sustainability implications: climate, well-being
Council infrastructure: staffing, property, data protection
Statutory comments: statutory comments, sign-off
Conclusions: reasons
Part II: exempt part""",
        numbering="sections",
    ),
}
