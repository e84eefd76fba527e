"""Rules on what a link leads to."""

LISTED = 100
"""How many files `data` lists at the most: thousands may share the name of a link."""
