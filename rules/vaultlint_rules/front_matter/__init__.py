"""Rules on the block of properties at the top of a note."""
