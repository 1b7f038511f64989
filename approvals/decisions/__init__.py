"""Decisions: put to a meeting, recorded from its minute, and the papers that follow.

`steps.py` opens the way to a meeting and finds the step that waits; `minute.py` decides
everything that can be wrong with a minute; `actions.py` records it. The notice and the report as
issued are here too. Open `minute.py` first.
"""
