"""Rules on the comments that tell vaultlint to be silent."""
