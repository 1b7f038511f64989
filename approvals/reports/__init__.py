"""The decision report: what members are asked, and on what grounds."""
