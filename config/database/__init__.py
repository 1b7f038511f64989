"""The database engine of settings that name no server of their own."""
