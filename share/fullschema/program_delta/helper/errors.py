"""The errors of DB-API 2.0 (PEP 249), and which of them a failure of each engine is."""


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
