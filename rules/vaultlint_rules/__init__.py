"""The rules that come with vaultlint, one per file; each folder is a group. They are loaded like any plugin."""
