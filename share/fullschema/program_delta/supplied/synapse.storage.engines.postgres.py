from synapse.storage.engines import PostgresEngine  # noqa: F401
