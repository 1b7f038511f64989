"""The council chamber: from clearance to submission.

It decides who may move a plan on, what was decided, and which words are public or sent. The rooms
follow a plan on its way: reports, clearance, decisions, members, publication, submission. Open
`workflow/transitions.py` first, the table of all moves; `versions.py` says which words each is
about.
"""
