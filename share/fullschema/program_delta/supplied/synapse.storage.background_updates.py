"""Constraints that are added in a delta and validated later."""
from synapse.storage.engines import PostgresEngine


class Constraint:
    """A constraint as an expression that a row fulfils, and as a clause of ALTER TABLE."""

    def make_check_clause(self, table):
        raise NotImplementedError

    def make_constraint_clause_postgres(self):
        raise NotImplementedError


class ForeignKeyConstraint(Constraint):
    """`columns` are pairs: the column here, the column there."""

    def __init__(self, referenced_table, columns, deferred=False):
        self.referenced_table = referenced_table
        self.columns = columns
        self.deferred = deferred

    def make_check_clause(self, table):
        there = self.referenced_table
        same = " AND ".join("%s.%s = %s.%s" % (there, theirs, table, ours) for ours, theirs in self.columns)
        return "EXISTS (SELECT 1 FROM %s WHERE %s)" % (there, same)

    def make_constraint_clause_postgres(self):
        ours = ", ".join(pair[0] for pair in self.columns)
        theirs = ", ".join(pair[1] for pair in self.columns)
        when = " DEFERRABLE INITIALLY DEFERRED" if self.deferred else ""
        return "FOREIGN KEY (%s) REFERENCES %s (%s)%s" % (ours, self.referenced_table, theirs, when)


class NotNullConstraint(Constraint):
    def __init__(self, column):
        self.column = column

    def make_check_clause(self, table):
        return "%s IS NOT NULL" % (self.column,)

    def make_constraint_clause_postgres(self):
        return "CHECK (%s IS NOT NULL)" % (self.column,)


def run_validate_constraint_and_delete_rows_schema_delta(
    txn, ordering, update_name, table, constraint_name, constraint, sqlite_table_name, sqlite_table_schema
):
    """Postgres: the constraint is there, not valid, and its validation is queued. SQLite: the table is made anew."""
    if isinstance(txn.database_engine, PostgresEngine):
        clause = constraint.make_constraint_clause_postgres()
        txn.execute("ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID" % (table, constraint_name, clause))
        txn.execute(
            "INSERT INTO background_updates (ordering, update_name, progress_json) VALUES (?, ?, ?)",
            (ordering, update_name, "{}"),
        )
        return
    # Indexes and triggers go with the old table; those without text belong to its constraints.
    txn.execute(
        "SELECT sql FROM sqlite_master WHERE sql <> '' AND type IN ('index', 'trigger') AND tbl_name = ?", (table,)
    )
    dependents = [sql for (sql,) in txn.fetchall()]
    txn.execute(sqlite_table_schema)
    kept = constraint.make_check_clause(table)
    txn.execute("INSERT INTO %s SELECT * FROM %s WHERE %s" % (sqlite_table_name, table, kept))
    txn.execute("DROP TABLE %s" % (table,))
    txn.execute("ALTER TABLE %s RENAME TO %s" % (sqlite_table_name, table))
    for sql in dependents:
        txn.execute(sql)
