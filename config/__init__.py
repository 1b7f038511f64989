"""The plant room: settings, addresses, the database and its rules, the server, health.

`settings.py` reads the environment. `db_permissions.py` decides what the application may do to each
table, `append_only.py` which tables only grow, `clearance_trigger.py` whose answer the database
refuses, `amendment_trigger.py` what an amended decision has; `postgres/` is the server that comes
along where none is named. It may import every other room. Open `settings.py` first.
"""
