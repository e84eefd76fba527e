"""What git knows of a vault's files, asked for with the few commands that run nothing of the repository's."""
