"""The plant room: settings, addresses, the database and the server."""
