"""The cursor that a delta is given."""
import re

from fullschema.cursor import Connection as LoggingDatabaseConnection  # noqa: F401
from synapse.storage.engines import PostgresEngine, Sqlite3Engine

_PAGE = 100
_MARK = re.compile(r"\?|%s")


class LoggingTransaction:
    """A cursor with the engine beside it, and the ways to run a statement often."""

    def __init__(self, *, txn, name="", server_name="", database_engine=None, **_callbacks):
        self.txn = txn
        self.name = name
        self.server_name = server_name
        self.database_engine = database_engine
        self.after_callbacks = None
        self.async_after_callbacks = None
        self.exception_callbacks = None

    def call_after(self, callback, *args, **kwargs):
        raise AssertionError("nothing is called after a delta")

    async_call_after = call_after
    call_on_exception = call_after

    @property
    def description(self):
        return self.txn.description

    @property
    def rowcount(self):
        return self.txn.rowcount

    @property
    def connection(self):
        return self.txn.connection

    @property
    def arraysize(self):
        return self.txn.arraysize

    @arraysize.setter
    def arraysize(self, size):
        self.txn.arraysize = size

    def execute(self, sql, parameters=()):
        self.txn.execute(sql, parameters)

    def executemany(self, sql, args):
        self.txn.executemany(sql, args)

    def execute_batch(self, sql, args):
        self.txn.executemany(sql, args)

    def execute_values(self, sql, values, template=None, fetch=True):
        """One statement for many rows: its only mark stands for `(?, ?), (?, ?), ...`."""
        if not isinstance(self.database_engine, PostgresEngine):
            raise AssertionError("execute_values is there on Postgres only")
        marks = _MARK.findall(sql)
        if len(marks) != 1:
            raise ValueError("the statement of execute_values has one mark, not %d" % len(marks))
        rows = [tuple(row) for row in values]
        fetched = []
        for start in range(0, len(rows), _PAGE):
            page = rows[start:start + _PAGE]
            expanded = ", ".join(template or "(%s)" % ", ".join(["%s"] * len(row)) for row in page)
            self.txn.execute(_MARK.sub(lambda _: expanded, sql), [value for row in page for value in row])
            if fetch:
                fetched += self.txn.fetchall()
        return fetched

    def executescript(self, sql):
        if not isinstance(self.database_engine, Sqlite3Engine):
            raise NotImplementedError("executescript is there on SQLite only")
        self.txn.executescript(sql)

    def fetchone(self):
        return self.txn.fetchone()

    def fetchmany(self, size=None):
        return self.txn.fetchmany(size)

    def fetchall(self):
        return self.txn.fetchall()

    def __iter__(self):
        return iter(self.txn)

    def __next__(self):
        return next(self.txn)

    def close(self):
        self.txn.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class DatabasePool:
    """For annotations: a delta has a cursor, and no pool."""
