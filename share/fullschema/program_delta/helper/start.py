"""Runs program deltas for fullschema; docs/program-deltas.md has the protocol.

Started as `python3 -s -S -B -c <this file>`, confined, with a socket as
descriptor 3. Everything comes over it: the other parts of this helper, as
modules of the package fullschema, the modules a delta may import, the delta's
own text, the rows of its statements. Nothing is read from disk but the
standard library.
"""
import sys

sys.path[:] = [place for place in sys.path if place]  # the working directory, where the interpreter has it there

import json  # noqa: E402
import os  # noqa: E402
import struct  # noqa: E402

for name in [name for name in os.environ if name.startswith("PYTHON")]:  # said to the interpreter, not to deltas
    del os.environ[name]

PROTOCOL = 1
SOCKET = 3


class Channel:
    """Frames: four bytes of length, the highest first, then a JSON object."""

    _exit = staticmethod(os._exit)  # what a delta calls by that name is told of: runner.py

    def __init__(self, fd):
        self.fd = fd
        self.turn = 0

    def _read(self, size):
        pieces = []
        while size > 0:
            piece = os.read(self.fd, min(size, 1 << 20))
            if not piece:
                self._exit(0)
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def receive(self):
        (size,) = struct.unpack(">I", self._read(4))
        message = json.loads(self._read(size).decode("utf-8"))
        self.turn = message["turn"]
        return message

    @staticmethod
    def encode(message):
        return json.dumps(message, ensure_ascii=False).encode("utf-8")

    def send(self, **message):
        # Encoded before the turn is counted: text that is no UTF-8 fails here.
        text = self.encode(dict(message, turn=self.turn + 1))
        self.turn += 1
        data = memoryview(struct.pack(">I", len(text)) + text)
        while data:
            data = data[os.write(self.fd, data):]

    def ask(self, **message):
        self.send(**message)
        return self.receive()


class Supply:
    """Finds the supplied modules. Their parents need no file; what they lack has a stand-in (absent.py)."""

    def __init__(self, sources):
        self.sources = sources
        self.names = {name[:i] for name in sources for i in range(len(name)) if name[i] == "."} | set(sources)

    def find_spec(self, name, _path=None, _target=None):
        if name not in self.names:
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, is_package=True)

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        source = self.sources.get(module.__name__, "")
        exec(compile(source, "<supplied %s>" % module.__name__, "exec"), module.__dict__)
        if module.__name__.split(".")[0] != "fullschema":
            from fullschema.absent import absence, attributes_of

            module.__getattr__ = attributes_of(module, lambda name: name in self.names or absence.known(name))


def start():
    channel = Channel(SOCKET)
    hello = channel.receive()
    if hello["protocol"] != PROTOCOL:
        raise SystemExit(1)
    sys.meta_path.insert(0, Supply(hello["modules"]))
    from fullschema import sources

    sources.install()
    from fullschema.absent import install
    from fullschema.runner import Runner

    install()
    runner = Runner(channel, hello["engine"], hello["version"])
    channel.send(ready=PROTOCOL)
    runner.serve()


start()
