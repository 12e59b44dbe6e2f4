"""Ports at which no Neo4j answers, and one that cuts the line to a real server: for tests of what a user is told then."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress

REPLIES = {
    "web": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "old": b"\x00\x00\x00\x00",
    "noise": bytes(range(256)) * 40,
    "closing": None,
    "mute": b"",
    "none": b"",
}
SILENCE = 20  # seconds


@contextmanager
def broken_port(kind):
    """The number of a port of that kind, a key of `REPLIES`."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    if kind == "none":
        listener.close()
        yield port
        return
    threading.Thread(target=_serve, args=(listener, REPLIES[kind]), daemon=True).start()
    with listener:
        yield port


def _serve(listener, reply):
    while True:
        try:
            caller, _ = listener.accept()
        except OSError:
            return
        with caller:
            if reply is None:
                continue
            caller.recv(100)
            if reply:
                caller.sendall(reply)
            else:
                time.sleep(SILENCE)


class Line:
    """A port from which all is passed on to a real server until it is cut; then nothing listens any more."""

    def __init__(self, target):
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends = []
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            self._ends += [caller, server]
            for one, other in ((caller, server), (server, caller)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one, other):
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass

    def cut(self):
        """Hang up, as a server that dies does."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._ends:
            with suppress(OSError):  # it may have hung up itself
                end.shutdown(socket.SHUT_RDWR)
            end.close()
