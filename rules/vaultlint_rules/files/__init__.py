"""Rules on files as such."""
