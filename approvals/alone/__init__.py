"""Whoever decides alone: they declare first, then sign what is on their screen, and that decides.

A leader, a mayor, a portfolio holder, an officer, or several of them together. `signing.py` is the
action, `desk.py` who may sign and who is still to; `notice_day.py` begins call-in once the notice
is published. Open `signing.py` first.
"""
