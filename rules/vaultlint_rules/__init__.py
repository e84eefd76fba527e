"""The rules that come with vaultlint, one a file; each folder is a group. They enter like any plugin's."""
