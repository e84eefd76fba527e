"""Measure vaultlint and its peers on generated vaults: see benchmarks/README.md."""
