"""Errors that end a run with exit code 2 and one line that says what to do."""


class VaultlintError(Exception):
    """Base of all errors that are the user's to mend, not ours."""


class ConfigError(VaultlintError):
    """A configuration that cannot be read, or names something that does not exist."""


class PluginError(VaultlintError):
    """A rule or plugin that cannot be used; the message names it."""


class BaselineError(VaultlintError):
    """A baseline that cannot be read, or must not be overwritten."""


class OutputError(VaultlintError):
    """A report that cannot be written where the user wants it."""


class VaultError(VaultlintError):
    """A vault that cannot be checked: no note, or no such folder."""


def reason(error: OSError) -> str:
    """Say why a file could not be read or written, in the system's words."""
    return (error.strerror or str(error) or type(error).__name__).lower()
