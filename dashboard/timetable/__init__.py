"""A plan's timetable, and the dated line on its home: by when, and what is done already.

`schedule.py` reads what the dates are counted from and what happened; `line.py` tells it in eight
parts, `page.py` in whole, as it stands or as somebody asks what if (`forms.py`).
"""
