"""A paper of the council as plain data, as PDF, as Word, and as words to paste elsewhere.

`paper.py` is the data: the page and each file say the same, in the same order. What a paper says is
decided where it belongs, in `approvals.decisions`; here is only how it is laid out.
"""
