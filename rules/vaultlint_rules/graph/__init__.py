"""Rules about the graph of notes and links."""
