"""Clearance: officers answer for their offices to the words they were sent."""
