"""Rules on what a link leads to."""
