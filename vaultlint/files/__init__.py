"""Files and paths: patterns, and reading and writing a file safely."""
