"""From a council's own text, or a department's letter, to content with every line accounted for.

Three steps, none of which touches the database: `read_source` makes bytes into lines or raises
`Unreadable`; `read_plan` and `read_letter` make lines into content; `report_import` counts what
became of each line, which `line_outcomes.py` keeps. Open `plan.py` first.
"""
