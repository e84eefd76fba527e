"""Take messages of a client one by one, call what handles each, and answer."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from vaultlint.errors import VaultlintError
from vaultlint.server.rpc import (
    CANCELLED,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    NOT_INITIALIZED,
    REQUEST_FAILED,
    Connection,
    Message,
    ProtocolError,
)


class Handler(NamedTuple):
    """What handles a method: the type of its parameters, None for one that needs none, and the function."""

    params: Any
    call: Callable[..., Any]


class Dispatcher:
    """Calls the handlers of messages in the order of the messages.

    `before_request` is called before each request, so that it is answered about what the client has sent before. No
    error ends the server: it is the answer to a request, and logged for a notification.
    """

    def __init__(
        self, connection: Connection, handlers: Mapping[str, Handler], before_request: Callable[[], None]
    ) -> None:
        self.is_initialized = self.is_shut_down = False
        self._connection = connection
        self._handlers = handlers
        self._before_request = before_request

    def handle(self, message: Message) -> None:
        """Handle a message."""
        if message.method is None:
            return  # the answer to a request that does not matter
        if message.id is None:
            if message.method in self._handlers and self.is_initialized and not self.is_shut_down:
                self.guard(lambda: self._call(message))
            return
        try:
            if self._connection.is_cancelled(message.id):
                raise ProtocolError(CANCELLED, "cancelled")  # noqa: TRY301  answered as all errors are
            self._connection.respond(message.id, self._call(message))
        except ProtocolError as error:
            self._connection.respond_error(message.id, error.code, str(error))
        except VaultlintError as error:
            self._connection.respond_error(message.id, REQUEST_FAILED, str(error))
        except Exception as error:
            self._report(error)
            self._connection.respond_error(message.id, INTERNAL_ERROR, f"{type(error).__name__}: {error}")

    def _call(self, message: Message) -> Any:
        """Call the handler of a message; raises `ProtocolError`."""
        method = message.method or ""
        if not self.is_initialized and method != "initialize":
            raise ProtocolError(NOT_INITIALIZED, "the first request must be `initialize`")
        if self.is_shut_down:
            raise ProtocolError(INVALID_REQUEST, "the server is shut down")
        if method not in self._handlers:
            raise ProtocolError(METHOD_NOT_FOUND, f"{method} is not known")
        kind, call = self._handlers[method]
        if kind is None:
            return call()
        try:
            params = msgspec.json.decode(message.params, type=kind)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ProtocolError(INVALID_PARAMS, f"{method}: {error}") from None
        if message.id is not None:
            self._before_request()
        return call(params)

    def guard(self, call: Callable[[], object]) -> None:
        """Call what answers nobody; what goes wrong is logged."""
        try:
            call()
        except (VaultlintError, ProtocolError) as error:
            self._connection.log(str(error))
        except Exception as error:
            self._report(error)

    def _report(self, error: Exception) -> None:
        """Log a bug."""
        traceback.print_exception(error, file=sys.stderr)
        self._connection.log(f"this is a bug in vaultlint: {type(error).__name__}: {error}")
