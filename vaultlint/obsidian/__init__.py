"""What Obsidian knows: its settings, and how it names files, links and daily notes."""
