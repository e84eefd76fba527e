"""Generate a configuration that fits a vault: see `generator`."""
