"""A vault: its files, and what every link of its notes and canvases leads to."""
