"""Amendments lodged before a meeting: other words for one paragraph of the version that goes to it.

`rules.py` decides until when one is lodged, and on which words; `shown.py` what the page of
amendments says of each: the redline, which others meet it, what officers advise. What a meeting
made of them is recorded with its decision (`approvals.decisions.lodged`). Open `rules.py` first.
"""
