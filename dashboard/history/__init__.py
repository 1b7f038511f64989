"""The history of a plan or a council, as people read it."""
