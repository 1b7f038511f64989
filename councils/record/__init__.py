"""The record: every change with who made it, in which role, when and why; it only grows."""
