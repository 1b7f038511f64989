"""A plan's timetable: by when each thing must be done, and the dated line on its home."""
