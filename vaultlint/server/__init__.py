"""The language server: what vaultlint knows about a vault, for editors."""
