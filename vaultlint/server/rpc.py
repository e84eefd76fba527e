"""Exchange JSON-RPC messages with a client over two streams, as the Language Server Protocol does.

This is our own, since importing pygls takes longer than reading a vault of 10,000 notes from the cache: see
docs/decisions/language-server.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, BinaryIO

import msgspec

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
NOT_INITIALIZED = -32002
REQUEST_FAILED = -32803
CANCELLED = -32800

MAX_SIZE = 256 * 1024 * 1024
"""The longest message that is read, in bytes."""

_LENGTH = re.compile(rb"content-length:[ \t]*([0-9]{1,18})[ \t]*\r?\n", re.IGNORECASE)
_LONGEST_LINE, _LONGEST_HEADER = 65_536, 64
_ERROR = 1

Id = int | str


class ProtocolError(Exception):
    """A request that is answered with an error: its code and its message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Message(msgspec.Struct):
    """A request, which has an id; a notification, which has none; or a response, which has no method."""

    method: str | None = None
    id: Id | None = None
    params: msgspec.Raw = msgspec.Raw(b"null")
    result: msgspec.Raw = msgspec.Raw(b"null")
    error: msgspec.Raw = msgspec.Raw(b"null")


_decode = msgspec.json.Decoder(Message).decode
_decode_cancel = msgspec.json.Decoder(dict[str, Id]).decode


class Connection:
    """Messages to and from a client. A thread reads; `receive` returns what it has read, and None at the end."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._source = source
        self._target = target
        self._inbox: SimpleQueue[Message | Callable[[], None] | None] = SimpleQueue()
        self._waiting: set[Id] = set()
        self._cancelled: set[Id] = set()
        self._lock = Lock()
        self._last_id = 0

    def start(self) -> None:
        """Begin to read."""
        Thread(target=self._read_all, daemon=True).start()

    def receive(self, timeout: float | None = None) -> Message | Callable[[], None] | None:
        """Return the next message, or what `call_soon` was given; raises `TimeoutError` if there is none in time.

        `timeout` is in seconds; None waits for ever.
        """
        try:
            return self._inbox.get(timeout=timeout)
        except Empty:
            raise TimeoutError from None

    @property
    def is_idle(self) -> bool:
        """Whether nothing has come that was not received yet."""
        return self._inbox.empty()

    def call_soon(self, call: Callable[[], None]) -> None:
        """Let whoever receives call a function; another thread may ask for it."""
        self._inbox.put(call)

    def is_cancelled(self, request: Id) -> bool:
        """Whether the client has withdrawn a request that it is now the turn of; this is told once."""
        self._waiting.discard(request)
        is_cancelled = request in self._cancelled
        self._cancelled.discard(request)
        return is_cancelled

    def respond(self, request: Id | None, result: object) -> None:
        """Answer a request."""
        self._send({"jsonrpc": "2.0", "id": request, "result": result})

    def respond_error(self, request: Id | None, code: int, message: str) -> None:
        """Answer a request, or a message that cannot be read, with an error."""
        self._send({"jsonrpc": "2.0", "id": request, "error": {"code": code, "message": message}})

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: object = None) -> None:
        """Send a request whose answer does not matter."""
        self._last_id += 1
        self._send({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        content = msgspec.json.encode(message)
        # The reading thread answers what it cannot read. Once the client is gone, the end of its messages comes next.
        with self._lock, suppress(OSError):
            self._target.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
            self._target.flush()

    def log(self, message: str) -> None:
        """Write an error to the log that the editor keeps of its servers."""
        self.notify("window/logMessage", {"type": _ERROR, "message": message})

    def _read_all(self) -> None:
        try:
            while (length := self._read_length()) is not None:
                self._take(length)
        except (OSError, ValueError):  # the streams are closed
            pass
        finally:
            self._inbox.put(None)

    def _read_length(self) -> int | None:
        """Read headers up to the empty line after them; return the length of the content, None at the end.

        What is no header is passed over. After content of another length than was said, a header begins within a line.
        """
        length: int | None = None
        last = b""
        while line := self._source.readline(_LONGEST_LINE):
            if found := _LENGTH.search(last + line):
                length = int(found[1])
            elif not last and not line.strip() and length is not None:
                return length
            last = b"" if line.endswith(b"\n") else line[-_LONGEST_HEADER:]
        return None

    def _take(self, length: int) -> None:
        if length > MAX_SIZE:
            self._skip(length)
            self.respond_error(
                None, INVALID_REQUEST, f"a message of {length:,} bytes is too long: {MAX_SIZE:,} is most"
            )
            return
        try:
            message = _decode(self._source.read(length))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            is_json = isinstance(error, msgspec.ValidationError)
            self.respond_error(None, INVALID_REQUEST if is_json else PARSE_ERROR, str(error))
            return
        if message.method == "$/cancelRequest":
            self._cancel(message.params)
        else:
            if message.method is not None and message.id is not None:
                self._waiting.add(message.id)
            self._inbox.put(message)

    def _cancel(self, params: msgspec.Raw) -> None:
        with suppress(msgspec.DecodeError, KeyError):
            request = _decode_cancel(params)["id"]
            if request in self._waiting:
                self._cancelled.add(request)

    def _skip(self, length: int) -> None:
        while length and (read := len(self._source.read(min(length, 2**20)))):
            length -= read
