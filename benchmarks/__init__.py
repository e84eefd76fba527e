"""Measures vaultlint against its peers, on vaults made for it: see benchmarks/README.md."""
