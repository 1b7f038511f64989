"""Plans that go no further: withdrawn to their author, overtaken by events, or taken back.

Short moves, each with its reason, from several stages; what stages is in the table of moves.
Whoever had been asked to clear the plan is told. Open `actions.py` first.
"""
