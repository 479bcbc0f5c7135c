"""A connection to a Postgres server through libpq, which every machine that builds fullschema has."""

import ctypes
import ctypes.util

COMMAND_OK, TUPLES_OK = 1, 2

_pq = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
for _name in ("PQconnectdb", "PQexec"):
    getattr(_pq, _name).restype = ctypes.c_void_p
for _name in ("PQgetvalue", "PQerrorMessage"):
    getattr(_pq, _name).restype = ctypes.c_char_p
NOTICE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p)
SILENT = NOTICE(lambda _, text: None)


class Refused(Exception):
    """What the server said of a statement that it did not run."""


class Connection:
    """with Connection("host=... dbname=...") as c: c.run(sql) gives rows of texts, or raises Refused."""

    def __init__(self, words):
        self.link = ctypes.c_void_p(_pq.PQconnectdb(words.encode()))
        if _pq.PQstatus(self.link) != 0:
            raise Refused(self.message())
        _pq.PQsetNoticeProcessor(self.link, SILENT, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        _pq.PQfinish(self.link)

    def message(self):
        return _pq.PQerrorMessage(self.link).decode("utf-8", "replace").strip()

    def run(self, sql):
        result = ctypes.c_void_p(_pq.PQexec(self.link, sql.encode("utf-8")))
        try:
            if _pq.PQresultStatus(result) not in (COMMAND_OK, TUPLES_OK):
                raise Refused(self.message())
            return [[self.cell(result, row, column) for column in range(_pq.PQnfields(result))]
                    for row in range(_pq.PQntuples(result))]
        finally:
            _pq.PQclear(result)

    @staticmethod
    def cell(result, row, column):
        if _pq.PQgetisnull(result, row, column):
            return None
        return _pq.PQgetvalue(result, row, column).decode("utf-8", "replace")
