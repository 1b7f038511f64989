"""Members' own page: what is before them, and what they say of it."""
