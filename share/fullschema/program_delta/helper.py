"""Runs program deltas for fullschema; docs/program-deltas.md has the protocol.

Started as `python3 -I -S -B -c <this file>`, confined, with a socket as
descriptor 3. Everything comes over it: the modules a delta may import, the
delta's own text, the rows of its statements. Nothing is read from disk but
the standard library.
"""
import json
import os
import struct
import sys
from binascii import a2b_base64, b2a_base64
from types import ModuleType

PROTOCOL = 1
SOCKET = 3

AUTO_INCREMENT = "$%AUTO_INCREMENT_PRIMARY_KEY%$"
AUTO_INCREMENT_TEXT = {
    "postgres": "BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY",
    "sqlite": "INTEGER PRIMARY KEY AUTOINCREMENT",
}


# ---- the errors of DB-API 2.0 (PEP 249) ----


class Warning(Exception):  # noqa: A001 (the name is the standard's)
    pass


class Error(Exception):
    # What a statement failed with; None for errors of the cursor itself.
    pgcode = None
    pgerror = None
    sqlite_errorname = None
    failure = None
    statement = None


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class DataError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


# By the first characters of the SQLSTATE, the longest first.
POSTGRES_ERRORS = (
    ("0A", NotSupportedError),
    ("20", ProgrammingError),
    ("21", ProgrammingError),
    ("22", DataError),
    ("23", IntegrityError),
    ("24", InternalError),
    ("25", InternalError),
    ("26", ProgrammingError),
    ("2", OperationalError),
    ("34", OperationalError),
    ("3D", ProgrammingError),
    ("3F", ProgrammingError),
    ("40", OperationalError),
    ("42", ProgrammingError),
    ("44", ProgrammingError),
    ("5", OperationalError),
    ("F0", InternalError),
    ("P0", InternalError),
    ("XX", InternalError),
)

SQLITE_ERRORS = {
    "SQLITE_CONSTRAINT": IntegrityError,
    "SQLITE_MISMATCH": IntegrityError,
    "SQLITE_TOOBIG": DataError,
    "SQLITE_CORRUPT": DatabaseError,
    "SQLITE_AUTH": DatabaseError,
    "SQLITE_MISUSE": InterfaceError,
    "SQLITE_RANGE": InterfaceError,
    "SQLITE_INTERNAL": InternalError,
    "SQLITE_NOTFOUND": InternalError,
}


def error_class(engine, code):
    if code is None:
        return ProgrammingError
    if engine == "sqlite":
        return SQLITE_ERRORS.get("_".join(code.split("_")[:2]), OperationalError)
    for start, cls in POSTGRES_ERRORS:
        if code.startswith(start):
            return cls
    return DatabaseError


# ---- messages ----


class Channel:
    """Frames: four bytes of length, the highest first, then a JSON object."""

    def __init__(self, fd):
        self.fd = fd
        self.turn = 0

    def _read(self, size):
        pieces = []
        while size > 0:
            piece = os.read(self.fd, min(size, 1 << 20))
            if not piece:
                os._exit(0)
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


# ---- values on their way to the database ----


def is_number_type(value):
    # Without importing decimal, which few deltas need.
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


def encode_common(value):
    """What both drivers take; NotImplemented for anything else."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        value = int(value)
        return value if -(1 << 63) <= value < 1 << 63 else {"number": str(value)}
    if isinstance(value, float):
        return {"number": repr(float(value))}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": b2a_base64(bytes(value), newline=False).decode("ascii")}
    return NotImplemented


def encode_postgres(value):
    if isinstance(value, str) and "\0" in value:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    encoded = encode_common(value)
    if encoded is not NotImplemented:
        return encoded
    if isinstance(value, list):
        return {"list": [encode_postgres(item) for item in value]}
    if isinstance(value, tuple):
        return {"tuple": [encode_postgres(item) for item in value]}
    if is_number_type(value):
        return {"number": str(value).lower()}
    raise ProgrammingError("can't adapt type %r" % type(value).__name__)


def encode_sqlite(value):
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise OverflowError("Python int too large to convert to SQLite INTEGER")
    if isinstance(value, float) and value != value:
        return None
    encoded = encode_common(value)
    if encoded is NotImplemented:
        raise ProgrammingError("Error binding parameter: type %r is not supported" % type(value).__name__)
    return encoded


# ---- values on their way back ----


def decode_sqlite(cell, _type):
    if isinstance(cell, dict):
        if "number" in cell:
            return float(cell["number"].replace("9e999", "inf"))
        if "bytes" in cell:
            return a2b_base64(cell["bytes"])
        return a2b_base64(cell["text"]).decode("utf-8")
    return cell


def parse_array(text, convert):
    """Postgres' text of an array: braces, commas, quotes, NULL."""
    position = text.index("{")  # '[0:1]={...}' says its bounds first

    def item():
        nonlocal position
        start = position
        if text[position] == "{":
            return array()
        if text[position] == '"':
            characters = []
            position += 1
            while text[position] != '"':
                position += text[position] == "\\"
                characters.append(text[position])
                position += 1
            position += 1
            return convert("".join(characters))
        while text[position] not in ",}":
            position += 1
        word = text[start:position]
        return None if word == "NULL" else convert(word)

    def array():
        nonlocal position
        items = []
        position += 1
        while text[position] != "}":
            items.append(item())
            position += text[position] == ","
        position += 1
        return items

    return array()


def to_decimal(text):
    import decimal

    return decimal.Decimal(text)


def to_bytes(text):
    return memoryview(bytes.fromhex(text[2:]))


def to_date(text):
    import datetime

    return datetime.date.fromisoformat(text)


def to_time(text):
    import datetime

    return datetime.time.fromisoformat(text)


def to_timestamp(text):
    import datetime

    head, dot, fraction = text.partition(".")
    digits = fraction
    zone = ""
    for mark in "+-":
        body, found, rest = (fraction if dot else head[10:]).partition(mark)
        if found:
            zone = found + rest + ("" if ":" in rest else ":00")
            digits = body if dot else ""
            head = head if dot else head[:10] + body
            break
    return datetime.datetime.fromisoformat(head + ("." + digits.ljust(6, "0") if dot else "") + zone)


# Type OIDs of Postgres, which are fixed: pg_type.dat.
POSTGRES_TYPES = {
    16: lambda text: text == "t",  # bool
    17: to_bytes,  # bytea
    20: int,
    21: int,
    23: int,
    26: int,  # oid
    114: json.loads,  # json
    700: float,
    701: float,
    1082: to_date,
    1083: to_time,
    1114: to_timestamp,
    1184: to_timestamp,
    1700: to_decimal,
    3802: json.loads,  # jsonb
}

# Arrays, by the type of what they hold.
POSTGRES_ARRAYS = {
    199: 114,
    1000: 16,
    1001: 17,
    1002: None,  # "char"
    1003: None,  # name
    1005: 21,
    1007: 23,
    1009: None,  # text
    1014: None,  # char
    1015: None,  # varchar
    1016: 20,
    1021: 700,
    1022: 701,
    1028: 26,
    1115: 1114,
    1182: 1082,
    1185: 1184,
    1231: 1700,
    3807: 3802,
}


def decode_postgres(text, oid):
    if text is None:
        return None
    if oid in POSTGRES_ARRAYS:
        return parse_array(text, POSTGRES_TYPES.get(POSTGRES_ARRAYS[oid], str))
    convert = POSTGRES_TYPES.get(oid)
    return convert(text) if convert else text


# ---- the cursor ----


class Connection:
    """What cursor.connection is: enough to make another cursor, and no way to end the transaction."""

    def __init__(self, database):
        self._database = database

    def cursor(self, *_args, **_kwargs):
        return Cursor(self._database)

    def close(self):
        pass

    def commit(self):
        raise NotSupportedError("a program delta cannot end its transaction")

    rollback = commit


class Cursor:
    """A DB-API 2.0 cursor, whose statements are run at the other end of the channel."""

    arraysize = 1

    def __init__(self, database):
        self._database = database
        self._closed = False
        self._clear()
        self.lastrowid = None

    def _clear(self):
        self.description = None
        self.rowcount = -1
        self._rows = None
        self._at = 0

    @property
    def connection(self):
        return Connection(self._database)

    def _check_open(self):
        if self._closed:
            raise InterfaceError("cursor already closed")

    def execute(self, sql, parameters=None):
        self._check_open()
        self._clear()
        answer = self._database.execute(sql, parameters)
        columns = answer["columns"]
        self.rowcount = answer["affected"]
        if columns is not None:
            self.description = tuple(
                (name, oid or None, None, None, None, None, None) for name, oid in columns
            )
            decode = self._database.decode
            oids = [oid for _, oid in columns]
            self._rows = [tuple(map(decode, row, oids)) for row in answer["rows"]]

    def executemany(self, sql, parameter_lists):
        affected = 0
        for parameters in parameter_lists:
            self.execute(sql, parameters)
            affected = -1 if affected < 0 or self.rowcount < 0 else affected + self.rowcount
        self._clear()
        self.rowcount = affected

    def executescript(self, script):
        self._check_open()
        self._clear()
        self._database.script(script)

    def _fetchable(self):
        self._check_open()
        if self._rows is None:
            # sqlite3 says there are no rows, psycopg2 that there is nothing to fetch.
            if self._database.engine == "postgres":
                raise ProgrammingError("no results to fetch")
            return []
        return self._rows

    def fetchone(self):
        rows = self._fetchable()
        if self._at >= len(rows):
            return None
        self._at += 1
        return rows[self._at - 1]

    def fetchmany(self, size=None):
        rows = self._fetchable()[self._at:]
        rows = rows[: self.arraysize if size is None else size]
        self._at += len(rows)
        return rows

    def fetchall(self):
        rows = self._fetchable()[self._at:]
        self._at += len(rows)
        return rows

    def __iter__(self):
        return self

    def __next__(self):
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row

    def close(self):
        self._closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Database:
    """The far end: one engine, one transaction."""

    def __init__(self, channel, engine, version):
        self.channel = channel
        self.engine = engine
        self.version = version
        self.rehearsal = None
        self._encode = encode_postgres if engine == "postgres" else encode_sqlite
        self.decode = decode_postgres if engine == "postgres" else decode_sqlite

    def _prepare(self, sql):
        if not isinstance(sql, str):
            raise TypeError("the statement must be str, not %s" % type(sql).__name__)
        if "\0" in sql:
            raise ValueError("the statement holds a NUL character")
        return sql.replace(AUTO_INCREMENT, AUTO_INCREMENT_TEXT[self.engine])

    def _check(self, answer, sql):
        failure = answer.get("failure")
        if failure is None:
            return answer
        code = failure["code"]
        error = error_class(self.engine, code)(failure["message"])
        error.failure = failure
        error.statement = sql
        if self.engine == "postgres":
            error.pgcode = code
            error.pgerror = failure["message"]
        else:
            error.sqlite_errorname = code
        raise error

    def execute(self, sql, parameters):
        text = self._prepare(sql)
        if isinstance(parameters, dict):
            raise NotSupportedError("named parameters are not supported: give them in order")
        if isinstance(parameters, str):
            raise TypeError("parameters must be a sequence of values, not str")
        values = [self._encode(value) for value in parameters or ()]
        return self._check(self._ask(execute=text, values=values), sql)

    def script(self, script):
        self._check(self._ask(script=self._prepare(script)), script)

    def _ask(self, **message):
        return self.rehearsal.ask(self.channel, message) if self.rehearsal else self.channel.ask(**message)


# ---- importing what is supplied ----


class Supply:
    """Finds the supplied modules. Their parents need no file; what is missing below them is an error."""

    def __init__(self, sources):
        self.sources = sources
        self.names = {name[:i] for name in sources for i in range(len(name)) if name[i] == "."} | set(sources)
        self.roots = {name.split(".")[0] for name in sources}

    def find_spec(self, name, _path=None, _target=None):
        if name.split(".")[0] not in self.roots:
            return None
        if name not in self.names:
            raise ModuleNotFoundError("No module named %r" % name, name=name)
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, is_package=True)

    def create_module(self, _spec):
        return None

    def exec_module(self, module):
        source = self.sources.get(module.__name__, "")
        exec(compile(source, "<supplied %s>" % module.__name__, "exec"), module.__dict__)


# ---- the clock ----

# Whoever uses none of these names knows neither the time nor chance.
CLOCK_NAMES = {"time", "datetime", "random", "uuid", "secrets", "urandom", "getrandom", "importlib", "__import__"}
CHANCE_NAMES = CLOCK_NAMES - {"time", "datetime"}

# Another year, month, day, hour, minute and second.
LATER = 357_123_457

# Chance may repeat itself, so a delta that uses it is rehearsed more often.
REHEARSALS, REHEARSALS_OF_CHANCE = 1, 8


def names_in(code):
    """The names that compiled code and all that is within it uses."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            names |= names_in(constant)
    return names


class LaterClock:
    """While it lasts, the clock shows another time."""

    def __enter__(self):
        import datetime
        import time

        self.saved = []
        for name in ("time", "monotonic", "perf_counter", "process_time"):
            self._replace(time, name, self._later(getattr(time, name), LATER))
            self._replace(time, name + "_ns", self._later(getattr(time, name + "_ns"), LATER * 10**9))
        for name in ("localtime", "gmtime", "ctime"):
            self._replace(time, name, self._given(getattr(time, name), time.time))
        self._replace(datetime, "datetime", self._later_type(datetime.datetime, ("now", "utcnow", "today")))
        self._replace(datetime, "date", self._later_type(datetime.date, ("today",)))

    def __exit__(self, *_):
        for module, name, value in reversed(self.saved):
            setattr(module, name, value)

    def _replace(self, module, name, value):
        self.saved.append((module, name, getattr(module, name)))
        setattr(module, name, value)

    @staticmethod
    def _later(read, shift):
        return lambda: read() + shift

    @staticmethod
    def _given(convert, now):
        return lambda seconds=None: convert(now() if seconds is None else seconds)

    @staticmethod
    def _later_type(original, names):
        import datetime

        def later(name):
            def method(cls, *args, **kwargs):
                return getattr(original, name)(*args, **kwargs) + datetime.timedelta(seconds=LATER)

            return classmethod(method)

        class Meta(type(original)):
            def __instancecheck__(cls, value):
                return isinstance(value, original)

        return Meta(original.__name__, (original,), {name: later(name) for name in names})


class Diverged(BaseException):
    """A rehearsal has done what the delta had not."""


def text_of(value):
    """A value as fullschema finds it again in a row; None: it has to look at the whole row."""
    if isinstance(value, dict):
        return value.get("number")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    return str(value)


class Rehearsal:
    """
    What depends on the clock shows when a delta runs again at another time:
    its statements get the answers they had, and are compared.
    """

    def __init__(self, path):
        self.path = path
        self.calls = []  # message, line, answer
        self.tainted = {}  # number of a call: texts of values; None: the statement itself
        self.at = None  # the next call of a rehearsal; None: this is the delta itself

    def ask(self, channel, message):
        if self.at is None:
            answer = channel.ask(clock=True, **message)
            self.calls.append((message, self._line(), answer))
            return answer
        channel.encode(message)  # may fail, as it did in the delta
        if self.at >= len(self.calls):
            raise Diverged()
        known, _, answer = self.calls[self.at]
        self._compare(known, message)
        self.at += 1
        return answer

    def _line(self):
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_filename != self.path:
            frame = frame.f_back
        return frame.f_lineno if frame else 0

    def _compare(self, known, message):
        values, others = known.get("values", []), message.get("values", [])
        same_text = {k: v for k, v in known.items() if k != "values"} == {
            k: v for k, v in message.items() if k != "values"
        }
        different = [value for value, other in zip(values, others) if value != other]
        texts = [text_of(value) for value in different]
        if not same_text or len(values) != len(others) or None in texts:
            self.tainted[self.at] = None
        elif texts and self.tainted.get(self.at, ()) is not None:
            self.tainted[self.at] = sorted({*texts, *self.tainted.get(self.at, ())})

    def again(self, run):
        self.at = 0
        with LaterClock():
            try:
                run()
            except BaseException:  # whatever it is, the delta itself had none
                pass
        for number in range(self.at, len(self.calls)):
            self.tainted[number] = None

    def findings(self):
        return [
            {"call": number, "line": self.calls[number][1], "values": texts or []}
            for number, texts in sorted(self.tainted.items())
        ]


# ---- a delta ----


def last_line(path, traceback):
    """The line of the delta that was last on the way to the error."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == path:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def formatted(path, source, error):
    import linecache
    import traceback

    linecache.cache[path] = (len(source), None, source.splitlines(True), path)
    whole = traceback.TracebackException(type(error), error, error.__traceback__)
    each = whole
    while each is not None:
        # Frames of this file, of what is supplied and of the import system say nothing about the delta.
        frames = [frame for frame in each.stack if not frame.filename.startswith("<")]
        each.stack = traceback.StackSummary.from_list(frames)
        each = each.__cause__ or each.__context__
    return "".join(whole.format())


def describe_sql(engine, error, describe):
    failure = error.failure
    code = " (%s)" % failure["code"] if failure["code"] else ""
    lines = [line.rstrip() for line in error.statement.strip("\n").splitlines() if line.strip()]
    detail = "\n".join(lines[:20] + ["..."] * (len(lines) > 20))
    if failure["detail"]:
        detail += "\n" + failure["detail"]
    describe["message"] = "%s: %s%s" % (engine, failure["message"], code)
    describe["detail"] = detail + "\n"
    describe["hint"] = failure["hint"]


def describe_import(path, error, describe):
    name = error.name or "?"
    if isinstance(error, ModuleNotFoundError):
        describe["message"] = "imports module %s, which is not supplied to program deltas" % name
    else:
        describe["message"] = "imports from module %s what is not supplied to program deltas: %s" % (name, error)
    describe["hint"] = (
        "supplied are python3's standard library and the modules listed in docs/program-deltas.md; "
        "start from a later base snapshot with --base, or write the delta as SQL"
    )


def describe(path, source, engine, error):
    name = type(error).__name__
    text = str(error)
    said = {"line": last_line(path, error.__traceback__), "detail": "", "hint": None}
    said["message"] = "%s: %s" % (name, text) if text else name
    if isinstance(error, SyntaxError) and error.filename == path:
        said["line"] = error.lineno
        said["message"] = "%s: %s" % (name, error.msg)
    elif isinstance(error, Error) and error.failure is not None:
        describe_sql(engine, error, said)
    elif isinstance(error, ImportError):
        describe_import(path, error, said)
    said["detail"] += formatted(path, source, error)
    return said


class Runner:
    def __init__(self):
        self.channel = Channel(SOCKET)
        hello = self.channel.receive()
        if hello["protocol"] != PROTOCOL:
            raise SystemExit(1)
        self.database = Database(self.channel, hello["engine"], hello["version"])
        sys.meta_path.insert(0, Supply(hello["modules"]))
        own = ModuleType("fullschema")
        own.__dict__.update(globals())
        sys.modules["fullschema"] = own
        self.number = 0
        self.channel.send(ready=PROTOCOL)

    def run(self, path, source):
        """Runs one delta and says how it finished, and what of it depends on the clock."""
        code = compile(source, path, "exec", dont_inherit=True)
        names = names_in(code)
        if not names & CLOCK_NAMES:
            return self.run_code(path, code)
        self.database.rehearsal = rehearsal = Rehearsal(path)
        try:
            finished = self.run_code(path, code)
            for _ in range(REHEARSALS_OF_CHANCE if names & CHANCE_NAMES else REHEARSALS):
                rehearsal.again(lambda: self.run_code(path, code))
        finally:
            self.database.rehearsal = None
        return dict(finished, clock=rehearsal.findings())

    def run_code(self, path, code):
        self.number += 1
        name = "fullschema_delta_%d" % self.number
        module = ModuleType(name)
        module.__file__ = path
        # dataclasses and annotations look their module up by name.
        sys.modules[name] = module
        exec(code, module.__dict__)
        if not hasattr(module, "run_create"):
            if hasattr(module, "run_upgrade"):
                return {"finished": "upgrade only"}
            names = [n for n, v in vars(module).items() if isinstance(v, type(describe)) and v.__module__ == name]
            return {"finished": "neither", "names": ", ".join(names)}
        from synapse.storage.database import LoggingTransaction
        from synapse.storage.engines import _engine_for

        engine = _engine_for(self.database)
        cursor = LoggingTransaction(txn=Cursor(self.database), name="delta", database_engine=engine)
        module.run_create(cursor, engine)
        return {"finished": "created"}

    def serve(self):
        while True:
            message = self.channel.receive()
            path, source = message["run"], message["source"]
            try:
                answer = self.run(path, source)
            except BaseException as error:  # SystemExit and KeyboardInterrupt are a delta's errors as well
                answer = {"error": describe(path, source, self.database.engine, error)}
            self.channel.send(**answer)


Runner().serve()
