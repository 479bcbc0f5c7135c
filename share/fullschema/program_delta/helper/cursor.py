"""The cursor that a delta is given; its statements are run at the other end of the channel."""
from fullschema.calls import line_now
from fullschema.errors import InterfaceError, NotSupportedError, ProgrammingError, error_class
from fullschema.values import decode_postgres, decode_sqlite, encode_postgres, encode_sqlite

AUTO_INCREMENT = "$%AUTO_INCREMENT_PRIMARY_KEY%$"
AUTO_INCREMENT_TEXT = {
    "postgres": "BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY",
    "sqlite": "INTEGER PRIMARY KEY AUTOINCREMENT",
}


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
        self.path = None  # of the delta that runs
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
        if self.rehearsal:
            return self.rehearsal.ask(self.channel, message)
        return self.channel.ask(line=line_now(self.path), **message)
