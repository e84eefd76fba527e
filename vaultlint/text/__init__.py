"""Prepare text for output: control characters, and TOML."""
