"""The main pages measured, each beside one trivial signed-in view as a yardstick of the machine."""
