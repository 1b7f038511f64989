"""The meetings of a council's bodies: kept by hand, or brought in from a spreadsheet or calendar.

`entry.py` is one meeting as a file says it; `sheet.py` and `calendar.py` read and write the two
kinds of file, `comparing.py` says what one would change, and `kept.py` carries it to the page that
brings it in. Which meeting still works for a plan is counted in `councils.meetings`.
"""
