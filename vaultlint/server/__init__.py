"""The language server: what an editor asks about a vault, and the protocol in which it asks."""
