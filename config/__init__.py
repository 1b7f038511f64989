"""The plant room: settings, addresses, the database and its rules, the server, health.

`settings.py` reads the environment. `db_permissions.py` decides which tables only grow and
`db_rules.py` what the database refuses beside; `postgres/` is the server that comes along where
none is named. It may import every other room. Open `settings.py` first.
"""
