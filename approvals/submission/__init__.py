"""Submission: what goes to the department, and what comes back.

`actions.py` decides whether the words may go, when a submission is late, and when one replaces
another; `email.py` makes the letter, kept as the very bytes that are sent; `dispatch.py` says
what the mail server made of it. Later deadlines and receipts are `correspondence.py`, the zip for
the file is `archive.py`. Open `actions.py` first.
"""
