"""Files and paths: path patterns, and safe reading and writing."""
