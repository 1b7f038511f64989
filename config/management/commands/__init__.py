"""Commands of the plant room."""
