"""The configuration: where it is, what it says, and which rules are on for a path."""
