"""A vault: its files, and where the links of its notes and canvases lead."""
