"""Text on its way out: control characters, and TOML."""
