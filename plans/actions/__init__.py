"""What people do with a plan's words, and with what it lists beside them.

Each goes through `plans.edits` and leaves one act; a module for each kind of thing that is
edited. Here is decided what an edit may do and what it must not: an item that is in use stays, a
passage keeps to its plan, a file is stored once. Open `passages.py` first.
"""
