"""The verbs of the drafting room: each goes through `plans.writing`, and leaves one act."""
