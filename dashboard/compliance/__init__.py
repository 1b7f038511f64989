"""Whether a plan was taken through lawfully: each thing asked of it, how it stands, and the proof.

Nothing is typed here: every line is read from what somebody did or from what a rule counted. Open
`lines.py` for what a line is, `asked.py` for what the commission asks, `taken.py` for each step.
"""
