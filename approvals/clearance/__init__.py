"""Clearance: officers answer, each for their office, to the words they were sent.

It decides who may clear (`rules.py`, one rule for page, task, action and list), whom a plan may
be sent to and by when (`terms.py`), and what an answer brings about (`answers.py`). `queries.py`
says who was asked and what each answered, as plain data for all others. Sent again, an answer may
stand for the new words by the council's rules (`kinds.py`, `carrying.py`). Open `rules.py` first.
"""
