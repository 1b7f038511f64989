"""What a careful colleague would notice in a plan: one kind of finding a module, all pure."""
