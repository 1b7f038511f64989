"""The history of a plan or a council, as people read it.

The acts by person, part and day, and a page for each act that says what its rows became.
`search.py` finds acts by words, `thing_views.py` shows the texts of one thing and puts them back.
`changes.py` finds what one act wrote; `entries.py` decides what rows that only grow say there.
Open `entries.py` first.
"""
