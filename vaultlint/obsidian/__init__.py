"""Facts about Obsidian: its settings, and how it names files, links and daily notes."""
