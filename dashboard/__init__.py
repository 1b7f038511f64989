"""What comes next, for whoever opens it: a person's home, a plan's home, reminders alike.

`plan_state.py` is where a plan stands as plain facts, read for many plans in as many queries as
for one (`queries.py`); `next_actions.py` is one table of rules over it, and `circumstances.py`
says when each holds. Open `next_actions.py` first.
"""
