"""The record: every change with who made it, in which role, when and why; it only grows.

A change, its history and its act are one transaction or nothing. An act keeps codes (verb, role,
kind of row) and never words; `sentences.py` makes the words when a page is drawn, and `naming.py`
says what each act was done to. Open `writer.py` first: `recording` is the one way in, and decides
the act's number and digest.
"""
