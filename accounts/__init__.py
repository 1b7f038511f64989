"""Signing in, and what people change of their own account."""
