"""The verbs of the drafting room: each goes through `plans.edits`, and leaves one act."""
