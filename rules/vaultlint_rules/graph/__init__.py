"""Rules on how the notes hang together."""
