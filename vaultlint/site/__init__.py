"""How publishers resolve links, address pages and hide drafts. Knows paths and notes, not the vault."""
