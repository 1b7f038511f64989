"""The drafting room: what a plan is, and how its words change.

Every edit comes in by one door, `edits.py`: permission, the lock on the plan, the act. Everything
that reads a whole plan takes a `Document` (`document.py`), made from the rows by `assemble.py` or
read from a frozen version (`versions.py`). Open `document.py` first.
"""
