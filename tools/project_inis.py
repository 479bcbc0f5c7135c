"""Public projects, and their fullschema.ini: for tools/projects.py.

`marks`: how files say what of them runs; `own_table`: the tool's own table, which its migrations take for granted.
"""

GOOSE, SQL_MIGRATE, DBUTIL, RIVER = "goose", "sql-migrate", "dbutil", "river"


def project(ini, marks=None, own_table=None):
    return {"ini": ini.strip() + "\n", "marks": marks, "own_table": own_table}


PROJECTS = {
    "Hirevo/alexandrie": project("""
[database main]
postgres = migrations/postgres
sqlite = migrations/sqlite
"""),
    "LFDT-Paladin/paladin": project("""
[database main]
postgres = core/go/db/migrations/postgres
sqlite = core/go/db/migrations/sqlite
"""),
    "Plume-org/Plume": project("""
[database main]
postgres = migrations/postgres
sqlite = migrations/sqlite
"""),
    "arkade-os/arkd": project("""
[database main]
postgres = internal/infrastructure/db/postgres/migration
sqlite = internal/infrastructure/db/sqlite/migration
"""),
    "atuinsh/atuin": project("""
[database main]
postgres = crates/atuin-server-postgres/migrations
sqlite = crates/atuin-server-sqlite/migrations
"""),
    "authelia/authelia": project("""
sqlite-function = BIN2B64
[database main]
postgres = internal/storage/migrations/postgres
sqlite = internal/storage/migrations/sqlite
"""),
    "cashubtc/cdk": project("""
[database mint]
postgres = crates/cdk-sql-common/src/mint/migrations/postgres
sqlite = crates/cdk-sql-common/src/mint/migrations/sqlite
migration-tool = cdk
[database wallet]
postgres = crates/cdk-sql-common/src/wallet/migrations/postgres
sqlite = crates/cdk-sql-common/src/wallet/migrations/sqlite
migration-tool = cdk
""", own_table="CREATE TABLE migrations (name text PRIMARY KEY, applied_at timestamp)"),
    "charmbracelet/soft-serve": project("""
[database main]
postgres = pkg/db/migrate
sqlite = pkg/db/migrate
"""),
    "chirpstack/chirpstack": project("""
[prepare]
extensions = pg_trgm
[database main]
postgres = chirpstack/migrations_postgres
sqlite = chirpstack/migrations_sqlite
"""),
    "conductor-oss/conductor": project("""
[database main]
postgres = postgres-persistence/src/main/resources/db
sqlite = sqlite-persistence/src/main/resources/db/migration_sqlite
"""),
    "dani-garcia/vaultwarden": project("""
[database main]
postgres = migrations/postgresql
sqlite = migrations/sqlite
"""),
    "drone/drone": project("""
[database main]
postgres = store/shared/migrate/postgres/files
sqlite = store/shared/migrate/sqlite/files
"""),
    "flipt-io/flipt": project("""
[database main]
postgres = config/migrations/postgres
sqlite = config/migrations/sqlite3
"""),
    "harness/harness": project("""
sqlite-function = unhex
[database main]
postgres = app/store/database/migrate/postgres
sqlite = app/store/database/migrate/sqlite
migration-tool = maragu
""", own_table="CREATE TABLE migrations (version text NOT NULL)"),
    "hyperledger/firefly": project("""
[database main]
postgres = db/migrations/postgres
sqlite = db/migrations/sqlite
"""),
    "inngest/inngest": project("""
[database main]
postgres = pkg/db/postgres/migrations
sqlite = pkg/db/sqlite/migrations
""", marks=GOOSE),
    "lightninglabs/loop": project("""
[database main]
postgres = loopdb/sqlc/migrations
sqlite = loopdb/sqlc/migrations
replace postgres "BLOB" = "BYTEA"
replace postgres "INTEGER PRIMARY KEY" = "SERIAL PRIMARY KEY"
replace postgres "group_concat(hex(substr(outpoint_txid,32+1-i,1)),'')" = "string_agg(lpad(to_hex(get_byte(outpoint_txid, 32 - i)), 2, '0'), '')"
"""),
    "lightninglabs/taproot-assets": project("""
sqlite-function = unhex
[database main]
postgres = tapdb/sqlc/migrations
sqlite = tapdb/sqlc/migrations
replace postgres "BLOB" = "BYTEA"
replace postgres "INTEGER PRIMARY KEY" = "BIGSERIAL PRIMARY KEY"
replace postgres "TIMESTAMP" = "TIMESTAMP WITHOUT TIME ZONE"
replace postgres "UNHEX" = "DECODE"
replace sqlite "SELECT setval(" = "-- SELECT setval("
"""),
    "lightningnetwork/lnd": project("""
[database main]
postgres = sqldb/sqlc/migrations
sqlite = sqldb/sqlc/migrations
replace postgres "BLOB" = "BYTEA"
replace postgres "INTEGER PRIMARY KEY" = "BIGSERIAL PRIMARY KEY"
replace postgres " TIMESTAMP" = " TIMESTAMP WITHOUT TIME ZONE"
"""),
    "mautrix/go": project("""
[database bridgev2]
postgres = bridgev2/database/upgrades
sqlite = bridgev2/database/upgrades
[database crypto]
postgres = crypto/sql_store_upgrade
sqlite = crypto/sql_store_upgrade
[database state]
postgres = sqlstatestore
sqlite = sqlstatestore
""", marks=DBUTIL),
    "nuts-foundation/nuts-node": project("""
[database main]
postgres = storage/sql_migrations
sqlite = storage/sql_migrations
define = TEXT_TYPE=TEXT
""", marks=GOOSE),
    "openfga/openfga": project("""
[database main]
postgres = assets/migrations/postgres
sqlite = assets/migrations/sqlite
""", marks=GOOSE),
    "openziti/zrok": project("""
[database main]
postgres = controller/store/sql/postgresql
sqlite = controller/store/sql/sqlite3
""", marks=SQL_MIGRATE),
    "ory/hydra": project("""
sqlite-function = if
[database main]
postgres = persistence/sql/migrations
sqlite = persistence/sql/migrations
"""),
    "ory/keto": project("""
[prepare]
file postgres = oryx/networkx/migrations/sql/20150100000001000000_networks.postgres.up.sql
file sqlite = oryx/networkx/migrations/sql/20150100000001000000_networks.sqlite3.up.sql
[database main]
postgres = internal/persistence/sql/migrations/sql
sqlite = internal/persistence/sql/migrations/sql
"""),
    "ory/kratos": project("""
[database main]
postgres = persistence/sql/migrations/sql
sqlite = persistence/sql/migrations/sql
"""),
    "pocket-id/pocket-id": project("""
sqlite-function = normalize
[database main]
postgres = backend/resources/migrations/postgres
sqlite = backend/resources/migrations/sqlite
"""),
    "quassel/quassel": project("""
[database main]
postgres = src/core/SQL/PostgreSQL/version
sqlite = src/core/SQL/SQLite/version
base postgres = src/core/SQL/PostgreSQL/setup_*.sql
base sqlite = src/core/SQL/SQLite/setup_*.sql
base-version postgres = 31
base-version sqlite = 32
"""),
    "riverqueue/river": project("""
sqlite-function = jsonb
[database main]
postgres = riverdriver/riverpgxv5/migration/main
sqlite = riverdriver/riversqlite/migration/main
""", marks=RIVER),
    "roundcube/roundcubemail": project("""
[database main]
postgres = SQL/postgres
sqlite = SQL/sqlite
base postgres = SQL/postgres.initial.sql
base sqlite = SQL/sqlite.initial.sql
base-version = 2025092300
"""),
    "sebadob/rauthy": project("""
[database main]
postgres = migrations/postgres
sqlite = migrations/hiqlite
"""),
    "temporalio/temporal": project("""
[database temporal]
postgres = schema/postgresql/v12/temporal/versioned
sqlite = schema/sqlite/v3/temporal/versioned
base sqlite = schema/sqlite/v3/temporal/schema.sql
base-version sqlite = 0.11
[database visibility]
postgres = schema/postgresql/v12/visibility/versioned
base sqlite = schema/sqlite/v3/visibility/schema.sql
"""),
    "usememos/memos": project("""
[database main]
postgres = store/migration/postgres
sqlite = store/migration/sqlite
"""),
}
