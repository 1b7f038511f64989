"""The history of a plan or a council, as people read it.

The acts by person, part and day, and a page for each act that says what its rows became.
`changes.py` finds what one act wrote; `entries.py` decides what rows that only grow say there.
Open `entries.py` first.
"""
