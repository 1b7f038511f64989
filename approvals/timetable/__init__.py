"""By when each thing must be done for a plan to be in time, by route, governance and settings.

`rules.py` says what is counted, `rows.py` tells each last day with its rule, `remedies.py` what
each exception would buy. The days themselves are counted in `councils.calendar.backwards`; what of
it happened is read in `dashboard.timetable`.
"""
