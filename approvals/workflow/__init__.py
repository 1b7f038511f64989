"""How a plan moves on, whatever the move.

`transitions.py` is the literal table: from which stages to which, by whose right, with which
words on the button. `engine.py` does the dangerous part of every move once: permission, lock, old
page, stage, act. `pages.py` is how the page of a move answers. Open the table first.
"""
