"""Changes to the files of a vault: the only code that writes to notes."""
