#!/usr/bin/env python3
"""A server that speaks PostgreSQL's protocol and does not tell the truth: lying_server.py DIRECTORY LIE

Listens on DIRECTORY/.s.PGSQL.5432, says "ready" and tells each lie below its
name here to whoever connects, until it is killed. Lies begin while connecting,
in an answer, or when a query is to be cancelled.
"""
import os
import socket
import struct
import sys
import threading
import time

CANCEL, SSL, GSS = 80877102, 80877103, 80877104
FOREVER = 3600


def message(kind, body=b""):
    return kind + struct.pack("!I", len(body) + 4) + body


def text(*parts):
    return b"".join(part.encode() + b"\0" for part in parts)


def parameter(name, value):
    return message(b"S", text(name, value))


def notice(kind, words, hint=None):
    fields = [b"SERROR\0", b"C42000\0", b"M" + words + b"\0"]
    if hint:
        fields.append(b"H" + hint + b"\0")
    return message(kind, b"".join(fields) + b"\0")


def columns(names, oid=25):
    body = struct.pack("!H", len(names))
    for name in names:
        body += text(name) + struct.pack("!IHIhih", 0, 0, oid, -1, -1, 0)
    return message(b"T", body)


def row(*cells):
    body = struct.pack("!H", len(cells))
    for cell in cells:
        body += struct.pack("!i", -1) if cell is None else struct.pack("!I", len(cell)) + cell
    return message(b"D", body)


def complete(tag):
    return message(b"C", text(tag))


AUTHENTICATED = message(b"R", struct.pack("!I", 0))
READY, IN_TRANSACTION = message(b"Z", b"I"), message(b"Z", b"T")
PARSED = message(b"1") + message(b"2")
IDENTITY = ["class_id", "object_id", "sub_id", "schema", "relation", "name"]


class Client:
    def __init__(self, connection, lie):
        self.connection, self.lie, self.buffer = connection, lie, b""

    def send(self, data):
        self.connection.sendall(data)

    def flood(self, *data):
        """Over and over, each in its turn."""
        block = b"".join(data)
        block *= max(1, 65536 // len(block))
        while True:
            self.send(block)

    def drip(self, data, seconds=0.3):
        for byte in data:
            self.send(bytes([byte]))
            time.sleep(seconds)

    def read(self, n):
        while len(self.buffer) < n:
            more = self.connection.recv(65536)
            if not more:
                raise EOFError
            self.buffer += more
        taken, self.buffer = self.buffer[:n], self.buffer[n:]
        return taken

    def read_message(self):
        kind = self.read(1)
        return kind, self.read(struct.unpack("!I", self.read(4))[0] - 4)

    def startup(self):
        while True:
            body = self.read(struct.unpack("!I", self.read(4))[0] - 4)
            code = struct.unpack("!I", body[:4])[0]
            if code == CANCEL:
                self.cancelled()
            elif code in (SSL, GSS):
                self.send(b"N")
            else:
                return

    def cancelled(self):
        """Who cancels waits until this end is closed."""
        if "cancel" in self.lie:
            time.sleep(FOREVER)
        raise EOFError

    def connect(self, version="16.3"):
        self.send(AUTHENTICATED + parameter("server_version", version) + parameter("client_encoding", "UTF8") +
                  parameter("standard_conforming_strings", "on") + message(b"K", struct.pack("!II", 7, 7)) + READY)

    def talk(self):
        self.startup()
        self.tell("start_", self.connect)
        while True:
            kind, body = self.read_message()
            if kind == b"X":
                raise EOFError
            if kind == b"Q":
                self.query = body[:-1].decode()
                if "DECLARE fullschema_rows" in self.query:
                    self.tell("answer_", self.honest)
                else:
                    self.simple(self.query)
            elif kind == b"P":
                self.query = body.split(b"\0")[1].decode()
            elif kind == b"S":
                self.tell("answer_", self.honest)

    def tell(self, when, truth):
        (getattr(self, self.lie) if self.lie.startswith(when) else truth)()

    def simple(self, sql):
        if self.lie.startswith("begin_"):
            getattr(self, self.lie)()
        elif sql.startswith("SELECT"):
            self.send(columns(["set_config"]) + row(b"on") + complete("SELECT 1") + IN_TRANSACTION)
        else:
            self.send(complete(sql.split()[0]) + IN_TRANSACTION)

    def answer(self, names, *rows, tag="SELECT"):
        self.send(PARSED + columns(names) + b"".join(rows) + complete(f"{tag} {len(rows)}") + IN_TRANSACTION)

    def flags(self):
        """How many the first question asks for, which is what kinds of objects there are; 0: it is another one."""
        return self.query.count(") AS present")

    def honest(self):
        """Nothing is present; of what is read all the same nothing is known."""
        n = self.flags()
        self.answer(["present"] * n, *[row(*[b"f"] * n)] * (n > 0))

    # While connecting.
    def start_silent(self):
        time.sleep(FOREVER)

    def start_drips(self):
        self.drip(AUTHENTICATED + parameter("server_version", "16.3") * 1000)

    def start_garbage(self):
        self.send(os.urandom(100000))

    def start_closes(self):
        raise EOFError

    def start_unknown_authentication(self):
        self.send(message(b"R", struct.pack("!I", 99)))

    def start_endless_parameters(self):
        self.send(AUTHENTICATED)
        n = 0
        while True:
            self.send(b"".join(parameter(f"name{n + i}", "x" * 20000) for i in range(10)))
            n += 10

    def start_endless_notices(self):
        self.send(AUTHENTICATED)
        self.flood(notice(b"N", b"on and on"))

    def start_huge_error(self):
        self.send(b"E" + struct.pack("!I", 1 << 30))
        self.flood(b"x" * 65536)

    def start_no_version(self):
        self.send(AUTHENTICATED + READY)

    def start_odd_version(self):
        self.connect(version="-9999999999.x")

    def start_says_password(self):
        self.send(message(b"R", struct.pack("!I", 3)))
        _, body = self.read_message()
        self.send(notice(b"E", b"no entry with " + body[:-1] + b" \x1b[2J\n::error::obeyed", hint=body[:-1]))
        raise EOFError

    def start_many_iterations(self):
        """SCRAM with as many rounds as fit into a number."""
        self.send(message(b"R", struct.pack("!I", 10) + text("SCRAM-SHA-256") + b"\0"))
        _, body = self.read_message()
        nonce = body.split(b"r=")[1]
        self.send(message(b"R", struct.pack("!I", 11) + b"r=" + nonce + b"more,s=c2FsdA==,i=2000000000"))
        time.sleep(FOREVER)

    # Statements of the session.
    def begin_hangs(self):
        time.sleep(FOREVER)

    def begin_drips(self):
        self.drip(complete("BEGIN") * 1000)

    def begin_fails(self):
        self.send(notice(b"E", b"\x1b[2Jno\n::error::obeyed", hint=b"\x1b[2J") + READY)

    def begin_floods(self):
        self.send(columns(["a"]))
        self.flood(row(b"x" * 100))

    def begin_copies(self):
        self.send(message(b"H", b"\0\0\0"))
        self.flood(message(b"d", b"x" * 1000))

    def begin_never_ends(self):
        self.flood(complete("BEGIN"))

    # Answers to queries.
    def answer_hangs(self):
        time.sleep(FOREVER)

    answer_cancel_hangs = answer_hangs

    def answer_drips(self):
        self.drip(PARSED + columns(["a"]) + row(b"x" * 1000) * 1000)

    def answer_endless_rows(self):
        self.send(PARSED + columns(["present"]))
        self.flood(row(b"t"))

    answer_cancel_flood = answer_endless_rows

    def answer_endless_wide_rows(self):
        self.send(PARSED + columns(["present"] * 1600))
        self.flood(row(*[None] * 1600))

    def answer_endless_notices(self):
        self.flood(notice(b"N", b"on and on"))

    def answer_endless_notifications(self):
        self.flood(message(b"A", struct.pack("!I", 1) + text("channel", "x" * 1000)))

    def answer_endless_parameters(self):
        n = 0
        while True:
            self.send(parameter(f"name{n}", "x" * 20000))
            n += 1

    def answer_huge_row(self):
        self.send(PARSED + columns(["present"]) + b"D" + struct.pack("!I", (1 << 30) - 1) +
                  struct.pack("!HI", 1, (1 << 30) - 7))
        self.flood(b"x" * 65536)

    def answer_huge_error(self):
        self.send(b"E" + struct.pack("!I", 1 << 30) + b"M")
        self.flood(b"x" * 65536)

    def answer_garbage(self):
        self.send(os.urandom(1000000))

    def answer_closes(self):
        raise EOFError

    def answer_no_rows(self):
        self.answer(["present"] * self.flags())

    def answer_two_rows(self):
        n = self.flags()
        self.answer(["present"] * n, *[row(*[b"t"] * n)] * 2)

    def answer_no_columns(self):
        self.answer([], row())

    def answer_other_columns(self):
        self.answer(["a"] * 100, row(*[b"t"] * 100))

    def answer_many_columns(self):
        self.answer([str(i) + "x" * 6000 for i in range(1600)], row(*[b"t"] * 1600))

    def answer_null(self):
        n = self.flags()
        self.answer(["present"] * n, row(*[None] * n))

    def answer_words(self):
        n = self.flags()
        self.answer(["present"] * n, row(*[b"perhaps"] * n))

    def answer_copies_out(self):
        self.send(message(b"H", b"\0\0\0"))
        time.sleep(FOREVER)

    def answer_copies_out_endlessly(self):
        self.send(message(b"H", b"\0\0\0"))
        self.flood(message(b"d", b"x" * 1000))

    def answer_copies_in(self):
        self.send(message(b"G", b"\0\0\0"))
        time.sleep(FOREVER)

    def answer_copies_both(self):
        self.send(message(b"W", b"\0\0\0"))
        time.sleep(FOREVER)

    def answer_too_many_cells(self):
        self.send(PARSED + columns(["a"]) + row(b"x", b"y", b"z") + complete("SELECT 1") + IN_TRANSACTION)

    def answer_another_answer(self):
        self.send(columns(["a"]) + row(b"t") + complete("SELECT 1") + columns(["b"]) + row(b"t") +
                  complete("SELECT 1") + IN_TRANSACTION)

    def answer_fails(self):
        self.send(notice(b"E", b"\x1b[2Jno\n::error::obeyed", hint=b"\x1b[2J") + READY)

    # Rows of kinds: everything is present, and each query of one has this row.
    def present_with(self, *cells):
        n = self.flags()
        if n:
            self.answer(["present"] * n, row(*[b"t"] * n))
        else:
            self.answer(IDENTITY, row(*cells))

    def answer_null_cells(self):
        self.present_with(*[None] * 6)

    def answer_short_rows(self):
        self.present_with(*[b"1"] * 6)

    def answer_no_utf8(self):
        n = self.flags()
        self.answer(["present"] * n, row(*[b"\xff\xfe"] * n))


LIES = sorted(name for name in vars(Client) if name.startswith(("start_", "begin_", "answer_")))


def serve(connection, lie):
    try:
        Client(connection, lie).talk()
    except (EOFError, OSError):
        pass
    connection.close()


def main(directory, lie):
    assert lie in LIES or lie == "honest", lie
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(directory, ".s.PGSQL.5432"))
    os.chmod(os.path.join(directory, ".s.PGSQL.5432"), 0o777)
    listener.listen(16)
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, lie), daemon=True).start()


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print("\n".join(LIES))
    else:
        main(*sys.argv[1:])
