"""How long one text of a plan may be: numbers alone, which whoever reads a stranger's file needs
where there is no database."""

# One paragraph, and one heading, whichever way it comes.
LONGEST_PARAGRAPH, LONGEST_HEADING, LONGEST_TITLE = 50_000, 200, 300
# A text of one entry in a list beside the plan.
LONGEST_ENTRY = 5_000
