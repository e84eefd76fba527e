"""Move files, and rename headings, block ids, tags and properties, with all that leads to them."""
