from synapse.storage.engines import Sqlite3Engine  # noqa: F401
