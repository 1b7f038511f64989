"""What any page needs, whatever it is about.

Why something was refused and how a form then answers, words kept over a lost session, days in
London, queries that are put together once, downloads and what a cache may keep. It knows no
council and imports nothing of ours. Open `responses.py` first: every page with a form ends there.
"""
