"""What any page needs; it knows no council."""
