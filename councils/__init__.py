"""The council itself: its people and the roles they hold, its settings, its calendar, its e-mails.

It decides who may do what and what a working day is. Every floor above asks it who somebody is in
this council, writes through its record and queues e-mails in its outbox. Open `roles.py` first,
one table of what each role allows; then `access.py`, which keeps strangers out.
"""
