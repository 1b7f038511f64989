"""By when each thing must be done for a plan to be in time, by route, governance and settings."""
