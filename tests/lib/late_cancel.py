#!/usr/bin/env python3
"""late_cancel.py DIRECTORY SERVER TIMES: between a client and the server whose socket is in the directory SERVER, at a
socket of the same name in DIRECTORY.

It stands for requests to cancel that come late, and end another statement than they were for: each statement is answered
so the first TIMES times, in sessions of users and databases that no run made. What was ended goes to standard output.
"""

import collections
import os
import socket
import struct
import sys
import threading

NAME = ".s.PGSQL.5432"
CANCEL_REQUEST = 80877102
# It belongs to PQencryptPasswordConn, before anything that could be cancelled.
LIBPQS_OWN = b"show password_encryption"
ENDED = b"SERROR\0VERROR\0C57014\0Mcanceling statement due to user request\0\0"


def message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


def exactly(stream, n):
    taken = stream.read(n)
    if len(taken) != n:
        raise EOFError
    return taken


def relay(source, target):
    """What one side says to the other, until it ends."""
    try:
        for part in iter(lambda: source.recv(65536), b""):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


class Session:
    """One client and its connection to the server."""

    def __init__(self, client, path, times, seen):
        self.client, self.times, self.seen = client, times, seen
        self.stream = client.makefile("rb")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.connect(path)
        self.concerned = False

    def begin(self):
        """The first message, which has no letter. False: it is a request to cancel."""
        size = exactly(self.stream, 4)
        body = exactly(self.stream, struct.unpack("!I", size)[0] - 4)
        self.server.sendall(size + body)
        words = body[4:].split(b"\0")
        said = dict(zip(words[::2], words[1::2]))
        self.concerned = not any(said.get(key, b"").startswith(b"fullschema_") for key in (b"user", b"database"))
        return struct.unpack("!I", body[:4])[0] != CANCEL_REQUEST

    def ends(self, sql):
        """Whether a late request meets this statement."""
        key = sql.split(b"\0")[0]
        if key == LIBPQS_OWN:
            return False
        self.seen[key] += self.concerned
        return self.concerned and self.seen[key] <= self.times

    def pass_on(self):
        """Messages of the client: those that the server gets, and those that are ended here."""
        skips = False
        while True:
            kind, size = exactly(self.stream, 1), exactly(self.stream, 4)
            body = exactly(self.stream, struct.unpack("!I", size)[0] - 4)
            # Parse has the statement's name first. What follows it belongs to it until Sync.
            ended = (kind == b"Q" and self.ends(body)) or (kind == b"P" and self.ends(body.split(b"\0", 1)[1]))
            if ended:
                print(body.strip(bytes(1))[:70], flush=True)
                self.client.sendall(message(b"E", ENDED))
                skips = kind == b"P"
            if ended and not skips or skips and kind == b"S":
                self.client.sendall(message(b"Z", b"I"))
                skips = False
            elif not skips:
                self.server.sendall(kind + size + body)

    def run(self):
        try:
            goes_on = self.begin()
            threading.Thread(target=relay, args=(self.server, self.client), daemon=True).start()
            while goes_on:
                self.pass_on()
            relay(self.client, self.server)
        except (EOFError, OSError):
            self.server.close()


def main():
    place, server, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seen = collections.Counter()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(place, NAME))
    listener.listen(16)
    while True:
        client, _ = listener.accept()
        session = Session(client, os.path.join(server, NAME), times, seen)
        threading.Thread(target=session.run, daemon=True).start()


main()
