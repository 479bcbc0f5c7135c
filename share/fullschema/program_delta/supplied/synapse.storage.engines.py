"""The engine objects that deltas ask which database they are on."""
import enum

from fullschema.cursor import AUTO_INCREMENT as AUTO_INCREMENT_PRIMARY_KEYPLACEHOLDER  # noqa: F401
from fullschema.errors import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)


class IncorrectDatabaseSetup(RuntimeError):
    pass


class IsolationLevel(enum.IntEnum):
    READ_COMMITTED = 1
    REPEATABLE_READ = 2
    SERIALIZABLE = 3


class _Module:
    """What `database_engine.module` is: the names that PEP 249 asks of a driver."""

    apilevel = "2.0"
    threadsafety = 0
    Warning = Warning
    Error = Error
    InterfaceError = InterfaceError
    DatabaseError = DatabaseError
    DataError = DataError
    OperationalError = OperationalError
    IntegrityError = IntegrityError
    InternalError = InternalError
    ProgrammingError = ProgrammingError
    NotSupportedError = NotSupportedError

    def __init__(self, paramstyle):
        self.paramstyle = paramstyle


class BaseDatabaseEngine:
    single_threaded = False
    supports_using_any_list = False
    supports_returning = False
    row_id_name = ""

    def __init__(self, module=None, config=None, version=0):
        self.module = module
        self.config = config or {}
        self._version = version

    def __class_getitem__(cls, _parameters):
        return cls

    def check_database(self, db_conn, allow_outdated_version=False):
        pass

    def check_new_database(self, txn):
        pass

    def on_new_connection(self, db_conn):
        pass

    def convert_param_style(self, sql):
        return sql

    def is_deadlock(self, error):
        return False

    def is_connection_closed(self, conn):
        return False

    def in_transaction(self, conn):
        return True

    def lock_table(self, txn, table):
        pass


class PostgresEngine(BaseDatabaseEngine):
    supports_using_any_list = True
    supports_returning = True
    row_id_name = "ctid"
    synchronous_commit = True
    default_isolation_level = IsolationLevel.REPEATABLE_READ

    def __init__(self, config=None, version=0):
        super().__init__(_Module("pyformat"), config, version)

    def convert_param_style(self, sql):
        return sql.replace("?", "%s")

    @property
    def server_version(self):
        return "%d.%d" % divmod(self._version, 10000)

    def is_deadlock(self, error):
        return getattr(error, "pgcode", None) in ("40001", "40P01")

    def lock_table(self, txn, table):
        txn.execute("LOCK TABLE %s in EXCLUSIVE MODE" % (table,))

    def get_db_locale(self, txn):
        return "C", "C"


class Sqlite3Engine(BaseDatabaseEngine):
    single_threaded = True
    row_id_name = "rowid"

    def __init__(self, config=None, version=0):
        super().__init__(_Module("qmark"), config, version)
        self.supports_returning = version >= 3035000

    @property
    def server_version(self):
        return "%d.%d.%d" % (self._version // 1000000, self._version // 1000 % 1000, self._version % 1000)


def _engine_for(database):
    return (PostgresEngine if database.engine == "postgres" else Sqlite3Engine)(None, database.version)
