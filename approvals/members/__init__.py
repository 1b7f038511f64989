"""Members' own page: what is before them, and what they say of it.

A member says that they are content, asks, or declares an interest; this stands beside the
meeting's resolution and never in its place. `actions.py` decides what a member may sign,
`briefing.py` what they read first. Open `briefing.py` first.
"""
