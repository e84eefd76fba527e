"""The cache that one run keeps for the next."""
