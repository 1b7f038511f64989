"""The decision report: what members are asked, and on what grounds.

`prefill.py` decides what can be said from the plan and the council's settings before anybody
types; `document.py` freezes it as plain data with a digest of its own, beside a version of the
plan. Open `document.py` first.
"""
