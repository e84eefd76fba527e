"""Errors that end a run with exit code 2 and a one-line message that says what to do."""


class VaultlintError(Exception):
    """Base of all errors that the user can fix."""


class ConfigError(VaultlintError):
    """A configuration that cannot be read, is not valid, or names something that does not exist."""


class PluginError(VaultlintError):
    """A rule or plugin that cannot be used; the message names it."""


class BaselineError(VaultlintError):
    """A baseline that cannot be read, or must not be overwritten."""


class OutputError(VaultlintError):
    """An output file that cannot be written."""


class VaultError(VaultlintError):
    """A vault that cannot be checked: it has no notes, or the paths are not in it."""


class FixRefused(VaultlintError):  # noqa: N818  a decision, not a failure
    """A change to the vault that would not be right or safe; the message names the file, and nothing was written."""


def reason(error: OSError) -> str:
    """Return the operating system's reason why a file could not be read or written."""
    return (error.strerror or str(error) or type(error).__name__).lower()
