"""What a decision leaves on paper: its notice and the report it rested on, as page and PDF."""

from approvals.papers.issued import issued_report
from approvals.papers.notice import notice
from approvals.papers.paper import Paper, Section
from approvals.papers.printing import draw

__all__ = ["Paper", "Section", "draw", "issued_report", "notice"]
