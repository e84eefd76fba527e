"""The configuration: the file, its options, and which rules are on for a path."""
