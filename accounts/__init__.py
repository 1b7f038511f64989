"""Signing in, and what people change of their own account.

People are invited, never registered: `adapter.py` tells allauth so, and gives back the words that
somebody was typing when their session ended. Another way of signing in belongs here. What a
person may do is not decided here but by the roles they hold (`councils.roles`).
"""
