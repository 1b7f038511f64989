"""What residents read: a council's published plans, their downloads, and progress.

Nobody signs in here and no page depends on who asks, so that any cache may keep it. What is
public is not decided here: `approvals.publication.public` and `delivery.queries.progress_public`
are asked. Open `views.py` first.
"""
