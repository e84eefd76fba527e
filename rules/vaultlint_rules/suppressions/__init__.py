"""Rules about the comments and properties that disable rules."""
