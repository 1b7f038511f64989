"""A paper of the council as plain data, and as PDF.

`paper.py` is the data: the page and the PDF say the same, in the same order. What a paper says is
decided where it belongs, in `approvals.decisions`; here is only how it is laid out.
"""
