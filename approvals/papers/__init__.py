"""A paper of the council as plain data, and as PDF."""
