"""Whether what was promised is being done: commitments and metrics as they stand at a date."""
