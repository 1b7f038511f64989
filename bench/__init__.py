"""The main pages measured as they are served, each beside the same page made bare."""
