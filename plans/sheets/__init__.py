"""A plan's lists as spreadsheets: read, compared with what stands, and written."""
