"""The verbs of this floor: each asks permission, locks, changes, and leaves one act."""
