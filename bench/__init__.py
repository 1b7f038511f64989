"""The main pages measured beside bare Django views that do only what each step needs."""
